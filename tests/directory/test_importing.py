"""Agencies and officials from a file: a plan to look at, then all of it or nothing; an export changes nothing."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError

from news.directory import columns, importing
from news.directory.columns import Unknown
from news.directory.exporting import export
from news.directory.importing import apply, plan
from news.directory.models import Agency, Appointment, Official, Position
from news.directory.tables import read
from news.directory.undoing import Refused
from news.ledger.models import LedgerEntry

pytestmark = pytest.mark.usefixtures("english")

HEAD = "nama,instansi,jabatan,urutan,status,mulai,sampai,nomor_sk"


def rows(*lines: str) -> list:
    return read("\n".join(lines).encode())


def outcomes(kind: str, *lines: str) -> list[str]:
    return [line.outcome for line in plan(kind, rows(*lines)).lines]


def errors(kind: str, *lines: str) -> dict[int, str]:
    return {line.number: " ".join(map(str, line.errors)) for line in plan(kind, rows(*lines)).lines if line.errors}


def done(kind: str, by, *lines: str) -> importing.Plan:
    table = rows(*lines)
    return apply(kind, table, seen=plan(kind, table).digest(), by=by, file_name="berkas.csv")


def everything() -> list[tuple]:
    models = (Agency, Official, Position, Appointment)
    return [tuple(model.objects.order_by("pk").values_list()) for model in models]


# Agencies


def test_agencies_come_in_with_their_tree_whatever_the_order(agency, redaktur):
    done(
        "agencies",
        redaktur,
        "alamat_web;nama;nama_singkat;jenis;induk;berlaku_sampai;diganti_oleh",
        "puskesmas-hulu;Puskesmas Hulu;;kesehatan;dinas-sosial;;",
        ";Dinas Sosial;Dinsos;dinas;;;",
        "dinas-kesehatan;Dinas Kesehatan dan Gizi;Dinkesgi;dinas;;1/6/2026;Dinas Sosial",
    )
    social, clinic = Agency.objects.get(slug="dinas-sosial"), Agency.objects.get(slug="puskesmas-hulu")
    agency.refresh_from_db()
    assert (clinic.parent, clinic.kind, social.short_name) == (social, "health", "Dinsos")
    assert (agency.name, list(agency.successors.all())) == ("Dinas Kesehatan dan Gizi", [social])
    assert agency.valid_until_date == datetime.date(2026, 6, 1)
    assert LedgerEntry.objects.get().note == "berkas.csv: +2 ~1"


def test_what_a_file_does_not_have_is_left_alone(agency, redaktur):
    Agency.objects.filter(pk=agency.pk).update(address="Jalan Sauh 1", contact_hours="08.00–16.00")
    done("agencies", redaktur, "nama,kontak_jam", f"{agency.name},")
    agency.refresh_from_db()
    assert (agency.address, agency.contact_hours) == ("Jalan Sauh 1", "")


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (["nama,jenis", "Dinas A,warung"], "is none of: pimpinan"),
        (["nama,kontak_surel", "Dinas A,bukan surel"], "kontak_surel: "),
        (["nama,alamat_web", "Dinas A,huruf salah!"], "alamat_web: "),
        (["nama,induk", "Dinas A,tidak-ada"], "There is no agency “tidak-ada”"),
        (["nama,alamat_web,induk", "A,a,b", "B,b,a"], "leads back to itself"),
        (["nama,diganti_oleh", "Dinas A,dinas-kesehatan"], "Say until when"),
        (["nama,berlaku_dari,berlaku_sampai", "A,2026-02-01,2026-02-01"], "must be after"),
        (["nama,berlaku_dari", "A,31/2/2026"], "is no date"),
        (["nama,berlaku_dari", "A,kemarin"], "is no date"),
        (["nama,alamat", ",Jalan Sauh"], "There is no name"),
        (["nama", "A", "A"], "The same agency as in row 2"),
        (["nama", "A,B"], "more cells than headings"),
        (["nama", "x" * 161], "nama: "),
    ],
)
def test_what_is_wrong_with_an_agency_is_said_and_nothing_comes_in(lines, said, agency, redaktur):
    before = everything()
    assert any(said in text for text in errors("agencies", *lines).values())
    with pytest.raises(Refused):
        done("agencies", redaktur, *lines, "Dinas Lain" if lines[0] == "nama" else "")
    assert everything() == before
    assert not LedgerEntry.objects.exists()


@pytest.mark.parametrize(
    ("head", "said"),
    [
        ("nama,gaji", "“gaji” is not known"),
        ("nama,nama", "stands twice"),
        ("alamat_web", "There is no column “nama”"),
        ("", "The file is empty"),
        ("nama,alamat", "no rows below the headings"),
        ("nama,,alamat", "Column 2 has no heading"),
        ("<script>,nama", "is not known"),
    ],
)
def test_a_file_with_other_columns_is_refused(head, said, newsroom):
    with pytest.raises(Unknown, match=said):
        plan("agencies", rows(head))


def test_titles_above_the_headings_are_passed_over_and_headings_within_are_said(newsroom):
    lines = ["DAFTAR INSTANSI,", "per Maret,", "NAMA,Nama Singkat", "Dinas A,", "NAMA,Nama Singkat", "Dinas B,"]
    assert outcomes("agencies", *lines) == ["new", "error", "new"]
    assert errors("agencies", *lines) == {5: "These are the headings again; take this row out."}


def test_an_agency_comes_in_with_several_successors_and_out_again(agency, other_agency, redaktur):
    lines = [
        "alamat_web,nama,berlaku_sampai,diganti_oleh",
        f'dinas-kesehatan,{agency.name},1 April 2026,"gizi; dishub ; GIZI"',
        "gizi,Gizi,,",
    ]
    done("agencies", redaktur, *lines)
    assert {each.slug for each in agency.successors.all()} == {"gizi", "dishub"}
    assert [row[-1] for row in tables_of("agencies") if row[0] == "dinas-kesehatan"] == ["dishub; gizi"]
    assert outcomes("agencies", *lines) == ["same", "same"]
    done("agencies", redaktur, "alamat_web,nama,diganti_oleh", f"dinas-kesehatan,{agency.name},gizi")
    assert [each.slug for each in agency.successors.all()] == ["gizi"]
    circle = "alamat_web,nama,berlaku_sampai,diganti_oleh", "gizi,Gizi,2027-01-01,dishub; dinas-kesehatan"
    assert "leads back to itself" in errors("agencies", *circle)[2]
    assert "no agency “hantu”" in errors("agencies", circle[0], "gizi,Gizi,2027-01-01,dishub; hantu")[2]


def tables_of(kind: str) -> list[list[str]]:
    return [cells for _number, cells in read(export(kind, "csv")[0])]


@pytest.mark.parametrize(
    "written",
    [
        "2026-03-11", "11/3/2026", "11-03-2026", "11.03.2026", "11 Maret 2026", "11 mar. 2026", "Rabu, 11 Maret 2026",
        "2026/03/11", "2026-03-11 00:00:00", "2026-03-11T08:00",
    ],
)  # fmt: skip
def test_a_date_is_read_in_every_form_that_is_certain(written):
    assert columns.date(written) == datetime.date(2026, 3, 11)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("11/3/26", "is no date"),
        ("3/31/2026", "is no date"),
        ("31/2/2026", "is no date"),
        ("March 11, 2026", "is no date"),
        ("11 Foo 2026", "is no date"),
        ("-", "is no date"),
        ("١١/٣/٢٠٢٦", "is no date"),
        ("46092", "is a number"),
        ("1899-12-30", "too far away"),
        ("9999-12-31", "too far away"),
    ],
)
def test_a_date_that_is_not_certain_is_refused_in_words(written, said):
    with pytest.raises(Unknown, match=said):
        columns.date(written)


def test_spaces_that_nobody_sees_tell_no_agencies_apart(agency, newsroom):
    name = agency.name.replace(" ", "\u00a0 ")
    assert outcomes("agencies", "nama", f"{name}\u200b") == ["same"]


# Officials


def test_officials_come_in_with_offices_and_who_held_them(agency, appointment, redaktur):
    done(
        "officials",
        redaktur,
        "alamat_web,nama,gelar_belakang,nama_lain,instansi,jabatan,urutan,status,mulai,sampai,nomor_sk,tanggal_sk",
        "rahmat-simbolang,Rahmat Simbolang,M.Kes.,Pak Rahmat; R. Simbolang,dinas-kesehatan,Kepala,10,definitif"
        ",2024-01-01,1/4/2026,,",
        ",Sari Tumangger,S.Sos.,,Dinkes,Kepala,10,Definitif,1/4/2026,,821/4/2026,20-03-2026",
        ",Sari Tumangger,,,dinas-kesehatan,Sekretaris,20,Plt.,2025-01-01,1/4/2026,,",
        ",,,,dinas-kesehatan,Kepala Bidang Gizi,30,,,,,",
    )
    appointment.refresh_from_db()
    sari = Official.objects.get(slug="sari-tumangger")
    assert appointment.end_date == datetime.date(2026, 4, 1)
    assert appointment.official.alias_list == ["Pak Rahmat", "R. Simbolang"]
    head, acting = sari.appointments.all()
    assert (head.position, head.decree_number, head.decree_date) == (
        appointment.position,
        "821/4/2026",
        datetime.date(2026, 3, 20),
    )
    assert (acting.capacity, acting.position.title, acting.position.rank) == ("plt", "Sekretaris", 20)
    assert Position.objects.get(title="Kepala Bidang Gizi").rank == 30


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (["A,dinas-kesehatan,Kepala,10,definitif,2025-01-01,,"], "Rahmat Simbolang holds this office definitively"),
        (
            [
                "A,dinas-kesehatan,Camat,,,2025-01-01,2025-06-01,",
                "B,dinas-kesehatan,Camat,,,2025-05-31,,",
            ],
            "A holds this office definitively",
        ),
        (["A,dinas-kesehatan,Camat,,presiden,2025-01-01,,"], "is none of: definitif, plt"),
        (["A,dinas-kesehatan,Camat,,,,,"], "Since when"),
        (["A,dinas-kesehatan,,,,2025-01-01,,"], "both an agency and a title"),
        (["A,dinas-hantu,Camat,,,2025-01-01,,"], "There is no agency “dinas-hantu”"),
        ([",dinas-kesehatan,Camat,,,2025-01-01,,"], "Nobody is named"),
        (["A,dinas-kesehatan,Camat,x,,2025-01-01,,"], "is no rank"),
        (["A,dinas-kesehatan,Camat,,,2025-01-01,2024-01-01,"], "must be after"),
        (["A,dinas-kesehatan,Camat,,,2025-01-01,,", "A,dinas-kesehatan,Camat,,,2025-01-01,,"], "as in row 3"),
        (
            ["A,dinas-kesehatan,Camat,1,,2020-01-01,2021-01-01,", "B,dinas-kesehatan,Camat,2,,2021-01-01,,"],
            "is not what row 3 says",
        ),
        (["A,dinas-kesehatan,Camat,,,2025-01-01,," + "9" * 90], "nomor_sk: "),
    ],
)
def test_what_is_wrong_with_an_official_is_said_and_nothing_comes_in(lines, said, appointment, redaktur):
    before = everything()
    found = errors("officials", HEAD, "Baik Sekali,,,,,,,", *lines)
    assert any(said in text for text in found.values()), found
    with pytest.raises(Refused):
        done("officials", redaktur, HEAD, "Baik Sekali,,,,,,,", *lines)
    assert everything() == before


def test_rows_of_one_official_must_not_contradict_each_other(agency, newsroom):
    lines = [
        "nama,gelar_depan,instansi,jabatan,mulai",
        "A,dr.,Dinkes,Kepala,2020-01-01",
        "A,Ir.,Dinkes,Camat,2021-01-01",
    ]
    assert "“gelar_depan” is not what row 2 says" in errors("officials", *lines)[3]


def test_two_of_one_name_are_told_apart_by_their_addresses(official, newsroom):
    Official.objects.create(name=official.name, slug="rahmat-simbolang-2")
    assert "Several have this name" in errors("officials", "nama", official.name)[2]
    assert outcomes("officials", "nama,alamat_web", f"{official.name},rahmat-simbolang-2") == ["same"]
    assert outcomes("officials", "nama,alamat_web", f"{official.name},rahmat-simbolang-3") == ["new"]


def test_a_record_that_was_merged_is_not_brought_back(official, newsroom):
    Official.objects.create(name="Rahmad Simbolang", slug="rahmad", merged_into=official)
    assert "was merged into “rahmat-simbolang”" in errors("officials", "nama,alamat_web", "Rahmad,rahmad")[2]


# Together


@pytest.fixture
def full_directory(appointment, other_agency, agency) -> None:
    """Names that spreadsheets trip over, lines, offices before, acting and to come, and what nobody holds."""
    Agency.objects.filter(pk=agency.pk).update(
        address="Jalan Sauh 1\r\nTanjung Selasih",
        contact_phone="+62 812",
        boilerplate='=HYPERLINK("x")',
        parent=other_agency,
    )
    Official.objects.create(
        name="Tanpa Jabatan", slug="tanpa-jabatan", biography="- lulusan\n- kota", aliases="T. Jabatan\nTJ"
    )
    Official.objects.create(name="Lama", slug="lama", merged_into=appointment.official)
    Position.objects.create(title="Camat", agency=other_agency, rank=40)
    for start, capacity in ((datetime.date(2020, 1, 1), "plt"), (datetime.date(2026, 6, 1), "pjs")):
        Appointment.objects.create(
            official=appointment.official, position=appointment.position, capacity=capacity, start_date=start,
            end_date=start + datetime.timedelta(days=30), decree_number="@821", decree_date=start,
        )  # fmt: skip


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize("kind", ["agencies", "officials"])
def test_what_was_exported_changes_nothing(kind, form, full_directory):
    content, _media_type = export(kind, form)
    found = plan(kind, read(content))
    assert {line.outcome for line in found.lines} == {"same"}, [line.changes or line.errors for line in found.lines]
    assert len(found.lines) == {"agencies": 2, "officials": 5}[kind]
    assert not found.is_possible
    assert (found.new, found.changed) == ([], [])


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_what_was_exported_builds_the_same_directory_anew(form, full_directory, redaktur):
    files = [(kind, export(kind, form)[0]) for kind in ("agencies", "officials")]
    Appointment.objects.all().delete()
    Position.objects.all().delete()
    Official.objects.update(merged_into=None)
    Official.objects.all().delete()
    Agency.objects.update(parent=None)
    Agency.objects.all().delete()
    for kind, content in files:
        table = read(content)
        apply(kind, table, seen=plan(kind, table).digest(), by=redaktur, file_name="x")
    assert [export(kind, form)[0] for kind in ("agencies", "officials")] == [content for _kind, content in files] or (
        form == "xlsx"  # which carries the moment at which it was written
        and [read(export(kind, form)[0]) for kind, _content in files] == [read(content) for _kind, content in files]
    )


def test_what_changed_since_it_was_looked_at_is_looked_at_again(agency, redaktur):
    table = rows("nama,alamat", f"{agency.name},Jalan Sauh 1")
    seen = plan("agencies", table).digest()
    Agency.objects.filter(pk=agency.pk).update(address="Jalan Layar 2")
    with pytest.raises(Refused, match="changed meanwhile"):
        apply("agencies", table, seen=seen, by=redaktur, file_name="x")
    agency.refresh_from_db()
    assert agency.address == "Jalan Layar 2"


def test_what_breaks_half_way_leaves_nothing(appointment, redaktur, monkeypatch):
    before = everything()

    def fail(*args: object, **kwargs: object) -> None:
        raise IntegrityError

    monkeypatch.setattr("django.db.models.query.QuerySet.bulk_create", fail)
    with pytest.raises(Refused):
        done(
            "officials",
            redaktur,
            HEAD,
            "Rahmat Simbolang,Dinkes,Kepala,10,,2024-01-01,2026-01-01,",
            "B,Dinkes,Kepala,,,2026-01-01,,",
        )
    assert everything() == before
    assert not LedgerEntry.objects.exists()


def test_offices_that_change_hands_within_a_file_pass_the_guard(appointment, redaktur):
    lines = ["Rahmat Simbolang,Dinkes,Kepala,10,,2024-01-01,2025-01-01,", "B,Dinkes,Kepala,,,2025-01-01,2026-01-01,"]
    done("officials", redaktur, HEAD, *lines)
    # Back again: the first holder goes on longer, the second began later.
    done("officials", redaktur, HEAD, "B,Dinkes,Kepala,,,2025-01-01,2025-06-01,", "C,Dinkes,Kepala,,,2025-06-01,,")
    assert appointment.position.appointments.count() == 3


def test_a_writer_imports_nothing(penulis):
    with pytest.raises(PermissionDenied):
        done("agencies", penulis, "nama", "Dinas A")


def test_ten_thousand_rows_come_in_by_few_queries(agency, redaktur, django_assert_max_num_queries):
    lines = [f"Pejabat {number},Dinkes,Kepala Bidang {number},{number},,2025-01-01,," for number in range(1, 10_001)]
    with django_assert_max_num_queries(300):
        done("officials", redaktur, HEAD, *lines)
    assert Appointment.objects.count() == 10_000


def test_one_wrong_row_of_ten_thousand_is_named_and_keeps_all_out(agency, redaktur):
    lines = [f"Pejabat {number},Dinkes,Kepala Bidang {number},{number},,2025-01-01,," for number in range(1, 10_001)]
    lines[7_777] = "Pejabat Aneh,Dinkes,Kepala Bidang Aneh,1,,kemarin,,"
    before = everything()
    found = plan("officials", rows(HEAD, *lines))
    assert [(line.number, line.errors) for line in found.lines if line.errors] == [
        (7_779, ["“kemarin” is no date; write 2026-03-11 or 11/3/2026."])
    ]
    with pytest.raises(Refused, match="Nothing was imported"):
        apply("officials", rows(HEAD, *lines), seen=found.digest(), by=redaktur, file_name="x")
    assert everything() == before
