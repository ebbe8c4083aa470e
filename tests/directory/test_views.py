"""The pages of decisions about the directory, as the admin mounts them."""

import datetime

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from news.directory.models import Agency, Appointment, Official, PendingImport, Position
from news.directory.tables import read
from news.ledger.models import LedgerEntry
from tests.articles.filled import browser, form_data

NOON = datetime.datetime(2026, 3, 11, 5, tzinfo=datetime.UTC)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def position(appointment) -> Position:
    return appointment.position


@pytest.fixture
def double(official) -> Official:
    return Official.objects.create(name="Rahmad Simbolang", slug="rahmad-simbolang")


def file(text: str | bytes, name: str = "berkas.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode() if isinstance(text, str) else text)


# Who may


@pytest.mark.parametrize(
    ("role", "status"),
    [("penulis", 403), ("redaktur", 200), ("penerbit", 200), ("moderator", 403), ("administrator", 200)],
)
def test_who_decides_about_the_directory(role, status, position, double, official, request):
    client = browser(request.getfixturevalue(role))
    for address in (
        f"/admin/directory/position/{position.pk}/hand-over/",
        f"/admin/directory/agency/{position.agency.pk}/rename/",
        f"/admin/directory/agency/{position.agency.pk}/succeed/",
        f"/admin/directory/official/merge/?of={official.pk}&of={double.pk}",
        "/admin/directory/agency/import/",
        "/admin/directory/official/import/",
        "/admin/directory/agency/export/csv/",
        "/admin/directory/official/export/xlsx/",
    ):
        assert client.get(address).status_code == status, address
        if status == 403:
            assert client.post(address).status_code == 403, address


def test_only_keepers_are_offered_it(position, penulis, redaktur):
    for user, is_offered in ((redaktur, True), (penulis, False)):
        client = browser(user)
        for address, words in (
            (f"/admin/directory/position/{position.pk}/change/", "Hand over"),
            (f"/admin/directory/agency/{position.agency.pk}/change/", "/rename/"),
            ("/admin/directory/official/", "Export as XLSX"),
            ("/admin/directory/agency/", "agency/import/"),
        ):
            assert (words in client.get(address).content.decode()) is is_offered, (user, address)


# Handing over


def test_a_hand_over_in_advance_is_one_form(position, official, redaktur):
    client, address = browser(redaktur), f"/admin/directory/position/{position.pk}/hand-over/"
    data = {
        "what": "hand_over", "date": "2026-04-01", "name": "Sari Tumangger", "honorific_suffix": "S.Sos.",
        "capacity": "definitive", "decree_number": "821/4/2026", "decree_date": "2026-03-20",
    }  # fmt: skip
    response = client.post(address, data, follow=True)
    assert "Sari Tumangger: Kepala Dinas Kesehatan" in response.content.decode()
    before, after = position.appointments.order_by("start_date")
    assert before.end_date == after.start_date == datetime.date(2026, 4, 1)
    assert (after.official.full_name, after.official.slug) == ("Sari Tumangger, S.Sos.", "sari-tumangger")
    assert LedgerEntry.objects.get().actor == redaktur


def test_acting_for_a_time(position, double, redaktur):
    data = {
        "what": "acting", "date": "2026-04-01", "until_date": "2026-04-10", "official": double.pk, "capacity": "plh",
    }  # fmt: skip
    browser(redaktur).post(f"/admin/directory/position/{position.pk}/hand-over/", data)
    assert double.appointments.get().end_date == datetime.date(2026, 4, 10)
    assert position.appointments.get(capacity="definitive").end_date is None


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"official": ""}, "Choose somebody of the directory, or name somebody new."),
        ({"name": "Orang Lain"}, "Choose somebody of the directory, or name somebody new."),
        ({"official": "", "name": "rahmat SIMBOLANG"}, "is in the directory"),
        ({"date": ""}, "This field is required."),
        ({"date": "31/2/2026"}, "Enter a valid date."),
        ({"until_date": "2026-05-01"}, "Only for who acts for a time."),
        ({"what": "acting"}, "Choose in which capacity they act."),
        ({"what": "abdicate"}, "Select a valid choice"),
        ({"date": "2024-01-01"}, "begins to hold this office"),
        ({"official": "999999"}, "Select a valid choice"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(changes, words, position, double, redaktur):
    data = {"what": "hand_over", "date": "2026-04-01", "official": double.pk, "capacity": "definitive"}
    data |= {"decree_number": "821/4/2026"} | changes
    response = browser(redaktur).post(f"/admin/directory/position/{position.pk}/hand-over/", data)
    page = response.content.decode()
    assert response.status_code == 422
    assert words in page
    assert "821/4/2026" in page
    assert position.appointments.count() == 1


def test_a_position_that_is_not_there_is_not_found(newsroom, redaktur):
    assert browser(redaktur).get("/admin/directory/position/99/hand-over/").status_code == 404


# Names


def test_an_agency_is_renamed_and_found_under_its_former_name(agency, redaktur):
    client = browser(redaktur)
    data = {"name": "Dinas Gizi", "short_name": "Disgizi", "date": "2026-03-01"}
    assert client.post(f"/admin/directory/agency/{agency.pk}/rename/", data).status_code == 302
    assert "Dinas Gizi" in client.get("/admin/directory/agency/", {"q": "dinkes"}).content.decode()
    refused = client.post(f"/admin/directory/agency/{agency.pk}/rename/", data)
    assert refused.status_code == 422
    assert "has this name already" in refused.content.decode()


def test_a_new_name_in_advance_is_shown_and_taken_back_by_one_press(agency, redaktur):
    client, address = browser(redaktur), f"/admin/directory/agency/{agency.pk}"
    data = {"name": "Dinas Gizi", "short_name": "Disgizi", "date": "2026-04-01"}
    page = client.post(f"{address}/rename/", data, follow=True).content.decode()
    assert "Renamed from April 1, 2026." in page
    assert "→ Dinas Gizi, 2026-04-01" in page
    assert f'value="{agency.name}"' in page  # the name of today
    assert "former_names-0-name" not in page  # which is no former name yet
    saved = client.post(f"{address}/change/", form_data(client.get(f"{address}/change/"), address="Jalan Sauh 1"))
    assert saved.status_code == 302
    assert "Dinkes" in client.get("/admin/directory/agency/", {"q": "disgizi"}).content.decode()
    agency.refresh_from_db()
    assert (agency.address, agency.next_name) == ("Jalan Sauh 1", "Dinas Gizi")
    undone = press_undo(client, client.get(f"{address}/change/"))
    assert "Taken back: all is as it was before." in undone.content.decode()
    agency.refresh_from_db()
    assert (agency.next_name, agency.former_names.count()) == ("", 0)
    assert "Take this back" not in undone.content.decode()


# Splitting and merging agencies


def test_an_agency_is_split_in_one_form_and_put_together_by_one_press(agency, other_agency, redaktur):
    client, address = browser(redaktur), f"/admin/directory/agency/{agency.pk}"
    data = {
        "date": "2026-04-01", "successors": other_agency.pk,
        "new_names": "Dinas  Gizi \r\n\r\nDinas Obat\r\nDinas Gizi",
    }  # fmt: skip
    page = client.post(f"{address}/succeed/", data, follow=True).content.decode()
    assert "Succeeded from April 1, 2026." in page
    assert set(agency.successors.values_list("slug", flat=True)) == {"dishub", "dinas-gizi", "dinas-obat"}
    undone = press_undo(client, client.get(f"{address}/change/"))
    assert "Taken back" in undone.content.decode()
    assert Agency.objects.count() == 2
    assert Agency.objects.get(pk=agency.pk).valid_until_date is None


def test_agencies_are_merged_in_one_form(agency, other_agency, redaktur):
    data = {"date": "2026-04-01", "others": other_agency.pk, "new_names": "Dinas Bersama"}
    browser(redaktur).post(f"/admin/directory/agency/{agency.pk}/succeed/", data)
    assert set(Agency.objects.get(slug="dinas-bersama").predecessors.all()) == {agency, other_agency}


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"new_names": ""}, "Choose an agency of the directory, or name a new one."),
        ({"new_names": "DINAS perhubungan KOTA TANJUNG SELASIH"}, "is in the directory: choose it above"),
        ({"new_names": "x" * 161}, "At most ten names"),
        ({"new_names": "\n".join(f"Dinas {number}" for number in range(11))}, "At most ten names"),
        ({"date": ""}, "This field is required."),
        ({"date": "31/2/2026"}, "Enter a valid date."),
        ({"successors": "999999"}, "Select a valid choice"),
        ({"successors": "x"}, "Select a valid choice"),
        ({"others": "[]"}, "Select a valid choice"),
        ({"successors": "9" * 40}, "Select a valid choice"),
        ({"successors": "self"}, "does not take its own place"),
    ],
)
def test_what_is_wrong_with_a_succession_is_said(changes, words, agency, other_agency, redaktur):
    data = {"date": "2026-04-01", "new_names": "Dinas Gizi"} | changes
    data |= {"successors": agency.pk} if changes.get("successors") == "self" else {}
    response = browser(redaktur).post(f"/admin/directory/agency/{agency.pk}/succeed/", data)
    assert response.status_code == 422
    assert words in response.content.decode()
    assert Agency.objects.count() == 2


