"""A photo is served while the public is shown it, and not a second before or after."""

import datetime
import io
import uuid

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image, IptcImagePlugin

from news.articles import attachments, editing, workflow
from news.articles.models import Edition, PhotoCaption
from news.directory.models import Agency, Official
from news.newsroom.models import Newsroom
from news.photos import files, markup
from news.photos.models import Photo
from news.photos.renditions import names
from news.photos.uploads import receive
from tests.articles.documents import CSV, PDF
from tests.articles.test_attachments import attach
from tests.conftest import NOON
from tests.photos import pictures

TYPES = {"jpg": "image/jpeg", "avif": "image/avif", "webp": "image/webp"}
MINUTE = datetime.timedelta(minutes=1)


@pytest.fixture(autouse=True)
def noon():
    """The clock stands at noon, until a test moves it."""
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


def new_photo(colour: tuple[int, int, int]) -> Photo:
    image = pictures.blocks()
    image.putpixel((0, 0), colour)
    content = pictures.encoded(image.resize((700, 466)), exif=pictures.exif_with_position(), quality=95)
    return receive(SimpleUploadedFile("foto.jpg", content), by=None, credit="Humas", alt="Enam bidang warna")


@pytest.fixture
def photo(db) -> Photo:
    return new_photo(pictures.RED)


@pytest.fixture
def shown(draft, photo) -> Edition:
    """The draft with the photo."""
    PhotoCaption.objects.create(edition=draft, photo=photo, caption="Suasana vaksinasi.", is_lead=True)
    return draft


def ready(edition: Edition, penulis, redaktur) -> Edition:
    return workflow.take("approve", workflow.take("submit", edition, by=penulis), by=redaktur)


def status(client: Client, photo: Photo, name: str = "320.jpg") -> int:
    return client.get(markup.url(photo, name)).status_code


def test_the_address_is_the_one_that_the_markup_names(photo):
    assert markup.url(photo, "640.avif") == reverse("media", args=[photo.key, "640.avif"])


def test_nothing_of_a_photo_in_the_library(newsroom, pembaca, photo):
    assert status(pembaca, photo) == 404


def test_nothing_of_a_draft_in_any_state(pembaca, shown, photo, penulis, redaktur, penerbit):
    assert status(pembaca, photo) == 404
    workflow.take("submit", shown, by=penulis)
    assert status(pembaca, photo) == 404
    workflow.take("approve", shown, by=redaktur)
    assert status(pembaca, photo) == 404
    workflow.take("release", shown, by=penerbit)
    assert status(pembaca, photo) == 200


def test_scheduled_then_live_without_any_write(pembaca, shown, photo, penulis, redaktur, penerbit, noon):
    workflow.take("release", ready(shown, penulis, redaktur), by=penerbit, at=NOON + 10 * MINUTE)
    assert status(pembaca, photo) == 404
    noon.move_to(NOON + 10 * MINUTE - datetime.timedelta(microseconds=1))
    assert status(pembaca, photo) == 404
    noon.move_to(NOON + 10 * MINUTE)
    assert status(pembaca, photo) == 200


def test_under_embargo(pembaca, shown, photo, penulis, redaktur, penerbit, noon):
    Edition.objects.filter(pk=shown.pk).update(embargo_until=NOON + 5 * MINUTE)
    workflow.take("release", ready(shown, penulis, redaktur), by=penerbit)
    assert status(pembaca, photo) == 404
    noon.move_to(NOON + 5 * MINUTE)
    assert status(pembaca, photo) == 200


def test_expired(pembaca, shown, photo, penulis, redaktur, penerbit, noon):
    Edition.objects.filter(pk=shown.pk).update(expires_at=NOON + 5 * MINUTE)
    workflow.take("release", ready(shown, penulis, redaktur), by=penerbit)
    assert status(pembaca, photo) == 200
    noon.move_to(NOON + 5 * MINUTE)
    assert status(pembaca, photo) == 404


def test_withdrawn(pembaca, shown, photo, penulis, redaktur, penerbit, noon):
    edition = workflow.take("release", ready(shown, penulis, redaktur), by=penerbit)
    noon.move_to(NOON + MINUTE)
    workflow.take("withdraw", edition, by=penerbit, note="Keliru.")
    assert status(pembaca, photo) == 404


def test_superseded_by_an_edition_with_another_photo(pembaca, shown, photo, penulis, redaktur, penerbit, noon):
    edition = workflow.take("release", ready(shown, penulis, redaktur), by=penerbit)
    noon.move_to(NOON + MINUTE)
    correction = workflow.take("revise", edition, by=penulis, kind=Edition.Change.CORRECTION, note="Foto diganti.")
    other = new_photo(pictures.BLUE)
    correction.captions.all().delete()
    PhotoCaption.objects.create(edition=correction, photo=other, caption="Foto yang benar.", is_lead=True)
    workflow.take("release", ready(correction, penulis, redaktur), by=penerbit, at=NOON + 5 * MINUTE)
    assert (status(pembaca, photo), status(pembaca, other)) == (200, 404)
    noon.move_to(NOON + 5 * MINUTE)
    assert (status(pembaca, photo), status(pembaca, other)) == (404, 200)


