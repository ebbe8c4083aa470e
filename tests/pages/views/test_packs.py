"""The pack answers with what is live, in whole, and with nothing else."""

import datetime
import io
import threading
import zipfile
from pathlib import Path

import pypdf
import pytest
from django.core.cache import cache
from django.db import connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from PIL import Image, IptcImagePlugin

from news.articles import workflow
from news.articles.models import Edition, PhotoCaption
from news.articles.phrases import Phrases
from news.articles.redacting import redact
from news.pages.packs import keeping, printing
from news.photos import files
from news.photos.models import Photo
from tests.conftest import NOON
from tests.pages.conftest import ADDRESS, HOUR, MINUTE
from tests.pages.packs.conftest import PACK, needs_pango

TEXTS = ("", "whatsapp.txt", "teks.txt", "foto.zip")
ALL = (*TEXTS, pytest.param("siaran.pdf", marks=needs_pango))


def whole(response) -> bytes:
    return b"".join(response)


def packed(client: Client) -> zipfile.ZipFile:
    response = client.get(f"{PACK}foto.zip")
    content = b"".join(response.streaming_content)
    assert len(content) == int(response["Content-Length"])
    return zipfile.ZipFile(io.BytesIO(content))


def pdfs() -> list[Path]:
    return sorted(files.path(keeping.PACKS).rglob("*.pdf"))


def test_the_page_offers_what_there_is(live, pembaca):
    page = pembaca.get(PACK).content.decode()
    for words in (
        live.headline, f"{PACK}foto.zip", f"{PACK}teks.txt", "https://wa.me/?text=", "Seksi Informasi",
        "Warga mengantre sejak pagi.", "Humas/Wira", f"/pers-{live.article_id}.jpg", "JPEG, 600 × 400 px",
        live.article.number,
    ):  # fmt: skip
        assert words in page, words
    assert (f"{PACK}siaran.pdf" in page) == printing.can_print()


def test_the_release_leads_to_it(live, pembaca):
    assert f'href="{PACK}"' in pembaca.get(ADDRESS).content.decode()


def test_without_photos_no_archive_is_offered(draft, release, pembaca):
    release(draft)
    assert "foto.zip" not in pembaca.get(PACK).content.decode()
    assert pembaca.get(f"{PACK}foto.zip").status_code == 404


def test_a_press_contact_of_the_newsroom_where_the_agency_has_none(full, release, newsroom, pembaca):
    newsroom.contact_name, newsroom.contact_email = "Bagian Humas", "humas@tanjungselasih.example"
    newsroom.save()
    release(full)
    for name in ("", "teks.txt"):
        assert "humas@tanjungselasih.example" in pembaca.get(PACK + name).content.decode()


# What is live, and nothing else


@pytest.mark.parametrize("name", ALL)
def test_a_draft_is_the_same_as_nothing(name, newsroom, full, pembaca):
    nothing = pembaca.get("/2026/03/11/tidak-pernah-ada/paket/" + name)
    Edition.objects.filter(pk=full.pk).update(embargo_until=NOON + HOUR)
    full.article.slug = "vaksinasi-gratis-di-puskesmas-mulai-senin"
    full.article.save()
    draft = pembaca.get(PACK + name)
    assert (draft.status_code, nothing.status_code) == (404, 404)
    gone = pembaca.get(PACK.replace("vaksinasi", "imunisasi") + name)
    told = draft.content.replace(b"vaksinasi", b"imunisasi")
    assert told == gone.content, "the same bytes as for a release that never was"


@pytest.mark.parametrize("name", ALL)
def test_under_embargo_it_is_not_there_until_the_moment(name, full, release, pembaca, clock):
    Edition.objects.filter(pk=full.pk).update(embargo_until=NOON + HOUR)
    release(full)
    assert pembaca.get(PACK + name).status_code == 404
    clock.move_to(NOON + HOUR)
    assert pembaca.get(PACK + name).status_code == 200


@pytest.mark.parametrize("name", ALL)
def test_withdrawn_is_gone_at_once(name, live, penerbit, pembaca, clock, django_capture_on_commit_callbacks):
    assert pembaca.get(PACK + name).status_code == 200
    clock.move_to(NOON + MINUTE)
    with django_capture_on_commit_callbacks(execute=True):
        workflow.take("withdraw", live, by=penerbit, note="Keliru.")
    response = pembaca.get(PACK + name)
    assert response.status_code == 410
    assert b"Keliru." in response.content
    assert live.headline.encode() not in response.content
    assert pdfs() == []
    assert list(files.path("renditions").rglob("press-*")) == []


