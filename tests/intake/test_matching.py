"""Officials, offices and agencies of the directory are recognised, and nobody who only sounds like one."""

import datetime

import pytest

from news.directory.models import Agency, AgencyName, Appointment, Official, Position
from news.intake.matching import Reason, match, name_words, words_of
from news.intake.reading import read

TODAY = datetime.date(2026, 3, 20)


def said(words: str, by: str, when: str = "Rabu (11/3/2026)") -> str:
    return f"Judul siaran\n\nKegiatan digelar di Aula Balai Kota, {when}.\n\n“{words},” kata {by}.\n"


def matched(text: str):
    return match(read(text), TODAY)


def test_recognises_a_speaker_by_name_and_the_office_held_on_the_event_date(appointment):
    found = matched(said("Ayo divaksin", "Kepala Dinas Kesehatan Kota Tanjung Selasih dr. Rahmat Simbolang, M.Kes"))
    assert found.on == datetime.date(2026, 3, 11)
    assert [(each.official, each.appointment, each.reason) for each in found.officials] == [
        (appointment.official, appointment, Reason.NAME)
    ]
    assert found.quotes == {0: appointment}


def test_an_office_that_ended_before_the_event_is_not_given(appointment):
    appointment.end_date = datetime.date(2026, 3, 11)
    appointment.save()
    found = matched(said("Ayo divaksin", "Kepala Dinas Kesehatan Rahmat Simbolang"))
    assert [(each.official, each.appointment) for each in found.officials] == [(appointment.official, None)]
    assert found.quotes == {}


def test_an_office_that_the_text_contradicts_is_not_given(appointment):
    found = matched(said("Ayo divaksin", "Kepala Dinas Pendidikan Kota Tanjung Selasih Rahmat Simbolang"))
    assert [(each.official, each.appointment) for each in found.officials] == [(appointment.official, None)]
    assert found.quotes == {}


@pytest.mark.parametrize(
    "speaker",
    [
        "Wali Kota Tanjung Selasih Dr. H. Rusdian Marapatih",
        "Walikota Tanjung Selasih, Rusdian Marapatih, S.H.,",
        "Wali Kota Rusdian",
        "Wali Kota Tanjung Selasih",
    ],
)
def test_recognises_the_mayor_by_name_alias_and_office(mayor, speaker):
    found = matched(said("Kota ini milik bersama", speaker))
    assert found.quotes == {0: mayor}
    assert [each.appointment for each in found.officials] == [mayor]


def test_a_name_that_two_officials_share_recognises_neither(appointment, newsroom):
    Official.objects.create(name="Rahmat Simbolang", slug="rahmat-simbolang-2")
    found = matched(said("Ayo divaksin", "Rahmat Simbolang"))
    assert found.officials == ()
    assert found.quotes == {}


def test_a_first_name_in_the_text_recognises_nobody(appointment):
    assert matched("Judul\n\nWarga bernama Rahmat datang ke puskesmas bersama keluarganya.").officials == ()


def test_somebody_named_but_not_quoted_is_recognised(appointment):
    found = matched("Judul\n\nAcara itu dihadiri dr. Rahmat Simbolang dan sejumlah warga, Rabu (11/3/2026).")
    assert [each.appointment for each in found.officials] == [appointment]


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("Dinas Kesehatan Kota Tanjung Selasih", Reason.NAME),
        ("Dinas Kesehatan", Reason.NAME),
        ("Dinkes", Reason.NAME),
        ("Dinkes Kota Tanjung Selasih", Reason.NAME),
    ],
)
def test_recognises_an_agency_by_its_names(agency, written, reason):
    found = matched(f"Judul\n\nLayanan ini diadakan {written} bersama warga di pasar.")
    assert [(each.agency, each.reason) for each in found.agencies] == [(agency, reason)]


@pytest.mark.parametrize(
    "written", ["Dinas Kesehatan Provinsi", "Dinas Kesehatan Kota Ambarawi", "dinas kesehatan", "Dinas Kelautan"]
)
def test_does_not_take_another_agency_for_this_one(agency, written):
    assert matched(f"Judul\n\nLayanan ini diadakan {written} bersama warga di pasar.").agencies == ()


