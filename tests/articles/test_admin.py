"""Releases at the desk: who sees and changes what, nothing typed is lost, and every step from its button."""

import datetime
import html

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from model_bakery import baker

from news.articles import editing, workflow
from news.articles.models import Article, Edition, EditionAgency, PhotoCaption
from news.directory.models import Membership
from news.ledger.models import LedgerEntry
from news.photos.models import Photo
from tests.articles.filled import browser, form_data
from tests.conftest import NOON, member


def change_url(edition):
    return reverse("admin:articles_edition_change", args=[edition.pk])


def step_url(edition, step):
    return reverse("admin:articles_edition_step", args=[edition.pk, step])


LIST = "/admin/articles/edition/"
ADD = "/admin/articles/edition/add/"
ROLES = ("penulis", "redaktur", "penerbit", "moderator", "administrator")
ALLOWED = {"penulis", "redaktur", "penerbit"}


def headlines(response):
    return [edition.headline for edition in response.context["cl"].result_list]


def said(response):
    return " ".join(str(message) for message in response.context["messages"])


# Who reaches what


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("page", ["list", "add", "change"])
def test_pages_by_role(role, page, draft, request):
    user = request.getfixturevalue(role)
    url = {"list": LIST, "add": ADD, "change": change_url(draft)}[page]
    assert browser(user).get(url).status_code == (200 if role in ALLOWED else 403)


@pytest.mark.parametrize(
    ("step", "who", "status"),
    [
        ("submit", "penulis", 200), ("submit", "redaktur", 200), ("submit", "moderator", 403),
        ("submit", "administrator", 403),
        ("fast_release", "penerbit", 200), ("fast_release", "redaktur", 403), ("fast_release", "penulis", 403),
        ("discard", "penulis", 200), ("discard", "administrator", 403),
    ],
)  # fmt: skip
def test_steps_of_a_draft_by_role(step, who, status, draft, request):
    user = request.getfixturevalue(who)
    assert browser(user).get(step_url(draft, step)).status_code == status


@pytest.mark.parametrize(
    ("step", "who", "status"),
    [
        ("approve", "redaktur", 200), ("approve", "penerbit", 200), ("approve", "penulis", 403),
        ("approve", "moderator", 403), ("return", "redaktur", 200), ("return", "penulis", 403),
    ],
)  # fmt: skip
def test_steps_of_a_submitted_release_by_role(step, who, status, draft, penulis, request):
    workflow.take("submit", draft, by=penulis)
    user = request.getfixturevalue(who)
    assert browser(user).get(step_url(draft, step)).status_code == status
    if status == 403:
        assert browser(user).post(step_url(draft, step), {"seen_version": 1, "note": "Ya"}).status_code == 403
        draft.refresh_from_db()
        assert draft.state == "in_review"


def test_strangers_are_sent_to_the_log_in(draft, pembaca):
    for url in (LIST, change_url(draft), step_url(draft, "submit")):
        assert pembaca.get(url).status_code == 302


def test_a_writer_sees_only_their_own_agencies(draft, penulis, other_agency, redaktur):
    other = editing.begin_draft(redaktur, headline="Rute bus baru")
    EditionAgency.objects.create(edition=other, agency=other_agency, is_lead=True)
    assert headlines(browser(penulis).get(LIST)) == [draft.headline]
    assert headlines(browser(redaktur).get(LIST)) == ["Rute bus baru", draft.headline]
    assert browser(penulis).get(change_url(other)).status_code == 302
    assert browser(penulis).get(step_url(other, "submit")).status_code == 404


def test_a_writer_only_reads_what_another_agency_leads_by_now(draft, penulis, other_agency):
    draft.agency_rows.update(agency=other_agency)
    response = browser(penulis).get(change_url(draft))
    assert not response.context["is_editable"]
    assert b'name="_save"' not in response.content


def test_nobody_deletes_releases(draft, penerbit):
    assert (
        browser(penerbit).post(reverse("admin:articles_edition_delete", args=[draft.pk]), {"post": "yes"}).status_code
        == 403
    )
    assert Edition.objects.filter(pk=draft.pk).exists()


# The list


def test_the_list_shows_the_newest_edition_of_each_article(released, redaktur):
    correction = workflow.take("revise", released, by=redaktur, kind="ralat", note="Jam diperbaiki.")
    client = browser(redaktur)
    assert [edition.pk for edition in client.get(LIST).context["cl"].result_list] == [correction.pk]
    assert [edition.pk for edition in client.get(LIST, {"state": "released"}).context["cl"].result_list] == [
        released.pk
    ]
    workflow.take("discard", correction, by=redaktur)
    assert [edition.pk for edition in client.get(LIST).context["cl"].result_list] == [released.pk]
    assert [edition.pk for edition in client.get(LIST, {"state": "discarded"}).context["cl"].result_list] == [
        correction.pk
    ]


