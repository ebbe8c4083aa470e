"""Links without log-in: who makes them, what they open, and when they end."""

import datetime

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import RequestFactory
from django.utils import timezone

from news.articles import editing, history, workflow
from news.articles.models import Article, Edition
from news.desk import linking
from news.desk.linking import LinkRefused, Recipient, Shown, make_press, make_preview, note_opening, opened
from news.desk.models import Opening, PressLink, PreviewLink
from news.ledger.models import LedgerEntry
from news.letters.models import Letter
from tests.conftest import NOON

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)
SARI = Recipient("Sari Lubis", "Harian Selasih", "sari@harian.example")


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


@pytest.fixture
def embargoed(draft, penulis, redaktur) -> Edition:
    """The draft under an embargo of two days, approved."""
    with editing.change(draft.pk, by=penulis) as edition:
        edition.embargo_until = NOON + 2 * DAY
        edition.save()
    workflow.take("submit", draft, by=penulis)
    return workflow.take("approve", draft, by=redaktur)


def token(made: linking.Made) -> str:
    return made.url.rstrip("/").rpartition("/")[2]


def behind(made: linking.Made, after: datetime.timedelta = datetime.timedelta()) -> Edition | Article | None:
    found = opened(token(made), timezone.now() + after)
    return found.edition if isinstance(found, Shown) else found and found.article


def test_the_token_is_long_and_only_its_hash_is_kept(draft, penulis):
    made = make_preview(draft, by=penulis)
    assert len(token(made)) >= 32
    stored = PreviewLink.objects.values().get()
    assert token(made) not in str(stored)
    assert len(stored["token_hash"]) == 64


@pytest.mark.parametrize("wrong", ["", "x", "a" * 5000, "../..", "ａ" * 32, "\x00"])
def test_a_wrong_token_opens_nothing(wrong, draft, penulis):
    make_preview(draft, by=penulis)
    assert opened(wrong, NOON) is None
    assert opened(PreviewLink.objects.get().token_hash, NOON) is None


# Preview links


def test_whoever_writes_or_reviews_makes_previews(draft, penulis, redaktur, penerbit, moderator, administrator):
    for member in (penulis, redaktur, penerbit):
        assert make_preview(draft, by=member)
    for member in (moderator, administrator):
        with pytest.raises(PermissionDenied):
            make_preview(draft, by=member)


def test_a_writer_of_another_agency_makes_none(draft, penulis, other_agency):
    draft.agency_rows.update(agency=other_agency)
    with pytest.raises(PermissionDenied):
        make_preview(draft, by=penulis)


@pytest.mark.parametrize("days", [0, 31, -1])
def test_it_holds_thirty_days_at_most(days, draft, penulis):
    with pytest.raises(ValueError, match="holds 1 to 30 days"):
        make_preview(draft, by=penulis, days=days)


def test_it_opens_a_draft_until_it_expires(draft, penulis):
    made = make_preview(draft, by=penulis, days=3)
    assert behind(made) == draft
    assert behind(made, 3 * DAY - datetime.timedelta(microseconds=1)) == draft
    assert behind(made, 3 * DAY) is None


def test_it_opens_nothing_once_it_is_revoked(draft, penulis, redaktur):
    made = make_preview(draft, by=penulis)
    linking.revoke(made.link, by=redaktur)
    assert behind(made) is None
    linking.revoke(made.link, by=penulis)  # again: nothing happens
    link = PreviewLink.objects.get()
    assert (link.revoked_at, link.revoked_by) == (NOON, redaktur)


def test_only_who_may_make_one_revokes_it(draft, penulis, moderator, penerbit, embargoed, redaktur):
    made = make_preview(draft, by=penulis)
    with pytest.raises(PermissionDenied):
        linking.revoke(made.link, by=moderator)
    (press,) = make_press(embargoed, [SARI], by=penerbit)
    with pytest.raises(PermissionDenied):
        linking.revoke(press.link, by=redaktur)


def test_it_leads_to_the_page_once_that_is_live(draft, penulis, redaktur, penerbit):
    made = make_preview(draft, by=penulis)
    workflow.take("submit", draft, by=penulis)
    workflow.take("approve", draft, by=redaktur)
    assert behind(made).state == Edition.State.APPROVED
    released = workflow.take("release", draft, by=penerbit, at=NOON + DAY)
    assert behind(made) == released
    assert behind(made, DAY) == released.article