def test_used_by_two_releases_it_stays_for_the_one_that_is_live(
    pembaca, shown, photo, penulis, redaktur, penerbit, noon, official
):
    edition = workflow.take("release", ready(shown, penulis, redaktur), by=penerbit)
    Official.objects.filter(pk=official.pk).update(portrait=photo)
    noon.move_to(NOON + MINUTE)
    workflow.take("withdraw", edition, by=penerbit, note="Keliru.")
    assert status(pembaca, photo) == 200


def test_portrait_logo_and_crest(pembaca, official, agency):
    portrait, logo, crest = (new_photo(colour) for colour in (pictures.GREEN, pictures.WHITE, pictures.BLACK))
    for owner, field, photo in (
        (Official.objects.filter(pk=official.pk), "portrait", portrait),
        (Agency.objects.filter(pk=agency.pk), "logo", logo),
        (Newsroom.objects.all(), "crest", crest),
    ):
        assert status(pembaca, photo) == 404
        owner.update(**{field: photo})
        assert status(pembaca, photo) == 200
        owner.update(**{field: None})
        assert status(pembaca, photo) == 404


@pytest.fixture
def portrait(photo, official) -> Photo:
    """A photo that is public: the official's portrait."""
    Official.objects.filter(pk=official.pk).update(portrait=photo)
    return photo


def test_staff_get_no_more_here_than_strangers(client, shown, photo, penerbit):
    client.force_login(penerbit)
    assert status(client, photo) == 404


def test_what_is_not_live_is_the_same_404_as_what_never_was(pembaca, shown, photo):
    hidden = pembaca.get(markup.url(photo, "320.jpg"))
    never = pembaca.get(f"/media/{uuid.uuid4()}/320.jpg")
    assert hidden.status_code == never.status_code == 404
    assert hidden.content == never.content
    assert dict(hidden.headers) == dict(never.headers)
    assert not files.path("renditions").exists(), "a stranger makes nothing of what is not public"


@pytest.mark.parametrize("name", ["700.jpg", "card.jpg", "1x1.jpg", "320.avif", "320.webp"])
def test_every_rendition_is_served_with_its_type_and_no_cookie(pembaca, portrait, name):
    assert name in names(portrait)
    response = pembaca.get(markup.url(portrait, name))
    assert response.status_code == 200
    assert response["Content-Type"] == TYPES[name.split(".")[1]]
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "public, max-age=300"
    assert "Content-Encoding" not in response
    assert int(response["Content-Length"]) == len(response.content)
    assert not response.cookies
    assert b"Exif\0\0" not in response.content
    assert b"Kamera" not in response.content


@pytest.mark.parametrize(
    "name", ["9999.jpg", "1920.jpg", "320.png", "master.jpg", "original", "card.webp", "..", "%00.jpg"]
)
def test_nothing_else_is_served(pembaca, portrait, name):
    assert pembaca.get(f"/media/{portrait.key}/{name}").status_code == 404


@pytest.mark.parametrize("path", ["original", "master"])
def test_neither_original_nor_master_has_an_address(pembaca, portrait, path):
    name = str(getattr(portrait, path))
    for address in (f"/media/{name}", f"/media/{portrait.key}/{name}", f"/media/{portrait.key}/../../{name}"):
        assert pembaca.get(address).status_code == 404
    assert pembaca.get("/media/not-a-key/320.jpg").status_code == 404


def test_a_photo_whose_master_is_gone_is_404(pembaca, portrait):
    files.delete(str(portrait.master))
    assert status(pembaca, portrait) == 404


def test_methods(pembaca, portrait):
    address = markup.url(portrait, "320.jpg")
    head = pembaca.head(address)
    assert head.status_code == 200
    assert head.content == b""
    assert int(head["Content-Length"]) == len(pembaca.get(address).content)
    options = pembaca.options(address)
    assert options.status_code in {200, 204}
    assert options["Allow"] == "GET, HEAD, OPTIONS"
    for method in ("post", "put", "patch", "delete"):
        assert getattr(pembaca, method)(address).status_code == 405


