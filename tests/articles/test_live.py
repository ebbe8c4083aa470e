"""One definition of public, from either side of a join."""

import datetime

import pytest

from news.articles.live import is_live
from news.articles.models import Edition, Mention

HOUR = datetime.timedelta(hours=1)


@pytest.mark.parametrize(
    ("since_start", "ends_after", "live"),
    [(-HOUR, None, False), (0 * HOUR, None, True), (HOUR, None, True), (HOUR, HOUR, False), (HOUR, 2 * HOUR, True)],
)
def test_live_is_half_open(since_start, ends_after, live, released):
    start = released.live_from
    Edition.objects.filter(pk=released.pk).update(live_until=start + ends_after if ends_after else None)
    now = start + since_start
    assert Edition.objects.live(now).exists() is live
    assert Edition.objects.get().is_live_at(now) is live
    assert Mention.objects.filter(is_live(now, "edition__")).exists() is live


def test_what_was_never_decided_is_never_live(draft):
    assert not Edition.objects.live(datetime.datetime(2999, 1, 1, tzinfo=datetime.UTC)).exists()
