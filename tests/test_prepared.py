"""Queries that are written once, and asked with other values."""

import datetime
import threading

import pytest
from django.db import connection
from django.db.models import BigIntegerField, CharField, OuterRef, QuerySet, Subquery

from news.articles.models import Edition, Section
from news.prepared import NOW, Given, Prepared
from tests.conftest import NOON

MINUTE = datetime.timedelta(minutes=1)


def with_newest() -> QuerySet[Section]:
    """Sections, each with its newest edition."""
    newest = Edition.objects.live(NOW).filter(section=OuterRef("pk")).listed().values("pk")[:1]
    return Section.objects.annotate(newest=Subquery(newest))


def under() -> QuerySet[Edition]:
    return Edition.objects.live(NOW).filter(article__slug=Given("slug", CharField())).select_related("article")


def test_the_values_are_those_that_are_given(released, django_assert_num_queries):
    prepared, begins = Prepared(with_newest), released.live_from
    for now, expected in ((begins - MINUTE, None), (begins, released.pk), (begins - MINUTE, None)):
        with django_assert_num_queries(1):
            assert released.section_id in {each.pk for each in prepared(now=now) if each.newest == expected}


def test_it_is_put_together_once(released):
    written = []

    def write() -> QuerySet[Edition]:
        written.append(1)
        return under()

    prepared = Prepared(write)
    slugs = [released.article.slug, "tidak-ada", released.article.slug]
    assert [len(prepared(slug=slug, now=released.live_from)) for slug in slugs] == [1, 0, 1]
    assert written == [1]


def test_what_is_selected_along_is_there(released, django_assert_num_queries):
    slug = released.article.slug
    with django_assert_num_queries(1):
        [found] = Prepared(under)(slug=slug, now=released.live_from)
        assert found.article.slug == slug


def test_hostile_values_are_only_values(released):
    for slug in ("' OR 1=1 --", "%s", "%(slug)s", '"; DROP TABLE articles_edition; --'):
        assert Prepared(under)(slug=slug, now=released.live_from) == []


def test_tuples_come_as_they_are(released):
    key = Given("key", BigIntegerField())
    prepared = Prepared(lambda: Edition.objects.filter(pk=key).values_list("pk", "headline"))
    assert prepared(key=released.pk) == [(released.pk, released.headline)]


def test_a_missing_value_is_an_error(db):
    with pytest.raises(KeyError, match="slug"):
        Prepared(under)(now=NOON)


def test_a_loop_asks_without_values(section, django_assert_num_queries):
    prepared = Prepared(Section.objects.all)
    with django_assert_num_queries(1):
        assert list(prepared) == [section]


@pytest.mark.django_db(transaction=True)
def test_each_thread_asks_on_its_own_connection(section):
    prepared, found = Prepared(Section.objects.all), []
    assert list(prepared) == [section]

    def ask() -> None:
        try:
            found.append([each.pk for each in prepared()])
        finally:
            connection.close()

    threads = [threading.Thread(target=ask) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [[section.pk]] * 3
