"""What a step does is said before it is taken, and named."""

import datetime

import pytest
import time_machine

from news.articles import editing, workflow
from news.articles.explaining import explanation, release_label
from news.articles.models import Edition, EditionAgency
from news.directory.models import Agency
from tests.conftest import NOON

LATER = datetime.datetime(2027, 2, 4, 2, tzinfo=datetime.UTC)  # Thursday


def test_every_step_is_explained(draft):
    for name in workflow.STEPS:
        assert explanation(name, draft), name


def test_a_release_names_the_pages_that_show_it(draft, other_agency):
    EditionAgency.objects.create(edition=draft, agency=other_agency)
    told = explanation("release", draft)[0]
    for name in ("Kesehatan", "Dinkes", "Dishub", "Rahmat Simbolang", "Imunisasi"):
        assert name in told


def test_many_names_are_counted(draft):
    for number in range(9):
        agency = Agency.objects.create(name=f"Dinas {number}", slug=f"dinas-{number}")
        EditionAgency.objects.create(edition=draft, agency=agency)
    told = explanation("release", draft)[0]
    assert "Dinas 3" in told
    assert "Dinas 7" not in told
    assert "6" in told


@time_machine.travel(NOON, tick=False)
def test_number_and_address_are_told_as_they_will_be(draft, penulis, redaktur, penerbit):
    told = " ".join(explanation("release", draft))
    workflow.take("submit", draft, by=penulis)
    workflow.take("approve", draft, by=redaktur)
    released = workflow.take("release", draft, by=penerbit)
    assert released.article.number in told
    assert released.article.get_absolute_url() in told


@time_machine.travel(NOON, tick=False)
def test_embargo_and_expiry_are_told(draft):
    draft.embargo_until, draft.expires_at = LATER, LATER + datetime.timedelta(days=1)
    told = " ".join(explanation("release", draft))
    assert "2027" in told
    assert "02.00 UTC" in told


@pytest.mark.parametrize(("kind", "is_told"), [("ralat", True), ("minor", False)])
def test_a_correction_says_whether_readers_are_told(kind, is_told, released, penulis):
    correction = workflow.take("revise", released, by=penulis, kind=kind, note="Jam layanan keliru.")
    told = " ".join(explanation("release", correction))
    assert released.article.number in told
    assert ("Jam layanan keliru." in told) is is_told


def test_what_nobody_has_seen_is_said_to_need_a_colleague(draft):
    assert len(explanation("fast_release", draft)) == len(explanation("release", draft)) + 1


# The label of the button


@pytest.mark.parametrize(
    ("at", "embargo", "label"),
    [
        (None, None, "Release now"),
        (LATER, None, "Schedule Thu 4 Feb 2027 02.00 UTC"),
        (NOON - datetime.timedelta(hours=1), None, "Release now"),
        (None, NOON - datetime.timedelta(hours=1), "Release now"),
        (None, LATER, "Schedule Thu 4 Feb 2027 02.00 UTC"),
        (NOON + datetime.timedelta(hours=1), LATER, "Schedule Thu 4 Feb 2027 02.00 UTC"),
    ],
)
def test_the_label_is_what_pressing_does(at, embargo, label, settings):
    settings.LANGUAGE_CODE = "en"
    edition = Edition(embargo_until=embargo)
    assert release_label(edition, at, NOON) == label


def test_a_draft_that_says_nothing_yet_is_explained_as_well(penulis):
    assert explanation("fast_release", editing.begin_draft(penulis))