def test_filters_and_search(draft, penulis, redaktur, agency, other_agency, section):
    client = browser(redaktur)
    for query, found in (
        ({"q": "vaksinasi"}, 1), ({"q": "banjir"}, 0), ({"whose": "mine"}, 0), ({"agency": agency.pk}, 1),
        ({"agency": other_agency.pk}, 0), ({"section__id__exact": section.pk}, 1), ({"state": "scheduled"}, 0),
        ({"agency": "x"}, 1), ({"id__lt": draft.pk}, 0),
    ):  # fmt: skip
        assert len(headlines(client.get(LIST, query))) == found, query
    assert len(headlines(browser(penulis).get(LIST, {"whose": "mine"}))) == 1


def test_the_list_asks_the_database_a_constant_number_of_times(draft, redaktur, agency):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            assert len(headlines(client.get(LIST))) > 0
        return [query["sql"] for query in queries]

    client = browser(redaktur)
    asked()
    before = asked()
    for number in range(12):
        other = editing.begin_draft(redaktur, headline=f"Siaran {number}")
        EditionAgency.objects.create(edition=other, agency=agency, is_lead=True)
    after = asked()
    assert len(after) == len(before) <= 18
    assert not [query for query in after if "COUNT(" in query and "LIMIT" not in query]


# Writing and saving


def test_a_draft_saves_incomplete_and_the_checks_name_what_is_missing(penulis):
    client = browser(penulis)
    response = client.post(ADD, form_data(client.get(ADD), headline="Baru judul"), follow=True)
    edition = Edition.objects.get()
    assert (edition.headline, edition.created_by, edition.state) == ("Baru judul", penulis, "draft")
    assert edition.lead_agency == penulis.memberships.get().agency
    found = [finding.code for _target, finding in response.context["findings"]]
    assert found == ["section-missing", "dateline-missing", "body-missing"]
    assert b'href="#id_section"' in response.content


def test_a_saved_change_reaches_edition_article_and_parts(draft, penulis, appointment):
    client = browser(penulis)
    changes = {
        "headline": "Judul yang lebih baik", "kind": "advisory", "slug": "vaksinasi", "comments": "closed",
        "tags": "Imunisasi, Puskesmas", "lead": "Baris satu\r\nBaris dua",
        "quotes-TOTAL_FORMS": "1", "quotes-0-words": "Silakan datang.", "quotes-0-appointment": appointment.pk,
        "quotes-0-order": "0",
    }  # fmt: skip
    response = client.post(change_url(draft), form_data(client.get(change_url(draft)), **changes))
    assert response.status_code == 302
    draft = Edition.objects.get(pk=draft.pk)
    assert (draft.headline, draft.version) == ("Judul yang lebih baik", 2)
    assert draft.lead == "Baris satu\nBaris dua"
    assert (draft.article.kind, draft.article.slug, draft.article.comments) == ("advisory", "vaksinasi", "closed")
    assert {tag.name for tag in draft.tags.all()} == {"Imunisasi", "Puskesmas"}
    assert draft.quotes.get().words == "Silakan datang."
    assert LedgerEntry.objects.about(draft.article.subject).last().digest == draft.digest()


def test_saving_without_a_change_leaves_the_review_alone(draft, penulis, redaktur):
    draft.lead = "Baris satu\nBaris dua"
    draft.save()
    workflow.take("submit", draft, by=penulis)
    client = browser(redaktur)
    response = client.post(change_url(draft), form_data(client.get(change_url(draft))), follow=True)
    draft.refresh_from_db()
    assert (draft.state, draft.version) == ("in_review", 1)
    assert redaktur not in draft.changed_by.all()
    assert said(response) == "Saved."


def test_a_change_in_review_takes_it_back_to_draft_and_says_so(draft, penulis, redaktur):
    workflow.take("submit", draft, by=penulis)
    client = browser(redaktur)
    response = client.post(change_url(draft), form_data(client.get(change_url(draft)), byline="xyz"), follow=True)
    draft.refresh_from_db()
    assert draft.state == "draft"
    assert "a draft again" in said(response)


