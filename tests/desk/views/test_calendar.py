"""The calendar's pages: who may, hostile addresses, planning, and moving through the workflow."""

import datetime

import pytest
from django.urls import reverse

from news.articles import planning, workflow
from news.articles.models import Edition, PlannedEvent
from news.ledger.models import LedgerEntry
from tests.articles.filled import browser
from tests.conftest import NOON

HOUR = datetime.timedelta(hours=1)
CALENDAR = "/admin/meja/kalender/"


@pytest.fixture(autouse=True)
def at_noon(time_machine):
    time_machine.move_to(NOON, tick=False)


@pytest.fixture
def scheduled(approved, penerbit) -> Edition:
    """The release of the other tests, to go live in an hour: at 13.00 WIB."""
    return workflow.take("release", approved, by=penerbit, at=NOON + HOUR)


@pytest.fixture
def event(agency, penulis) -> PlannedEvent:
    """A fair at 20.00 WIB, for two hours."""
    fair = PlannedEvent(title="Pasar murah", agency=agency, starts_at=NOON + 8 * HOUR, ends_at=NOON + 10 * HOUR)
    return planning.plan(fair, by=penulis)


@pytest.mark.parametrize(
    ("who", "status"),
    [("penulis", 200), ("redaktur", 200), ("penerbit", 200), ("moderator", 403), ("administrator", 403)],
)
def test_pages_by_role(who, status, event, scheduled, request):
    client = browser(request.getfixturevalue(who))
    assert client.get(CALENDAR).status_code == status
    assert client.get(CALENDAR, {"pekan": "2026-W11"}).status_code == status
    assert client.get(reverse("admin:desk:plan")).status_code == status
    assert client.get(reverse("admin:desk:event", args=[event.pk])).status_code == status
    assert client.get(reverse("admin:desk:move", args=["acara", event.pk])).status_code == status
    may_move = who == "penerbit"
    assert client.get(reverse("admin:desk:move", args=["siaran", scheduled.pk])).status_code == (
        200 if may_move else 403
    )


def test_strangers_are_sent_to_the_log_in(pembaca, event):
    for path in (CALENDAR, f"{CALENDAR}acara/{event.pk}/", f"{CALENDAR}pindah/acara/{event.pk}/"):
        assert pembaca.get(path).status_code == 302
        assert pembaca.post(path, {"at": "2026-03-12T09:00"}).status_code == 302
    assert PlannedEvent.objects.get().version == 1


@pytest.mark.parametrize(
    "query",
    [{"bulan": "2026-13"}, {"bulan": "x" * 5000}, {"pekan": "2026-W99"}, {"instansi": "999999"}, {"instansi": "x"},
     {"instansi": "9" * 40}, {"bulan": "\0"}, {"bulan": "0000-00"}],
)  # fmt: skip
def test_hostile_addresses_are_not_found(query, redaktur):
    assert browser(redaktur).get(CALENDAR, query).status_code == 404


def test_the_page_is_a_table_with_headings_links_and_the_zone(scheduled, event, penerbit):
    page = browser(penerbit).get(CALENDAR).content.decode()
    assert page.count('<th scope="col">') == 7
    assert "<caption" in page
    assert "?bulan=2026-02" in page
    assert "?bulan=2026-04" in page
    assert "WIB" in page
    assert page.count('aria-current="date"') == 1
    assert "13.00" in page
    assert "20.00–22.00" in page


def test_a_writer_of_another_agency_finds_nothing(event, scheduled, penulis, other_agency):
    from news.directory.models import Membership

    Membership.objects.filter(user=penulis).update(agency=other_agency)
    Edition.objects.update(created_by=None)
    client = browser(penulis)
    page = client.get(CALENDAR).content.decode()
    assert event.title not in page
    assert scheduled.headline not in page
    for name, args in (("event", [event.pk]), ("move", ["acara", event.pk]), ("move", ["siaran", scheduled.pk])):
        assert client.get(reverse(f"admin:desk:{name}", args=args)).status_code == 404
    for name in ("write", "call_off"):
        assert client.post(reverse(f"admin:desk:{name}", args=[event.pk])).status_code == 404


# Planning


def test_an_event_is_planned_changed_written_about_and_called_off(penulis, agency):
    client = browser(penulis)
    response = client.get(reverse("admin:desk:plan"), {"tanggal": "2026-03-20"})
    assert 'value="2026-03-20T09:00"' in response.content.decode()
    sent = {"title": "Pasar murah", "agency": agency.pk, "starts_at": "2026-03-20T09:00", "venue": "Lapangan Sauh"}
    response = client.post(reverse("admin:desk:plan"), sent, follow=True)
    assert "Pasar murah" in response.content.decode()
    event = PlannedEvent.objects.get()
    assert event.starts_at == datetime.datetime(2026, 3, 20, 2, tzinfo=datetime.UTC)
    address = reverse("admin:desk:event", args=[event.pk])
    client.post(address, sent | {"venue": "Balai Kota", "seen_version": event.version})
    event.refresh_from_db()
    assert (event.venue, event.version) == ("Balai Kota", 2)
    response = client.post(reverse("admin:desk:write", args=[event.pk]))
    draft = Edition.objects.get()
    assert response.headers["Location"] == reverse("admin:articles_edition_change", args=[draft.pk])
    assert (draft.venue, draft.event_date, draft.lead_agency) == ("Balai Kota", datetime.date(2026, 3, 20), agency)
    assert draft.headline in client.get(address).content.decode()
    response = client.post(reverse("admin:desk:call_off", args=[event.pk]), {"seen_version": "1"}, follow=True)
    assert PlannedEvent.objects.exists()  # it was changed meanwhile
    event.refresh_from_db()
    client.post(reverse("admin:desk:call_off", args=[event.pk]), {"seen_version": event.version})
    assert not PlannedEvent.objects.exists()
    assert Edition.objects.exists()


