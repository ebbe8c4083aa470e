"""The archive's months without numbers, and what twenty years of them say."""

import datetime

from news.articles.models import ArchiveTally
from news.pages.months import Archive
from news.pages.templatetags.archive import months, ribuan
from tests.conftest import NOON


def test_until_numbers_are_known_all_months_of_the_extent_are_there(another, newsroom, clock):
    clock.move_to(datetime.datetime(2025, 11, 10, tzinfo=datetime.UTC))
    another("Siaran lama")
    clock.move_to(NOON)
    another("Siaran baru")
    archive = Archive.of(newsroom, NOON)
    assert list(archive.numbers) == [(2025, 11), (2025, 12), (2026, 1), (2026, 2), (2026, 3)]
    assert archive.total is None
    assert archive.number_of_year(2025) is None
    assert archive.days_of((2026, 3)) == []
    assert "<b>" not in months(archive, 2025)
    assert 'href="/2025/12/"' in months(archive, 2025)


def test_twenty_years_are_told_in_two_queries(newsroom, django_assert_num_queries):
    days = {f"{year}-{month:02}": [year % 7] * 28 for year in range(2006, 2026) for month in range(1, 13)}
    ArchiveTally.objects.create(pk=1, days=days, reckoned_until=NOON)
    with django_assert_num_queries(2):
        archive = Archive.of(newsroom, NOON)
    assert archive.years == [year for year in range(2025, 2005, -1) if year % 7]
    assert archive.oldest == (2006, 1)
    assert 2009 not in archive.years  # it has days, all of nothing
    assert archive.total == sum(sum(numbers) for numbers in days.values())
    assert archive.beside((2017, 7)) == ((2017, 6), (2017, 8))


def test_months_are_links_where_there_is_something(newsroom):
    ArchiveTally.objects.create(pk=1, days={"2025-03": [1200] + [0] * 30}, reckoned_until=NOON)
    listed = months(Archive.of(newsroom, NOON), 2025, 3)
    assert '<a href="/2025/03/" aria-current="page">Maret <b>1.200</b></a>' in listed
    assert listed.count("<li>") == 12
    assert listed.count("<a ") == 1


def test_thousands_have_points():
    assert [ribuan(number) for number in (0, 999, 1000, 1234567)] == ["0", "999", "1.000", "1.234.567"]