@pytest.mark.parametrize(
    ("written", "is_ours"), [("Pemko Muara Lain", False), ("Pemko membuka", True), ("Pemko", True)]
)
def test_another_citys_government_is_not_this_ones(written, is_ours, newsroom):
    Agency.objects.create(name="Pemerintah Kota Tanjung Selasih", short_name="Pemko Tanjung Selasih", slug="pemko")
    found = matched(f"Judul siaran\n\nLayanan dibuka oleh {written} pagi ini di Aula Besar, Rabu (11/3/2026).\n")
    assert bool(found.agencies) is is_ours


def test_recognises_a_short_name_with_the_city(newsroom):
    board = Agency.objects.create(name="Badan Kepegawaian Daerah", short_name="BKD dan SDM", slug="bkd")
    found = matched("Judul\n\nPelatihan digelar BKD dan SDM Kota Tanjung Selasih di hotel.")
    assert [(each.agency, each.reason) for each in found.agencies] == [(board, Reason.SHORT_NAME)]


def test_the_agency_of_somebody_recognised_is_recognised(appointment):
    found = matched(said("Ayo divaksin", "Rahmat Simbolang"))
    assert [(each.agency, each.reason) for each in found.agencies] == [(appointment.position.agency, Reason.SPEAKER)]


def test_an_acting_head_is_recognised(official, agency):
    position = Position.objects.create(title="Kepala", agency=agency)
    acting = Appointment.objects.create(
        official=official, position=position, capacity=Appointment.Capacity.PLT, start_date=datetime.date(2026, 1, 1)
    )
    assert matched(said("Ayo", "Plt. Kepala Dinkes Rahmat Simbolang")).quotes == {0: acting}


def test_needs_five_queries_whatever_the_text(appointment, mayor, text, django_assert_num_queries):
    for reading in (read("Judul\n\nIsi."), read(text)):
        with django_assert_num_queries(5):
            match(reading, TODAY)


def test_only_keeps_what_was_confirmed(appointment, mayor):
    found = matched(said("Ayo divaksin", "Kepala Dinas Kesehatan Rahmat Simbolang"))
    assert found.only([], []).quotes == {}
    kept = found.only([appointment.official_id], [appointment.position.agency_id])
    assert (kept.officials, kept.agencies, kept.quotes) == (found.officials, found.agencies, found.quotes)


def test_compares_words_without_marks_titles_and_short_forms():
    assert words_of("Satpol PP & Dishub") == ("satuan", "polisi", "pamong", "praja", "dan", "dinas", "perhubungan")
    assert name_words("Dr. H. Ma’ruf Al-Hadi") == ("maruf", "alhadi")


def test_recognises_an_agency_and_its_head_by_a_former_name(appointment, agency):
    AgencyName.objects.create(agency=agency, name="Jawatan Kesehatan Rakyat", until_date=datetime.date(2025, 1, 1))
    found = matched(said("Ayo divaksin", "Kepala Jawatan Kesehatan Rakyat Kota Tanjung Selasih Rahmat Simbolang"))
    assert found.quotes == {0: appointment}
    text = "Judul siaran\n\nPegawai Jawatan Kesehatan Rakyat menata arsip di kantornya sepanjang pekan ini.\n"
    assert [(each.agency, each.reason) for each in matched(text).agencies] == [(agency, Reason.FORMER_NAME)]


def test_a_former_name_that_another_agency_bears_now_is_that_one(agency, other_agency):
    AgencyName.objects.create(agency=agency, name=other_agency.name, until_date=datetime.date(2025, 1, 1))
    text = f"Judul siaran\n\nPegawai {other_agency.name} menata arsip di kantornya sepanjang pekan ini.\n"
    assert [(each.agency, each.reason) for each in matched(text).agencies] == [(other_agency, Reason.NAME)]
