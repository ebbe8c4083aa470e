"""Agencies: the tree and each one's page."""

import datetime
import re

import pytest
from django.utils.translation import gettext as _

from news.articles.models import Edition, EditionAgency, Quote
from news.directory.models import Agency, Appointment, Official, Position
from news.directory.succession import rename, succeed
from tests.conftest import NOON
from tests.pages.conftest import ADDRESS, DAY


def test_the_tree_shows_what_is_below_what_and_what_is_no_more(agency, other_agency, pembaca):
    Agency.objects.create(name="Puskesmas Muara", slug="puskesmas-muara", parent=agency)
    market = Agency.objects.create(name="Dinas Pasar", slug="dinas-pasar", valid_until_date=datetime.date(2020, 1, 1))
    market.successors.add(other_agency)
    Agency.objects.create(name="Dinas Kelak", slug="dinas-kelak", valid_from_date=datetime.date(2026, 3, 12))
    page = pembaca.get("/instansi/").content.decode()
    assert page.index("Dinas Kesehatan Kota") < page.index("Puskesmas Muara") < page.index("Dinas Perhubungan Kota")
    assert page.index(_("Former agencies")) < page.index("Dinas Pasar")
    assert "1 Januari 2020" in page
    assert page.count("Dinas Perhubungan Kota") == 2  # also as the successor
    assert "Dinas Kelak" not in page


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


def text(page: str) -> str:
    """Return the words of a page's main part, without the markup between them."""
    return " ".join(re.sub(r"<[^>]+>", " ", page.split("<main")[1]).split()).replace(" .", ".").replace(" ,", ",")


def test_an_agency_that_was_merged_leads_to_its_successor_and_back(
    agency, other_agency, full, release, pembaca, django_assert_max_num_queries
):
    release(full)
    for ended, day in ((agency, datetime.date(2026, 3, 11)), (None, datetime.date(2015, 1, 1))):
        ended = ended or Agency(name="Kantor Terminal", slug="terminal")
        ended.valid_until_date = day
        ended.save()
        ended.successors.add(other_agency)
    other_agency.former_names.create(name="Dinas Lalu Lintas", until_date=datetime.date(2018, 1, 1))
    with django_assert_max_num_queries(8):
        gone = pembaca.get("/instansi/dinas-kesehatan/").content.decode()
    assert "Sejak 11 Maret 2026 menjadi Dinas Perhubungan Kota Tanjung Selasih." in text(gone)
    assert 'href="/instansi/dishub/"' in gone
    assert full.headline in gone  # what it said stays where it was
    with django_assert_max_num_queries(8):
        heir = pembaca.get("/instansi/dishub/").content.decode()
    assert heir.index("11 Maret 2026") < heir.index("1 Januari 2015") < heir.index("Dinas Lalu Lintas")
    assert "Sejak 11 Maret 2026, berasal dari Dinas Kesehatan Kota Tanjung Selasih." in text(heir)
    assert "Sejak 1 Januari 2015, berasal dari Kantor Terminal." in text(heir)
    for words in ("1 Januari 2018", 'href="/instansi/terminal/"'):
        assert words in heir, words


LAST_SECOND = datetime.datetime(2026, 3, 31, 16, 59, 59, tzinfo=datetime.UTC)  # 23.59.59 WIB
MIDNIGHT = LAST_SECOND + datetime.timedelta(seconds=1)
APRIL = datetime.date(2026, 4, 1)


def test_an_agency_is_split_at_midnight(agency, appointment, redaktur, pembaca, clock, django_assert_max_num_queries):
    new = [Agency(name=f"Dinas {name}", slug=name.casefold()) for name in ("Gizi", "Obat", "Puskesmas")]
    succeed([agency], new, date=APRIL, by=redaktur)
    addresses = ("/instansi/", "/instansi/dinas-kesehatan/", "/pejabat/", "/pejabat/menjabat/", "/sitemap-halaman.xml")
    clock.move_to(LAST_SECOND)
    for address in addresses:
        answer = pembaca.get(address)
        assert "gizi" not in answer.content.decode().casefold(), address
        assert "1 April 2026" not in answer.content.decode(), address
        assert "sitemap" in address or "s-maxage=1" in answer["Cache-Control"], address
    assert "Rahmat Simbolang" in pembaca.get("/instansi/dinas-kesehatan/").content.decode()
    for address in ("/instansi/gizi/", "/instansi/gizi/rss.xml"):
        assert pembaca.get(address).status_code == 404
    clock.move_to(MIDNIGHT)
    with django_assert_max_num_queries(8):
        ended = pembaca.get("/instansi/dinas-kesehatan/").content.decode()
    assert "Sejak 1 April 2026 menjadi Dinas Gizi, Dinas Obat dan Dinas Puskesmas." in text(ended)
    assert "Rahmat Simbolang" not in ended
    begun = text(pembaca.get("/instansi/gizi/").content.decode())
    assert "Sejak 1 April 2026, berasal dari Dinas Kesehatan Kota Tanjung Selasih." in begun
    assert pembaca.get("/instansi/gizi/rss.xml").status_code == 200
    tree = text(pembaca.get("/instansi/").content.decode())
    assert "digantikan oleh Dinas Gizi, Dinas Obat dan Dinas Puskesmas" in tree
    assert "/instansi/gizi/" in pembaca.get("/sitemap-halaman.xml").content.decode()
    assert "Rahmat" not in pembaca.get("/pejabat/").content.decode()
    assert "1 Januari 2024 – 1 April 2026" in pembaca.get("/pejabat/rahmat-simbolang/").content.decode()