def test_hostile_markup_is_not_kept(draft, penulis):
    client = browser(penulis)
    hostile = '<p onclick="x()">Aman</p><script>alert(1)</script><img src=x onerror=y>'
    client.post(change_url(draft), form_data(client.get(change_url(draft)), body=hostile))
    draft.refresh_from_db()
    assert draft.body == "<p>Aman</p>"


@pytest.mark.parametrize("moment", ["0001-01-01T00:00", "9999-12-31T23:59", "besok", "2026-13-01T00:00"])
def test_a_nonsensical_time_is_refused_in_words_and_the_text_stays(moment, draft, penulis):
    client = browser(penulis)
    changed = form_data(client.get(change_url(draft)), embargo_until=moment, headline="Judul lain")
    response = client.post(change_url(draft), changed)
    assert response.status_code == 200
    assert response.context["adminform"].form.errors["embargo_until"]
    assert b"Judul lain" in response.content


def test_times_are_of_the_newsroom(draft, penulis):
    client = browser(penulis)
    page = client.get(change_url(draft))
    assert "WIB" in str(page.context["adminform"].form["embargo_until"].label)
    client.post(change_url(draft), form_data(page, embargo_until="2026-03-12T09:00"))
    draft.refresh_from_db()
    assert draft.embargo_until == datetime.datetime(2026, 3, 12, 2, 0, tzinfo=datetime.UTC)


def test_a_writer_cannot_hand_a_release_to_another_agency(draft, penulis, other_agency):
    client = browser(penulis)
    changed = form_data(client.get(change_url(draft)), **{"agency_rows-0-agency": other_agency.pk})
    response = client.post(change_url(draft), changed)
    assert response.status_code == 200
    assert b"You may not write for this agency." in response.content
    assert draft.agency_rows.get().agency != other_agency


def test_the_lead_passes_from_one_agency_to_another(draft, redaktur, other_agency):
    EditionAgency.objects.create(edition=draft, agency=other_agency)
    client = browser(redaktur)
    changed = form_data(client.get(change_url(draft)))
    del changed["agency_rows-0-is_lead"]
    assert client.post(change_url(draft), changed | {"agency_rows-1-is_lead": "on"}).status_code == 302
    assert Edition.objects.get(pk=draft.pk).lead_agency == other_agency
    two = form_data(client.get(change_url(draft)), **{"agency_rows-0-is_lead": "on"})
    assert b"Only one agency can lead." in client.post(change_url(draft), two).content


def test_an_address_that_is_taken_is_refused(draft, penulis):
    Article.objects.create(slug="sudah-ada")
    client = browser(penulis)
    response = client.post(change_url(draft), form_data(client.get(change_url(draft)), slug="sudah-ada"))
    assert response.context["adminform"].form.errors["slug"]


# Two editors


def test_text_for_a_release_that_was_decided_meanwhile_is_shown_and_not_saved(draft, penulis, redaktur, penerbit):
    client = browser(redaktur)
    mine = form_data(client.get(change_url(draft)), headline="Terlambat")
    workflow.take("submit", draft, by=penulis)
    workflow.take("approve", draft, by=redaktur)
    workflow.take("release", draft, by=penerbit)
    response = client.post(change_url(draft), mine)
    assert response.status_code == 409
    assert b"Terlambat" in response.content
    assert not response.context["can_save"]
    assert Edition.objects.get(pk=draft.pk).headline == draft.headline


@pytest.mark.parametrize("version", ["", "x", "-1", "999999999999999999999"])
def test_a_post_without_a_version_that_was_seen_changes_nothing(version, draft, penulis):
    client = browser(penulis)
    data = form_data(client.get(change_url(draft)), headline="Lain") | {"seen_version": version}
    assert client.post(change_url(draft), data).status_code == 409
    assert Edition.objects.get(pk=draft.pk).headline == draft.headline


# The text editor under the strict CSP


def test_only_a_form_with_the_text_editor_has_a_nonce(draft, released_elsewhere, redaktur):
    client = browser(redaktur)
    nonced = [ADD, change_url(draft)]
    plain = ["/admin/", LIST, step_url(draft, "submit"), change_url(released_elsewhere), "/admin/directory/agency/add/"]
    for url in nonced:
        response = client.get(url)
        assert "'nonce-" in response.headers["Content-Security-Policy"], url
        assert b'<script type="importmap" nonce="' in response.content or b'nonce="' in response.content
    for url in plain:
        response = client.get(url)
        assert response.status_code == 200, url
        assert "nonce" not in response.headers["Content-Security-Policy"], url
        assert b"importmap" not in response.content


