"""Agencies: the tree and each one's page."""

import datetime

from django.utils.translation import gettext as _

from news.articles.models import EditionAgency
from news.directory.models import Agency, Appointment, Official, Position


def test_the_tree_shows_what_is_below_what_and_what_is_no_more(agency, other_agency, pembaca):
    Agency.objects.create(name="Puskesmas Muara", slug="puskesmas-muara", parent=agency)
    Agency.objects.create(
        name="Dinas Pasar", slug="dinas-pasar", valid_until_date=datetime.date(2020, 1, 1), succeeded_by=other_agency
    )
    page = pembaca.get("/instansi/").content.decode()
    assert page.index("Dinas Kesehatan Kota") < page.index("Puskesmas Muara") < page.index("Dinas Perhubungan Kota")
    assert page.index(_("Former agencies")) < page.index("Dinas Pasar")
    assert "1 Januari 2020" in page


def test_an_agency_below_one_that_is_no_more_is_still_shown(agency, pembaca):
    Agency.objects.create(name="UPT Gizi", slug="upt-gizi", parent=agency)
    Agency.objects.filter(pk=agency.pk).update(valid_until_date=datetime.date(2020, 1, 1))
    assert "UPT Gizi" in pembaca.get("/instansi/").content.decode()


def test_no_agency_yet(newsroom, pembaca):
    assert _("No agency has been entered yet.") in pembaca.get("/instansi/").content.decode()


def test_an_agency_shows_its_contact_its_officials_its_parts_and_its_own_releases(
    full, release, agency, other_agency, another, appointment, pembaca
):
    Agency.objects.filter(pk=agency.pk).update(
        boilerplate="Melayani warga.", contact_phone="(0000) 555-1", address="Jalan Sauh 1"
    )
    Agency.objects.create(name="Puskesmas Muara", slug="puskesmas-muara", parent=agency)
    acting = Official.objects.create(name="Sarinah Lestu", slug="sarinah-lestu")
    position = Position.objects.create(title="Sekretaris", agency=agency, rank=20)
    Appointment.objects.create(official=acting, position=position, capacity="plt", start_date=datetime.date(2026, 1, 1))
    past = Official.objects.create(name="Gunawan Tarip", slug="gunawan-tarip")
    Appointment.objects.create(
        official=past,
        position=appointment.position,
        start_date=datetime.date(2020, 1, 1),
        end_date=datetime.date(2024, 1, 1),
    )
    release(full)
    other = another("Milik Dishub")
    EditionAgency.objects.filter(edition=other).update(agency=other_agency)
    page = pembaca.get("/instansi/dinas-kesehatan/").content.decode()
    for words in (
        "Melayani warga.", "(0000) 555-1", "Jalan Sauh 1", "Puskesmas Muara", "dr. Rahmat Simbolang, M.Kes.",
        "Plt. Sekretaris Dinas Kesehatan", full.headline, 'href="/instansi/dinas-kesehatan/rss.xml"',
    ):  # fmt: skip
        assert words in page, words
    assert "Gunawan" not in page
    assert "Milik Dishub" not in page


def test_an_agency_that_is_not_there_is_not_found(newsroom, pembaca):
    assert pembaca.get("/instansi/tidak-ada/").status_code == 404


def test_an_agency_that_was_merged_leads_to_its_successor_and_back(
    agency, other_agency, full, release, pembaca, django_assert_max_num_queries
):
    release(full)
    Agency.objects.filter(pk=agency.pk).update(valid_until_date=datetime.date(2026, 3, 11), succeeded_by=other_agency)
    Agency.objects.create(
        name="Kantor Terminal", slug="terminal", valid_until_date=datetime.date(2015, 1, 1), succeeded_by=other_agency
    )
    other_agency.former_names.create(name="Dinas Lalu Lintas", until_date=datetime.date(2018, 1, 1))
    with django_assert_max_num_queries(8):
        gone = pembaca.get("/instansi/dinas-kesehatan/").content.decode()
    assert "11 Maret 2026" in gone
    assert 'href="/instansi/dishub/"' in gone
    assert full.headline in gone  # what it said stays where it was
    with django_assert_max_num_queries(8):
        heir = pembaca.get("/instansi/dishub/").content.decode()
    assert heir.index("Dinas Lalu Lintas") < heir.index("Dinas Kesehatan Kota") < heir.index("Kantor Terminal")
    for words in ("1 Januari 2018", "11 Maret 2026", "1 Januari 2015", 'href="/instansi/terminal/"'):
        assert words in heir, words


def test_an_end_that_lies_ahead_is_not_told(agency, pembaca):
    Agency.objects.filter(pk=agency.pk).update(valid_until_date=datetime.date(2026, 3, 12))
    assert "12 Maret 2026" not in pembaca.get("/instansi/dinas-kesehatan/").content.decode()


def test_an_office_leads_to_its_history(appointment, pembaca):
    page = pembaca.get("/instansi/dinas-kesehatan/").content.decode()
    assert f'href="/jabatan/{appointment.position.pk}/"' in page
