"""What a release needs, and what an editor should look at once more."""

import datetime

import pytest
from model_bakery import baker

from news.articles import rules
from news.articles.models import Edition, PhotoCaption, Quote
from news.directory.models import Appointment


def codes(edition: Edition, *, blocking: bool = True) -> set[str]:
    edition = Edition.objects.get(pk=edition.pk)
    return {finding.code for finding in rules.findings(edition) if finding.blocking is blocking}


def test_a_complete_draft_has_no_findings(draft):
    assert rules.findings(draft) == []


@pytest.mark.parametrize(
    ("field", "empty", "code"),
    [
        ("headline", "", "headline-missing"),
        ("section", None, "section-missing"),
        ("dateline_place", "", "dateline-missing"),
        ("body", "<p> </p>", "body-missing"),
    ],
)
def test_each_missing_piece_is_named(field, empty, code, draft):
    Edition.objects.filter(pk=draft.pk).update(**{field: empty})
    assert codes(draft) == {code}


def test_a_source_is_dateline_enough(draft):
    Edition.objects.filter(pk=draft.pk).update(dateline_place="", dateline_source="akses")
    assert codes(draft) == set()


def test_some_agency_must_lead(draft):
    draft.agency_rows.update(is_lead=False)
    assert codes(draft) == {"lead-agency-missing"}


@pytest.mark.parametrize(
    ("caption", "photo", "lacking"),
    [
        ("", {"alt": "Antrean", "credit": "Humas"}, "caption"),
        ("Warga antre.", {"alt": "", "credit": "Humas"}, "alt"),
        ("Warga antre.", {"alt": "Antrean", "credit": " "}, "credit"),
    ],
)
def test_a_photo_needs_caption_credit_and_alt(caption, photo, lacking, draft):
    photo = baker.make("photos.Photo", width=800, height=600, **photo)
    PhotoCaption.objects.create(edition=draft, photo=photo, caption=caption)
    assert codes(draft) == {"photo-incomplete"}


def test_a_decorative_photo_needs_no_alt(draft):
    photo = baker.make("photos.Photo", width=800, height=600, decorative=True, credit="Humas")
    PhotoCaption.objects.create(edition=draft, photo=photo, caption="Pita songket.")
    assert codes(draft) == set()


def test_a_correction_says_what_it_is(draft):
    Edition.objects.filter(pk=draft.pk).update(sequence=2)
    assert codes(draft) == {"change-kind-missing"}
    Edition.objects.filter(pk=draft.pk).update(change_kind="ralat")
    assert codes(draft) == {"public-note-missing"}
    Edition.objects.filter(pk=draft.pk).update(change_kind="minor")
    assert codes(draft) == set()


def test_it_does_not_expire_under_embargo(draft):
    noon = datetime.datetime(2027, 1, 1, 5, tzinfo=datetime.UTC)
    Edition.objects.filter(pk=draft.pk).update(embargo_until=noon, expires_at=noon)
    assert codes(draft) == {"expires-before-embargo"}


def test_a_weekday_that_contradicts_its_date_is_a_warning(draft):
    Edition.objects.filter(pk=draft.pk).update(body="<p>Acara dibuka Senin (12/3/2019).</p>")
    assert codes(draft) == set()
    assert codes(draft, blocking=False) == {"weekday-contradicts-date"}


def test_an_office_not_held_on_the_event_date_is_a_warning(draft, official, appointment):
    past = Appointment.objects.create(
        official=official, position=appointment.position, capacity="plt",
        start_date=datetime.date(2020, 1, 1), end_date=datetime.date(2021, 1, 1),
    )  # fmt: skip
    Quote.objects.create(edition=draft, appointment=past, words="Kami siap.")
    assert codes(draft) == set()
    assert codes(draft, blocking=False) == {"office-not-held"}


def test_a_quote_without_a_speaker_is_advice(draft, appointment):
    Quote.objects.create(edition=draft, words="Kami siap.", speaker=" ", order=1)
    Quote.objects.create(edition=draft, words="Silakan.", speaker="Warga", order=2)
    Quote.objects.create(edition=draft, words="Datanglah.", appointment=appointment, order=3)
    found = [(each.field, each.code, each.blocking) for each in rules.findings(draft)]
    assert found == [("quotes", "quote-without-speaker", False)]
