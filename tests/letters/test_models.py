"""A letter is in one state."""

import pytest
from django.db import IntegrityError

from news.letters.models import Letter

from ..conftest import NOON

pytestmark = pytest.mark.django_db

MOMENTS = {
    "next_try_at": "waiting",
    "claimed_at": "sending",
    "sent_at": "sent",
    "failed_at": "failed",
    "uncertain_at": "uncertain",
}


@pytest.mark.parametrize(("moment", "state"), MOMENTS.items())
def test_its_moments_tell_its_state(moment, state):
    letter = Letter.objects.create(kind="verify", key="a", subject="Halo", **{moment: NOON})
    assert letter.state == state
    assert str(letter) == "Halo"


@pytest.mark.parametrize("moments", [{}, {"sent_at": NOON, "failed_at": NOON}, {"next_try_at": NOON, "sent_at": NOON}])
def test_no_letter_is_in_none_or_two(moments):
    with pytest.raises(IntegrityError):
        Letter.objects.create(kind="verify", key="a", subject="Halo", **moments)
