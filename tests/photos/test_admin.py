"""The library in the admin: send, describe, find, and delete only what nothing shows."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from news.directory.models import Official
from news.photos import admin as photo_admin
from news.photos import files
from news.photos.models import RENDER_ATTEMPTS, Photo
from news.photos.rendering import render
from news.photos.renditions import CROPS, missing
from news.photos.uploads import receive
from tests.conftest import member

from . import pictures

ADD = "/admin/photos/photo/add/"
LIST = "/admin/photos/photo/"
FIELDS = {"title": "Bakau", "credit": "Humas", "alt": "Orang menanam bakau"}
CENTRE = {"focal_x": "0.5", "focal_y": "0.5"}

NOBODY = {"depictions-TOTAL_FORMS": "0", "depictions-INITIAL_FORMS": "0"}


@pytest.fixture
def desk(client, penulis):
    """The browser of penulis."""
    client.force_login(penulis)
    return client


@pytest.fixture
def owner(client, newsroom):
    """The browser of somebody who may do all, delete included."""
    user = member("pemilik", "administrator", is_superuser=True)
    client.force_login(user)
    return client


def test_the_form_asks_for_one_file_of_the_kinds_that_are_taken(desk):
    page = desk.get(ADD).content.decode()
    assert page.count('type="file"') == 1
    assert 'accept="image/jpeg,image/png,image/webp"' in page
    assert 'enctype="multipart/form-data"' in page
    assert page.count('type="datetime-local"') == 1
    assert "onclick" not in page
    assert 'style="' not in page


def test_an_upload_is_kept(desk, penulis):
    content = pictures.encoded(pictures.blocks(), exif=pictures.exif_with_position())
    response = desk.post(ADD, FIELDS | {"file": pictures.upload(content)}, follow=True)
    photo = Photo.objects.get()
    assert response.redirect_chain[-1][0] == LIST
    assert (photo.title, photo.credit, photo.uploaded_by) == ("Bakau", "Humas", penulis)
    assert files.path(str(photo.master)).exists()
    page = response.content.decode()
    assert reverse("admin:photos_photo_rendition", args=[photo.pk, "120.webp"]) in page
    assert "/media/" not in page


@pytest.mark.parametrize("content", [b"GIF89a", b"", b"<svg>", pictures.encoded(pictures.noisy(90, 90))[:2000]])
def test_a_refused_file_is_said_plainly_and_the_words_are_kept(desk, content):
    response = desk.post(ADD, FIELDS | {"file": pictures.upload(content)})
    assert response.status_code == 200
    assert response.context["adminform"].form.errors["file"]
    page = response.content.decode()
    assert 'value="Bakau"' in page
    assert "Orang menanam bakau" in page
    assert not Photo.objects.exists()


def test_a_form_that_is_wrong_elsewhere_keeps_no_file(desk):
    content = pictures.encoded(pictures.blocks())
    response = desk.post(ADD, FIELDS | {"taken_at": "kemarin", "file": pictures.upload(content)})
    assert response.context["adminform"].form.errors["taken_at"]
    assert not Photo.objects.exists()
    assert not files.path("original").exists()


def test_the_same_file_twice_is_one_photo_and_the_sender_is_told(desk):
    content = pictures.encoded(pictures.blocks())
    desk.post(ADD, FIELDS | {"file": pictures.upload(content)})
    again = FIELDS | {"title": "Lain", "place": "Pantai", "file": pictures.upload(content)}
    response = desk.post(ADD, again, follow=True)
    photo = Photo.objects.get()
    assert (photo.title, photo.place) == ("Bakau", "Pantai")
    assert any(message.level_tag == "warning" for message in response.context["messages"])


def test_a_photo_is_described_and_its_file_stays(desk, photo):
    before = (str(photo.original), str(photo.master), photo.content_hash)
    address = reverse("admin:photos_photo_change", args=[photo.pk])
    page = desk.get(address).content.decode()
    assert 'type="file"' not in page
    assert reverse("admin:photos_photo_rendition", args=[photo.pk, "640.webp"]) in page
    response = desk.post(address, FIELDS | NOBODY | CENTRE | {"focal_x": "0.25", "master": "x"})
    assert response.status_code == 302, response.context["adminform"].form.errors
    photo.refresh_from_db()
    assert (photo.alt, photo.focal_x) == ("Orang menanam bakau", 0.25)
    assert (str(photo.original), str(photo.master), photo.content_hash) == before


@pytest.mark.parametrize(
    ("missing", "found"),
    [("", set("abcd")), ("any", set("ab")), ("alt", set("a")), ("credit", set("ab")), ("nonsense", set("abcd"))],
)
def test_what_lacks_alt_or_credit_is_found(desk, missing, found):
    for title, fields in {
        "a": {},
        "b": {"alt": "x"},
        "c": {"alt": "x", "credit": "y"},
        "d": {"decorative": True, "credit": "y"},
    }.items():
        Photo.objects.create(title=title, width=9, height=9, content_hash=title, **fields)
    response = desk.get(LIST, {"missing": missing} if missing else {})
    assert {photo.title for photo in response.context["cl"].result_list} == found


def test_the_list_is_searched_and_counts_no_further_than_one_leafs(desk, django_assert_max_num_queries):
    Photo.objects.bulk_create(
        Photo(title=f"Foto {n}", credit="Humas", alt="<script>x</script>", width=9, height=9, content_hash=str(n))
        for n in range(1_050)
    )
    with django_assert_max_num_queries(12):
        response = desk.get(LIST, {"q": "foto 1023"})
    assert [photo.title for photo in response.context["cl"].result_list] == ["Foto 1023"]
    response = desk.get(LIST)
    assert response.context["cl"].result_count == 1_000
    assert "<script>x" not in response.content.decode()
    assert desk.get(LIST, {"p": "25"}).status_code == 200


def test_a_moderator_looks_but_does_not_touch(client, moderator, photo):
    client.force_login(moderator)
    assert client.get(LIST).status_code == 200
    assert client.get(ADD).status_code == 403
    address = reverse("admin:photos_photo_change", args=[photo.pk])
    assert client.get(address).status_code == 200
    assert client.post(address, FIELDS).status_code == 403


def test_a_writer_deletes_nothing(desk, photo):
    assert desk.post(reverse("admin:photos_photo_delete", args=[photo.pk]), {"post": "yes"}).status_code == 403


def test_what_is_shown_is_not_deleted(owner, photo, official):
    Official.objects.filter(pk=official.pk).update(portrait=photo)
    address = reverse("admin:photos_photo_delete", args=[photo.pk])
    assert official.name in owner.get(address).content.decode()
    owner.post(address, {"post": "yes"}, follow=True)
    owner.post(LIST, {"action": "delete_selected", "_selected_action": [photo.pk], "post": "yes"})
    assert Photo.objects.filter(pk=photo.pk).exists()
    assert files.path(str(photo.master)).exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("way", ["one", "several"])
def test_what_nothing_shows_is_deleted_with_its_files(owner, photo, way):
    if way == "one":
        owner.post(reverse("admin:photos_photo_delete", args=[photo.pk]), {"post": "yes"})
    else:
        owner.post(LIST, {"action": "delete_selected", "_selected_action": [photo.pk], "post": "yes"})
    assert not Photo.objects.exists()
    assert not files.path(str(photo.master)).exists()
    assert not files.path(str(photo.original)).exists()


def test_the_focal_point_is_chosen_with_sliders_and_its_crops_are_shown(desk, photo):
    page = desk.get(reverse("admin:photos_photo_change", args=[photo.pk])).content.decode()
    assert page.count('type="range"') == 2
    for name in ("1x1", "4x3", "16x9", "card"):
        address = reverse("admin:photos_photo_rendition", args=[photo.pk, f"{name}.jpg"])
        assert address in page
        assert desk.get(address).status_code == 200
    assert 'style="' not in page


def test_the_list_says_what_is_missing(desk, photo):
    Photo.objects.create(title="Kosong", width=9, height=9, content_hash="k")
    page = desk.get(LIST).content.decode()
    assert page.count("badge-in_review") == 2
    assert reverse("admin:photos_photo_send") in page


@pytest.mark.parametrize("query", ["bakau", "Pantai Kemala", "Rani", "lingkungan", "warna", "Humas"])
def test_a_photo_is_found_by_all_its_words(desk, photo, query):
    words = {"caption": "Tanam bakau", "place": "Pantai Kemala", "people": "Rani Siregar", "keywords": "lingkungan"}
    Photo.objects.filter(pk=photo.pk).update(**words)
    Photo.objects.create(title="Lain", width=9, height=9, content_hash="l")
    assert [found.pk for found in desk.get(LIST, {"q": query}).context["cl"].result_list] == [photo.pk]


def test_a_photo_is_found_by_its_date(desk, photo):
    Photo.objects.filter(pk=photo.pk).update(taken_at=timezone.now())
    Photo.objects.create(title="Tanpa tanggal", width=9, height=9, content_hash="t")
    page = desk.get(LIST, {"taken_at__isnull": "True"})
    assert [found.title for found in page.context["cl"].result_list] == ["Tanpa tanggal"]


def test_the_chosen_are_described_on_one_page(desk, photo):
    response = desk.post(LIST, {"action": "describe", "_selected_action": [photo.pk]})
    assert response["Location"] == f"{reverse('admin:photos_photo_describe')}?photo={photo.pk}"


def test_a_full_disk_is_told_and_no_500(desk):
    files.write("original", [b"a file where the folder should be"])
    content = pictures.encoded(pictures.blocks())
    response = desk.post(ADD, FIELDS | {"file": pictures.upload(content)}, follow=True)
    assert response.status_code == 200
    assert [message.level_tag for message in response.context["messages"]] == ["error"]
    assert not Photo.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_picture_is_replaced(desk, photo):
    address = reverse("admin:photos_photo_replace", args=[photo.pk])
    assert address in desk.get(reverse("admin:photos_photo_change", args=[photo.pk])).content.decode()
    assert desk.get(address).status_code == 200
    for content in (b"", b"GIF89a"):
        assert desk.post(address, {"file": pictures.upload(content)}).context["form"].errors
    response = desk.post(address, {"file": pictures.upload(pictures.encoded(pictures.noisy(90, 60)))})
    assert response.status_code == 302
    old = photo.key
    photo.refresh_from_db()
    assert (photo.width, photo.height, photo.credit) == (90, 60, "Humas")
    assert photo.key != old


def test_a_picture_is_not_replaced_where_it_is_shown(desk, photo, official):
    Official.objects.update(portrait=photo)
    address = reverse("admin:photos_photo_replace", args=[photo.pk])
    content = pictures.encoded(pictures.noisy(90, 60))
    response = desk.post(address, {"file": pictures.upload(content)}, follow=True)
    assert [message.level_tag for message in response.context["messages"]] == ["error"]
    photo.refresh_from_db()
    assert photo.width == 1200


def test_who_may_replace_a_picture(client, moderator, photo):
    client.force_login(moderator)
    assert client.get(reverse("admin:photos_photo_replace", args=[photo.pk])).status_code == 403
    assert client.get(reverse("admin:photos_photo_replace", args=[photo.pk + 1])).status_code == 404


def test_the_page_says_whether_the_renditions_are_made(desk, photo):
    address = reverse("admin:photos_photo_change", args=[photo.pk])
    assert "Sedang dibuat" in desk.get(address).content.decode()
    render(Photo.objects.all(), 60)
    assert "Semua sudah dibuat" in desk.get(address).content.decode()
    Photo.objects.update(rendered_at=None, render_failures=RENDER_ATTEMPTS, render_problem="OSError: broken")
    assert "OSError: broken" in desk.get(address).content.decode()


def test_only_a_moved_focal_point_is_rendered_anew(desk, photo):
    render(Photo.objects.all(), 60)
    address = reverse("admin:photos_photo_change", args=[photo.pk])
    desk.post(address, FIELDS | CENTRE | NOBODY)
    photo.refresh_from_db()
    assert photo.rendered_at
    desk.post(address, FIELDS | NOBODY | {"focal_x": "0.2", "focal_y": "0.5"})
    photo.refresh_from_db()
    assert (photo.focal_x, photo.rendered_at) == (0.2, None)
    assert len(missing(photo)) == len(CROPS)
    assert render(Photo.objects.all(), 60) == 1
    assert missing(photo) == []


def test_a_search_looks_at_the_newest_photos_only(desk, monkeypatch, django_assert_max_num_queries):
    monkeypatch.setattr(photo_admin, "SEARCHED_PHOTOS", 2)
    begin = datetime.datetime(2026, 3, 11, tzinfo=datetime.UTC)
    for number in range(3):
        content = pictures.encoded(pictures.blocks(), comment=str(number).encode())
        sent = receive(pictures.upload(content), by=None, title=f"Bakau {number}", credit="Humas")
        Photo.objects.filter(pk=sent.pk).update(uploaded_at=begin + datetime.timedelta(days=number))

    def found(words: str) -> list[str]:
        return [photo.title for photo in desk.get(LIST, {"q": words}).context["cl"].result_list]

    assert found("bakau") == ["Bakau 2", "Bakau 1"]
    assert found("bakau humas") == ["Bakau 2", "Bakau 1"]
    assert found("bakau pantai") == []
    assert found("") == ["Bakau 2", "Bakau 1", "Bakau 0"]
    assert found("bakau " * 8 + "pantai") == ["Bakau 2", "Bakau 1"], "the ninth word is not looked for"
    with django_assert_max_num_queries(40):
        desk.get(LIST, {"q": "bakau " * 2000})
