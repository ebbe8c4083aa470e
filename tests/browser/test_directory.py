"""The directory in a browser: an office handed over, a file looked at and imported, a day in the past looked up."""

import datetime

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from news.directory.models import Agency, Appointment, Official, Position
from news.directory.succession import rename

SMALL_AND_LARGE = [320, 1280]
CSV = """nama,instansi,jabatan,mulai
Sari Tumangger,dinas-kesehatan,Sekretaris,2026-01-01
Gunawan Tarip,dinas-kesehatan,Bendahara,2026-01-01
"""


@pytest.fixture
def full(appointment, other_agency, agency) -> Position:
    """An office with a holder, one who acted, and a time in which nobody did; an agency with a past."""
    acting = Official.objects.create(name="Sari Tumangger", slug="sari-tumangger", biography="Lulusan kota muara.")
    for start, end, capacity in (
        (datetime.date(2020, 1, 1), datetime.date(2022, 1, 1), "definitive"),
        (datetime.date(2023, 1, 1), datetime.date(2023, 9, 1), "plt"),
    ):
        Appointment.objects.create(
            official=acting, position=appointment.position, capacity=capacity, start_date=start, end_date=end,
            decree_number="821/22/2020", decree_date=start,
        )  # fmt: skip
    Position.objects.create(title="Sekretaris", agency=agency, rank=20)
    agency.former_names.create(name="Kantor Kesehatan Rakyat", until_date=datetime.date(2021, 1, 1))
    other_agency.valid_until_date = datetime.date(2022, 1, 1)
    other_agency.save()
    other_agency.successors.add(agency)
    return appointment.position


def choose(page: Page, field: str, term: str) -> None:
    """Pick what ``term`` finds in an autocomplete."""
    page.locator(f"#id_{field} + .select2 .select2-selection").click()
    page.locator(".select2-search__field").fill(term)
    page.locator(".select2-results__option", has_text=term).click()


def test_an_editor_hands_an_office_over_in_advance(desk, site, redaktur, full, visitor):
    page = desk(redaktur)
    page.goto(site + reverse("admin:directory_position_change", args=[full.pk]))
    page.get_by_role("link", name="Serah terima").click()
    day = datetime.date.today() + datetime.timedelta(days=30)  # noqa: DTZ011  # as the browser's clock has it
    page.locator("#id_date").fill(day.isoformat())
    choose(page, "official", "Sari Tumangger")
    page.locator("#id_decree_number").fill("821/4")
    with page.expect_navigation():
        page.locator("form[novalidate] button.default").click()
    expect(page.locator(".messagelist")).to_contain_text("Sari Tumangger")
    assert full.appointments.get(start_date=day).decree_number == "821/4"
    assert full.appointments.get(official__slug="rahmat-simbolang").end_date == day
    reader = visitor()
    reader.goto(f"{site}{full.get_absolute_url()}")
    expect(reader.locator(".timeline li").first).to_contain_text("Rahmat Simbolang")


def test_an_editor_splits_an_agency_and_takes_it_back(desk, site, redaktur, full):
    page, agency = desk(redaktur), full.agency
    page.goto(site + reverse("admin:directory_agency_change", args=[agency.pk]))
    page.get_by_role("link", name="Pecah atau gabung").click()
    day = datetime.date.today() + datetime.timedelta(days=30)  # noqa: DTZ011  # as the browser's clock has it
    page.locator("#id_date").fill(day.isoformat())
    page.locator("#id_new_names").fill("Dinas Gizi\nDinas Obat")
    with page.expect_navigation():
        page.locator("form[novalidate] button.default").click()
    assert {each.name for each in agency.successors.all()} == {"Dinas Gizi", "Dinas Obat"}
    with page.expect_navigation():
        page.get_by_role("button", name="Batalkan ini").click()
    expect(page.locator(".messagelist")).to_contain_text("kembali seperti semula")
    assert not Agency.objects.filter(name="Dinas Gizi").exists()
    assert full.appointments.filter(end_date=None).exists()


def test_a_wrong_merge_is_mended_by_one_press(desk, site, redaktur, full):
    official = Official.objects.get(slug="rahmat-simbolang")
    double = Official.objects.create(name="Rahmad Simbolang", slug="rahmad-simbolang")
    page = desk(redaktur)
    page.goto(site + reverse("admin:directory_official_merge", query={"of": [official.pk, double.pk]}))
    page.locator(f"input[name=kept][value='{official.pk}']").check()
    with page.expect_navigation():
        page.locator("form[novalidate] button.default").click()
    assert Official.objects.get(pk=double.pk).merged_into == official
    with page.expect_navigation():
        page.get_by_role("button", name="Batalkan ini").click()
    assert Official.objects.get(pk=double.pk).merged_into is None
    expect(page.get_by_role("button", name="Batalkan ini")).to_have_count(0)


