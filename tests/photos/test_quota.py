"""What is too large is not written to disk, and the files beside it are taken."""

import pytest
from django.conf import settings
from django.core.files.uploadedfile import TemporaryUploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.test import RequestFactory

from news.photos import quota, uploads
from news.photos.pixels import UploadRefused

from . import pictures


@pytest.fixture(scope="module")
def too_large() -> bytes:
    return b"\xff\xd8\xff" + bytes(quota.MAX_BYTES)


def test_the_large_one_is_told_and_the_others_are_taken(too_large):
    small = pictures.encoded(pictures.blocks())
    sent = [pictures.upload(small, "a.jpg"), pictures.upload(too_large, "b.jpg"), pictures.upload(small, "c.jpg")]
    request = RequestFactory().post("/", {"photos": sent, "words": "tetap"})
    first, large, last = request.FILES.getlist("photos")
    assert request.POST["words"] == "tetap"
    assert first.read() == last.read() == small
    assert (large.name, large.size) == ("b.jpg", len(too_large))
    with pytest.raises(UploadRefused, match="40 MB"):
        uploads.prepare(large)
    with pytest.raises(UploadRefused, match="40 MB"):
        large.read()


def test_no_more_than_the_limit_reaches_the_disk(too_large, monkeypatch):
    written = []

    class Watched(TemporaryFileUploadHandler):
        def receive_data_chunk(self, raw_data, start):
            written.append(len(raw_data))
            return super().receive_data_chunk(raw_data, start)

    request = RequestFactory().post("/", {"photos": pictures.upload(too_large)})
    request.upload_handlers = [quota.QuotaUploadHandler(request), Watched(request)]
    assert request.FILES["photos"].size == len(too_large)
    assert 0 < sum(written) <= quota.MAX_BYTES


def test_a_file_at_the_limit_is_kept(tmp_path):
    request = RequestFactory().post("/", {"photos": pictures.upload(bytes(quota.MAX_BYTES))})
    kept = request.FILES["photos"]
    assert isinstance(kept, TemporaryUploadedFile)
    assert kept.size == quota.MAX_BYTES


def test_the_settings_ask_it_first():
    assert settings.FILE_UPLOAD_HANDLERS[0] == "news.photos.quota.QuotaUploadHandler"
