"""A picture ends in the library whole, or leaves nothing behind."""

import datetime
import threading

import pytest
from django.core.exceptions import ValidationError
from django.core.files import File
from django.core.files.base import ContentFile
from django.db import connection, transaction
from django.db.models import ProtectedError
from PIL import Image

from news.directory.models import Official
from news.photos import files, renditions, uploads
from news.photos.models import Photo
from news.photos.uploads import UploadRefused, receive
from tests.at_once import at_once

from . import pictures
from .test_embedded import NAMES


def kept() -> list[str]:
    """Return the names of all files of the library, those half written included."""
    root = files.path("")
    return sorted(
        str(path.relative_to(root)) for path in root.rglob("*") if path.is_file() and ".locks" not in path.parts
    )


def master(photo: Photo) -> Image.Image:
    return Image.open(files.path(str(photo.master)))


@pytest.fixture
def rotated() -> bytes:
    """A photo as a phone sends it: lying, with its position."""
    turned = pictures.blocks(lambda column, row: (2 - row, column), (2, 3))
    return pictures.encoded(turned, exif=pictures.exif_with_position(6), quality=95, xmp=pictures.xmp(NAMES))


@pytest.mark.django_db
def test_a_photo_is_kept_upright_with_its_words_and_its_private_original(penulis, rotated):
    photo = receive(pictures.upload(rotated, "DSC_0042.JPG"), by=penulis, alt="Wali kota menanam bakau")
    photo.refresh_from_db()
    assert (photo.width, photo.height) == (120, 80)
    assert pictures.look_upright(master(photo))
    assert photo.uploaded_by == penulis
    assert (photo.title, photo.caption, photo.credit, photo.place) == (
        "Tanam bakau",
        "Wali kota menanam bakau.",
        "Rani Siregar, Budi Tampubolon",
        "Pantai Kemala, Tanjung Selasih",
    )
    assert photo.taken_at == datetime.datetime(2026, 3, 11, 2, 30, tzinfo=datetime.UTC)
    assert files.path(str(photo.original)).read_bytes() == rotated
    assert photo.key.hex not in str(photo.original), "who knows the public name must not know the private one"
    assert kept() == sorted([str(photo.original), str(photo.master)])


@pytest.mark.django_db
def test_what_is_typed_wins_and_alt_is_never_made_up(rotated):
    photo = receive(pictures.upload(rotated), by=None, credit="Humas", title="Bakau")
    assert (photo.credit, photo.title, photo.alt) == ("Humas", "Bakau", "")


@pytest.mark.django_db
def test_a_title_for_the_library_from_the_name_at_worst():
    content = pictures.encoded(pictures.blocks(), "PNG")
    assert receive(ContentFile(content, "C:\\foto\\Tanam_bakau 2.png"), by=None).title == "Tanam bakau 2"


@pytest.mark.django_db
def test_words_longer_than_their_field_are_cut():
    jpeg = pictures.with_iim(pictures.encoded(pictures.blocks()), (110, b"x" * 900), (105, b"a\nb " * 200))
    photo = receive(pictures.upload(jpeg), by=None)
    photo.refresh_from_db()
    assert photo.credit == "x" * 200
    assert 190 < len(photo.title) <= 200


@pytest.mark.django_db
def test_no_metadata_in_the_master(rotated):
    photo = receive(pictures.upload(rotated), by=None)
    content = files.path(str(photo.master)).read_bytes()
    for trace in (b"Exif", b"Kamera", b"http://ns.adobe.com", b"GPS", b"ICC_PROFILE", b"Photoshop", b"bakau"):
        assert trace not in content
        assert trace in rotated or trace in {b"GPS", b"ICC_PROFILE", b"Photoshop"}


