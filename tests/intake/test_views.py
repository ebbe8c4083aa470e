"""The paste page: a text in, what was read, a draft out; and a wrong press loses nothing."""

import html
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from news.articles.models import Article, Edition
from news.directory.models import Agency, Official

from .test_documents import docx, paragraph


@pytest.fixture
def url(newsroom) -> str:
    return reverse("admin:intake:paste")


@pytest.fixture
def writer(client, penulis):
    client.force_login(penulis)
    return client


def text_of(response) -> str:
    return response.content.decode()


def test_asks_for_a_log_in(client, url):
    response = client.get(url)
    assert response.status_code == 302
    assert reverse("admin:login") in response["Location"]


def test_a_moderator_may_not_paste(client, moderator, url, text):
    client.force_login(moderator)
    assert client.get(url).status_code == 403
    assert client.post(url, {"text": text, "step": "draft"}).status_code == 403
    assert not Article.objects.exists()


def test_gives_the_text_of_what_was_pasted_with_its_markup(writer, client, moderator, url):
    plain = reverse("admin:intake:plain")
    response = writer.post(plain, {"html": "<h1>Judul</h1><p>Satu &amp; dua<script>alert(1)</script></p>"})
    assert response["Content-Type"].startswith("text/plain")
    assert text_of(response) == "Judul\n\nSatu & dua"
    assert writer.post(plain, {"html": "<p>" * 20_001}).status_code == 422
    assert writer.post(plain, {"html": "a" * 2_000_001}).status_code == 413
    assert writer.get(plain).status_code == 405
    client.force_login(moderator)
    assert client.post(plain, {"html": "<p>a"}).status_code == 403


def test_asks_for_the_text_and_offers_a_sample(writer, url):
    page = text_of(writer.get(url))
    assert "<textarea" in page
    assert "?sample" in page
    assert "Kantor Pos Lama" in text_of(writer.get(f"{url}?sample"))


def test_an_empty_text_is_an_error_in_words(writer, url):
    response = writer.post(url, {"text": "", "step": "read"})
    assert response.status_code == 200
    assert 'role="alert"' in text_of(response)
    assert not Article.objects.exists()


def test_a_text_that_is_too_long_is_kept_and_refused_in_words(writer, url):
    long = "Panjang sekali. " * 13_000
    page = text_of(writer.post(url, {"text": long, "step": "read"}))
    assert 'role="alert"' in page
    assert long.strip() in page


def test_shows_what_was_read_beside_the_words_it_came_from(writer, url, text, appointment, other_agency):
    page = html.unescape(text_of(writer.post(url, {"text": text, "step": "read"})))
    lines = re.findall(r'id="line-(\d+)"\s+value="\d+"\s+class="intake-(\w+)"', page)
    assert "Posyandu Malam Dibuka di Pasar Baruna" in page
    assert "<q>Rabu (11/3/2026)</q>" in page
    assert [number for number, _ in lines] == ["1", "3", "5", "6", "8", "10", "12", "14", "16", "17"]
    assert [fate for _, fate in lines] == ["used", "used", "noise", *["used"] * 6, "unused"]
    assert "Rahmat Simbolang, Kepala Dinas Kesehatan Kota Tanjung Selasih" in page
    assert "Sekar Ayuningrum, Kepala Bidang Angkutan Dishub" in page
    assert text.replace("\n", "\r\n").strip() in page.replace("\r\n", "\n").replace("\n", "\r\n")
    assert not Article.objects.exists()


def test_nothing_that_was_pasted_becomes_markup(writer, url):
    page = text_of(writer.post(url, {"text": "<script>alert(1)</script>\n\n</textarea><b>Isi</b>\n", "step": "read"}))
    assert "<script>alert" not in page
    assert "</textarea><b>" not in page


def test_a_weekday_that_contradicts_its_date_is_shown(writer, url, text):
    page = text_of(writer.post(url, {"text": text.replace("Rabu (", "Senin ("), "step": "read"}))
    assert "Senin (11/3/2026)" in page
    assert "intake-warnings" in page