@pytest.fixture
def released_elsewhere(redaktur, penulis, penerbit, agency, section):
    """Another article, released."""
    edition = editing.begin_draft(
        penulis,
        section=section,
        headline="Posyandu buka setiap Rabu",
        dateline_place="Tanjung Selasih",
        body="<p>Ya.</p>",
    )
    EditionAgency.objects.create(edition=edition, agency=agency, is_lead=True)
    workflow.take("submit", edition, by=penulis)
    workflow.take("approve", edition, by=redaktur)
    return workflow.take("release", edition, by=penerbit)


# Steps from their pages


def take(user, edition, step, **data):
    edition.refresh_from_db()
    return browser(user).post(step_url(edition, step), {"seen_version": edition.version} | data, follow=True)


def state(edition):
    return Edition.objects.get(pk=edition.pk).state


def test_the_way_of_a_release_through_its_buttons(draft, penulis, redaktur, penerbit):
    assert take(penulis, draft, "submit", note="Mohon diperiksa.").status_code == 200
    assert state(draft) == "in_review"
    take(redaktur, draft, "return", note="Sebut jamnya.")
    assert state(draft) == "draft"
    assert b"Sebut jamnya." in browser(penulis).get(change_url(draft)).content
    assert b"Sebut jamnya." in browser(penulis).get("/admin/").content
    take(penulis, draft, "submit")
    take(redaktur, draft, "approve")
    assert state(draft) == "approved"
    response = take(penerbit, draft, "release")
    assert state(draft) == "released"
    assert "Live since" in said(response)
    assert Edition.objects.get(pk=draft.pk).article.get_absolute_url().encode() in response.content


def test_release_at_a_time_and_unschedule(approved, penerbit):
    with time_machine.travel(NOON, tick=False):
        response = take(penerbit, approved, "release", at="2026-03-11T13:30")
        assert "13.30 WIB" in said(response)
        approved.refresh_from_db()
        assert approved.live_from == NOON + datetime.timedelta(minutes=90)
        take(penerbit, approved, "unschedule")
        assert state(approved) == "approved"
        past = take(penerbit, approved, "release", at="2026-03-11T11:00")
        assert past.status_code == 409
        assert b"That time has passed" in past.content
        assert b"2026-03-11T11:00" in past.content


def test_fast_release_asks_why_and_is_confirmed_by_another(draft, penerbit, redaktur):
    silent = take(penerbit, draft, "fast_release")
    assert silent.status_code == 422
    assert state(draft) == "draft"
    take(penerbit, draft, "fast_release", note="Banjir.")
    assert state(draft) == "released"
    assert browser(penerbit).get(step_url(draft, "confirm")).status_code == 403
    take(redaktur, draft, "confirm")
    draft.refresh_from_db()
    assert not draft.awaits_confirmation


def test_a_correction_begins_with_its_note_and_leads_to_the_new_draft(released, penulis, redaktur):
    response = take(penulis, released, "revise", kind="ralat", note="Jam diperbaiki.")
    correction = Edition.objects.get(sequence=2)
    assert response.redirect_chain[-1][0] == change_url(correction)
    assert (correction.change_kind, correction.public_note) == ("ralat", "Jam diperbaiki.")
    silent = take(redaktur, released, "revise", kind="update")
    assert silent.status_code == 409


def test_a_minor_correction_is_released_at_once(released, redaktur, penerbit):
    take(redaktur, released, "revise", kind="minor")
    minor = Edition.objects.get(sequence=2)
    take(redaktur, minor, "release_minor")
    minor.refresh_from_db()
    assert (minor.state, minor.awaits_confirmation) == ("released", True)
    take(penerbit, minor, "confirm")
    minor.refresh_from_db()
    assert not minor.awaits_confirmation


def test_withdraw_with_a_successor(released, released_elsewhere, penerbit):
    wrong = take(penerbit, released, "withdraw", note="Keliru.", successor="tidak-ada")
    assert wrong.status_code == 422
    assert b"Keliru." in wrong.content
    take(penerbit, released, "withdraw", note="Keliru.", successor=released_elsewhere.article.number)
    article = Article.objects.get(pk=released.article_id)
    assert (article.withdrawal_reason, article.successor) == ("Keliru.", released_elsewhere.article)
    assert state(released) == "withdrawn"


def test_discard(draft, penulis):
    take(penulis, draft, "discard")
    assert state(draft) == "discarded"


def test_findings_are_named_all_at_once_with_their_fields_and_the_remark_stays(penulis):
    edition = editing.begin_draft(penulis, headline="Judul saja")
    response = take(penulis, edition, "submit", note="Catatan saya")
    assert response.status_code == 422
    page = response.content.decode()
    for target in ("id_section", "agency_rows-group", "id_dateline_place", "id_body"):
        assert f'href="{change_url(edition)}#{target}"' in page
    assert "Catatan saya" in page


