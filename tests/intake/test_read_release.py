"""The command reads files of every encoding, refuses in words, prints JSON or makes a draft."""

import io
import json

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import translation

from news.articles.models import Article, Edition


def run(*arguments: str) -> str:
    out = io.StringIO()
    call_command("read_release", *arguments, stdout=out, stderr=io.StringIO())
    return out.getvalue()


@pytest.fixture
def file(tmp_path, text):
    path = tmp_path / "siaran.txt"
    path.write_text(text, encoding="utf-8")
    return path


def test_prints_what_was_read_and_stores_nothing(file, db):
    read = json.loads(run(str(file), "--json"))
    assert list(read) == [
        "headline", "kicker", "section", "dateline", "event_date", "captions", "paragraphs", "venue", "quotes",
        "byline", "number", "embargo_until", "tags", "warnings", "unused",
    ]  # fmt: skip
    assert read["section"] == "KESEHATAN"
    assert read["dateline"] == {"place": "TANJUNG SELASIH", "source": "SUARA.EXAMPLE"}
    assert read["event_date"] == "2026-03-11"
    assert read["quotes"][1] == {
        "text": "Semua gratis", "speaker": "Rahmat Simbolang", "speaker_as_written": "dr. Rahmat Simbolang, M.Kes.",
        "office": "Kepala", "agency": "Dinas Kesehatan Kota Tanjung Selasih",
    }  # fmt: skip
    assert read["unused"] == ["Kontak media: 0812-0000-0000"]
    assert not Article.objects.exists()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_reads_every_encoding_that_a_press_office_meets(tmp_path, text, encoding):
    path = tmp_path / "siaran.txt"
    path.write_bytes(text.encode(encoding))
    assert json.loads(run(str(path), "--json"))["quotes"][1]["text"] == "Semua gratis"


def test_reads_standard_input(monkeypatch, text):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
    assert json.loads(run("-", "--json"))["byline"] is None


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"PK\x03\x04\x00\x00", "damaged"),
        (b"a" * 1_000_001, "larger than"),
        (b"\xff\xfe\x00", "no text"),
        (b"ab\x81\x8d", "no text"),
        (b"%PDF-1.7", "PDF"),
    ],
)
def test_refuses_what_is_no_text(tmp_path, content, words):
    path = tmp_path / "siaran.docx"
    path.write_bytes(content)
    with translation.override("en"), pytest.raises(CommandError, match=words):
        run(str(path), "--json")


@pytest.mark.parametrize("name", ["missing.txt", "."])
def test_refuses_what_cannot_be_read(tmp_path, name):
    with pytest.raises(CommandError, match="Cannot read"):
        run(str(tmp_path / name), "--json")


def test_makes_a_draft(file, penulis, agency):
    address = run(str(file), "--by", "penulis", "--agency", agency.slug).strip()
    edition = Edition.objects.get()
    assert address == reverse("admin:articles_edition_change", args=[edition.pk])
    assert (edition.created_by, edition.lead_agency) == (penulis, agency)


def test_makes_a_draft_by_nobody(file, newsroom):
    run(str(file))
    assert Edition.objects.get().created_by is None


@pytest.mark.parametrize("arguments", [("--by", "nobody"), ("--agency", "nowhere")])
def test_refuses_who_is_not_there(file, newsroom, arguments):
    with pytest.raises(CommandError, match="There is no"):
        run(str(file), *arguments)
    assert not Article.objects.exists()


def test_refuses_an_agency_that_is_not_the_writers(file, penulis, other_agency):
    with pytest.raises(CommandError):
        run(str(file), "--by", "penulis", "--agency", other_agency.slug)
    assert not Article.objects.exists()