def test_it_follows_the_newest_edition_or_stays_with_one(released, penulis):
    revised = workflow.take("revise", released, by=penulis, kind="update", note="Jadwal.")
    newest, this = make_preview(revised, by=penulis), make_preview(revised, by=penulis, follows=False)
    assert behind(newest) == behind(this) == revised
    workflow.take("discard", revised, by=penulis)
    assert behind(newest) == released.article
    assert behind(this) is None
    again = workflow.take("revise", released, by=penulis, kind="update", note="Jadwal.")
    assert behind(newest) == again
    assert behind(this) is None


def test_it_is_dead_once_the_release_is_withdrawn(released, penulis, penerbit):
    made = make_preview(workflow.take("revise", released, by=penulis, kind="minor"), by=penulis)
    workflow.take("withdraw", released, by=penerbit, note="Keliru.")
    assert behind(made) is None


def test_it_is_dead_once_the_release_has_expired(draft, penulis, penerbit):
    made = make_preview(draft, by=penulis)
    draft.expires_at = NOON + DAY
    draft.save()
    released = workflow.take("fast_release", draft, by=penerbit, note="Darurat.")
    assert behind(made) == released.article
    assert behind(made, DAY) is None


def test_what_readers_see_already_needs_no_preview(released, penulis):
    with pytest.raises(LinkRefused):
        make_preview(released, by=penulis)


# Press links


def test_only_who_may_release_invites_the_press(embargoed, penulis, redaktur, penerbit, newsroom):
    assert make_press(embargoed, [SARI], by=penerbit)
    for member in (penulis, redaktur):
        with pytest.raises(PermissionDenied):
            make_press(embargoed, [SARI], by=member)
    newsroom.editors_may_release = True
    newsroom.save()
    assert make_press(embargoed, [SARI], by=redaktur)


def test_only_what_is_decided_and_under_an_embargo_has_press_links(draft, approved, penerbit):
    with pytest.raises(LinkRefused):
        make_press(approved, [SARI], by=penerbit)


def test_an_embargoed_draft_has_no_press_links(draft, penulis, penerbit):
    with editing.change(draft.pk, by=penulis) as edition:
        edition.embargo_until = NOON + DAY
        edition.save()
    with pytest.raises(LinkRefused):
        make_press(draft, [SARI], by=penerbit)


def test_each_gets_a_link_and_it_opens_until_the_page_is_live(embargoed, penerbit):
    sari, radio = make_press(embargoed, [SARI, Recipient("", "Radio Kota", "")], by=penerbit)
    assert token(sari) != token(radio)
    assert behind(sari) == behind(radio) == embargoed
    released = workflow.take("release", embargoed, by=penerbit)
    assert behind(sari, 2 * DAY - datetime.timedelta(microseconds=1)) == released
    assert behind(sari, 2 * DAY) == released.article
    assert behind(sari, 33 * DAY) is None


def test_an_approved_release_whose_embargo_passed_is_not_shown(embargoed, penerbit):
    (made,) = make_press(embargoed, [SARI], by=penerbit)
    assert behind(made, 2 * DAY) is None


def test_the_press_never_sees_a_later_draft(embargoed, penerbit, penulis, redaktur):
    (made,) = make_press(embargoed, [SARI], by=penerbit)
    with editing.change(embargoed.pk, by=penulis) as edition:
        edition.lead = "Belum diputus."
        edition.save()
    assert behind(made) is None
    workflow.take("submit", embargoed, by=penulis)
    assert behind(made) is None
    workflow.take("approve", embargoed, by=redaktur)
    assert behind(made) == embargoed


def test_the_press_sees_nothing_of_a_correction(embargoed, penerbit, penulis, clock):
    (made,) = make_press(embargoed, [SARI], by=penerbit)
    workflow.take("release", embargoed, by=penerbit)
    clock.move_to(NOON + 3 * DAY)
    live = Edition.objects.live().get()
    workflow.take("revise", live, by=penulis, kind="ralat", note="Keliru.")
    assert behind(made) == live.article
    workflow.take("withdraw", live, by=penerbit, note="Keliru.")
    assert behind(made) is None


def test_an_embargo_that_was_lifted_ends_the_links_until_the_page_is_live(embargoed, penerbit, penulis, redaktur):
    (made,) = make_press(embargoed, [SARI], by=penerbit)
    with editing.change(embargoed.pk, by=penulis) as edition:
        edition.embargo_until = None
        edition.save()
    workflow.take("submit", embargoed, by=penulis)
    workflow.take("approve", embargoed, by=redaktur)
    assert behind(made) is None
    workflow.take("release", embargoed, by=penerbit)
    assert behind(made) == embargoed.article


