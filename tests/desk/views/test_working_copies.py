"""What the page of a release sends while somebody writes, as it is answered; and the page of what was left behind."""

import json

import pytest
from django.test import Client
from django.urls import reverse

from news.articles import workflow
from news.articles.models import Edition
from news.desk.models import WorkingCopy

from ...articles.filled import browser, form_data

SESSION = "11111111-aaaa-bbbb-cccc-000000000001"
KEEP = reverse("admin:desk:keep")


def send(client: Client, user, release: Edition | None, **changes: object):
    """Post what the page of ``release`` would send; a change to None leaves that out."""
    body = {
        "user": user.pk, "edition": release.pk if release else None, "session": SESSION, "version": 1, "state": "draft",
        "edits": 1, "base": {"lead": ["Dulu"]}, "fields": {"lead": ["Kini"], "headline": ["Judul"]},
    } | changes  # fmt: skip
    body = {name: value for name, value in body.items() if value is not None or name == "edition"}
    return client.post(KEEP, json.dumps(body), content_type="application/json")


def copy_page(name: str) -> str:
    return reverse(f"admin:desk:{name}", args=[WorkingCopy.objects.get().pk])


def test_what_is_typed_is_kept_and_the_time_is_told(draft, penulis):
    answer = send(browser(penulis), penulis, draft).json()
    assert answer["time"]
    assert answer["address"] == copy_page("working_copy")
    assert (answer["others"], answer["moved"]) == ([], None)
    assert WorkingCopy.objects.get().text("lead") == "Kini"


def test_a_sign_keeps_no_words_and_a_page_that_is_left_is_gone(draft, penulis, redaktur):
    send(browser(redaktur), redaktur, draft, fields=None)
    told = send(browser(penulis), penulis, draft).json()["others"]
    assert [other["words"].startswith("redaktur") for other in told] == [True]
    assert send(browser(redaktur), redaktur, draft, fields=None, closed=True).status_code == 200
    assert send(browser(penulis), penulis, draft, edits=2).json()["others"] == []


def test_the_page_is_told_what_was_changed_and_by_whom_once(draft, penulis, redaktur):
    mine, theirs = browser(penulis), browser(redaktur)
    opened = mine.get(reverse("admin:articles_edition_change", args=[draft.pk]))
    fields = {name: [str(value)] for name, value in form_data(opened).items() if not name.startswith(("_", "seen"))}
    change = form_data(theirs.get(reverse("admin:articles_edition_change", args=[draft.pk])), headline="Lain")
    theirs.post(reverse("admin:articles_edition_change", args=[draft.pk]), change)
    moved = send(mine, penulis, draft, fields=fields | {"lead": ["Kini"]}, base={"lead": [draft.lead]}).json()["moved"]
    assert (moved["version"], moved["is_conflict"]) == (2, True)
    assert "redaktur" in moved["words"]
    assert "Changed: Headline." in moved["words"]
    assert send(mine, penulis, draft, edits=2, known=[2, "draft"]).json()["moved"]["words"] is None


def test_the_page_is_told_that_it_was_submitted(draft, penulis, redaktur):
    workflow.take("submit", draft, by=penulis)
    moved = send(browser(redaktur), redaktur, draft).json()["moved"]
    assert (moved["state"], moved["is_conflict"]) == ("in_review", False)
    assert "In review" in moved["words"]


# Who may


def test_nobody_reads_what_somebody_else_wrote(draft, penulis, redaktur, administrator):
    send(browser(penulis), penulis, draft)
    for user in (redaktur, administrator):
        client = browser(user)
        assert client.get(copy_page("working_copy")).status_code == 404
        assert client.post(copy_page("use")).status_code == 404
        assert client.post(copy_page("drop")).status_code == 404
    assert WorkingCopy.objects.get().user == penulis


def test_strangers_are_sent_to_the_log_in(draft, pembaca, penulis):
    for address in (KEEP, reverse("admin:desk:token")):
        assert pembaca.get(address)["Location"].startswith(reverse("admin:login"))
    assert send(pembaca, penulis, draft).status_code == 302
    assert not WorkingCopy.objects.exists()


def test_the_text_of_one_user_is_not_kept_for_another(draft, penulis, redaktur):
    answer = send(browser(redaktur), penulis, draft)
    assert (answer.status_code, answer.json()["code"]) == (409, "another_user")
    assert not WorkingCopy.objects.exists()


def test_who_does_not_write_keeps_nothing(draft, moderator, penulis, other_agency):
    assert send(browser(moderator), moderator, None).status_code == 400
    assert send(browser(moderator), moderator, draft).status_code == 404
    assert send(browser(penulis), penulis, draft, edition=draft.pk + 99).status_code == 404
    assert not WorkingCopy.objects.exists()


def test_who_is_here_is_told_with_a_token(penulis):
    answer = browser(penulis).get(reverse("admin:desk:token"))
    assert (answer.json()["user"], answer.json()["name"]) == (penulis.pk, "penulis")
    assert len(answer.json()["token"]) == 64
    assert "no-store" in answer["Cache-Control"]


# Bad input


@pytest.mark.parametrize("body", ["", "x", "[]", "null", "[" * 100_000, '{"a":' * 10_000, "\xff"])
def test_what_is_no_json_object_is_refused_in_json(body, penulis):
    answer = browser(penulis).post(KEEP, body.encode("latin-1"), content_type="application/json")
    assert answer.status_code == 400
    assert answer.json()["error"]


@pytest.mark.parametrize("edition", ["1", True, -1, 2**70, 1.5, [], {}])
def test_a_release_that_is_none_is_refused(edition, penulis, draft):
    assert send(browser(penulis), penulis, None, edition=edition).status_code == 404