def test_who_has_it_gets_no_second_copy_and_a_range_is_a_range(pembaca, portrait):
    address = markup.url(portrait, "320.jpg")
    whole = pembaca.get(address)
    again = pembaca.get(address, headers={"If-None-Match": whole["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    part = pembaca.get(address, headers={"Range": "bytes=10-19", "Accept-Encoding": "gzip, br"})
    assert (part.status_code, part.content) == (206, whole.content[10:20])
    assert pembaca.get(address, headers={"Range": "bytes=99999999-"}).status_code == 416


def test_one_query_for_the_photo_and_one_for_the_newsroom(pembaca, portrait, django_assert_max_num_queries):
    status(pembaca, portrait)
    with django_assert_max_num_queries(2):
        assert status(pembaca, portrait) == 200


# The copy for the press


def press(client: Client, photo: Photo, edition: Edition):
    return client.get(reverse("press_photo", args=[photo.key, edition.article_id]))


def caption_in(response) -> str:
    with Image.open(io.BytesIO(response.content)) as image:
        return IptcImagePlugin.getiptcinfo(image)[2, 120].decode()


def test_the_press_copy_is_there_while_the_release_is_live(noon, pembaca, shown, photo, penulis, redaktur, penerbit):
    assert press(pembaca, photo, shown).status_code == 404
    workflow.take("release", ready(shown, penulis, redaktur), by=penerbit, at=NOON + MINUTE)
    assert press(pembaca, photo, shown).status_code == 404
    noon.shift(MINUTE)
    response = press(pembaca, photo, shown)
    assert response.status_code == 200
    assert response["Content-Type"] == "image/jpeg"
    assert response["Cache-Control"] == "public, max-age=300"
    assert caption_in(response) == "Suasana vaksinasi."
    workflow.take("withdraw", shown, by=penerbit, note="Keliru.")
    assert press(pembaca, photo, shown).status_code == 404


def test_the_press_copy_follows_a_corrected_caption(noon, pembaca, shown, photo, penulis, redaktur, penerbit):
    workflow.take("release", ready(shown, penulis, redaktur), by=penerbit)
    assert caption_in(press(pembaca, photo, shown)) == "Suasana vaksinasi."
    revised = workflow.take("revise", shown, by=penulis, kind="ralat", note="Nama tempat.")
    revised.captions.update(caption="Suasana di Puskesmas Muara.")
    assert caption_in(press(pembaca, photo, shown)) == "Suasana vaksinasi.", "a draft is not public"
    workflow.take("release", ready(revised, penulis, redaktur), by=penerbit, at=NOON + MINUTE)
    assert caption_in(press(pembaca, photo, shown)) == "Suasana vaksinasi."
    noon.shift(MINUTE)
    assert caption_in(press(pembaca, photo, shown)) == "Suasana di Puskesmas Muara."


def test_a_press_copy_needs_the_release_that_shows_the_photo(pembaca, shown, photo, penulis, redaktur, penerbit):
    workflow.take("release", ready(shown, penulis, redaktur), by=penerbit)
    other = new_photo(pictures.GREEN)
    assert press(pembaca, other, shown).status_code == 404
    for number in (shown.article_id + 1, 10**30):
        assert pembaca.get(f"/media/{photo.key}/pers-{number}.jpg").status_code == 404
    page = pembaca.get(Edition.objects.get(pk=shown.pk).article.get_absolute_url()).content.decode()
    assert f'href="/media/{photo.key}/pers-{shown.article_id}.jpg"' in page


def test_the_photo_of_a_portrait_has_no_press_copy(pembaca, portrait):
    assert pembaca.get(f"/media/{portrait.key}/pers-1.jpg").status_code == 404


def test_an_attachment_is_public_while_a_live_edition_has_it(draft, penulis, redaktur, penerbit, pembaca, noon):
    attachment = attach(draft)
    url = attachment.get_absolute_url()
    assert pembaca.get(url).status_code == 404
    workflow.take("release", ready(draft, penulis, redaktur), by=penerbit, at=NOON + MINUTE)
    assert pembaca.get(url).status_code == 404
    noon.move_to(NOON + MINUTE)
    response = pembaca.get(url)
    assert response.getvalue() == PDF
    assert response["Cache-Control"] == "public, max-age=300"
    assert response["Vary"] == "Accept-Encoding"
    assert "sandbox" in response["Content-Security-Policy"]
    assert response["Content-Disposition"].startswith("attachment;")
    assert not response.cookies
    assert pembaca.get(url, headers={"If-None-Match": response["ETag"]}).status_code == 304
    assert pembaca.get(url, headers={"Range": "bytes=0-3"}).getvalue() == PDF[:4]
    assert pembaca.head(url)["Content-Length"] == str(len(PDF))
    assert pembaca.post(url).status_code == 405
    assert pembaca.get(url.replace(".pdf", ".csv")).status_code == 404
    workflow.take("withdraw", Edition.objects.get(pk=draft.pk), by=penerbit, note="Keliru.")
    for headers in ({}, {"If-None-Match": response["ETag"]}, {"Range": "bytes=0-3"}):
        assert pembaca.get(url, headers=headers).status_code == 404


def test_a_file_that_a_correction_leaves_out_goes_with_the_edition_before(
    draft, penulis, redaktur, penerbit, pembaca, noon
):
    kept, dropped = attach(draft), attach(draft, CSV, "data.csv")
    released = workflow.take("release", ready(draft, penulis, redaktur), by=penerbit)
    revised = workflow.take("revise", released, by=penulis, kind="update", note="Data menyusul.")
    with editing.change(revised.pk, by=penulis) as edition:
        attachments.remove(edition.attachments.filter(kind="csv"))
    workflow.take("release", ready(revised, penulis, redaktur), by=penerbit, at=NOON + MINUTE)
    for moment, expected in ((NOON, (200, 200)), (NOON + MINUTE, (200, 404))):
        noon.move_to(moment)
        assert tuple(pembaca.get(row.get_absolute_url()).status_code for row in (kept, dropped)) == expected
