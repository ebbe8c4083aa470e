"""Long lists are not counted to the end."""

import pytest

from news.articles.models import Section
from news.listing import CappedPaginator


@pytest.fixture
def sections(db):
    Section.objects.bulk_create(Section(name=f"Rubrik {number}", slug=f"rubrik-{number}") for number in range(12))
    return Section.objects.order_by("pk")


def test_short_lists_are_counted(sections):
    assert CappedPaginator(sections, 5).count == 12


def test_counting_stops_at_the_cap(sections, monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(CappedPaginator, "cap", 10)
    paginator = CappedPaginator(sections, 5)
    with django_assert_num_queries(1) as queries:
        assert (paginator.count, paginator.num_pages) == (10, 2)
    assert "LIMIT 10" in queries[0]["sql"]


def test_plain_lists_have_pages_too():
    assert CappedPaginator([1, 2, 3], 2).num_pages == 2