def test_makes_a_draft_and_goes_there(writer, url, text, penulis, agency, other_agency, section, appointment):
    data = {
        "text": text,
        "step": "draft",
        "agency": agency.pk,
        "section": section.pk,
        "officials": [appointment.official_id],
        "agencies": [agency.pk],
    }
    response = writer.post(url, data)
    edition = Edition.objects.get()
    assert response["Location"] == reverse("admin:articles_edition_change", args=[edition.pk])
    assert edition.created_by == penulis
    assert edition.section == section
    assert [row.agency for row in edition.agency_rows.all()] == [agency]
    assert [mention.appointment for mention in edition.mentions.all()] == [appointment]
    assert edition.quotes.count() == 3
    assert writer.get(response["Location"]).status_code == 200


def test_who_is_unticked_is_kept_as_text_only(writer, url, text, agency, appointment):
    writer.post(url, {"text": text, "step": "draft", "agency": agency.pk})
    edition = Edition.objects.get()
    assert list(edition.mentions.all()) == []
    quote = edition.quotes.first()
    assert (quote.appointment, quote.said_by) == (None, "dr. Rahmat Simbolang, M.Kes.")


def test_a_section_and_a_lead_agency_are_suggested(writer, url, text, agency, section):
    page = text_of(writer.post(url, {"text": text, "step": "read"}))
    assert f'<option value="{agency.pk}" selected>' in page
    assert f'<option value="{section.pk}" selected>' in page


def test_another_agency_is_refused_and_the_text_kept(writer, url, text, agency, other_agency):
    response = writer.post(url, {"text": text, "step": "draft", "agency": other_agency.pk})
    assert response.status_code == 200
    assert "Posyandu Malam Dibuka" in text_of(response)
    assert 'role="alert"' in text_of(response)
    assert not Article.objects.exists()


@pytest.mark.parametrize("field", ["agency", "section", "officials", "agencies"])
@pytest.mark.parametrize("value", ["x", "-1", str(10**30), "\x00"])
def test_odd_values_are_refused_in_words(writer, url, text, field, value):
    response = writer.post(url, {"text": text, "step": "draft", field: value})
    assert response.status_code == 200
    assert not Article.objects.exists()


def test_back_shows_the_text_again(writer, url, text):
    page = html.unescape(text_of(writer.post(url, {"text": text, "step": "edit"})))
    assert text.strip().replace("\r\n", "\n") in page.replace("\r\n", "\n")


def test_null_characters_do_no_harm(writer, url):
    assert writer.post(url, {"text": "Judul\x00\n\nIsi\x00nya saja.\n", "step": "read"}).status_code == 200


def test_queries_do_not_grow_with_the_directory(writer, url, text, appointment, django_assert_max_num_queries):
    Agency.objects.bulk_create(Agency(name=f"Dinas Ke-{n}", slug=f"dinas-{n}") for n in range(200))
    with django_assert_max_num_queries(30):
        writer.post(url, {"text": text, "step": "read"})


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def test_a_word_document_is_read(writer, url):
    body = paragraph("Posyandu Malam Dibuka") + paragraph("SELASIH – Posyandu malam dibuka di Pasar Baruna.")
    page = text_of(writer.post(url, {"text": "", "file": upload("siaran.docx", docx(body)), "step": "read"}))
    assert "Posyandu Malam Dibuka" in page
    assert 'id="line-3"' in page


def test_a_pasted_page_is_read_as_its_text(writer, url):
    page = text_of(writer.post(url, {"text": "<h1>Judul Siaran</h1><p>Isi siaran.</p>", "step": "read"}))
    assert "&lt;h1&gt;" not in page
    assert "Judul Siaran" in page


def test_a_file_that_is_no_text_is_refused_in_words(writer, url):
    page = text_of(writer.post(url, {"text": "", "file": upload("a.pdf", b"%PDF-1.7"), "step": "read"}))
    assert 'role="alert"' in page
    assert "PDF" in page


