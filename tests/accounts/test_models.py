"""Users and deputies."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from news.accounts.models import Deputy, User

DAY = datetime.date(2026, 3, 11)


def test_a_user_is_called_by_their_name():
    assert str(User(username="rsi", first_name="Rina", last_name="Sialagan")) == "Rina Sialagan"
    assert str(User(username="rsi")) == "rsi"


@pytest.mark.parametrize(("start", "end"), [(DAY, DAY), (DAY, DAY - datetime.timedelta(days=1))])
def test_a_deputy_ends_after_they_begin(start, end, penulis, redaktur):
    with pytest.raises(ValidationError):
        Deputy(principal=redaktur, deputy=penulis, from_date=start, until_date=end).full_clean()


def test_nobody_is_their_own_deputy(penulis):
    with pytest.raises(ValidationError):
        Deputy(principal=penulis, deputy=penulis, from_date=DAY, until_date=DAY.replace(day=12)).full_clean()


def test_the_last_day_is_not_included(penulis, redaktur):
    deputy = Deputy.objects.create(principal=redaktur, deputy=penulis, from_date=DAY, until_date=DAY.replace(day=13))
    assert [list(Deputy.objects.on(DAY.replace(day=day))) for day in (10, 11, 12, 13)] == [[], [deputy], [deputy], []]
