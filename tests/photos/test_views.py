"""Staff see the photos of the library before the public does, send many at once and describe them; nobody else does."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.http import urlencode

from news.photos import files, views
from news.photos.forms import DescribeForm
from news.photos.models import Photo
from news.photos.uploads import receive
from tests.conftest import member

from . import pictures


@pytest.fixture
def address(photo) -> str:
    return reverse("admin:photos_photo_rendition", args=[photo.pk, "320.webp"])


@pytest.mark.parametrize("role", ["writer", "editor", "publisher", "moderator", "administrator"])
def test_staff_see_it_and_no_cache_keeps_it(newsroom, client, address, role):
    client.force_login(member("staff", role))
    response = client.get(address)
    assert response.status_code == 200
    assert response["Content-Type"] == "image/webp"
    assert {"private", "no-store"} <= set(response["Cache-Control"].split(", "))
    assert response["X-Content-Type-Options"] == "nosniff"


def test_a_stranger_is_sent_to_the_log_in(newsroom, pembaca: Client, address):
    response = pembaca.get(address)
    assert response.status_code == 302
    assert "login" in response["Location"]


def test_staff_without_the_permission_are_refused(newsroom, client, address, penulis):
    penulis.groups.clear()
    client.force_login(penulis)
    assert client.get(address).status_code == 403


def test_who_left_the_office_is_refused(newsroom, client, address, penulis):
    penulis.is_staff = False
    penulis.save()
    client.force_login(penulis)
    assert client.get(address).status_code == 302


@pytest.mark.parametrize("name", ["9999.webp", "320.png", "master.jpg"])
def test_what_is_no_rendition_is_404(newsroom, client, photo, penulis, name):
    client.force_login(penulis)
    assert client.get(f"/admin/photos/photo/{photo.pk}/rendition/{name}").status_code == 404
    assert client.get(f"/admin/photos/photo/{photo.pk + 1}/rendition/320.webp").status_code == 404


def test_it_is_only_read(newsroom, client, address, penulis):
    client.force_login(penulis)
    assert client.post(address).status_code == 405


# Many at once

SEND, DESCRIBE = "/admin/photos/photo/kirim/", "/admin/photos/photo/keterangan/"


@pytest.fixture
def desk(client, penulis) -> Client:
    client.force_login(penulis)
    return client


def picture(number: int = 0) -> bytes:
    """Return one of several different pictures."""
    return pictures.encoded(pictures.blocks(), comment=str(number).encode())


def words(response) -> list[tuple[str, str]]:
    return [(message.level_tag, str(message)) for message in response.context["messages"]]


def test_the_page_takes_many(desk):
    page = desk.get(SEND).content.decode()
    assert " multiple" in page
    assert 'accept="image/jpeg,image/png,image/webp"' in page
    assert "<style" not in page
    assert 'style="' not in page


def test_each_file_ends_as_a_photo_or_as_a_refusal(desk, penulis, photo):
    sent = [
        pictures.upload(picture(1), "satu.jpg"),
        pictures.upload(b"GIF89a", "gerak.jpg"),
        pictures.upload(picture(2), "dua.jpg"),
        pictures.upload(b"", "kosong.jpg"),
        pictures.upload(picture(2), "lagi.jpg"),
        pictures.upload(picture(3)[:-900], "putus.jpg"),
    ]
    response = desk.post(SEND, {"photos": sent}, follow=True)
    one, two = Photo.objects.exclude(pk=photo.pk).order_by("pk")
    assert (one.title, two.title, one.uploaded_by) == ("satu", "dua", penulis)
    assert response.redirect_chain[-1][0] == f"{DESCRIBE}?photo={one.pk}&photo={two.pk}"
    told = words(response)
    assert [level for level, _ in told] == ["error", "error", "warning", "error", "success"]
    assert [text.split(":")[0] for _, text in told[:4]] == ["“gerak.jpg”", "“kosong.jpg”", "“lagi.jpg”", "“putus.jpg”"]


def test_nothing_but_refusals_leads_back(desk):
    response = desk.post(SEND, {"photos": [pictures.upload(b"GIF89a")]}, follow=True)
    assert response.redirect_chain[-1][0] == SEND
    assert [level for level, _ in words(response)] == ["error"]


def test_no_file_at_all_is_said(desk):
    assert "errornote" in desk.post(SEND, {}).content.decode()


@pytest.mark.parametrize(
    ("content", "status"),
    [(picture(), 200), (b"GIF89a", 422), (b"", 422), (b"\xff\xd8\xff" + bytes(40_000_000), 413)],
    ids=["photo", "gif", "empty", "too large"],
)
def test_a_script_is_answered_in_json(desk, content, status):
    response = desk.post(SEND, {"photos": pictures.upload(content)}, headers={"Accept": "application/json"})
    assert response.status_code == status
    answer = response.json()
    assert answer["words"]
    if status == 200:
        assert answer["photo"] == Photo.objects.get().pk
        assert desk.get(answer["thumbnail"]).status_code == 200
    else:
        assert "photo" not in answer
        assert not Photo.objects.exists()


def test_a_script_that_sends_nothing_is_told(desk):
    assert desk.post(SEND, {}, headers={"Accept": "application/json"}).status_code == 400


def test_a_full_disk_loses_one_file_and_says_so(desk):
    files.write("master", [b"a file where the folder should be"])
    response = desk.post(SEND, {"photos": pictures.upload(picture())}, headers={"Accept": "application/json"})
    assert response.status_code == 507
    assert response.json()["words"]
    assert not files.path("original").exists() or not list(files.path("original").iterdir())


def test_a_script_names_a_hostile_file_as_text(desk):
    sent = pictures.upload(b"GIF89a", "<img src=x onerror=alert(1)>.jpg")
    page = desk.post(SEND, {"photos": sent}, follow=True).content.decode()
    assert "<img src=x" not in page


@pytest.mark.parametrize(("role", "status"), [("moderator", 403), ("administrator", 403), ("editor", 200)])
def test_who_may_send_and_describe(newsroom, client, role, status):
    client.force_login(member("staff", role))
    for address in (SEND, DESCRIBE):
        assert client.get(address).status_code == status
        if status == 403:
            assert client.post(address, {"photos": pictures.upload(picture())}).status_code == 403
    assert not Photo.objects.exists()


def test_a_stranger_sends_nothing(newsroom, pembaca):
    assert pembaca.post(SEND, {"photos": pictures.upload(picture())}).status_code == 302
    assert not Photo.objects.exists()


# Their words


def posted(*photos: Photo, **changed: str) -> dict[str, str]:
    """Return what a browser posts of the page that describes ``photos``; ``changed`` as ``alt_0`` for the first."""
    data = {"all-credit": "", "all-place": ""}
    for number, photo in enumerate(photos):
        for name in ("alt", "caption", "credit", "place", "keywords", "people"):
            data[f"photo-{photo.pk}-{name}"] = changed.pop(f"{name}_{number}", getattr(photo, name))
    return data | changed


@pytest.fixture
def several(photo, penulis) -> list[Photo]:
    return [receive(pictures.upload(picture(number), f"{number}.jpg"), by=penulis) for number in range(3)]


def test_what_the_file_says_is_there_already(desk):
    jpeg = pictures.with_iim(picture(), (120, b"Tanam bakau."), (80, b"Rani"), (25, b"bakau"), (92, b"Pantai"))
    photo = receive(pictures.upload(jpeg), by=None)
    page = desk.get(DESCRIBE, {"photo": photo.pk}).content.decode()
    for word in ("Tanam bakau.", 'value="Rani"', 'value="bakau"', 'value="Pantai"'):
        assert word in page


def test_what_is_common_fills_what_is_empty(desk, several):
    first, second, third = several
    Photo.objects.filter(pk=second.pk).update(credit="Wira", place="Balai Kota")
    second.refresh_from_db()
    data = posted(*several, alt_0="Warga", people_2="Rani") | {"all-credit": "Humas", "all-place": "Pantai"}
    ids = [photo.pk for photo in several]
    response = desk.post(f"{DESCRIBE}?{urlencode({'photo': ids}, doseq=True)}", data)
    assert response["Location"] == "/admin/photos/photo/"
    kept = Photo.objects.filter(pk__in=ids).order_by("pk").values_list("alt", "credit", "place", "people")
    assert list(kept) == [
        ("Warga", "Humas", "Pantai", ""),
        ("", "Wira", "Balai Kota", ""),
        ("", "Humas", "Pantai", "Rani"),
    ]


def test_one_mistake_keeps_all_that_was_typed_and_saves_nothing(desk, several):
    first, second, _ = several
    data = posted(first, second, alt_0="Warga", credit_1="x" * 201)
    response = desk.post(f"{DESCRIBE}?photo={first.pk}&photo={second.pk}", data)
    assert response.status_code == 200
    page = response.content.decode()
    assert "Warga" in page
    assert "x" * 201 in page
    first.refresh_from_db()
    assert first.alt == ""


def test_a_photo_that_somebody_deleted_meanwhile_hinders_nobody(desk, several):
    first, second, _ = several
    data = posted(first, second, alt_1="Warga")
    address = f"{DESCRIBE}?photo={first.pk}&photo={second.pk}"
    first.delete()
    assert desk.post(address, data).status_code == 302
    second.refresh_from_db()
    assert second.alt == "Warga"


def test_a_change_by_somebody_else_meanwhile_stays(desk, several):
    photo = several[0]
    data = posted(photo, alt_0="Warga")
    Photo.objects.filter(pk=photo.pk).update(rights="© Humas", title="Judul")
    desk.post(f"{DESCRIBE}?photo={photo.pk}", data)
    photo.refresh_from_db()
    assert (photo.alt, photo.rights, photo.title) == ("Warga", "© Humas", "Judul")


def test_a_photo_that_was_not_on_the_page_is_not_emptied(desk, several):
    first, second, _ = several
    Photo.objects.filter(pk=second.pk).update(alt="tetap")
    desk.post(f"{DESCRIBE}?photo={first.pk}&photo={second.pk}", posted(first, alt_0="Warga"))
    second.refresh_from_db()
    assert second.alt == "tetap"


def test_more_than_a_page_go_on_with_the_rest(desk, several, monkeypatch):
    monkeypatch.setattr(views, "DESCRIBED_AT_ONCE", 2)
    ids = [photo.pk for photo in several]
    address = f"{DESCRIBE}?{urlencode({'photo': ids}, doseq=True)}"
    assert len(desk.get(address).context["rows"]) == 2
    assert desk.post(address, posted(*several[:2]))["Location"] == f"{DESCRIBE}?photo={ids[2]}"


def test_without_a_choice_my_newest_that_lack_words(desk, several, photo):
    Photo.objects.filter(pk=several[1].pk).update(alt="Warga", credit="Humas")
    rows = desk.get(DESCRIBE).context["rows"]
    assert [row.instance.pk for row in rows] == [several[2].pk, several[0].pk]


@pytest.mark.parametrize("written", ["x", "-1", "9" * 40, "٣", "", "1' OR 1"])
def test_odd_ids_are_nobody(desk, written):
    assert desk.get(DESCRIBE, {"photo": written}).status_code == 200


def test_a_page_of_words_stays_below_the_limit_of_fields(settings):
    fields = len(DescribeForm.Meta.fields) * views.DESCRIBED_AT_ONCE
    assert fields + 10 < settings.DATA_UPLOAD_MAX_NUMBER_FIELDS
