"""What is related shares something, what is rare before what is in all the news; nothing else leaks into it."""

import pytest
from django.utils import timezone

from news.articles import editing, workflow
from news.articles.models import Edition, EditionAgency, Mention, Section
from news.directory.models import Official
from news.pages.relating import MOST, Related, related
from tests.conftest import NOON
from tests.pages.conftest import DAY, HOUR


@pytest.fixture
def of():
    """What is related to an edition now."""

    def ask(edition: Edition) -> list[Related]:
        return related(
            edition,
            list(edition.tags.order_by("name")),
            [row.official for row in edition.mentions.select_related("official").order_by("pk")],
            [row.agency for row in edition.agency_rows.select_related("agency").order_by("-is_lead", "pk")],
            timezone.now(),
        )

    return ask


@pytest.fixture
def about(another, clock):
    """Release one more, an hour after the one before, under some topics and naming some officials."""
    moment = NOON

    def go(headline: str, *topics: str, names: tuple[Official, ...] = (), **content: object) -> Edition:
        nonlocal moment
        moment += HOUR
        clock.move_to(moment)
        return another(headline, topics, names, **content)

    return go


@pytest.fixture
def another(penulis, agency, section, release):
    def go(headline: str, tags: tuple[str, ...] = (), names: tuple[Official, ...] = (), **content: object) -> Edition:
        at = content.pop("at", None)
        told = {"section": section, "dateline_place": "Tanjung Selasih", "body": "<p>Isi.</p>"} | content
        edition = editing.begin_draft(penulis, headline=headline, **told)
        EditionAgency.objects.create(edition=edition, agency=agency, is_lead=True)
        edition.tags.add(*tags)
        for official in names:
            Mention.objects.create(edition=edition, official=official)
        return release(edition, at)

    return go


def headlines(found: list[Related]) -> list[str]:
    return [each.edition.headline for each in found]


def test_what_shares_most_comes_first_and_says_what_it_shares(about, of, official):
    about("Hanya instansi")
    about("Satu topik", "Sungai")
    about("Topik dan pejabat", "Sungai", names=(official,))
    about("Dua topik", "Sungai", "Jalan kaki")
    edition = about("Ini", "Sungai", "Jalan kaki", names=(official,))
    found = of(edition)
    assert headlines(found) == ["Dua topik", "Topik dan pejabat", "Satu topik", "Hanya instansi"]
    shared = [["Jalan kaki", "Sungai"], ["Sungai", official.name], ["Sungai", "Dinkes"], ["Dinkes"]]
    assert [each.shared for each in found] == shared
    assert found[0].edition.article.get_absolute_url().endswith("/dua-topik/")


def test_who_is_in_all_the_news_counts_little(about, of, official):
    rare = Official.objects.create(name="Jarang Disebut", slug="jarang-disebut")
    about("Yang langka", names=(rare,), section=Section.objects.create(name="Lain", slug="lain"))
    for number in range(8):
        about(f"Sehari-hari {number}", names=(official,))
    assert headlines(of(about("Ini", names=(official, rare))))[0] == "Yang langka"


def test_the_section_fills_up_what_is_left(about, of):
    for number in range(6):
        about(f"Serubrik {number}")
    edition = about("Ini")
    found = of(edition)
    assert headlines(found) == ["Serubrik 5", "Serubrik 4", "Serubrik 3", "Serubrik 2"]
    assert len(found) == MOST


def test_only_what_is_live_and_never_itself(about, of, another, penerbit, correct, clock):
    gone = about("Dicabut", "Sungai")
    workflow.take("withdraw", gone, by=penerbit, note="Keliru.")
    about("Kedaluwarsa", "Sungai", expires_at=NOON + DAY / 2)
    another("Terjadwal", ("Sungai",), at=NOON + 2 * DAY)
    edition = about("Ini", "Sungai")
    clock.move_to(NOON + DAY)
    corrected = correct(edition, "ralat", "Dibetulkan.", headline="Ini, dibetulkan")
    assert headlines(of(corrected)) == []
    clock.move_to(NOON + 2 * DAY)
    assert headlines(of(corrected)) == ["Terjadwal"]


def test_a_draft_without_anything_is_related_to_nothing(about):
    about("Lain")
    assert related(Edition(headline="Baru"), [], [], [], timezone.now()) == []


def test_it_is_one_query(about, of, django_assert_num_queries):
    edition = about("Ini", "Sungai")
    topics, agencies = list(edition.tags.all()), [row.agency for row in edition.agency_rows.select_related("agency")]
    with django_assert_num_queries(1):
        related(edition, topics, [], agencies, timezone.now())
