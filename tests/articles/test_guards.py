"""What only the database can keep about articles."""

import datetime

import pytest
from django.db import IntegrityError, transaction

from news.articles import workflow
from news.articles.models import Article, Edition


@pytest.mark.parametrize("field", ["headline", "body", "lead", "public_note", *Edition.CITIZEN_FIELDS])
def test_released_content_never_changes(field, released):
    with pytest.raises(IntegrityError), transaction.atomic():
        Edition.objects.filter(pk=released.pk).update(**{field: "<p>Lain</p>"})
    released.refresh_from_db()


def test_what_was_released_is_never_deleted(released):
    with pytest.raises(IntegrityError), transaction.atomic():
        Edition.objects.filter(pk=released.pk)._raw_delete("default")
    with pytest.raises(IntegrityError), transaction.atomic():
        Article.objects.filter(pk=released.article_id)._raw_delete("default")


@pytest.mark.parametrize("number", ["999/SP/I/2026", None])
def test_a_number_is_given_once(number, released):
    with pytest.raises(IntegrityError), transaction.atomic():
        Article.objects.filter(pk=released.article_id).update(number=number)


@pytest.mark.parametrize(
    ("start", "end", "possible"),
    [(0, None, False), (-2, 1, False), (0, 1, False), (-2, 0, True), (-2, -1, True)],
)
def test_two_live_editions_of_an_article_are_impossible(start, end, possible, released, penulis):
    hour = datetime.timedelta(hours=1)
    Edition.objects.filter(pk=released.pk).update(live_until=released.live_from + 10 * hour)
    second = workflow.take("revise", released, by=penulis, kind="minor")
    values = {
        "state": "released",
        "live_from": released.live_from + start * hour,
        "live_until": None if end is None else released.live_from + end * hour,
    }
    try:
        with transaction.atomic():
            Edition.objects.filter(pk=second.pk).update(**values)
        outcome = True
    except IntegrityError:
        outcome = False
    assert outcome is possible