@pytest.mark.django_db
def test_a_polyglot_ends_as_nothing_but_a_picture():
    polyglot = pictures.encoded(pictures.blocks(), comment=b"<script>alert(1)</script>") + b"<html><script>alert(2)"
    photo = receive(pictures.upload(polyglot, "foto.html"), by=None)
    assert str(photo.original).endswith(".jpg")
    assert b"script" not in files.path(str(photo.master)).read_bytes()
    for name in renditions.names(photo):
        assert b"script" not in renditions.rendition(photo, name).read_bytes()


@pytest.mark.django_db
def test_what_is_see_through_stays_so():
    crest = Image.new("RGBA", (400, 300), (0, 0, 0, 0))
    crest.paste(pictures.RED, (0, 0, 200, 300))
    photo = receive(pictures.upload(pictures.encoded(crest, "PNG"), "lambang.png"), by=None)
    assert master(photo).getpixel((300, 100))[3] == 0
    opaque = receive(pictures.upload(pictures.encoded(crest.convert("RGB").convert("RGBA"), "PNG")), by=None)
    assert master(opaque).format == "JPEG"


@pytest.mark.django_db
def test_the_same_bytes_are_one_photo(penulis, redaktur, rotated):
    first = receive(pictures.upload(rotated), by=penulis, credit="Humas")
    again = receive(pictures.upload(rotated, "lain.jpg"), by=redaktur, credit="Lain", alt="Orang menanam bakau")
    assert again.pk == first.pk
    again.refresh_from_db()
    assert (again.credit, again.alt, again.uploaded_by) == ("Humas", "Orang menanam bakau", penulis)
    assert len(kept()) == 2


@pytest.mark.django_db
@pytest.mark.parametrize("size", [uploads.MAX_BYTES + 1, 60_000_000])
def test_a_file_that_is_too_large_is_refused(size):
    with pytest.raises(UploadRefused, match="40 MB"):
        receive(pictures.upload(b"\xff\xd8\xff" + bytes(size - 3)), by=None)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "content", [b"", b"GIF89a", b"\xff\xd8\xff\xe0 no", pictures.encoded(pictures.noisy(300, 300))[:9000]]
)
def test_a_refusal_leaves_nothing(content):
    with pytest.raises(UploadRefused):
        receive(pictures.upload(content), by=None)
    assert kept() == []
    assert not Photo.objects.exists()


@pytest.mark.django_db
def test_a_field_that_does_not_fit_leaves_nothing(rotated):
    with pytest.raises(ValidationError) as refused:
        receive(pictures.upload(rotated), by=None, focal_x=7, credit="x" * 201)
    assert set(refused.value.message_dict) == {"focal_x", "credit"}
    with pytest.raises(TypeError):
        receive(pictures.upload(rotated), by=None, key="chosen")
    assert kept() == []


@pytest.mark.django_db
@pytest.mark.parametrize("folder", ["original", "master"])
def test_a_file_that_cannot_be_written_leaves_nothing(folder, rotated):
    files.write(folder, [b"a file where the folder should be"])
    with pytest.raises(OSError, match="exists|directory"):
        receive(pictures.upload(rotated), by=None)
    assert kept() == [folder]
    assert not Photo.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_rollback_around_it_leaves_nothing(rotated):
    with pytest.raises(RuntimeError), transaction.atomic():
        receive(pictures.upload(rotated), by=None)
        assert len(kept()) == 2
        raise RuntimeError
    assert kept() == []
    photo = receive(pictures.upload(rotated), by=None)
    assert len(kept()) == 2
    assert Photo.objects.get() == photo


@pytest.mark.django_db(transaction=True)
def test_the_same_bytes_sent_at_once_are_one_photo(rotated):
    prepared = [uploads.prepare(pictures.upload(rotated)) for _ in range(6)]
    found = at_once(6, lambda number: uploads.keep(prepared[number], by=None))
    assert found == [Photo.objects.get()] * 6
    assert len(kept()) == 2


