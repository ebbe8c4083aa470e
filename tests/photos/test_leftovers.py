"""Only what no photo has, and only what is old enough, is left over."""

import datetime
import os
import uuid

import pytest
from django.utils import timezone

from news.photos import files, renditions
from news.photos.leftovers import leftovers
from news.photos.models import Photo
from news.photos.press import press_copy

HOURS = datetime.timedelta(hours=1)


def found(now: datetime.datetime) -> set[str]:
    return {str(path.relative_to(files.path(""))) for path in leftovers(now)}


@pytest.fixture
def made(photo) -> Photo:
    for name in ("640.webp", "card.jpg"):
        renditions.rendition(photo, name)
    press_copy(photo, caption="", use=1)
    return photo


def test_what_a_photo_has_is_not_left_over(made):
    assert found(timezone.now() + 1000 * HOURS) == set()


@pytest.mark.django_db
def test_what_no_photo_has_is_but_not_at_once():
    key = uuid.uuid4()
    names = {
        "original/abc.jpg",
        "master/abc.jpg",
        "master/.0123.part",
        "original/folder/x.jpg",
        f"renditions/{key}/640.webp",
        "renditions/elsewhere/640.webp",
        "renditions/640.webp",
    }
    for name in (*names, "attachments/surat.pdf", "renditions/.locks/aa"):
        files.write(name, [b"x"])
    now = timezone.now()
    assert found(now) == set()
    assert found(now + 0.98 * HOURS) == set(), "it may be an upload under way"
    assert found(now + 1.1 * HOURS) == names


def test_halves_and_crops_round_an_old_point_are_left_over(made):
    Photo.objects.filter(pk=made.pk).update(focal_x=0.1)
    half = files.path(renditions.folder(made)) / f".{uuid.uuid4().hex}.part"
    half.write_bytes(b"half")
    assert found(timezone.now() + 2 * HOURS) == {
        f"renditions/{made.key}/card@0.500,0.500.jpg",
        str(half.relative_to(files.path(""))),
    }


@pytest.mark.django_db
def test_a_link_is_named_and_not_followed(tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "file").write_text("keep")
    files.path("master").mkdir(parents=True)
    os.symlink(tmp_path / "elsewhere", files.path("master/link"))
    assert found(timezone.now() + 2 * HOURS) == {"master/link"}
