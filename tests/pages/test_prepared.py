"""Subqueries that are written once, and asked at any moment."""

from django.db.models import BigIntegerField, OuterRef, Subquery

from news.articles.models import Edition, Section
from news.pages.prepared import ANY_MOMENT, at, written
from tests.conftest import NOON
from tests.pages.conftest import HOUR, MINUTE


def test_the_moment_is_the_one_that_is_given(another, section, django_assert_num_queries):
    first, second = another("Satu"), another("Dua", at=NOON + HOUR)
    newest = Edition.objects.live(ANY_MOMENT).filter(section=OuterRef("pk")).listed().values("pk")[:1]
    prepared = written(Subquery(newest), Section)
    for now, expected in ((NOON - MINUTE, None), (NOON, first.pk), (NOON + HOUR, second.pk)):
        with django_assert_num_queries(1):
            assert Section.objects.annotate(newest=at(prepared, now, BigIntegerField())).get().newest == expected