def test_the_second_to_decide_is_told_what_happened(draft, penulis, redaktur, penerbit):
    workflow.take("submit", draft, by=penulis)
    workflow.take("approve", draft, by=penerbit)
    response = take(redaktur, draft, "approve")
    assert response.status_code == 409
    page = response.content.decode()
    assert "is not possible" in page
    assert str(penerbit) in page
    again = browser(redaktur).get(step_url(draft, "approve"), follow=True)
    assert again.redirect_chain[-1][0] == change_url(draft)
    assert str(penerbit) in said(again)


def test_a_decision_on_a_text_that_changed_meanwhile_is_asked_again(draft, penulis, redaktur):
    workflow.take("submit", draft, by=penulis)
    response = browser(redaktur).post(step_url(draft, "return"), {"seen_version": 99, "note": "Catatan saya"})
    assert response.status_code == 409
    assert b"Catatan saya" in response.content
    assert response.context["form"].data["seen_version"] == "1"
    assert state(draft) == "in_review"


def test_the_buttons_are_the_steps_that_this_user_may_take(draft, penulis, redaktur):
    assert list(browser(penulis).get(change_url(draft)).context["steps"]) == ["submit", "discard"]
    workflow.take("submit", draft, by=penulis)
    assert list(browser(redaktur).get(change_url(draft)).context["steps"]) == ["return", "approve"]
    assert list(browser(penulis).get(change_url(draft)).context["steps"]) == []


def test_saving_and_submitting_is_one_press(draft, penulis):
    client = browser(penulis)
    data = form_data(client.get(change_url(draft)), byline="baru", _step="submit", _note="Mohon diperiksa.")
    response = client.post(change_url(draft), data, follow=True)
    assert response.redirect_chain == [(change_url(draft), 302)]
    draft.refresh_from_db()
    assert (draft.byline, draft.state) == ("baru", "in_review")
    assert LedgerEntry.objects.filter(event="submit").get().note == "Mohon diperiksa."
    assert "Submitted for review" in said(response)


def test_what_cannot_be_submitted_yet_is_saved_and_every_reason_is_linked(draft, penulis):
    client = browser(penulis)
    data = form_data(client.get(change_url(draft)), headline="", lead="Baru", _step="submit", _note="Catatan saya")
    response = client.post(change_url(draft), data, follow=True)
    draft.refresh_from_db()
    assert (draft.headline, draft.lead, draft.state) == ("", "Baru", "draft")
    assert [fault.target for fault in response.context["faults"]] == ["id_headline"]
    page = response.content.decode()
    assert 'role="alert"' in page
    assert "Catatan saya" in page
    again = client.get(change_url(draft)).content.decode()
    assert "Catatan saya" not in again
    assert 'id="faults"' not in again


def test_a_refused_save_begins_with_every_fault_and_the_way_to_it(draft, penulis):
    client = browser(penulis)
    changes = {
        "slug": "tidak boleh", "embargo_until": "besok", "_step": "submit", "_note": "Catatan saya",
        "mentions-TOTAL_FORMS": "2", "mentions-1-official": "999999",
    }  # fmt: skip
    response = client.post(change_url(draft), form_data(client.get(change_url(draft)), **changes))
    assert response.status_code == 200
    assert [fault.target for fault in response.context["faults"]] == [
        "id_embargo_until", "id_slug", "id_mentions-1-official",
    ]  # fmt: skip
    assert [fault.label for fault in response.context["faults"]][1:] == ["Address", "Official 2, Official"]
    assert "Catatan saya" in response.content.decode()
    assert state(draft) == "draft"


# What is only typed


def checks_url(edition):
    return reverse("admin:articles_edition_checks", args=[edition.pk])


def preview_url(edition):
    return reverse("typed_preview", args=[edition.pk])


