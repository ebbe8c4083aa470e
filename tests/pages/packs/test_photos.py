"""The archive is read by others, its size is known beforehand, and little of it is ever held."""

import io
import tracemalloc
import zipfile

import pytest

from news.articles.models import Edition, PhotoCaption
from news.newsroom.models import Newsroom
from news.pages.packs import photos
from news.pages.releases import find
from news.photos import files
from news.photos.uploads import receive
from tests.conftest import NOON
from tests.pages.conftest import ADDRESS
from tests.photos import pictures

SLUG = ADDRESS.rstrip("/").rsplit("/", 1)[1]


@pytest.fixture
def three(full, release) -> Edition:
    """A release with three photos, one of them a PNG."""
    for number, kind in enumerate(("JPEG", "PNG")):
        image = pictures.blocks().resize((700 + number, 466), 0)
        photo = receive(
            pictures.upload(pictures.encoded(image, kind), f"{number}.{kind}"), by=None, alt="a", credit="Wira"
        )
        PhotoCaption.objects.create(edition=full, photo=photo, caption=f"Foto ke-{number}", order=number + 5)
    return release(full)


def archive() -> photos.Archive:
    made = photos.archive(find(SLUG, NOON), Newsroom.current())
    assert made
    return made


def test_the_archive_is_whole_and_as_large_as_it_says(three):
    made = archive()
    content = b"".join(made.chunks())
    assert len(content) == made.size
    with zipfile.ZipFile(io.BytesIO(content)) as read:
        assert read.testzip() is None
        assert read.namelist()[:2] == ["keterangan.txt", "ketentuan.txt"]
        assert len(read.namelist()) == 5
        assert {entry.compress_type for entry in read.infolist()} == {zipfile.ZIP_STORED}
        # Sizes and sums stand before the content: no data descriptors, which old programs refuse.
        assert not any(entry.flag_bits & 0x08 for entry in read.infolist())
        words = read.read("keterangan.txt").decode()
        terms = read.read("ketentuan.txt").decode()
        assert {entry.date_time for entry in read.infolist()} == {(2026, 3, 11, 12, 0, 0)}, "when it was released"
    assert words.index("Foto ke-0") < words.index("Foto ke-1")
    assert Newsroom.current().usage_terms.splitlines()[0] in terms


def test_it_can_be_read_front_to_back(three):
    """As a phone does that unpacks while it loads: each entry is found without the list at the end."""
    content = b"".join(archive().chunks())
    at, names = 0, []
    while content[at : at + 4] == b"PK\x03\x04":
        size, name = int.from_bytes(content[at + 18 : at + 22], "little"), content[at + 26 : at + 28]
        length = int.from_bytes(name, "little")
        names.append(content[at + 30 : at + 30 + length].decode())
        at += 30 + length + size
    assert len(names) == 5
    assert content[at : at + 4] == b"PK\x01\x02"


def test_one_photo_is_held_at_most(three, tmp_path):
    large = tmp_path / "besar.jpg"
    large.write_bytes(bytes(8_000_000))
    made = photos.Archive({"kata": b"kata"}, {f"{number:02}.jpg": large for number in range(12)})
    tracemalloc.start()
    total = sum(len(chunk) for chunk in made.chunks())
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert total == made.size == 12 * (8_000_000 + 76 + 12) + 76 + 8 + 4 + 22
    assert peak < 25_000_000, "of 96 MB"


def test_a_photo_that_is_deleted_meanwhile_ends_the_archive(three):
    made = archive()
    sending = made.chunks()
    next(sending)
    for path in made.photos.values():
        path.unlink()
    with pytest.raises(FileNotFoundError):
        list(sending)


def test_the_rough_size_needs_nothing_made(three):
    release = find(SLUG, NOON)
    rough = photos.rough_size(release)
    assert list(files.path("renditions").rglob("press-*")) == []
    assert rough > 0


def test_a_lost_file_leaves_the_others(three):
    lost = three.captions.order_by("-is_lead", "order", "pk")[0].photo
    files.path(str(lost.master)).unlink()
    made = archive()
    assert len(made.photos) == 2
    assert "Warga mengantre sejak pagi." not in made.words[photos.LIST].decode()
