"""The history of a release in the browser of its people: what happened, what differs, what comes back."""

import pytest
from django.test import Client
from django.urls import reverse

from news.articles import editing, workflow
from news.articles.models import Edition
from news.directory.models import Membership
from news.ledger.models import LedgerEntry
from tests.conftest import member


def logged_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def address(edition: Edition) -> str:
    return reverse("admin:articles_edition_history", args=[edition.pk])


@pytest.fixture
def resubmitted(draft, penulis, redaktur) -> Edition:
    """A draft that was submitted, returned, changed and submitted again."""
    workflow.take("submit", draft, by=penulis)
    workflow.take("return", draft, by=redaktur, note="Sebut jumlah puskesmas.")
    with editing.change(draft.pk, by=penulis) as changing:
        changing.headline = "Vaksinasi gratis di dua belas puskesmas mulai Senin"
        changing.save()
    workflow.take("submit", draft, by=penulis)
    return Edition.objects.get(pk=draft.pk)


def test_a_reviewer_sees_at_once_what_changed_since_it_was_returned(resubmitted, redaktur):
    response = logged_in(redaktur).get(address(resubmitted))
    page = response.content.decode()
    assert response.context["before"].event.key == "return"
    assert response.context["after"].key == "e1"
    assert "<ins>" in page
    assert "dua belas " in page
    assert "Sebut jumlah puskesmas." in page


def test_so_does_who_decides_beside_the_text(resubmitted, redaktur):
    for page in (
        reverse("admin:articles_edition_change", args=[resubmitted.pk]),
        reverse("admin:articles_edition_step", args=[resubmitted.pk, "approve"]),
    ):
        text = logged_in(redaktur).get(page).content.decode()
        assert "changes-in-short" in text
        assert f"{address(resubmitted)}?before=" in text


def test_any_two_states_are_compared_and_only_what_changed_is_shown(resubmitted, redaktur):
    returned = LedgerEntry.objects.get(event="return").sequence
    client = logged_in(redaktur)
    page = client.get(address(resubmitted), {"before": "e1", "after": returned}).content.decode()
    assert "<del>" in page
    assert "Layanan dibuka pukul 08.00." not in page
    everything = client.get(address(resubmitted), {"before": "e1", "after": returned, "all": "1"}).content.decode()
    assert "Layanan dibuka pukul 08.00." in everything


def test_a_screen_reader_hears_what_was_removed_and_added(resubmitted, redaktur):
    page = logged_in(redaktur).get(address(resubmitted)).content.decode()
    inserted = page.split("<ins>")[2]  # the first one is the legend
    assert inserted.startswith('<span class="visually-hidden">')


def test_editions_are_compared_with_the_one_before(released, penulis, redaktur):
    second = workflow.take("revise", released, by=penulis, kind="update", note="Jam baru.")
    response = logged_in(redaktur).get(address(second))
    assert (response.context["before"].key, response.context["after"].key) == ("e1", "e2")


@pytest.mark.parametrize("key", ["e9", "999999", "x", "", "1; DROP TABLE"])
def test_a_state_that_is_none_is_404(key, resubmitted, redaktur):
    assert logged_in(redaktur).get(address(resubmitted), {"before": key}).status_code == 404


def test_hostile_text_is_text(draft, penulis, redaktur):
    workflow.take("submit", draft, by=penulis, note="<script>alert(1)</script>")
    workflow.take("return", draft, by=redaktur, note="<img src=x onerror=alert(1)>")
    with editing.change(draft.pk, by=penulis) as changing:
        changing.headline = "</ins><script>alert(2)</script>"
        changing.body = "<p>Baru &lt;script&gt;alert(3)&lt;/script&gt;</p>"
        changing.save()
    page = logged_in(redaktur).get(address(draft)).content.decode()
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert "&lt;script&gt;alert(3)" in page


@pytest.mark.parametrize("who", ["moderator", "penulis_lain"])
def test_who_does_not_see_the_release_sees_no_history(who, resubmitted, other_agency, request):
    user = request.getfixturevalue("moderator") if who == "moderator" else member("penulis_lain", "writer")
    if who != "moderator":
        Membership.objects.create(user=user, agency=other_agency)
    for page in (address(resubmitted), reverse("admin:articles_edition_restore", args=[resubmitted.pk, "e1"])):
        assert logged_in(user).get(page).status_code in {403, 404}


def test_queries_do_not_grow_with_the_history(resubmitted, penulis, redaktur, django_assert_max_num_queries):
    client = logged_in(redaktur)
    client.get(address(resubmitted))
    for number in range(10):
        workflow.take("return", resubmitted, by=redaktur, note="Lagi.")
        with editing.change(resubmitted.pk, by=penulis) as changing:
            changing.headline = f"Judul ke-{number}"
            changing.save()
        workflow.take("submit", resubmitted, by=penulis)
    with django_assert_max_num_queries(45):
        client.get(address(resubmitted))


# Restoring


def restore_address(edition: Edition, key: object) -> str:
    return reverse("admin:articles_edition_restore", args=[edition.pk, key])


def test_an_earlier_state_is_shown_and_restored(resubmitted, penulis):
    key = LedgerEntry.objects.get(event="return").sequence
    client = logged_in(penulis)
    page = client.get(restore_address(resubmitted, key))
    assert page.status_code == 200
    assert "dua belas " in page.content.decode()
    answer = client.post(restore_address(resubmitted, key), {"seen_version": resubmitted.version})
    assert answer["Location"] == reverse("admin:articles_edition_change", args=[resubmitted.pk])
    fresh = Edition.objects.get(pk=resubmitted.pk)
    assert (fresh.headline, fresh.state) == ("Vaksinasi gratis di puskesmas mulai Senin", "draft")


def test_what_was_changed_meanwhile_is_not_overwritten(resubmitted, penulis):
    key = LedgerEntry.objects.get(event="return").sequence
    response = logged_in(penulis).post(restore_address(resubmitted, key), {"seen_version": resubmitted.version - 1})
    assert response.status_code == 409
    assert Edition.objects.get(pk=resubmitted.pk).headline.startswith("Vaksinasi gratis di dua belas")


def test_of_a_released_one_it_asks_what_readers_are_told(released, penulis):
    client = logged_in(penulis)
    assert client.post(restore_address(released, "e1"), {"kind": "ralat", "note": ""}).status_code == 409
    answer = client.post(restore_address(released, "e1"), {"kind": "ralat", "note": "Jam dibetulkan."})
    assert answer.status_code == 302
    draft = Edition.objects.get(state="draft")
    assert (draft.sequence, draft.public_note) == (2, "Jam dibetulkan.")


def test_a_correction_shows_its_notice_as_readers_will_see_it(released, penulis, redaktur, pembaca):
    second = workflow.take("revise", released, by=penulis, kind="ralat", note="Jam layanan: 09.00, bukan 08.00.")
    page = logged_in(redaktur).get(reverse("admin:articles_edition_change", args=[second.pk])).content.decode()
    notice = page.split('<section class="notice"')[1].split("</section>")[0]
    assert "Jam layanan: 09.00, bukan 08.00." in notice
    for step, by in (("submit", penulis), ("approve", redaktur)):
        workflow.take(step, Edition.objects.get(pk=second.pk), by=by)
    step_page = logged_in(redaktur).get(reverse("admin:articles_edition_step", args=[second.pk, "return"]))
    assert '<section class="notice"' in step_page.content.decode()