def test_a_file_is_looked_at_then_imported(desk, site, redaktur, full):
    page = desk(redaktur)
    page.goto(site + reverse("admin:directory_official_changelist"))
    page.locator(".object-tools a[href*=import]").click()
    page.locator("#id_file").set_input_files({"name": "pejabat.csv", "mimeType": "text/csv", "buffer": CSV.encode()})
    with page.expect_navigation():
        page.locator("form[enctype] button").click()
    expect(page.locator(".import-page tbody tr")).to_have_count(2)
    assert not Official.objects.filter(name="Gunawan Tarip").exists()
    with page.expect_navigation():
        page.locator("form:has([name=digest]) button").click()
    assert Official.objects.get(name="Gunawan Tarip").appointments.get().position.title == "Bendahara"


def test_a_reader_looks_up_a_day_without_scripts(visitor, site, full):
    page = visitor(java_script_enabled=False)
    page.goto(site + reverse("officials"))
    page.locator(f"main a[href='{reverse('holders')}']").click()
    page.locator("#day").fill("2023-05-02")
    page.locator(".form.day button").click()
    expect(page.locator("h1")).to_contain_text("2 Mei 2023")
    expect(page.locator(".held")).to_contain_text("Plt. Kepala")
    page.locator("#words").fill("sekretaris kesehatan")
    page.locator(".form.day button").click()
    expect(page.locator(".posts > div")).to_have_count(1)
    expect(page.locator("#day")).to_have_value("2023-05-02")


def test_a_reader_turns_the_pages_of_offices_without_scripts(visitor, site, full):
    Position.objects.bulk_create(
        Position(agency=full.agency, title=f"Kepala Seksi {number}", rank=50) for number in range(60)
    )
    page = visitor(java_script_enabled=False)
    page.goto(f"{site}{reverse('holders')}?tanggal=2023-05-02")
    seen = page.locator(".posts dt").all_inner_texts()
    while page.locator(".pager .older").count():
        with page.expect_navigation():
            page.locator(".pager .older").click()
        seen += page.locator(".posts dt").all_inner_texts()
    assert len(seen) == len(set(seen)) == 62
    page.get_by_role("link", name="Dari awal").click()
    expect(page.locator("h1")).to_contain_text("2 Mei 2023")


def test_the_pages_of_decisions_are_accessible_and_fit(desk, site, redaktur, full, looks_right):
    page = desk(redaktur)
    rename(full.agency, name="Dinas Gizi", short_name="", date=datetime.date(2999, 1, 1), by=redaktur)
    page.goto(site + reverse("admin:directory_agency_change", args=[full.agency.pk]))
    expect(page.locator(".take-back")).to_contain_text("Dinas Gizi, 2999-01-01")
    looks_right(page, SMALL_AND_LARGE)
    official = Official.objects.get(slug="rahmat-simbolang")
    double = Official.objects.create(name="Rahmad Simbolang", slug="rahmad-simbolang")
    for address in (
        reverse("admin:directory_position_hand_over", args=[full.pk]),
        reverse("admin:directory_agency_rename", args=[full.agency.pk]),
        reverse("admin:directory_agency_succeed", args=[full.agency.pk]),
        reverse("admin:directory_official_merge", query={"of": [official.pk, double.pk]}),
        reverse("admin:directory_agency_import"),
    ):
        page.goto(site + address)
        looks_right(page, SMALL_AND_LARGE)
    for text in ("nama,kontak_surel\nDinas Baru,bukan surel\n", "nama,alamat\nDinas Baru,Jalan Sauh 1\n"):
        file = {"name": "instansi.csv", "mimeType": "text/csv", "buffer": text.encode()}
        page.locator("#id_file").set_input_files(file)
        with page.expect_navigation():
            page.locator("form[enctype] button").click()
        looks_right(page, SMALL_AND_LARGE)
    assert not Agency.objects.filter(name="Dinas Baru").exists()


def test_the_pages_of_offices_are_accessible_and_fit(page, site, full, other_agency, looks_right):
    for address in (
        reverse("holders"),
        reverse("holders", query={"tanggal": "kemarin"}),
        reverse("holders", query={"q": "kepala"}),
        reverse("official_quotes", args=["rahmat-simbolang"]),
        full.get_absolute_url(),
        full.agency.get_absolute_url(),
        other_agency.get_absolute_url(),
        reverse("officials"),
    ):
        page.goto(site + address)
        looks_right(page, SMALL_AND_LARGE)