def test_what_is_typed_is_checked_and_nothing_is_written(draft, penulis, appointment):
    client = browser(penulis)
    changes = {
        "headline": "JUDUL YANG BERTERIAK KERAS", "section": "", "embargo_until": "bukan waktu",
        "quotes-TOTAL_FORMS": "3", "quotes-0-words": "Dihapus", "quotes-0-DELETE": "on",
        "quotes-1-words": "Datanglah.", "quotes-1-order": "2", "quotes-1-appointment": appointment.pk,
        "quotes-2-words": "Siapa yang bicara?", "quotes-2-order": "1",
        "tags": "Satu, Dua",
    }  # fmt: skip
    data = form_data(client.get(change_url(draft)), **changes)
    entries = LedgerEntry.objects.count()
    response = client.post(checks_url(draft), data)
    assert response.status_code == 200
    page = response.content.decode()
    assert 'href="#id_headline"' in page
    assert 'href="#id_section"' in page
    assert 'href="#id_quotes-2-appointment"' in page  # the row of the form, not the place in the text
    fresh = Edition.objects.get(pk=draft.pk)
    assert (fresh.headline, fresh.version, fresh.quotes.count()) == (draft.headline, draft.version, 0)
    assert LedgerEntry.objects.count() == entries


def test_what_is_typed_is_previewed_as_readers_will_see_it(draft, penulis, other_agency):
    client = browser(penulis)
    changes = {
        "headline": "Judul yang <b>belum</b> disimpan", "body": "<p>Isi <em>baru</em><script>x()</script></p>",
        "tags": "Topik Baru,", "agency_rows-TOTAL_FORMS": "2", "agency_rows-1-agency": other_agency.pk,
    }  # fmt: skip
    data = form_data(client.get(change_url(draft)), **changes)
    response = client.post(preview_url(draft), data)
    page = response.content.decode()
    assert response.status_code == 200
    assert "Judul yang &lt;b&gt;belum&lt;/b&gt; disimpan" in page
    assert "<p>Isi <em>baru</em></p>" in page
    assert "Topik Baru" in page
    assert other_agency.name in page
    assert "no-store" in response.headers["Cache-Control"]
    assert "frame-ancestors 'none'" in response.headers["Content-Security-Policy"]
    assert Edition.objects.get(pk=draft.pk).headline == draft.headline


@pytest.mark.parametrize("address", ["admin:articles_edition_checks", "typed_preview"])
def test_a_new_release_is_checked_and_previewed_before_anybody_saved_it(address, penulis, moderator, section):
    client = browser(penulis)
    data = form_data(client.get(ADD), headline="JUDUL YANG BERTERIAK KERAS", section=section.pk, body="<p>Isi.</p>")
    response = client.post(reverse(address), data)
    assert response.status_code == 200
    page = response.content.decode()
    assert ("id_headline" if "checks" in address else "JUDUL YANG BERTERIAK KERAS") in page
    assert ("id_section" if "checks" in address else "kosong") not in page
    assert not Edition.objects.exists()
    assert not Article.objects.exists()
    assert browser(moderator).post(reverse(address), data).status_code == 403


@pytest.mark.parametrize("address", [checks_url, preview_url])
def test_only_who_may_write_a_release_checks_and_previews_it(address, draft, penulis, moderator, pembaca, other_agency):
    stranger = member("orang.lain", "writer")
    Membership.objects.create(user=stranger, agency=other_agency)
    assert browser(penulis).get(address(draft)).status_code == 405
    assert browser(stranger).post(address(draft)).status_code in {403, 404}
    assert browser(moderator).post(address(draft)).status_code == 403
    assert pembaca.post(address(draft)).status_code == 302


def test_who_still_types_when_it_was_decided_is_told_by_the_checks(draft, penulis, penerbit):
    client = browser(penulis)
    data = form_data(client.get(change_url(draft)), headline="Judul yang terlambat")
    workflow.take("fast_release", draft, by=penerbit, note="Mendesak")
    assert "cannot be saved" in client.post(checks_url(draft), data).content.decode()
    assert "Judul yang terlambat" in client.post(preview_url(draft), data).content.decode()


@pytest.mark.parametrize("address", [checks_url, preview_url])
@pytest.mark.parametrize(
    "data",
    [
        {}, {"quotes-TOTAL_FORMS": "-1"}, {"quotes-TOTAL_FORMS": "99999", "quotes-INITIAL_FORMS": "x"},
        {"captions-TOTAL_FORMS": "1", "captions-INITIAL_FORMS": "0", "captions-0-caption": "Tanpa foto"},
        {"body": "<p>" * 5000, "headline": "\x00\ufeff", "event_date": "0000-00-00", "tags": "," * 500},
    ],
)  # fmt: skip
def test_a_form_that_no_browser_posts_is_answered_all_the_same(address, data, draft, penulis):
    assert browser(penulis).post(address(draft), data).status_code == 200


def test_an_unknown_step_is_not_found(draft, penulis):
    assert browser(penulis).get(step_url(draft, "explode")).status_code == 404