@pytest.mark.parametrize("odd", ["x", "[]", "9" * 40, "-1"])
def test_an_odd_official_is_no_choice(odd, position, redaktur):
    data = {"what": "hand_over", "date": "2026-04-01", "official": odd, "capacity": "definitive"}
    response = browser(redaktur).post(f"/admin/directory/position/{position.pk}/hand-over/", data)
    assert response.status_code == 422
    assert "Select a valid choice" in response.content.decode()


# Taking back


def press_undo(client, response):
    """Press the button of the decision that ``response`` offers to take back."""
    undoable = response.context["undoable"]
    assert "Take this back" in response.content.decode()
    return client.post(undoable["url"], {"change": undoable["change"].pk}, follow=True)


def test_a_merge_is_taken_back_by_one_press(official, double, redaktur):
    client = browser(redaktur)
    address = f"/admin/directory/official/merge/?of={official.pk}&of={double.pk}"
    merged = client.post(address, {"kept": official.pk}, follow=True)
    undone = press_undo(client, merged)
    assert undone.redirect_chain == [(f"/admin/directory/official/{official.pk}/change/", 302)]
    assert Official.objects.get(pk=double.pk).merged_into is None
    assert Official.objects.get(pk=official.pk).aliases == ""
    url, key = merged.context["undoable"]["url"], merged.context["undoable"]["change"].pk
    for odd in (key, "", "x", "9" * 40):
        assert "taken back already" in client.post(url, {"change": odd}, follow=True).content.decode()
    assert client.get(url).status_code == 405


