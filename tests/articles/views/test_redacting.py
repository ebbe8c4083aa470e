"""A publisher sees every place first, then takes personal data out."""

import pytest
from django.test import Client
from django.urls import reverse

from news.articles.models import Edition, Redaction
from news.articles.phrases import MARK

GIVEN = {"words": "Budi Santoso\n1271 0145 0505 0001", "reason": "Nama anak tidak boleh dimuat."}


@pytest.fixture
def edition(released, penerbit) -> Edition:
    Edition.objects.filter(pk=released.pk).update(state="draft", live_from=None, live_until=None)
    Edition.objects.filter(pk=released.pk).update(
        lead="Budi Santoso (9), NIK 1271014505050001, hadir.", body="<p><em>Budi</em> Santoso &lt;b&gt; pulang.</p>"
    )
    Edition.objects.filter(pk=released.pk).update(state="released", live_from=released.live_from)
    return Edition.objects.get(pk=released.pk)


@pytest.fixture
def desk(penerbit) -> Client:
    client = Client()
    client.force_login(penerbit)
    return client


def address(edition: Edition) -> str:
    return reverse("admin:articles_edition_redact", args=[edition.pk])


def test_every_place_is_shown_and_nothing_changes(desk, edition):
    response = desk.post(address(edition), GIVEN | {"_find": "1"})
    page = response.content.decode()
    assert response.status_code == 200
    assert response.context["pen"].count == 3
    assert page.count("<mark>") == 3
    assert "<mark>Budi Santoso</mark> &lt;b&gt; pulang" in page
    assert "no-store" in response["Cache-Control"]  # what is to be forgotten stays in no browser either
    assert "Budi" in Edition.objects.get(pk=edition.pk).lead


def test_what_looks_like_personal_data_is_offered(desk, edition):
    form = desk.get(address(edition)).context["form"]
    assert [choice[0] for choice in form.fields["found"].choices] == ["1271014505050001"]
    response = desk.post(address(edition), {"found": ["1271014505050001"], "reason": "NIK.", "_find": "1"})
    assert response.context["pen"].count == 1


def test_it_is_taken_out_once_it_was_seen(desk, edition, pembaca):
    seen = desk.post(address(edition), GIVEN | {"_find": "1"}).context["pen"].count
    response = desk.post(address(edition), GIVEN | {"_redact": "1", "expected": seen})
    assert response["Location"] == reverse("admin:articles_edition_history", args=[edition.pk])
    assert Edition.objects.get(pk=edition.pk).lead == f"{MARK} (9), NIK {MARK}, hadir."
    assert Redaction.objects.get().places == seen
    page = desk.get(response["Location"]).content.decode()
    assert GIVEN["reason"] in page
    assert "Santoso" not in page


@pytest.mark.parametrize("expected", ["", "1"])
def test_not_before_it_was_seen_as_it_is_now(expected, desk, edition):
    response = desk.post(address(edition), GIVEN | {"_redact": "1", "expected": expected})
    assert response.status_code in {200, 409}
    assert "Budi" in Edition.objects.get(pk=edition.pk).lead
    assert 'name="expected" value="3"' in response.content.decode()


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"words": ""}, "words"),
        ({"words": "ab"}, "words"),
        ({"words": "x" * 300}, "words"),
        ({"reason": ""}, "reason"),
        ({"reason": "Nama Budi Santoso dimuat."}, "reason"),
    ],
)
def test_what_cannot_be_done_is_told_at_its_box(given, field, desk, edition):
    response = desk.post(address(edition), GIVEN | given | {"_find": "1"})
    assert response.status_code == 422
    assert field in response.context["form"].errors
    assert not Redaction.objects.exists()


@pytest.mark.parametrize("who", ["penulis", "redaktur", "moderator", "administrator"])
def test_nobody_else_may(who, edition, request):
    client = Client()
    client.force_login(request.getfixturevalue(who))
    assert client.get(address(edition)).status_code == 403
    assert client.post(address(edition), GIVEN | {"_redact": "1", "expected": "3"}).status_code == 403
    assert "Budi" in Edition.objects.get(pk=edition.pk).lead
