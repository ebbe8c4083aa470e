import io
from collections import Counter
from itertools import pairwise

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.utils import timezone

from news.articles.models import Article, Edition, EditionAgency, EditionTag, Mention, PhotoCaption, Quote, Section
from news.articles.rules import blocking
from news.comments.models import Comment
from news.directory.models import Agency
from news.ledger import chain
from news.newsroom.models import Newsroom, NumberCounter

pytestmark = pytest.mark.django_db
COUNT = 400


def make(count: int = COUNT, **options: int) -> str:
    out = io.StringIO()
    call_command("make_releases", str(count), stdout=out, **options)
    return out.getvalue()


def content() -> list[tuple[object, ...]]:
    """Return what was made, without keys of the database."""
    rows = Edition.objects.order_by("article__created_at", "sequence")
    return list(
        rows.values_list(
            "article__number", "article__slug", "sequence", "state", "headline", "body", "live_from", "live_until"
        )
    )


def test_an_empty_installation_gets_a_minimal_newsroom_and_as_many_releases_as_asked():
    said = make()
    assert Newsroom.objects.exists()
    assert Article.objects.count() == COUNT
    assert f"Made {COUNT} releases" in said


def test_the_same_seed_makes_the_same_and_another_seed_others():
    made = []
    for seed in (1, 1, 2):
        with transaction.atomic():
            make(60, seed=seed)
            made.append(content())
            transaction.set_rollback(True)
    assert made[0] == made[1]
    assert made[0] != made[2]


def test_every_fate_occurs():
    make(seed=6)
    now = timezone.now()
    assert set(Edition.objects.values_list("state", flat=True)) == set(Edition.State.values) - {"discarded"}
    assert Edition.objects.filter(sequence=2).exists()
    assert Edition.objects.filter(expires_at__lt=now, state="released").exists()
    assert Edition.objects.filter(live_from__gt=now).exists()


def test_intervals_places_and_numbers_are_as_the_workflow_leaves_them():
    make()
    for article in Article.objects.exclude(number=None).prefetch_related("editions"):
        editions = sorted(article.editions.all(), key=lambda edition: edition.sequence)
        assert all(edition.list_at == article.first_released_at for edition in editions)
        assert all(before.live_until == after.live_from for before, after in pairwise(editions))
        assert article.url_date == Newsroom.current().local(article.first_released_at).date()
    for model in (EditionAgency, Mention):
        assert not model.objects.exclude(list_at=None).filter(edition__live_from=None).exists()
        assert not model.objects.filter(list_at=None, edition__live_from__isnull=False).exists()
    assert not EditionTag.objects.filter(list_at=None, content_object__live_from__isnull=False).exists()
    given = Counter(
        number.rsplit("/", 1)[1] for number in Article.objects.exclude(number=None).values_list("number", flat=True)
    )
    assert {str(row.year): row.last for row in NumberCounter.objects.all()} == given


def test_what_is_live_meets_the_rules():
    make(50, photos=2)
    assert [found.message for edition in Edition.objects.live() for found in blocking(edition)] == []


def test_a_newsroom_that_is_there_is_used(newsroom, agency, section, appointment):
    make(40)
    assert Newsroom.objects.get() == newsroom
    assert (Agency.objects.get(), Section.objects.get()) == (agency, section)
    assert set(Quote.objects.values_list("appointment", flat=True)) == {appointment.pk}


def test_a_second_run_adds_to_the_first():
    make(30)
    make(30)
    assert Article.objects.count() == 60
    assert list(chain.faults()) == []


@pytest.mark.parametrize(("options", "expected"), [({}, 50), ({"on_one": 120}, 120), ({"on_one": 0}, None)])
def test_comments_are_spread_but_for_those_on_one_release(options, expected):
    said = make(100, comments=500, **options)
    on_each = Counter(Comment.objects.values_list("article", flat=True)).most_common()
    assert sum(count for _article, count in on_each) == 500
    assert on_each[0][1] == expected or (expected is None and on_each[0][1] < 120)
    assert len(on_each) > 30
    assert "500 of 500 comments" in said


def test_more_comments_on_one_than_there_are_leave_none_for_the_others():
    make(100, comments=30, on_one=40)
    assert Comment.objects.values("article").distinct().count() == 1
    assert Comment.objects.count() == 30


def test_photos_are_shown_in_turn():
    make(60, photos=3)
    assert PhotoCaption.objects.values("photo").distinct().count() == 3
    assert all(row.photo.is_described for row in PhotoCaption.objects.select_related("photo"))


def test_nothing_is_made_of_nothing():
    make(0, comments=5)
    assert not Article.objects.exists()
    assert not Comment.objects.exists()


@pytest.mark.parametrize("count", ["-1", "viele", "1.5"])
def test_what_is_no_count_is_refused(count):
    with pytest.raises(CommandError):
        call_command("make_releases", count)