def test_an_agency_to_come_is_shown_once_a_release_names_it(agency, full, release, pembaca):
    Agency.objects.filter(pk=agency.pk).update(valid_from_date=APRIL)
    assert pembaca.get("/instansi/dinas-kesehatan/").status_code == 404
    release(full)
    for address in ("/instansi/dinas-kesehatan/", "/instansi/dinas-kesehatan/rss.xml"):
        assert pembaca.get(address).status_code == 200


def test_an_end_that_lies_ahead_is_not_told(agency, pembaca):
    Agency.objects.filter(pk=agency.pk).update(valid_until_date=datetime.date(2026, 3, 12))
    assert "12 Maret 2026" not in pembaca.get("/instansi/dinas-kesehatan/").content.decode()


def test_an_office_leads_to_its_history(appointment, pembaca):
    page = pembaca.get("/instansi/dinas-kesehatan/").content.decode()
    assert f'href="/jabatan/{appointment.position.pk}/"' in page


# Names


OLD, NEW = "Dinas Kesehatan Kota Tanjung Selasih", "Dinas Kesehatan dan Gizi"


def test_what_came_out_before_a_new_name_keeps_the_old_one(
    full, release, another, agency, redaktur, pembaca, clock, django_assert_max_num_queries
):
    release(full)
    clock.move_to(NOON + DAY)
    rename(agency, name=NEW, short_name="Dinkesgi", date=(NOON + DAY).date(), by=redaktur)
    newer = another("Siaran dengan nama baru")
    with django_assert_max_num_queries(8):
        before = pembaca.get(ADDRESS).content.decode()
    after = pembaca.get(newer.article.get_absolute_url()).content.decode()
    assert OLD in before
    assert f"Kepala {OLD}" in before  # the office of who is quoted and mentioned
    assert NEW not in before
    assert NEW in after
    assert OLD not in after
    assert NEW in pembaca.get("/instansi/dinas-kesehatan/").content.decode()
    said = pembaca.get("/pejabat/rahmat-simbolang/").context["quotes"][0]
    assert said.said_as == f"Kepala {OLD}"


def test_a_former_office_is_called_as_on_its_last_day(appointment, agency, pembaca):
    appointment.end_date = datetime.date(2025, 1, 1)
    appointment.save()
    for name, until in (
        ("Kantor Kesehatan", (2024, 6, 1)),
        ("Kantor Sehat", (2025, 1, 1)),
        ("Kantor Segar", (2026, 1, 1)),
    ):
        agency.former_names.create(name=name, until_date=datetime.date(*until))
    assert "Kepala Kantor Sehat<" in pembaca.get("/pejabat/rahmat-simbolang/").content.decode()


def test_of_several_names_it_is_the_one_in_use(full, release, agency, pembaca):
    release(full)
    for name, until in (
        ("Kantor Kesehatan", datetime.date(2010, 1, 1)),
        ("Dinas Kesehatan Rakyat", NOON.date() + DAY),
        ("Dinas Kesehatan Umum", NOON.date() + 9 * DAY),
    ):
        agency.former_names.create(name=name, until_date=until)
    page = pembaca.get(ADDRESS).content.decode()
    assert "Kepala Dinas Kesehatan Rakyat" in page
    for name in ("Kantor Kesehatan", "Dinas Kesehatan Umum", OLD):
        assert name not in page
    assert Quote.objects.get(edition=full, order=1).said_as == f"Kepala {OLD}"  # nothing was written
    assert Agency.objects.get(pk=agency.pk).name == OLD
    assert Edition.objects.get(pk=full.pk).is_live_at(NOON)


def test_a_name_changes_at_midnight(full, release, another, agency, appointment, redaktur, pembaca, clock):
    release(full)
    rename(agency, name=NEW, short_name="Dinkesgi", date=APRIL, by=redaktur)
    clock.move_to(LAST_SECOND)
    shown = (
        "/instansi/", "/instansi/dinas-kesehatan/", "/pejabat/", "/pejabat/menjabat/", "/pejabat/rahmat-simbolang/",
        f"/jabatan/{appointment.position.pk}/", "/instansi/dinas-kesehatan/rss.xml", "/",
    )  # fmt: skip
    for address in shown:
        page = pembaca.get(address).content.decode()
        assert "Gizi" not in page, address
        assert "Dinkesgi" not in page, address
        assert OLD in page or "Dinkes" in page, address
    clock.move_to(MIDNIGHT)
    for address in shown[:6]:
        assert NEW in pembaca.get(address).content.decode(), address
    assert f"<title>{NEW} – " in pembaca.get("/instansi/dinas-kesehatan/rss.xml").content.decode()
    assert "Dinkesgi" in pembaca.get("/").content.decode()
    newer = another("Siaran dengan nama baru")
    assert NEW in pembaca.get(newer.article.get_absolute_url()).content.decode()
    before = pembaca.get(ADDRESS).content.decode()
    assert OLD in before
    assert NEW not in before
    feed = pembaca.get("/umpan/rss.xml").content.decode()
    assert NEW in feed
    assert OLD in feed


@pytest.mark.parametrize("address", ["/pejabat/menjabat/?q=gizi", "/pejabat/menjabat/?q=dinas+kesehatan+kota"])
def test_an_office_is_found_by_the_name_of_then_and_of_today(address, agency, appointment, redaktur, pembaca, clock):
    rename(agency, name=NEW, short_name="Dinkesgi", date=APRIL, by=redaktur)
    clock.move_to(MIDNIGHT)
    found = pembaca.get(f"{address}&tanggal=2026-03-31").content.decode()
    assert f"Kepala {OLD}" in found