def test_a_text_beside_a_file_is_kept(writer, url):
    page = text_of(writer.post(url, {"text": "Teks saya", "file": upload("a.txt", b"lain"), "step": "read"}))
    assert 'role="alert"' in page
    assert "Teks saya" in page


def test_a_field_and_its_words_lead_to_each_other(writer, url, text):
    page = text_of(writer.post(url, {"text": text, "step": "read"}))
    fields = set(re.findall(r'id="field-([\w-]+)"', page))
    assert {"headline", "venue", "quotes-0", "dateline-place"} <= fields
    assert set(re.findall(r'href="#field-([\w-]+)"', page)) <= fields
    assert "js/intake" in page


def test_spelling_is_changed_only_by_pressing(writer, url, text):
    text = text.replace("membuka posyandu", "membuka ijin posyandu")
    page = html.unescape(text_of(writer.post(url, {"text": text, "step": "read"})))
    assert "ijin → izin" in page
    page = html.unescape(text_of(writer.post(url, {"text": text, "step": "spell"})))
    assert "membuka ijin posyandu" in page
    page = html.unescape(text_of(writer.post(url, {"text": text, "step": "spell", "slip": ["0", "x", "99"]})))
    assert "membuka izin posyandu" in page
    assert "ijin" not in page


def test_a_writer_is_not_offered_to_add_to_the_directory(writer, url, text, newsroom):
    assert "enrol-" not in text_of(writer.post(url, {"text": text, "step": "read"}))
    assert writer.post(url, {"text": text, "step": "enrol-0"}).status_code == 403
    assert not Official.objects.exists()


def test_an_unknown_speaker_is_added_with_one_press(client, penerbit, url, text, newsroom):
    client.force_login(penerbit)
    assert "enrol-0" in text_of(client.post(url, {"text": text, "step": "read"}))
    page = text_of(client.post(url, {"text": text, "step": "enrol-0"}))
    official = Official.objects.get()
    assert official.full_name == "dr. Rahmat Simbolang, M.Kes."
    assert str(official.appointments.get().start_date) == "2026-03-11"
    assert official.appointments.get().position.title == "Kepala"
    assert "enrol-0" not in page
    assert f'value="{official.pk}"' in page
    again = client.post(url, {"text": text, "step": "enrol-0"})
    assert again.status_code == 200
    assert Official.objects.count() == 1


def test_since_when_an_office_is_held_can_be_said(client, penerbit, url, text, newsroom):
    client.force_login(penerbit)
    page = html.unescape(text_of(client.post(url, {"text": text, "step": "read"})))
    assert re.search(r'name="held-0-since" value="2026-03-11"', page)
    later = client.post(url, {"text": text, "step": "enrol-0", "held-0-since": "2026-03-12"})
    assert 'value="2026-03-12"' in text_of(later)
    assert "errorlist" in text_of(later)
    assert not Official.objects.exists()
    assert client.post(url, {"text": text, "step": "enrol-0", "held-0-since": "x"}).status_code == 200
    assert not Official.objects.exists()
    kept = text_of(client.post(url, {"text": text, "step": "stay", "held-0-since": "2024-02-01"}))
    assert 'value="2024-02-01"' in kept
    client.post(url, {"text": text, "step": "enrol-0", "held-0-since": "2024-02-01"})
    assert str(Official.objects.get().appointments.get().start_date) == "2024-02-01"


def test_another_press_keeps_what_was_chosen(writer, url, text, agency, section, appointment):
    chosen = {"text": text, "agency": agency.pk, "section": section.pk, "agencies": [agency.pk]}
    page = text_of(writer.post(url, chosen | {"step": "stay"}))
    assert f'<option value="{agency.pk}" selected>' in page
    assert f'<option value="{section.pk}" selected>' in page
    ticked = re.findall(r'name="(\w+)" value="(\d+)"[^>]*checked', page)
    assert ("agencies", str(agency.pk)) in ticked
    assert ("officials", str(appointment.official_id)) not in ticked
    assert writer.post(url, chosen | {"step": "spell", "agency": "x", "section": "\x00"}).status_code == 200