@pytest.mark.parametrize("name", TEXTS)
def test_the_wrong_date_leads_to_the_right_one(name, live, pembaca):
    response = pembaca.get(PACK.replace("/11/", "/12/") + name)
    assert (response.status_code, response["Location"]) == (301, PACK + name)


@pytest.mark.parametrize("name", ALL)
def test_it_is_only_read_and_known_again(name, live, pembaca):
    assert pembaca.post(PACK + name).status_code == 405
    response = pembaca.get(PACK + name)
    again = pembaca.get(PACK + name, headers={"If-None-Match": response["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert response["Cache-Control"] == "public, max-age=0, s-maxage=60"
    assert response["X-Content-Type-Options"] == "nosniff"
    head = pembaca.head(PACK + name)
    assert (head.status_code, head["ETag"]) == (200, response["ETag"])
    assert "Set-Cookie" not in response.headers


@pytest.mark.parametrize("name", ALL)
def test_no_cache_keeps_it_beyond_its_end(name, full, release, pembaca, clock):
    Edition.objects.filter(pk=full.pk).update(expires_at=NOON + datetime.timedelta(seconds=20))
    release(full)
    assert pembaca.get(PACK + name)["Cache-Control"] == "public, max-age=0, s-maxage=20"
    clock.move_to(NOON + datetime.timedelta(seconds=20))
    assert pembaca.get(PACK + name).status_code == 410


@pytest.mark.parametrize("name", ALL)
def test_it_takes_eight_queries_at_most(name, live, pembaca):
    pembaca.get(PACK + name)
    with CaptureQueriesContext(
        connection,
    ) as captured:
        response = pembaca.get(PACK + name)
        whole(response)
    assert len(captured) <= 8, [query["sql"] for query in captured]


@pytest.mark.parametrize(
    ("name", "kind", "end"),
    [("whatsapp.txt", "inline", "-whatsapp.txt"), ("teks.txt", "inline", ".txt"),
     ("foto.zip", "attachment", "-foto.zip"), pytest.param("siaran.pdf", "inline", ".pdf", marks=needs_pango)],
)  # fmt: skip
def test_a_file_has_a_name_that_says_what_it_is(name, kind, end, live, pembaca):
    said = f'{kind}; filename="001-sp-iii-2026-vaksinasi-gratis-di-puskesmas-mulai-senin{end}"'
    assert pembaca.get(PACK + name)["Content-Disposition"] == said


# The photos


def test_photos_say_in_their_files_what_the_page_says(live, pembaca):
    with packed(pembaca) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == [
            "keterangan.txt",
            "ketentuan.txt",
            "vaksinasi-gratis-di-puskesmas-mulai-senin-01.jpg",
        ]
        words = archive.read("keterangan.txt").decode()
        with Image.open(io.BytesIO(archive.read(archive.namelist()[-1]))) as image:
            iptc, xmp = IptcImagePlugin.getiptcinfo(image), image.getxmp()
    assert iptc[2, 120].decode() == "Warga mengantre sejak pagi."
    assert iptc[2, 110].decode() == "Humas/Wira"
    described = xmp["xmpmeta"]["RDF"]["Description"]
    assert described["description"]["Alt"]["li"]["text"] == "Warga mengantre sejak pagi."
    for said in ("vaksinasi-gratis-di-puskesmas-mulai-senin-01.jpg", "Warga mengantre sejak pagi.", "Humas/Wira"):
        assert said in words


def test_the_caption_of_a_correction_is_in_the_archive(live, correct, pembaca, clock):
    before = pembaca.get(f"{PACK}foto.zip")["ETag"]
    clock.move_to(NOON + HOUR)
    corrected = workflow.take("revise", live, by=live.created_by, kind="ralat", note="Keterangan foto dibetulkan.")
    PhotoCaption.objects.filter(edition=corrected).update(caption="Warga pulang siang hari.")
    assert pembaca.get(f"{PACK}foto.zip")["ETag"] == before
    workflow.take("submit", corrected, by=live.created_by)
    editors = {user.username: user for user in type(live.created_by).objects.all()}
    workflow.take("approve", corrected, by=editors["redaktur"])
    workflow.take("release", corrected, by=editors["penerbit"])
    assert pembaca.get(f"{PACK}foto.zip")["ETag"] != before
    assert "Warga pulang siang hari." in packed(pembaca).read("keterangan.txt").decode()


def test_no_archive_is_offered_of_lost_files(live, photo, pembaca):
    files.path(str(photo.master)).unlink()
    assert pembaca.get(f"{PACK}foto.zip").status_code == 404
    assert "foto.zip" not in pembaca.get(PACK).content.decode()


# What was begun goes on


@pytest.mark.parametrize("name", ["foto.zip", pytest.param("siaran.pdf", marks=needs_pango)])
def test_a_download_that_broke_off_goes_on_where_it_was(name, live, pembaca):
    response = pembaca.get(PACK + name)
    content, etag = whole(response), response["ETag"]
    assert response["Accept-Ranges"] == "bytes"
    size = len(content)
    for wanted, start, stop in (
        (f"bytes={size // 2}-", size // 2, size),
        ("bytes=0-9", 0, 10),
        ("bytes=-5", size - 5, size),
    ):
        part = pembaca.get(PACK + name, headers={"Range": wanted, "If-Range": etag})
        assert (part.status_code, part["Content-Range"]) == (206, f"bytes {start}-{stop - 1}/{size}")
        assert whole(part) == content[start:stop]
        assert int(part["Content-Length"]) == stop - start
    changed = pembaca.get(PACK + name, headers={"Range": "bytes=5-", "If-Range": '"another"'})
    assert (changed.status_code, whole(changed)) == (200, content)
    beyond = pembaca.get(PACK + name, headers={"Range": f"bytes={size}-"})
    assert (beyond.status_code, beyond["Content-Range"]) == (416, f"bytes */{size}")
    assert "Content-Range" not in pembaca.head(PACK + name, headers={"Range": "bytes=0-9"})


# The terms of use


def test_the_newsrooms_terms_stand_wherever_something_is_taken(live, newsroom, pembaca):
    newsroom.usage_terms = "Sebut sumbernya & <b>fotografernya</b>."
    newsroom.save()
    assert "Sebut sumbernya &amp; &lt;b&gt;fotografernya&lt;/b&gt;." in pembaca.get(PACK).text
    assert newsroom.usage_terms in pembaca.get(f"{PACK}teks.txt").text
    with packed(pembaca) as archive:
        assert newsroom.usage_terms in archive.read("ketentuan.txt").decode()
    assert f'href="{PACK}#ketentuan"' in pembaca.get(ADDRESS).text
    assert 'id="ketentuan"' in pembaca.get(PACK).text


def test_other_terms_are_another_archive(live, newsroom, pembaca):
    before = pembaca.get(f"{PACK}foto.zip")["ETag"]
    newsroom.usage_terms = "Tanyakan dahulu."
    newsroom.save()
    assert pembaca.get(f"{PACK}foto.zip")["ETag"] != before


# The PDF


@needs_pango
def test_the_pdf_is_made_once_and_kept(live, pembaca):
    first = pembaca.get(f"{PACK}siaran.pdf")
    assert first["Content-Type"] == "application/pdf"
    (kept,) = pdfs()
    made_at = kept.stat().st_mtime_ns
    assert whole(pembaca.get(f"{PACK}siaran.pdf")) == whole(first) == kept.read_bytes()
    assert int(first["Content-Length"]) == kept.stat().st_size
    assert kept.stat().st_mtime_ns == made_at


@needs_pango
def test_what_it_prints_changes_and_it_is_made_anew(live, agency, pembaca):
    before = pembaca.get(f"{PACK}siaran.pdf")["ETag"]
    agency.boilerplate = "Melayani warga sejak pagi."
    agency.save()
    assert pembaca.get(f"{PACK}siaran.pdf", headers={"If-None-Match": before}).status_code == 200
    assert len(pdfs()) == 1, "the one before is deleted"


@needs_pango
def test_a_redaction_deletes_what_is_kept(live, penerbit, pembaca, clock, django_capture_on_commit_callbacks):
    pembaca.get(f"{PACK}siaran.pdf")
    clock.move_to(NOON + MINUTE)
    with django_capture_on_commit_callbacks(execute=True):
        redact(live.article, Phrases(["Ibu Rukmini"]), by=penerbit, reason="Permintaan warga.")
    assert pdfs() == []
    for name in ("whatsapp.txt", "teks.txt"):
        assert "Rukmini" not in pembaca.get(PACK + name).content.decode()
    reader = pypdf.PdfReader(io.BytesIO(whole(pembaca.get(f"{PACK}siaran.pdf"))))
    words = " ".join(page.extract_text() for page in reader.pages)
    assert "Rukmini" not in words
    assert "Permintaan warga." in words, "readers are told why"


@needs_pango
@pytest.mark.django_db(transaction=True)
def test_however_many_ask_at_once_it_is_made_once(live):
    live.refresh_from_db()
    statuses: list[int] = []

    def ask() -> None:
        try:
            statuses.append(Client().get(f"{PACK}siaran.pdf").status_code)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert statuses == [200] * 4
    assert len(pdfs()) == 1


@needs_pango
def test_who_would_wait_too_long_is_asked_to_come_again(live, pembaca, monkeypatch):
    monkeypatch.setattr(keeping, "WAIT_SECONDS", 0.2)
    with keeping.alone():
        response = pembaca.get(f"{PACK}siaran.pdf")
    assert (response.status_code, response["Retry-After"], response["Cache-Control"]) == (503, "15", "no-store")
    assert pembaca.get(f"{PACK}siaran.pdf").status_code == 200


@needs_pango
def test_what_cannot_be_printed_is_not_tried_again_and_again(live, pembaca, monkeypatch):
    monkeypatch.setattr(printing, "SECONDS", 0.01)
    assert pembaca.get(f"{PACK}siaran.pdf").status_code == 503
    monkeypatch.undo()
    assert pembaca.get(f"{PACK}siaran.pdf").status_code == 503
    assert pdfs() == []
    cache.clear()
    assert pembaca.get(f"{PACK}siaran.pdf").status_code == 200


@needs_pango
def test_a_disk_without_room_is_no_broken_page(live, pembaca):
    files.path("").mkdir(exist_ok=True)
    files.path(keeping.PACKS).write_text("no folder")
    assert pembaca.get(f"{PACK}siaran.pdf").status_code == 503
    assert pembaca.get(PACK).status_code == 200


def test_where_no_pdf_can_be_made_it_says_so(live, pembaca, monkeypatch):
    monkeypatch.setattr(printing, "_LIBRARIES", {})
    monkeypatch.setattr(printing, "find_spec", lambda name: None)
    printing._found_able.cache_clear()
    try:
        assert "siaran.pdf" not in pembaca.get(PACK).content.decode()
        response = pembaca.get(f"{PACK}siaran.pdf")
        assert (response.status_code, response["Content-Type"]) == (501, "text/plain; charset=utf-8")
        assert "PDF" in response.content.decode()
        assert pembaca.get(PACK.replace("/11/", "/12/") + "siaran.pdf").status_code == 301
    finally:
        printing._found_able.cache_clear()


@needs_pango
def test_hostile_texts_are_words_and_fetch_nothing(full, release, penulis, photo, pembaca, tmp_path):
    secret = tmp_path / "rahasia.svg"
    secret.write_text('<svg xmlns="http://www.w3.org/2000/svg"><text>RAHASIA-SERVER</text></svg>')
    hostile = (
        f'<img src="file://{secret}"><link rel=attachment href="file:///etc/passwd"></style><style>@import "file:///x"'
    )
    full.body = f"<p>Layanan dibuka.</p>{hostile}"
    full.headline = "Judul </title><img src=http://127.0.0.1:9/x> *tebal*"
    full.save()
    PhotoCaption.objects.filter(edition=full).update(caption=hostile)
    Photo.objects.filter(pk=photo.pk).update(alt=hostile)
    article = release(full).article
    response = pembaca.get(f"{article.get_absolute_url()}paket/siaran.pdf")
    assert response.status_code == 200
    reader = pypdf.PdfReader(io.BytesIO(whole(response)))
    text = "\n".join(page.extract_text() for page in reader.pages)
    assert "RAHASIA-SERVER" not in text
    assert "root:" not in text
    assert reader.attachments == {}
    assert "<img src=" in text.replace("\n", " "), "it is printed as words"
    short = pembaca.get(f"{article.get_absolute_url()}paket/whatsapp.txt").content.decode()
    assert short.splitlines()[0].count("*") == 2
