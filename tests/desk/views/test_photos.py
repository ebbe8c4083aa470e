"""Photos of a release are chosen, described and captioned through the desk, by who may."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse

from news.directory.models import Depiction
from news.photos.models import Photo


@pytest.fixture
def photo(newsroom) -> Photo:
    rendered_at = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
    return Photo.objects.create(width=900, height=600, content_hash="a", title="Bakau", rendered_at=rendered_at)


def browser(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_the_library_is_shown_to_who_writes(penulis, photo):
    answer = browser(penulis).get(reverse("admin:desk:library"), {"q": "bakau", "since": "kemarin"}).json()
    assert [each["id"] for each in answer["photos"]] == [photo.pk]
    assert answer["behind"] == ""
    assert browser(penulis).get(reverse("admin:desk:library"), {"q": "rapat\0"}).json()["photos"] == []


def test_photos_are_described_in_one_question(penulis, moderator, photo, django_assert_max_num_queries):
    client = browser(penulis)
    client.get(reverse("admin:desk:photos"))
    (found,) = client.get(reverse("admin:desk:photos"), {"id": [photo.pk, "x", "9" * 30, 0]}).json()["photos"]
    assert (found["id"], found["may_change"], found["width"]) == (photo.pk, True, 900)
    (seen,) = browser(moderator).get(reverse("admin:desk:photos"), {"id": photo.pk}).json()["photos"]
    assert seen["may_change"] is False


def test_words_are_kept_one_by_one_and_a_crop_is_made_anew(penulis, photo):
    client, address = browser(penulis), reverse("admin:desk:photo", args=[photo.pk])
    assert client.post(address, {"alt": "Warga menanam bakau"}).json()["alt"] == "Warga menanam bakau"
    photo.refresh_from_db()
    assert (photo.alt, photo.title, photo.rendered_at is not None) == ("Warga menanam bakau", "Bakau", True)
    assert client.post(address, {"credit": "Humas", "decorative": "false"}).json()["lacks"] == []
    assert client.post(address, {"focal_x": "0.25", "focal_y": "0.75"}).status_code == 200
    photo.refresh_from_db()
    assert (photo.alt, photo.credit, photo.focal_x, photo.focal_y) == ("Warga menanam bakau", "Humas", 0.25, 0.75)
    assert photo.rendered_at is None


@pytest.mark.parametrize("data", [{"focal_x": "7"}, {"focal_x": "nan"}, {"alt": "x" * 401}, {"focal_y": ""}])
def test_what_does_not_fit_is_refused_in_words(penulis, photo, data):
    answer = browser(penulis).post(reverse("admin:desk:photo", args=[photo.pk]), data)
    assert answer.status_code == 422
    assert all(answer.json()["errors"].values())
    photo.refresh_from_db()
    assert (photo.focal_x, photo.alt) == (0.5, "")


def test_only_words_can_be_changed_here(penulis, photo):
    browser(penulis).post(
        reverse("admin:desk:photo", args=[photo.pk]), {"title": "Lain", "rights": "x", "alt": "Bakau"}
    )
    photo.refresh_from_db()
    assert (photo.title, photo.rights, photo.alt) == ("Bakau", "", "Bakau")


def test_who_may_not_change_photos_changes_none(moderator, photo, official):
    client = browser(moderator)
    assert client.post(reverse("admin:desk:photo", args=[photo.pk]), {"alt": "x"}).status_code == 403
    assert client.post(reverse("admin:desk:depict", args=[photo.pk]), {"official": official.pk}).status_code == 403
    assert client.get(reverse("admin:desk:photo", args=[photo.pk])).status_code == 405
    assert not Depiction.objects.exists()


def test_officials_are_noted_once(penulis, photo, official):
    address = reverse("admin:desk:depict", args=[photo.pk])
    for _time in range(2):
        assert browser(penulis).post(address, {"official": [official.pk, 0]}).json() == {"officials": [official.pk]}
    assert Depiction.objects.get().official == official
    assert browser(penulis).post(reverse("admin:desk:depict", args=[0])).status_code == 404


def test_a_caption_is_put_together(penulis, appointment):
    params = {
        "who": [appointment.pk, "warga"], "side": ["left", ""], "doing": "meninjau vaksinasi",
        "venue": "Puskesmas Muara", "on": "2026-03-11",
    }  # fmt: skip
    answer = browser(penulis).get(reverse("admin:desk:caption"), params).json()
    assert answer["caption"] == (
        "Kepala Dinas Kesehatan Kota Tanjung Selasih Rahmat Simbolang (kiri) bersama warga meninjau vaksinasi"
        " di Puskesmas Muara, Rabu (11/3/2026)."
    )
    assert [each["official"] for each in answer["officials"]] == [appointment.official_id]


def test_a_day_that_is_none_is_told_and_odd_questions_are_answered(penulis, appointment):
    client, address = browser(penulis), reverse("admin:desk:caption")
    (slip,) = client.get(address, {"doing": "rapat, Senin (11/3/2026)"}).json()["slips"]
    assert slip == {"written": "Senin (11/3/2026)", "weekday": "Rabu"}
    odd = {"who": ["9" * 30, "٣", "<b>", "a\0b"], "side": ["x"] * 40, "on": "0001-01-01"}
    assert "<b>" in client.get(address, odd).json()["caption"]