def test_a_hand_over_is_taken_back_where_it_was_made(position, redaktur):
    client, address = browser(redaktur), f"/admin/directory/position/{position.pk}/hand-over/"
    data = {"what": "hand_over", "date": "2026-04-01", "name": "Sari Tumangger", "capacity": "definitive"}
    done = client.post(address, data, follow=True)
    press_undo(client, done)
    assert position.appointments.get().end_date is None
    assert not Official.objects.filter(name="Sari Tumangger").exists()


@pytest.mark.parametrize("who", ["penulis", "moderator"])
def test_only_keepers_take_back(who, official, double, redaktur, request):
    client = browser(redaktur)
    client.post(f"/admin/directory/official/merge/?of={official.pk}&of={double.pk}", {"kept": official.pk})
    undoable = client.get(f"/admin/directory/official/{official.pk}/change/").context["undoable"]
    other = browser(request.getfixturevalue(who))
    assert other.post(undoable["url"], {"change": undoable["change"].pk}).status_code == 403
    if who == "penulis":
        page = other.get(f"/admin/directory/official/{official.pk}/change/").content.decode()
        assert "Take this back" not in page
    assert Official.objects.get(pk=double.pk).merged_into == official


# Merging


def test_two_records_are_shown_and_one_stays(official, double, redaktur):
    client = browser(redaktur)
    chosen = client.post(
        "/admin/directory/official/", {"action": "merge", "_selected_action": [official.pk, double.pk]}
    )
    page = client.get(chosen.url).content.decode()
    assert "/pejabat/rahmad-simbolang/" in page
    assert "/pejabat/rahmat-simbolang/" in page
    assert client.post(chosen.url, {}).status_code == 422
    assert client.post(chosen.url, {"kept": official.pk}).status_code == 302
    double.refresh_from_db()
    assert double.merged_into == official
    listed = client.get("/admin/directory/official/").content.decode()
    assert "Rahmad Simbolang" not in listed
    found = client.get(
        "/admin/autocomplete/",
        {"app_label": "directory", "model_name": "appointment", "field_name": "official", "term": "rahmad"},
    ).json()["results"]
    assert [row["id"] for row in found] == [str(official.pk)]  # through its alias


def test_choosing_one_or_three_is_answered_in_words(official, double, redaktur):
    client = browser(redaktur)
    third = Official.objects.create(name="Gunawan", slug="gunawan")
    for chosen in ([official.pk], [official.pk, double.pk, third.pk]):
        response = client.post(
            "/admin/directory/official/", {"action": "merge", "_selected_action": chosen}, follow=True
        )
        assert "Choose two records" in response.content.decode()
    for query in ("", "?of=1", "?of=x&of=y", f"?of={official.pk}&of=999999", f"?of={'9' * 400}&of=1"):
        response = client.get(f"/admin/directory/official/merge/{query}", follow=True)
        assert "Choose two records" in response.content.decode(), query