@pytest.mark.django_db(transaction=True)
def test_remove_takes_every_file_but_not_of_what_is_shown(rotated):
    photo = receive(pictures.upload(rotated), by=None)
    renditions.rendition(photo, "120.webp")
    official = Official.objects.create(name="Rahmat", slug="rahmat", portrait=photo)
    with pytest.raises(ProtectedError):
        uploads.remove(photo)
    assert len(kept()) == 3
    official.delete()
    uploads.remove(photo)
    assert kept() == []
    assert not Photo.objects.exists()
    with pytest.raises(FileNotFoundError):
        renditions.rendition(photo, "120.webp")
    assert kept() == []


@pytest.mark.django_db(transaction=True)
def test_a_removal_that_is_rolled_back_keeps_the_files(rotated):
    photo = receive(pictures.upload(rotated), by=None)
    with pytest.raises(RuntimeError), transaction.atomic():
        uploads.remove(photo)
        raise RuntimeError
    assert len(kept()) == 2


@pytest.mark.django_db
def test_a_file_on_disk_is_taken_like_one_in_memory(tmp_path):
    path = tmp_path / "foto.webp"
    path.write_bytes(pictures.encoded(pictures.blocks(), "WEBP", quality=95))
    with path.open("rb") as file:
        photo = receive(File(file), by=None)
    assert pictures.look_upright(master(photo))
    assert str(photo.original).endswith(".webp")


# Another picture in the place of one


def other_picture() -> bytes:
    return pictures.encoded(Image.new("RGB", (400, 300), pictures.GREEN))


@pytest.mark.django_db(transaction=True)
def test_a_replaced_picture_leaves_nothing_of_the_old_one(rotated):
    photo = receive(pictures.upload(rotated), by=None, credit="Humas", focal_x=0.1)
    renditions.rendition(photo, "120.webp")
    stale, old = Photo.objects.get(pk=photo.pk), set(kept())
    uploads.replace(photo, uploads.prepare(pictures.upload(other_picture())))
    assert not old & set(kept())
    assert len(kept()) == 2
    photo.refresh_from_db()
    assert (photo.width, photo.height, photo.focal_x, photo.credit) == (400, 300, 0.5, "Humas")
    assert photo.key != stale.key
    assert renditions.rendition(photo, "320.webp").exists()
    with pytest.raises(FileNotFoundError):
        renditions.rendition(stale, "120.webp")


@pytest.mark.django_db(transaction=True)
def test_a_replacement_that_fails_keeps_the_old_picture(rotated):
    photo = receive(pictures.upload(rotated), by=None)
    other = receive(pictures.upload(other_picture()), by=None)
    before = kept()
    with pytest.raises(UploadRefused, match=r"library|pustaka"):
        uploads.replace(photo, uploads.prepare(pictures.upload(other_picture())))
    uploads.remove(other)
    with pytest.raises(RuntimeError), transaction.atomic():
        uploads.replace(photo, uploads.prepare(pictures.upload(other_picture())))
        raise RuntimeError
    photo = Photo.objects.get()
    assert {str(photo.original), str(photo.master)} == set(kept())
    assert set(kept()) < set(before)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("way", ["remove", "replace"])
def test_requests_at_the_same_time_bring_nothing_back(rotated, way):
    photo = receive(pictures.upload(rotated), by=None)
    names, failed = renditions.names(photo), []
    key, start = photo.key, threading.Barrier(len(names) + 1, timeout=20)
    prepared = uploads.prepare(pictures.upload(other_picture()))

    def ask(name: str) -> None:
        start.wait()
        try:
            for _ in range(3):
                renditions.rendition(photo, name)
        except FileNotFoundError:
            pass
        except Exception as error:
            failed.append(error)

    def take_away() -> None:
        start.wait()
        try:
            current = Photo.objects.get()
            uploads.remove(current) if way == "remove" else uploads.replace(current, prepared)
        except Exception as error:
            failed.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=ask, args=[name]) for name in names]
    threads.append(threading.Thread(target=take_away))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert [name for name in kept() if str(key) in name or name in {str(photo.original), str(photo.master)}] == []
    assert len(kept()) == (0 if way == "remove" else 2)
