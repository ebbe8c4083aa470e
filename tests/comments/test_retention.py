"""Nothing is kept for longer than promised, whatever the environment says."""

import datetime

import pytest
from django.core.exceptions import ImproperlyConfigured

from news.comments import retention


def test_an_installation_may_keep_things_for_a_shorter_time(settings):
    settings.RETENTION_DAYS = {"spam": 7}
    retention.check()
    assert retention.period("spam") == datetime.timedelta(days=7)
    assert retention.period("rejected") == datetime.timedelta(days=90)


@pytest.mark.parametrize("days", [{"spam": 31}, {"spam": 0}, {"all": 3}, {"address": 31}])
def test_neither_longer_nor_what_is_not_kept(settings, days):
    settings.RETENTION_DAYS = days
    with pytest.raises(ImproperlyConfigured, match="RETENTION_DAYS"):
        retention.check()