def test_two_people_are_not_made_one(official, double, appointment, other_agency, redaktur):
    elsewhere = Position.objects.create(title="Kepala", agency=other_agency)
    Appointment.objects.create(official=double, position=elsewhere, start_date=datetime.date(2025, 1, 1))
    client, address = browser(redaktur), f"/admin/directory/official/merge/?of={official.pk}&of={double.pk}"
    assert "were held at the same time" in client.get(address).content.decode()
    assert client.post(address, {"kept": official.pk}).status_code == 422


# Files


def pressed(client, response, kind="official"):
    """Confirm the import that ``response`` shows."""
    data = {"pending": response.context["pending"].pk, "digest": response.context["digest"]}
    return client.post(f"/admin/directory/{kind}/import/", data, follow=True)


def test_a_file_is_looked_at_then_imported(appointment, redaktur):
    client = browser(redaktur)
    text = (
        "nama,gelar_belakang,instansi,jabatan,mulai\nRahmat Simbolang,M.Kes.,,,\nSari,,Dinkes,Sekretaris,2026-01-01\n"
    )
    shown = client.post("/admin/directory/official/import/", {"file": file(text)})
    assert shown.status_code == 200
    assert "New: 1. Changed: 0. As it is: 1. With errors: 0." in shown.content.decode()
    assert not Official.objects.filter(name="Sari").exists()
    done = pressed(client, shown)
    assert "1 row imported." in done.content.decode()
    assert Official.objects.get(name="Sari").appointments.get().position.title == "Sekretaris"
    assert not PendingImport.objects.exists()
    again = client.post("/admin/directory/official/import/", {"file": file(text)}).content.decode()
    assert "there is nothing to import" in again


def test_errors_are_listed_row_by_row_and_nothing_waits(agency, redaktur):
    client = browser(redaktur)
    response = client.post(
        "/admin/directory/agency/import/", {"file": file("nama,jenis\nDinas A,dinas\nDinas B,warung\n<b>C</b>,x\n")}
    )
    page = response.content.decode()
    assert response.status_code == 422
    assert "“warung” is none of: pimpinan" in page
    assert "&lt;b&gt;C&lt;/b&gt;" in page
    assert "Nothing was imported." in page
    assert not PendingImport.objects.exists()
    assert Agency.objects.count() == 1


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"PK\x03\x04bukan arsip", "damaged"),
        (b"nama\n=1+1", "has a formula"),
        (b"gaji\n1", "is not known"),
        (b"", "empty"),
        (b"x" * 5_000_001, "larger than 5 MB"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_words(content, words, agency, redaktur):
    response = browser(redaktur).post("/admin/directory/agency/import/", {"file": file(content)})
    assert response.status_code == 422
    assert words in response.content.decode()


def test_a_confirmation_is_ones_own_and_of_what_was_seen(agency, redaktur, penerbit):
    client = browser(redaktur)
    shown = client.post("/admin/directory/agency/import/", {"file": file("nama,alamat\nDinas A,Jalan 1\n")})
    theirs = pressed(browser(penerbit), shown, "agency")
    assert "not here any more" in theirs.content.decode()
    Agency.objects.create(name="Dinas A", slug="dinas-a")
    stale = pressed(client, shown, "agency")
    assert stale.status_code == 422
    assert "changed meanwhile" in stale.content.decode()
    assert pressed(client, stale, "agency").status_code == 200
    assert Agency.objects.get(slug="dinas-a").address == "Jalan 1"
    for pending in ("", "x", "9" * 400, "1"):
        answer = client.post("/admin/directory/agency/import/", {"pending": pending, "digest": "x"})
        assert answer.status_code == 422


def test_what_nobody_confirmed_is_forgotten(agency, redaktur):
    client = browser(redaktur)
    client.post("/admin/directory/agency/import/", {"file": file("nama\nDinas A\n")})
    PendingImport.objects.update(uploaded_at=timezone.now() - datetime.timedelta(days=2))
    client.get("/admin/directory/agency/import/")
    assert PendingImport.objects.exists(), "a look writes nothing"
    client.post("/admin/directory/agency/import/")
    assert not PendingImport.objects.exists()


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_an_export_is_a_file_to_keep(form, appointment, redaktur):
    response = browser(redaktur).get(f"/admin/directory/official/export/{form}/")
    assert response["Content-Disposition"] == f'attachment; filename="pejabat-2026-03-11.{form}"'
    assert "no-store" in response["Cache-Control"]
    assert read(response.content)[1][1][:2] == ["rahmat-simbolang", "Rahmat Simbolang"]
    assert browser(redaktur).get("/admin/directory/official/export/exe/").status_code == 404