def test_a_released_edition_is_read_with_its_text_and_history(released, redaktur):
    page = browser(redaktur).get(change_url(released)).content.decode()
    assert "<p>Layanan dibuka pukul 08.00.</p>" in page
    assert 'name="_save"' not in page
    assert page.count("Approved") >= 1


# The picture of a photo that was chosen


def test_the_form_finds_the_picture_of_a_photo(draft, penulis, moderator):
    photo = baker.make("photos.Photo", width=900, height=600)
    address = reverse("admin:articles_edition_photo", args=[photo.pk])
    response = browser(penulis).get(address)
    assert response.status_code == 302
    assert response.headers["Location"].startswith(f"/admin/photos/photo/{photo.pk}/rendition/")
    assert browser(penulis).get(reverse("admin:articles_edition_photo", args=[0])).status_code == 404
    assert browser(moderator).get(address).status_code == 403


# Settings of a release


def settings_url(edition):
    return reverse("admin:articles_edition_settings", args=[edition.pk])


@pytest.mark.parametrize(
    ("who", "status"),
    [("penulis", 403), ("redaktur", 200), ("penerbit", 200), ("moderator", 403), ("administrator", 403)],
)
def test_settings_by_role(who, status, released, request):
    client = browser(request.getfixturevalue(who))
    assert client.get(settings_url(released)).status_code == status
    if status == 403:
        assert client.post(settings_url(released), {"comments": "closed"}).status_code == 403
        assert Article.objects.get(pk=released.article_id).comments == "moderated"


def test_the_settings_are_changed_in_the_newsrooms_time(released, redaktur):
    client = browser(redaktur)
    assert settings_url(released).encode() in client.get(change_url(released)).content
    page = client.get(settings_url(released))
    assert "WIB" in str(page.context["form"]["featured_until"].label)
    sent = {"comments": "closed", "comments_days": "30", "featured_until": "2090-01-02T09:00"}
    response = client.post(settings_url(released), sent, follow=True)
    assert response.redirect_chain[-1][0] == change_url(released)
    article = Article.objects.get(pk=released.article_id)
    assert (article.comments, article.comments_days) == ("closed", 30)
    assert article.featured_until == datetime.datetime(2090, 1, 2, 2, tzinfo=datetime.UTC)
    page = response.content.decode()
    assert "Changed the settings" in page
    assert "Mon 2 Jan 2090 09.00 WIB" in page


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"comments": "maybe"},
        {"comments": "open", "featured_until": "besok"},
        {"comments": "open", "comments_days": "0"},
        {"comments": "open", "comments_days": "99999"},
    ],
)
def test_settings_that_make_no_sense_are_refused_in_words(sent, released, redaktur):
    response = browser(redaktur).post(settings_url(released), sent)
    assert response.status_code == 422
    assert b"errorlist" in response.content
    assert Article.objects.get(pk=released.article_id).comments == "moderated"


def test_a_withdrawn_release_offers_no_settings(released, penerbit):
    workflow.take("withdraw", released, by=penerbit, note="Keliru.")
    client = browser(penerbit)
    assert settings_url(released).encode() not in client.get(change_url(released)).content
    response = client.post(settings_url(released), {"comments": "open"}, follow=True)
    assert "withdrawn" in said(response)
    assert Article.objects.get(pk=released.article_id).comments == "moderated"


def test_the_form_of_an_editor_who_did_not_see_the_kind_change_is_a_conflict(draft, penulis, redaktur):
    first, second = browser(penulis), browser(redaktur)
    opened = second.get(change_url(draft))
    first.post(change_url(draft), form_data(first.get(change_url(draft)), kind="advisory"))
    assert second.post(change_url(draft), form_data(opened, byline="abc")).status_code == 409
    assert Article.objects.get(pk=draft.article_id).kind == "advisory"


def test_a_deputy_decides_as_the_one_who_is_away(draft, penulis, redaktur, newsroom):
    from django.utils import timezone

    from news.accounts.models import Deputy

    standing_in = member("wakil", "writer")
    today = timezone.localdate()
    Deputy.objects.create(
        principal=redaktur, deputy=standing_in, from_date=today - datetime.timedelta(days=1),
        until_date=today + datetime.timedelta(days=2),
    )  # fmt: skip
    workflow.take("submit", draft, by=penulis)
    take(standing_in, draft, "approve")
    assert state(draft) == "approved"


# Photos: where they are used


@pytest.fixture
def photo(newsroom):
    return Photo.objects.create(title="Bakau", width=9, height=9, content_hash="b", caption="Warga menanam bakau.")


