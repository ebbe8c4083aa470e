"""Staff see the photos of the library before the public does; nobody else does."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.conftest import member


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
