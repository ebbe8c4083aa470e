"""This room hears of the people in a photo, whichever way the photo came or was described."""

import pytest
from django.urls import reverse

from news.photos.models import Photo
from news.photos.uploads import receive
from tests.photos import pictures

pytestmark = pytest.mark.django_db(transaction=True)
XMP = pictures.xmp(
    '<ext:PersonInImage xmlns:ext="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"><rdf:Bag>'
    "<rdf:li>dr. Rahmat Simbolang, M.Kes.</rdf:li></rdf:Bag></ext:PersonInImage>"
)


def depicted(photo: Photo) -> list[str]:
    return list(photo.depictions.values_list("official__name", flat=True))


def test_an_upload_whose_file_names_an_official(official):
    photo = receive(pictures.upload(pictures.encoded(pictures.blocks(), xmp=XMP)), by=None)
    assert photo.people == "dr. Rahmat Simbolang, M.Kes."
    assert depicted(photo) == ["Rahmat Simbolang"]


@pytest.mark.parametrize("page", ["one", "many"])
def test_a_description_that_names_an_official(client, penulis, official, page):
    photo = receive(pictures.upload(pictures.encoded(pictures.blocks())), by=None)
    client.force_login(penulis)
    words = {"alt": "Warga", "people": "Rahmat Simbolang; Rani"}
    if page == "many":
        address = f"{reverse('admin:photos_photo_describe')}?photo={photo.pk}"
        words = {f"photo-{photo.pk}-{name}": text for name, text in words.items()}
    else:
        address = reverse("admin:photos_photo_change", args=[photo.pk])
        words |= {"focal_x": "0.5", "focal_y": "0.5"}
        words |= {"depictions-TOTAL_FORMS": "0", "depictions-INITIAL_FORMS": "0"}
    assert client.post(address, words).status_code == 302
    assert depicted(photo) == ["Rahmat Simbolang"]


def test_whom_somebody_took_out_stays_out_until_the_names_change(client, penulis, official):
    photo = receive(pictures.upload(pictures.encoded(pictures.blocks(), xmp=XMP)), by=None)
    photo.depictions.all().delete()
    client.force_login(penulis)
    address = f"{reverse('admin:photos_photo_describe')}?photo={photo.pk}"
    client.post(address, {f"photo-{photo.pk}-alt": "Warga", f"photo-{photo.pk}-people": photo.people})
    assert depicted(photo) == []