def test_a_letter_brings_the_link_and_its_subject_no_secret(embargoed, penerbit, agency):
    (made, _radio) = make_press(embargoed, [SARI, Recipient("", "Radio Kota", "")], by=penerbit, mail=True)
    letter = Letter.objects.get()
    assert (letter.kind, letter.to) == ("press-link", SARI.email)
    assert made.url in letter.body
    assert embargoed.headline in letter.body
    assert "Jumat, 13 Maret 2026" in letter.body
    assert embargoed.headline not in letter.subject
    assert token(made) not in str(Letter.objects.filter(pk=letter.pk).values("subject", "key"))
    assert PressLink.objects.get(pk=made.link.pk).mailed_at == NOON


def test_nothing_is_mailed_unless_asked(embargoed, penerbit):
    make_press(embargoed, [SARI], by=penerbit)
    assert not Letter.objects.exists()


def test_all_or_none(embargoed, penerbit):
    with pytest.raises(LinkRefused):
        make_press(embargoed, [SARI] * (linking.MOST_RECIPIENTS + 1), by=penerbit)
    assert not PressLink.objects.exists()


# What is told of them


def test_the_ledger_tells_of_links_by_number_and_never_by_token_or_name(embargoed, penerbit, redaktur):
    preview = make_preview(embargoed, by=penerbit, label="Pak Camat")
    press = make_press(embargoed, [SARI, SARI._replace(email="")], by=penerbit)
    linking.revoke(press[0].link, by=penerbit)
    linking.revoke(preview.link, by=penerbit)
    entries = list(LedgerEntry.objects.about(embargoed.article.subject))[-4:]
    assert [entry.event for entry in entries] == [
        "preview_link", "press_links", "revoke_press_link", "revoke_preview_link",
    ]  # fmt: skip
    told = " ".join(entry.note for entry in entries)
    assert str(preview.link.pk) in told
    for secret in (token(preview), token(press[0]), "Camat", "Sari", "harian"):
        assert secret not in told
    assert all(str(event.what) != event.key for event in history.history(embargoed)[:4])


def test_a_link_does_not_hide_the_remark_with_which_a_draft_was_returned(embargoed, redaktur):
    returned = workflow.take("return", embargoed, by=redaktur, note="Tambahkan jadwal.")
    make_preview(returned, by=redaktur)
    assert history.remark(returned).note == "Tambahkan jadwal."


def from_address(address: str):
    return RequestFactory().get("/", REMOTE_ADDR=address)


def test_openings_are_counted_by_day_and_place_without_the_address(draft, penulis):
    link, other = (make_preview(draft, by=penulis).link for _ in range(2))
    for address in ("198.51.100.7", "198.51.100.7", "203.0.113.9"):
        note_opening(link, from_address(address), NOON)
    note_opening(link, from_address("198.51.100.7"), NOON + DAY)
    note_opening(other, from_address("198.51.100.7"), NOON)
    link.refresh_from_db()
    assert (link.times_opened, link.last_opened_at) == (4, NOON + DAY)
    assert sorted(Opening.objects.filter(preview_link=link).values_list("times", flat=True)) == [1, 1, 2]
    visitors = list(Opening.objects.values_list("visitor", flat=True))
    assert not any("198" in visitor for visitor in visitors)
    # Nobody can follow a reader from one link to another.
    assert not set(link.openings.values_list("visitor", flat=True)) & set(
        other.openings.values_list("visitor", flat=True)
    )


def test_who_opened_is_forgotten_and_for_whom_a_link_was(embargoed, penerbit, clock):
    (made,) = make_press(embargoed, [SARI], by=penerbit)
    note_opening(made.link, from_address("198.51.100.7"), NOON)
    clock.move_to(NOON + linking.KEPT)
    assert linking.forget_ended() == 0
    clock.move_to(NOON + linking.KEPT + 33 * DAY)
    assert linking.forget_ended() == 2
    link = PressLink.objects.get()
    assert (link.name, link.email, link.outlet, link.times_opened) == ("", "", "Harian Selasih", 1)
    assert not Opening.objects.exists()
    assert linking.forget_ended() == 0


def test_names_and_addresses_of_journalists_are_sealed(embargoed, penerbit):
    make_press(embargoed, [SARI], by=penerbit)
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, email FROM desk_presslink")
        stored = str(cursor.fetchall())
    assert "Sari" not in stored
    assert "@" not in stored
