"""The worker makes all renditions before anybody asks; what cannot be made is noted and left alone."""

import datetime
import errno
import logging
import threading

import pytest
import time_machine
from django.db import connection
from PIL import Image

from news.photos import files, renditions, uploads
from news.photos.models import RENDER_ATTEMPTS, Photo
from news.photos.rendering import render
from news.photos.uploads import receive

from . import pictures

pytestmark = pytest.mark.django_db


def sent(number: int) -> Photo:
    return receive(pictures.upload(pictures.encoded(pictures.blocks(), comment=str(number).encode())), by=None)


def made(photo: Photo) -> set[str]:
    folder = files.path(renditions.folder(photo))
    return {path.name.partition("@")[0].removesuffix(".jpg") for path in folder.glob("*")}


def wanted(photo: Photo) -> set[str]:
    return {name.removesuffix(".jpg") for name in renditions.names(photo)}


def test_all_are_made_once(photo, caplog):
    caplog.set_level(logging.DEBUG, "news.photos.renditions")
    renditions.rendition(photo, "640.webp")
    assert render(Photo.objects.all(), 60) == 1
    assert made(photo) == wanted(photo)
    assert len(caplog.records) == len(renditions.names(photo)), "what a reader asked for is not made again"
    for path in files.path(renditions.folder(photo)).iterdir():
        with Image.open(path) as image:
            image.load()
    photo.refresh_from_db()
    assert photo.rendered_at
    caplog.clear()
    assert render(Photo.objects.all(), 60) == 0
    assert caplog.records == []


def test_the_newest_come_first_and_a_round_ends_when_its_time_is_up(db):
    photos = []
    for number in range(3):
        with time_machine.travel(datetime.datetime(2026, 3, 11, number, tzinfo=datetime.UTC), tick=False):
            photos.append(sent(number))
    newest_first, all_of_one = photos[::-1], len(wanted(photos[0]))
    for photo in newest_first:
        for number in range(1, all_of_one + 1):
            assert render(Photo.objects.all(), 0) == (1 if number == all_of_one else 0)
            assert len(made(photo)) == number, "one rendition a round, for the time is up as soon as it began"
    assert render(Photo.objects.all(), 0) == 0


def test_a_photo_that_fails_is_noted_and_not_tried_for_ever(photo, caplog):
    other = sent(1)
    master = files.path(str(photo.master))
    whole = master.read_bytes()
    master.write_bytes(whole[:2000])
    for attempt in range(1, RENDER_ATTEMPTS + 1):
        assert render(Photo.objects.all(), 60) == (1 if attempt == 1 else 0), "the other one is made all the same"
        photo.refresh_from_db()
        assert photo.render_failures == attempt
        assert photo.render_problem
    caplog.clear()
    render(Photo.objects.all(), 60)
    assert caplog.records == []
    other.refresh_from_db()
    assert other.rendered_at
    assert not photo.rendered_at
    master.write_bytes(whole)
    photo.save(update_fields=photo.render_anew())
    assert render(Photo.objects.all(), 60) == 1
    photo.refresh_from_db()
    assert (photo.render_failures, photo.render_problem) == (0, "")


def test_a_master_that_is_gone_is_the_photo_s_problem(photo):
    files.path(str(photo.master)).unlink()
    assert render(Photo.objects.all(), 60) == 0
    photo.refresh_from_db()
    assert photo.render_failures == 1


def test_a_disk_that_cannot_be_written_is_not(photo):
    files.path("renditions").mkdir()
    files.path(renditions.folder(photo)).write_text("in the way")
    with pytest.raises(OSError, match=r"Errno") as failure:
        render(Photo.objects.all(), 60)
    assert failure.value.errno in {errno.EEXIST, errno.ENOTDIR}
    photo.refresh_from_db()
    assert photo.render_failures == 0


def test_another_picture_is_rendered_anew(photo):
    render(Photo.objects.all(), 60)
    assert not Photo.objects.to_render().exists()
    photo.refresh_from_db()
    uploads.replace(photo, uploads.prepare(pictures.upload(pictures.encoded(pictures.blocks(), comment=b"neu"))))
    assert Photo.objects.to_render().get() == photo
    assert render(Photo.objects.all(), 60) == 1
    assert made(photo) == wanted(photo)


@pytest.mark.django_db(transaction=True)
def test_what_changed_meanwhile_is_not_said_to_be_rendered(photo):
    """The focal point moves while the worker waits for the photo's lock."""
    done: list[int] = []

    def work() -> None:
        try:
            done.append(render(Photo.objects.all(), 60))
        finally:
            connection.close()

    with renditions.lock(photo):
        thread = threading.Thread(target=work)
        thread.start()
        while not files.path(f"{renditions.LOCKS}/{photo.key.hex[:2]}").exists():
            pass
        Photo.objects.filter(pk=photo.pk).update(focal_x=0.1)
        thread.join(0.5)
    thread.join()
    assert done in ([0], [1])
    photo.refresh_from_db()
    assert bool(photo.rendered_at) == bool(done[0])
    render(Photo.objects.all(), 60)
    assert made(photo) == wanted(photo)
    assert files.path(renditions.kept_as(photo, "1x1.jpg")).exists()
