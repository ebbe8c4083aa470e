"""Files are there whole or not at all, and go with their transaction."""

import pytest
from django.db import transaction

from news.photos import files


def names(root) -> list[str]:
    return sorted(str(path.relative_to(root)) for path in root.rglob("*") if path.is_file())


@pytest.fixture
def root(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path / "media")
    return tmp_path / "media"


def test_write_and_delete(root):
    path = files.write("original/a.jpg", [b"one", b"two"])
    assert path.read_bytes() == b"onetwo"
    assert path.stat().st_mode & 0o777 == 0o640
    files.write("original/a.jpg", [b"new"])
    assert path.read_bytes() == b"new"
    assert names(root) == ["original/a.jpg"]
    files.delete("original/a.jpg", "original/a.jpg", "nowhere")
    assert names(root) == []


def test_a_write_that_fails_leaves_nothing(root):
    def broken():
        yield b"half"
        raise OSError("the disk is full")

    files.write("a/old.jpg", [b"old"])
    for name in ("a/new.jpg", "a/old.jpg"):
        with pytest.raises(OSError, match="full"):
            files.write(name, broken())
    assert names(root) == ["a/old.jpg"]
    assert files.path("a/old.jpg").read_bytes() == b"old"


@pytest.mark.django_db(transaction=True)
def test_files_go_with_a_rollback_and_stay_with_a_commit(root):
    def add(name):
        files.write(name, [b"x"])
        files.keep_if_committed(name)

    with transaction.atomic():
        add("kept")
    with pytest.raises(RuntimeError), transaction.atomic():
        add("rolled-back")
        raise RuntimeError
    with transaction.atomic():
        add("outer")
        with pytest.raises(RuntimeError), transaction.atomic():
            add("inner")
            raise RuntimeError
    with transaction.atomic():
        add("marked")
        transaction.set_rollback(True)
    add("alone")
    assert names(root) == ["alone", "kept", "outer"]