def test_what_cannot_be_kept_is_refused_in_words_and_stays(penulis, agency, other_agency):
    client = browser(penulis)
    sent = {"title": "Pasar", "agency": agency.pk, "starts_at": "2026-03-20T09:00", "ends_at": "2026-03-19T09:00"}
    response = client.post(reverse("admin:desk:plan"), sent)
    assert response.status_code == 422
    assert "It cannot end before it begins." in response.content.decode()
    assert 'value="Pasar"' in response.content.decode()
    for wrong in (
        {"agency": other_agency.pk},
        {"starts_at": "besok"},
        {"title": ""},
        {"starts_at": "0001-01-01T00:00"},
    ):
        assert client.post(reverse("admin:desk:plan"), sent | {"ends_at": ""} | wrong).status_code == 422
    assert not PlannedEvent.objects.exists()


def test_the_second_to_change_an_event_keeps_what_was_typed(event, penulis, redaktur, agency):
    planning.move(event, NOON + 32 * HOUR, by=redaktur, version=1)
    sent = {"title": "Pasar <b>", "agency": agency.pk, "starts_at": "2026-03-20T09:00", "seen_version": "1"}
    response = browser(penulis).post(reverse("admin:desk:event", args=[event.pk]), sent)
    page = response.content.decode()
    assert response.status_code == 409
    assert 'value="Pasar &lt;b&gt;"' in page
    assert 'name="seen_version" value="2"' in page
    assert PlannedEvent.objects.get().title == "Pasar murah"


# Moving


def test_a_scheduled_release_is_moved_as_one_decision(scheduled, penerbit):
    client = browser(penerbit)
    address = reverse("admin:desk:move", args=["siaran", scheduled.pk])
    page = client.get(address, {"ke": "2026-03-13", "kembali": "pekan=2026-W11"}).content.decode()
    assert "Move to Fri 13 Mar 2026 13.00 WIB?" in page
    assert 'value="2026-03-13T13:00"' in page
    before = LedgerEntry.objects.count()
    sent = {"at": "2026-03-13T09:30", "seen_version": scheduled.version, "kembali": "pekan=2026-W11"}
    response = client.post(address, sent)
    assert response.headers["Location"] == f"{CALENDAR}?pekan=2026-W11"
    scheduled.refresh_from_db()
    assert scheduled.live_from == datetime.datetime(2026, 3, 13, 2, 30, tzinfo=datetime.UTC)
    assert LedgerEntry.objects.count() == before + 1
    assert LedgerEntry.objects.latest("sequence").event == "reschedule"


@pytest.mark.parametrize(
    ("sent", "status", "words"),
    [
        ({"at": "2026-03-10T09:00"}, 409, "That time has passed."),
        ({"at": ""}, 422, "Say when."),
        ({"at": "besok"}, 422, "valid date"),
        ({"at": "9999-01-01T00:00"}, 422, "That year cannot be meant."),
        ({"at": "2026-03-13T09:00", "seen_version": "99"}, 409, "Somebody else changed this release"),
        ({"at": "2026-03-13T09:00", "seen_version": ""}, 409, "Somebody else changed this release"),
    ],
)
def test_a_move_that_does_not_fit_is_refused_in_words(sent, status, words, scheduled, penerbit):
    address = reverse("admin:desk:move", args=["siaran", scheduled.pk])
    response = browser(penerbit).post(address, {"seen_version": scheduled.version} | sent)
    assert response.status_code == status
    assert words in response.content.decode()
    assert Edition.objects.get().live_from == NOON + HOUR


def test_an_embargo_is_not_broken_by_dragging(approved, penerbit):
    Edition.objects.update(embargo_until=NOON + 24 * HOUR)
    edition = workflow.take("release", approved, by=penerbit, at=NOON + 48 * HOUR)
    address = reverse("admin:desk:move", args=["siaran", edition.pk])
    response = browser(penerbit).post(address, {"seen_version": edition.version, "at": "2026-03-12T09:00"})
    assert response.status_code == 409
    assert "It is under embargo until Thu 12 Mar 2026 12.00 WIB." in response.content.decode()


def test_what_is_no_longer_scheduled_is_said(scheduled, penerbit):
    workflow.take("unschedule", scheduled, by=penerbit)
    address = reverse("admin:desk:move", args=["siaran", scheduled.pk])
    response = browser(penerbit).get(address, follow=True)
    assert "is not scheduled any more" in response.content.decode()


def test_an_event_is_moved_and_lasts_as_long(event, penulis, redaktur):
    address = reverse("admin:desk:move", args=["acara", event.pk])
    browser(penulis).post(address, {"at": "2026-03-12T08:00", "seen_version": "1"})
    event.refresh_from_db()
    assert event.ends_at
    assert event.ends_at - event.starts_at == 2 * HOUR
    response = browser(redaktur).post(address, {"at": "2026-03-14T08:00", "seen_version": "1"})
    assert response.status_code == 409
    assert browser(redaktur).get(reverse("admin:desk:move", args=["apa", event.pk])).status_code == 404


@pytest.mark.parametrize("back", ["https://example.com", "bulan=2026-99", "//x", "pekan=<script>", "x" * 5000])
def test_the_way_back_leads_nowhere_else(back, event, penulis):
    address = reverse("admin:desk:move", args=["acara", event.pk])
    sent = {"at": "2026-03-12T08:00", "seen_version": "1", "kembali": back}
    location = browser(penulis).post(address, sent).headers["Location"]
    assert location.split("?")[0] == CALENDAR