def test_what_is_too_large_is_refused_in_json(penulis, draft, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 2_000_000
    answer = send(browser(penulis), penulis, draft, fields={"body": ["x" * 2_100_000]})
    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")
    assert "2 MB" in answer.json()["error"]
    assert send(browser(penulis), penulis, draft, fields={"body": ["x" * 1_900_000]}).status_code == 200


# What was left behind


def test_what_was_left_behind_is_shown_and_used(draft, penulis, django_capture_on_commit_callbacks):
    client = browser(penulis)
    address = reverse("admin:articles_edition_change", args=[draft.pk])
    opened = client.get(address)
    fields = {name: [str(value)] for name, value in form_data(opened).items() if not name.startswith(("_", "seen"))}
    typed = {"lead": ["Teras <baru>."], "_note": ["Mohon periksa jamnya."]}
    send(client, penulis, draft, fields=fields | typed, base={"lead": [draft.lead], "_note": [""]})
    page = client.get(copy_page("working_copy")).content.decode()
    assert "Mohon periksa jamnya." in page
    assert "<ins>Teras &lt;baru&gt;" in page
    assert copy_page("working_copy") in client.get(address).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(copy_page("use"))["Location"] == address
    draft.refresh_from_db()
    assert (draft.lead, draft.version) == ("Teras <baru>.", 2)
    assert "Mohon periksa jamnya." in client.get(address).content.decode()
    assert not WorkingCopy.objects.exists()


def test_what_meets_another_change_leads_to_the_conflict(draft, penulis, redaktur):
    client, other = browser(penulis), browser(redaktur)
    address = reverse("admin:articles_edition_change", args=[draft.pk])
    fields = {name: [str(value)] for name, value in form_data(client.get(address)).items() if not name.startswith("_")}
    del fields["seen_version"]
    send(client, penulis, draft, fields=fields | {"lead": ["Teras penulis."]}, base={"lead": [draft.lead]})
    other.post(address, form_data(other.get(address), lead="Teras redaktur."))
    response = client.post(copy_page("use"))
    assert response.status_code == 409
    assert "Teras penulis" in response.content.decode().replace("<ins>", "").replace("</ins>", "")
    assert f'value="{SESSION}"' in response.content.decode()
    assert WorkingCopy.objects.exists()


def test_a_release_never_saved_becomes_a_draft(penulis, agency, django_capture_on_commit_callbacks):
    client = browser(penulis)
    add = reverse("admin:articles_edition_add")
    fields = {
        name: [str(value)] for name, value in form_data(client.get(add)).items() if not name.startswith(("_", "seen"))
    }
    send(client, penulis, None, fields=fields | {"headline": ["Judul"]}, base={"headline": [""]})
    assert copy_page("working_copy") in client.get(add).content.decode()
    assert "Judul" in client.get(copy_page("working_copy")).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(copy_page("use"))
    draft = Edition.objects.get()
    assert (draft.headline, draft.created_by, draft.lead_agency) == ("Judul", penulis, agency)
    assert not WorkingCopy.objects.exists()


def test_a_fault_in_it_brings_the_form_back_with_every_word(penulis, agency):
    client = browser(penulis)
    add = reverse("admin:articles_edition_add")
    fields = {
        name: [str(value)] for name, value in form_data(client.get(add)).items() if not name.startswith(("_", "seen"))
    }
    typed = {"headline": ["Judul"], "expires_at": ["besok"]}
    send(client, penulis, None, fields=fields | typed, base={"headline": [""]})
    response = client.post(copy_page("use"))
    page = response.content.decode()
    assert response.status_code == 200
    assert f'action="{add}' in page
    assert 'value="Judul"' in page
    assert f'data-session="{SESSION}"' in page
    assert WorkingCopy.objects.exists()


def test_who_does_not_see_the_release_any_more_still_reads_their_own_words(draft, penulis, other_agency):
    client = browser(penulis)
    send(client, penulis, draft)
    draft.agency_rows.update(agency=other_agency)
    Edition.objects.filter(pk=draft.pk).update(created_by=None, lead="Rahasia instansi lain")
    page = client.get(copy_page("working_copy")).content.decode()
    assert "Kini" in page
    assert "Rahasia instansi lain" not in page
    assert copy_page("use") not in page
    assert client.post(copy_page("use")).status_code == 403
    assert client.post(copy_page("drop")).status_code == 302


@pytest.mark.parametrize("session", ["\x00", "x" * 10_000, "<script>", ""])
def test_a_session_that_is_none_harms_nothing(session, draft, penulis, django_capture_on_commit_callbacks):
    client = browser(penulis)
    address = reverse("admin:articles_edition_change", args=[draft.pk])
    posted = form_data(client.get(address), lead="Baru", _session=session)
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(address, posted).status_code == 302
    late = client.post(address, posted)
    assert late.status_code == 409
    assert b'<script>"' not in late.content


def test_what_is_dropped_is_gone(draft, penulis):
    client = browser(penulis)
    send(client, penulis, draft)
    assert client.get(copy_page("drop")).status_code == 405
    assert client.post(copy_page("drop"))["Location"] == reverse("admin:articles_edition_change", args=[draft.pk])
    assert not WorkingCopy.objects.exists()


def test_saving_lets_go_of_what_its_page_had_kept_and_of_nothing_else(
    draft, penulis, django_capture_on_commit_callbacks
):
    client = browser(penulis)
    address = reverse("admin:articles_edition_change", args=[draft.pk])
    opened = client.get(address)
    send(client, penulis, draft)
    other = SESSION.replace("1", "2")
    send(client, penulis, draft, session=other)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(address, form_data(opened, lead="Baru", _session=SESSION))
    assert [copy.session for copy in WorkingCopy.objects.all()] == [other]