def used(client, photo):
    """Return the part of the photo's page that says where it is used."""
    page = client.get(reverse("admin:photos_photo_change", args=[photo.pk])).content.decode()
    return page.partition('class="uses"')[2].partition("</ul>")[0]


def test_a_photo_says_which_releases_show_it(released, photo, penulis, redaktur):
    PhotoCaption.objects.create(edition=released, photo=photo, caption="Bakau.")
    assert change_url(released) in used(browser(penulis), photo)
    revised = workflow.take("revise", released, by=penulis, kind="minor")
    found = used(browser(redaktur), photo)
    assert change_url(revised) in found
    assert change_url(released) not in found, "one line a release, its newest edition"
    workflow.take("discard", revised, by=penulis)
    assert change_url(released) in used(browser(redaktur), photo)


def test_a_writer_is_not_told_of_drafts_of_other_agencies(draft, photo, other_agency):
    PhotoCaption.objects.create(edition=draft, photo=photo, caption="Bakau.")
    stranger = member("lain", "writer")
    Membership.objects.create(user=stranger, agency=other_agency)
    assert used(browser(stranger), photo) == ""


@pytest.mark.parametrize(("value", "found"), [("some", ["Bakau"]), ("none", ["Lain"]), ("x", ["Lain", "Bakau"])])
def test_photos_are_found_by_whether_a_release_shows_them(draft, photo, penulis, value, found):
    Photo.objects.create(title="Lain", width=9, height=9, content_hash="l")
    PhotoCaption.objects.create(edition=draft, photo=photo)
    listed = browser(penulis).get("/admin/photos/photo/", {"releases": value}).context["cl"].result_list
    assert [each.title for each in listed] == found


@pytest.mark.parametrize(
    ("typed", "kept"), [("", "Warga menanam bakau."), ("Kata editor.", "Kata editor.")], ids=["none", "some"]
)
def test_a_photo_brings_its_caption_unless_somebody_typed_one(draft, photo, penulis, typed, kept):
    client = browser(penulis)
    data = form_data(client.get(change_url(draft))) | {
        "captions-TOTAL_FORMS": "1", "captions-0-photo": photo.pk, "captions-0-caption": typed, "captions-0-order": "0",
    }  # fmt: skip
    assert client.post(change_url(draft), data).status_code == 302
    assert draft.captions.get().caption == kept


def test_a_caption_that_is_emptied_stays_empty(draft, photo, penulis):
    row = PhotoCaption.objects.create(edition=draft, photo=photo, caption="Kata editor.")
    client = browser(penulis)
    data = form_data(client.get(change_url(draft))) | {"captions-0-caption": ""}
    assert client.post(change_url(draft), data).status_code == 302
    row.refresh_from_db()
    assert row.caption == ""


def test_the_picture_of_a_release_is_replaced_only_while_it_is_a_draft(draft, photo, penulis):
    Photo.objects.update(alt="Warga", credit="Humas")
    PhotoCaption.objects.create(edition=draft, photo=photo, caption="Bakau.")
    client = browser(penulis)
    address = reverse("admin:photos_photo_replace", args=[photo.pk])
    assert client.get(address).status_code == 200
    workflow.take("submit", draft, by=penulis)
    assert client.get(address).status_code == 302


def test_a_body_that_is_too_long_is_refused_in_words_and_nothing_is_lost(draft, penulis):
    client = browser(penulis)
    address = change_url(draft)
    body = f"<p>{'kata ' * 41_000}</p>"
    response = client.post(address, form_data(client.get(address), body=body, lead="Teras yang tinggal"))
    assert response.status_code == 200
    page = html.unescape(response.content.decode())
    assert "205,007 characters, and at most 200,000" in page
    assert "Teras yang tinggal" in page
    assert body.strip() in page
    draft.refresh_from_db()
    assert len(draft.body) < 1_000


def test_the_box_for_citizens_is_folded_while_it_is_empty(draft, penulis):
    client = browser(penulis)
    address = change_url(draft)

    def is_folded(response) -> bool:
        (part,) = [part for part in response.context["adminform"] if part.fields == Edition.CITIZEN_FIELDS]
        return part.is_collapsible

    page = client.get(address)
    assert is_folded(page)
    refused = client.post(address, form_data(page, citizen_when="Sabtu", embargo_until="0001-01-01T00:00"))
    assert not is_folded(refused)
    client.post(address, form_data(page, citizen_what="Bawa KTP\r\ndan KK", citizen_contact="112"))
    draft.refresh_from_db()
    assert (draft.citizen_what, draft.citizen_contact) == ("Bawa KTP\ndan KK", "112")
    assert not is_folded(client.get(address))
