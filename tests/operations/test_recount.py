import io

import pytest
from django.core.management import call_command

from news.articles import counting
from news.articles.models import ArchiveTally, Edition
from news.comments.models import Tally
from news.newsroom.models import Newsroom


def recount() -> str:
    out = io.StringIO()
    call_command("recount", stdout=out)
    return out.getvalue()


@pytest.mark.django_db
def test_numbers_that_went_wrong_are_mended():
    call_command("make_releases", "60", "--no-search", stdout=io.StringIO())
    assert ": 0 months were wrong" in recount()  # counted for the first time
    ArchiveTally.objects.update(days={"2001-01": [3] * 31})
    article = Edition.objects.live().first().article_id
    Tally.objects.update_or_create(article_id=article, defaults={"published": 7})
    again = recount()
    assert ": 0 months" not in again
    assert "comments: 1 releases" in again
    until = ArchiveTally.objects.get().reckoned_until
    days = counting.by_day(Newsroom.current(), until)
    assert sum(map(sum, days.values())) == Edition.objects.live(until).count()
    assert ": 0 months were wrong" in recount()


@pytest.mark.django_db
def test_what_is_made_in_bulk_is_counted_as_it_comes():
    counting.reckon()
    counting.reckon()
    call_command("make_releases", "150", "--no-search", stdout=io.StringIO())
    until = ArchiveTally.objects.get().reckoned_until
    days = counting.by_day(Newsroom.current(), until)
    assert sum(map(sum, days.values())) == Edition.objects.live(until).count() > 100
    assert ": 0 months were wrong" in recount()
