"""What was read becomes a draft: text as it is, quotes and officials as records, the rest in the history."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied

from news.articles.models import Article, Edition
from news.directory.models import Agency
from news.intake import drafting
from news.intake.matching import match
from news.intake.reading import read
from news.ledger import chain
from news.ledger.models import LedgerEntry

TODAY = datetime.date(2026, 3, 20)


def drafted(text: str, by, agency, section=None) -> Edition:
    reading = read(text)
    return drafting.draft(reading, by=by, agency=agency, section=section, matches=match(reading, TODAY))


def test_a_draft_says_what_the_text_says(text, penulis, agency, other_agency, section, appointment):
    edition = Edition.objects.get(pk=drafted(text, penulis, agency, section).pk)
    assert edition.state == Edition.State.DRAFT
    assert edition.section == section
    assert edition.headline == "Posyandu Malam Dibuka di Pasar Baruna"
    assert (edition.dateline_place, edition.dateline_source) == ("TANJUNG SELASIH", "SUARA.EXAMPLE")
    assert edition.event_date == datetime.date(2026, 3, 11)
    assert edition.venue == "Pasar Baruna"
    assert edition.body.count("<p>") == 4
    assert "&lt;b&gt;ikut&lt;/b&gt;" in edition.body
    assert sorted(edition.tags.names()) == ["pasar", "posyandu"]
    assert edition.lead_agency == agency
    assert {row.agency for row in edition.agency_rows.all()} == {agency, other_agency}
    assert set(edition.changed_by.all()) == {penulis}


def test_quotes_become_records(text, penulis, agency, other_agency, appointment):
    quotes = list(drafted(text, penulis, agency).quotes.all())
    assert [quote.appointment for quote in quotes] == [appointment, appointment, None]
    assert [quote.words for quote in quotes][1:] == ["Semua gratis", "Kami bantu parkirnya"]
    assert (quotes[2].said_by, quotes[2].said_as) == ("Sekar Ayuningrum", "Kepala Bidang Angkutan Dishub")
    assert quotes[0].speaker == ""


def test_officials_are_mentioned_with_their_office(text, penulis, agency, appointment):
    mentions = drafted(text, penulis, agency).mentions.all()
    assert [(mention.official, mention.appointment) for mention in mentions] == [(appointment.official, appointment)]


def test_what_has_no_field_stays_in_the_history(text, penulis, agency):
    edition = drafted(text, penulis, agency)
    entries = list(LedgerEntry.objects.about(edition.article.subject))
    assert [(entry.event, entry.actor) for entry in entries] == [("create", penulis), ("paste", penulis)]
    assert "MEDIKA: Petugas memeriksa tekanan darah pedagang. (Istimewa)" in entries[1].note
    assert "Kontak media: 0812-0000-0000" in entries[1].note
    assert entries[1].digest == edition.digest()
    assert list(chain.faults()) == []


def test_a_value_too_long_for_its_field_is_not_lost(penulis, agency):
    kicker = "Sepuluh Tahun Pelayanan Publik yang Dekat dengan Warga di Setiap Kelurahan dan Kampung Muara"
    edition = drafted(f"Kicker: {kicker}\nJudul Siaran\n\nIsi siaran ini hanya satu kalimat.\n", penulis, agency)
    assert len(kicker) > 80
    assert edition.kicker == "Sepuluh Tahun Pelayanan Publik yang Dekat dengan Warga di Setiap Kelurahan dan…"
    assert edition.body == f"<p>{kicker}</p><p>Isi siaran ini hanya satu kalimat.</p>"


def test_an_embargo_without_a_zone_is_meant_in_the_newsrooms(penulis, agency, newsroom):
    newsroom.zone = "Asia/Makassar"
    newsroom.save()
    text = "EMBARGO sampai 12 Maret 2026 pukul 10.00\n\nJudul Siaran\n\nIsi siaran ini hanya satu kalimat.\n"
    edition = drafted(text, penulis, agency)
    assert edition.embargo_until == datetime.datetime(2026, 3, 12, 2, 0, tzinfo=datetime.UTC)


def test_a_writer_may_not_draft_for_another_agency(text, penulis, other_agency):
    with pytest.raises(PermissionDenied):
        drafted(text, penulis, other_agency)
    assert not Article.objects.exists()
    assert not LedgerEntry.objects.exists()


def test_a_moderator_may_not_draft(text, moderator, agency):
    with pytest.raises(PermissionDenied):
        drafted(text, moderator, agency)
    assert not Article.objects.exists()


def test_an_editor_drafts_for_every_agency(text, redaktur, other_agency):
    assert drafted(text, redaktur, other_agency).lead_agency == other_agency


def test_an_empty_text_makes_an_empty_draft(penulis, agency):
    edition = drafted("", penulis, agency)
    assert (edition.headline, edition.body, edition.event_date) == ("", "", None)


def test_without_anybody_recognised_nothing_of_the_directory_is_stored(penulis, agency):
    Agency.objects.create(name="Dinas Pertanian", slug="pertanian")
    edition = drafted(
        "Judul\n\n“Panen tahun ini baik,” kata Kepala Dinas Kelautan Sekar Ayuningrum.\n", penulis, agency
    )
    assert list(edition.mentions.all()) == []
    assert [row.agency for row in edition.agency_rows.all()] == [agency]
