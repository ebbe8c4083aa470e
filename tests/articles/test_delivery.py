"""Attachments over HTTP: downloads in a sandbox, whole or in part."""

import pytest
from django.http import Http404
from django.test import RequestFactory

from news.articles.delivery import file_name, hand_out
from news.articles.models import Attachment
from news.photos import files

from .documents import CSV, PDF
from .test_attachments import attach

pytestmark = pytest.mark.django_db


@pytest.fixture
def attachment(draft) -> Attachment:
    return attach(draft)


def ask(attachment: Attachment, method: str = "get", **headers: str):
    request = getattr(RequestFactory(), method)("/", headers=headers)
    return hand_out(request, attachment, cache_control="no-store")


def test_it_is_a_download_that_nothing_runs_in(attachment):
    response = ask(attachment)
    assert response.getvalue() == PDF
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == 'attachment; filename="Jadwal vaksinasi 2026.pdf"'
    assert "sandbox" in response["Content-Security-Policy"]
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Length"] == str(len(PDF))
    assert response["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Surat\r\nSet-Cookie: x", "Surat Set-Cookie x.pdf"),
        ('../../etc/"passwd"', "etc passwd.pdf"),
        ("…", "….pdf"),
        (". . .", "lampiran.pdf"),
        ("CON|AUX?", "CON AUX.pdf"),
        ("a" * 300, "a" * 120 + ".pdf"),
        ("Jadwal\u202efdp.exe", "Jadwalfdp.exe.pdf"),
    ],
)
def test_its_name_is_safe(title, expected):
    assert file_name(Attachment(title=title, kind="pdf")) == expected


def test_a_name_in_any_script_is_told_as_the_standard_says(draft):
    response = ask(attach(draft, title="Jadwal — imunisasi"))
    assert response["Content-Disposition"] == "attachment; filename*=utf-8''Jadwal%20%E2%80%94%20imunisasi.pdf"


@pytest.mark.parametrize(
    ("wanted", "start", "stop"),
    [("bytes=0-3", 0, 4), ("bytes=5-", 5, None), ("bytes=-7", -7, None), ("bytes=10-999999", 10, None)],
)
def test_a_range_is_answered_with_that_range(attachment, wanted, start, stop):
    response, part = ask(attachment, Range=wanted), PDF[start:stop]
    assert response.status_code == 206
    assert response.getvalue() == part
    first = PDF.index(part) if start != -7 else len(PDF) - 7
    assert response["Content-Range"] == f"bytes {first}-{first + len(part) - 1}/{len(PDF)}"
    assert response["Content-Length"] == str(len(part))


@pytest.mark.parametrize("wanted", ["bytes=0-1,3-4", "bytes=5-2", "items=0-1", "bytes=-"])
def test_what_is_no_single_range_is_answered_with_the_whole(attachment, wanted):
    response = ask(attachment, Range=wanted)
    assert (response.status_code, response.getvalue()) == (200, PDF)


@pytest.mark.parametrize("wanted", ["bytes=999999-", "bytes=-0"])
def test_a_range_outside_is_told_so(attachment, wanted):
    response = ask(attachment, Range=wanted)
    assert response.status_code == 416
    assert response["Content-Range"] == f"bytes */{len(PDF)}"
    assert not response.has_header("Content-Disposition")


def test_a_range_of_what_has_changed_is_the_whole(attachment):
    etag = ask(attachment)["ETag"]
    assert ask(attachment, Range="bytes=0-3", **{"If-Range": etag}).status_code == 206
    assert ask(attachment, Range="bytes=0-3", **{"If-Range": '"other"'}).status_code == 200


def test_who_has_it_is_told_so(attachment):
    etag = ask(attachment)["ETag"]
    assert ask(attachment, **{"If-None-Match": etag}).status_code == 304
    assert ask(attachment, **{"If-None-Match": '"other"'}).status_code == 200


def test_head_has_the_headers_and_no_content(attachment):
    response = ask(attachment, "head", Range="bytes=0-3")
    assert (response.status_code, response.getvalue()) == (200, b"")
    assert response["Content-Length"] == str(len(PDF))


def test_a_table_is_not_packed_on_its_way_so_that_ranges_are_its_own(draft):
    response = ask(attach(draft, CSV * 50, "jadwal.csv"))
    assert response["Content-Encoding"] == "identity"
    assert response["Content-Type"] == "text/csv; charset=utf-8"


def test_a_file_that_is_gone_is_not_found(attachment):
    files.delete(str(attachment.file))
    with pytest.raises(Http404):
        ask(attachment)
