"""The page of links: who sees it, what it shows once, and what it never shows again."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from news.articles import editing, workflow
from news.articles.models import Edition
from news.desk.linking import Recipient, make_press, make_preview
from news.desk.models import PressLink, PreviewLink
from news.letters.models import Letter
from tests.articles.filled import browser

pytestmark = pytest.mark.django_db
PREVIEW = {"make": "preview", "label": "Pak Camat", "days": "7", "follows": "newest"}
PRESS = {"make": "press", "recipients": "Sari Lubis, Harian Selasih, sari@harian.example\nRadio Kota"}


@pytest.fixture
def embargoed(draft, penulis, redaktur) -> Edition:
    with editing.change(draft.pk, by=penulis) as edition:
        edition.embargo_until = timezone.now() + datetime.timedelta(days=2)
        edition.save()
    workflow.take("submit", draft, by=penulis)
    return workflow.take("approve", draft, by=redaktur)


def page(edition: Edition) -> str:
    return reverse("admin:desk:links", args=[edition.pk])


@pytest.mark.parametrize(
    ("who", "status", "makes_previews", "invites"),
    [
        ("penulis", 200, True, False), ("redaktur", 200, True, False), ("penerbit", 200, True, True),
        ("moderator", 404, False, False), ("administrator", 404, False, False),
    ],
)  # fmt: skip
def test_the_page_by_role(who, status, makes_previews, invites, embargoed, request):
    member = request.getfixturevalue(who)
    response = browser(member).get(page(embargoed))
    assert response.status_code == status
    assert ('value="preview"' in response.content.decode()) == makes_previews
    assert ('value="press"' in response.content.decode()) == invites
    client = browser(member)
    assert client.post(page(embargoed), PREVIEW).status_code == (200 if makes_previews else 404)
    assert client.post(page(embargoed), PRESS).status_code == (200 if invites else 404 if status == 404 else 403)
    assert PressLink.objects.count() == (2 if invites else 0)


def test_strangers_are_sent_to_the_log_in(embargoed, pembaca):
    assert pembaca.get(page(embargoed)).status_code == 302


def test_a_writer_sees_no_links_of_another_agency(draft, penulis, other_agency, redaktur):
    draft.agency_rows.update(agency=other_agency)
    Edition.objects.filter(pk=draft.pk).update(created_by=redaktur)
    link = make_preview(draft, by=redaktur).link
    client = browser(penulis)
    assert client.get(page(draft)).status_code == 404
    assert client.post(reverse("admin:desk:revoke_link", args=["preview", link.pk])).status_code == 404
    link.refresh_from_db()
    assert link.revoked_at is None


def test_the_address_is_shown_once(draft, penulis, pembaca):
    client = browser(penulis)
    response = client.post(page(draft), PREVIEW)
    assert "no-store" in response["Cache-Control"]
    (made,) = response.context["made"]
    assert made.url in response.content.decode()
    assert pembaca.get(made.url).status_code == 200
    later = client.get(page(draft)).content.decode()
    assert made.url not in later
    assert "Pak Camat" in later
    assert "opened once" in later


def test_a_link_to_this_edition_only(draft, penulis):
    browser(penulis).post(page(draft), PREVIEW | {"follows": "this", "days": "1"})
    link = PreviewLink.objects.get()
    assert link.edition == draft
    assert link.expires_at - link.made_at == datetime.timedelta(days=1)


def test_a_pasted_list_gets_a_link_each_and_is_mailed(embargoed, penerbit):
    response = browser(penerbit).post(page(embargoed), PRESS | {"mail": "on"})
    assert [str(made.link) for made in response.context["made"]] == ["Sari Lubis, Harian Selasih", "Radio Kota"]
    assert Letter.objects.get().to == "sari@harian.example"
    assert "being mailed" in response.content.decode()


def test_a_list_with_a_mistake_makes_nothing_and_stays(embargoed, penerbit):
    response = browser(penerbit).post(
        page(embargoed), {"make": "press", "recipients": "Radio Kota\nSari, bukan@alamat"}
    )
    assert response.status_code == 422
    assert "Line 2" in response.content.decode()
    assert "Radio Kota" in response.content.decode()
    assert not PressLink.objects.exists()


def test_what_is_no_longer_possible_is_said_in_words(embargoed, penerbit, penulis):
    with editing.change(embargoed.pk, by=penulis) as edition:
        edition.lead = "Berubah."
        edition.save()
    response = browser(penerbit).post(page(embargoed), PRESS)
    assert response.status_code == 422
    assert "Press links are for a release that was approved" in response.content.decode()
    assert "Sari Lubis" in response.content.decode()


def test_a_link_is_revoked_by_a_press_of_a_button(embargoed, penerbit, pembaca):
    client = browser(penerbit)
    (press,) = make_press(embargoed, [Recipient("Sari", "Harian", "")], by=penerbit)
    preview = make_preview(embargoed, by=penerbit)
    for kind, made in (("press", press), ("preview", preview)):
        url = reverse("admin:desk:revoke_link", args=[kind, made.link.pk])
        assert client.get(url).status_code == 405
        assert client.post(url).status_code == 302
        assert pembaca.get(made.url).status_code == 404
    assert "Revoked:" in client.get(page(embargoed)).content.decode()


@pytest.mark.parametrize(("kind", "pk"), [("press", 999), ("other", 1), ("preview", 2**63)])
def test_an_unknown_link_is_not_found(kind, pk, penerbit):
    assert browser(penerbit).post(reverse("admin:desk:revoke_link", args=[kind, pk])).status_code == 404


def test_the_release_leads_to_its_links_and_counts_those_that_hold(draft, penulis):
    make_preview(draft, by=penulis)
    response = browser(penulis).get(reverse("admin:articles_edition_change", args=[draft.pk])).content.decode()
    assert page(draft) in response
    assert "1 preview link" in response


def test_hostile_words_stay_words(embargoed, penerbit):
    response = browser(penerbit).post(page(embargoed), {"make": "press", "recipients": "<script>x</script>"})
    assert "<script>x" not in response.content.decode()


def test_its_queries_do_not_grow_with_the_links(embargoed, penerbit, django_assert_max_num_queries):
    make_press(embargoed, [Recipient("", f"Radio {number}", "") for number in range(40)], by=penerbit)
    client = browser(penerbit)
    client.get(page(embargoed))
    with django_assert_max_num_queries(30):
        client.get(page(embargoed))


def test_a_browser_says_where_its_form_comes_from(draft, penulis):
    # With "no-referrer" it would say Origin: null, and no form of this page would be taken.
    response = browser(penulis).get(page(draft))
    assert response["Referrer-Policy"] == "same-origin"
    assert 'name="referrer"' not in response.content.decode()
