"""Agencies, officials and offices are found as they were on one day."""

import datetime

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from news.directory import finding, merging
from news.directory.models import Agency, AgencyName, Appointment, Official, Position

DAY = datetime.date(2019, 3, 11)
TODAY = datetime.date(2026, 3, 11)


def names(found: list[finding.Found]) -> list[tuple[str, str]]:
    """Return name and office of what can be chosen."""
    return [(each.name, each.detail) for each in found if each.pk]


@pytest.fixture
def before(agency) -> Appointment:
    """Who held the conftest's office until 2024."""
    position = Position.objects.create(title="Kepala", agency=agency, rank=10)
    old = Official.objects.create(name="Teguh Sarwana", slug="teguh-sarwana", aliases="Pak Teguh")
    return Appointment.objects.create(
        official=old, position=position, start_date=datetime.date(2018, 1, 1), end_date=datetime.date(2024, 1, 1)
    )


@pytest.fixture
def after(before, official) -> Appointment:
    return Appointment.objects.create(
        official=official, position=before.position, start_date=datetime.date(2024, 1, 1), capacity="plt"
    )


def test_the_office_is_that_of_the_day(before, after):
    assert names(finding.appointments("kepala kesehatan", DAY))[0] == (
        "Teguh Sarwana", "Kepala Dinas Kesehatan Kota Tanjung Selasih",
    )  # fmt: skip
    assert names(finding.appointments("kepala kesehatan", TODAY))[0] == (
        "dr. Rahmat Simbolang, M.Kes.", "Plt. Kepala Dinas Kesehatan Kota Tanjung Selasih",
    )  # fmt: skip


def test_a_handover_is_one_day(before, after):
    handover = datetime.date(2024, 1, 1)
    held = [each for each in finding.appointments("dinkes", handover) if not each.note]
    assert [each.pk for each in held] == [after.pk]


def test_who_held_it_at_another_time_comes_behind_with_a_word_of_it(before, after, settings):
    first, second = finding.appointments("kepala dinkes", DAY)
    assert (first.pk, first.note) == (before.pk, "")
    assert second.pk == after.pk
    assert "2024" in second.note


def test_an_office_that_nobody_held_is_told_and_cannot_be_chosen(before):
    long_ago = datetime.date(2001, 1, 1)
    told = [each for each in finding.appointments("kepala dinkes", long_ago) if each.pk is None]
    assert [each.name for each in told] == ["Kepala Dinas Kesehatan Kota Tanjung Selasih"]
    assert "2001" in told[0].note


@pytest.mark.parametrize(
    ("term", "is_found"),
    [
        ("Rahmat", True), ("rahmat simbolang kesehatan", True), ("plt kadis", True), ("plh kadis", False),
        ("kadinkes", True), ("dinas penyehatan", True), ("DINKES, Rahmat.", True), ("%", False), ("_", False),
        ("' OR 1=1", False),
    ],
)  # fmt: skip
def test_every_word_counts_also_short_forms_and_former_names(after, agency, term, is_found):
    AgencyName.objects.create(agency=agency, name="Dinas Penyehatan Rakyat", until_date=datetime.date(2020, 1, 1))
    assert (after.pk in [each.pk for each in finding.appointments(term, TODAY)]) == is_found


def test_an_office_is_called_as_its_agency_was_called_then(before, agency):
    AgencyName.objects.create(agency=agency, name="Dinas Penyehatan Rakyat", until_date=datetime.date(2020, 1, 1))
    assert names(finding.appointments("teguh", DAY)) == [("Teguh Sarwana", "Kepala Dinas Penyehatan Rakyat")]
    (unit,) = finding.agencies("penyehatan", DAY)
    assert (unit.name, agency.name in unit.note) == ("Dinas Penyehatan Rakyat", True)


def test_an_official_without_office_is_told(newsroom):
    Official.objects.create(name="Baru Sekali", slug="baru")
    (told,) = finding.appointments("baru sekali", TODAY)
    assert (told.pk, told.name) == (None, "Baru Sekali")
    assert told.note


def test_a_merged_record_leads_to_the_one_that_is_kept(before, redaktur):
    gone = Official.objects.create(name="Tegoeh Sarwono", slug="tegoeh")
    merging.merge(before.official, gone, by=redaktur)
    (found,) = finding.officials("tegoeh", DAY)
    assert (found.pk, found.name) == (before.official_id, "Teguh Sarwana")
    assert "Tegoeh Sarwono" in found.note
    assert before.pk in [each.pk for each in finding.appointments("tegoeh", DAY)]


def test_an_official_is_found_by_the_office_of_the_day(before, after):
    found = finding.officials("kepala dinas kesehatan", DAY)
    assert [(each.name, each.note) for each in found] == [("Teguh Sarwana", "")]


def test_an_agency_that_ended_says_so_and_comes_last(agency, other_agency):
    agency.valid_until_date = datetime.date(2020, 1, 1)
    agency.save()
    agency.successors.add(other_agency)
    first, last = finding.agencies("dinas", TODAY)
    assert (first.pk, first.note) == (other_agency.pk, "")
    assert last.pk == agency.pk
    assert "Dishub" in last.note


def test_what_was_chosen_is_judged_anew_on_another_day(before, after):
    assert finding.chosen("appointment", before.pk, DAY).note == ""
    assert "dr. Rahmat Simbolang, M.Kes." in finding.chosen("appointment", before.pk, TODAY).note
    assert finding.chosen("official", before.official_id, TODAY).note
    assert finding.chosen("agency", 0, TODAY) is None
    assert finding.chosen("appointment", 0, TODAY) is None


# The address


def ask(user, kind: str = "appointment", **params: str):
    client = Client()
    client.force_login(user)
    return client.get(reverse("admin:directory_find", args=[kind]), params)


def test_a_writer_asks_for_the_day_of_the_event(penulis, before, after):
    answer = ask(penulis, q="kepala", on="2019-03-11").json()
    assert answer["on"] == "2019-03-11"
    assert answer["results"][0]["id"] == before.pk
    assert answer["results"][0]["text"].startswith("Teguh Sarwana, Kepala")
    assert ask(penulis, id=str(before.pk), on="2026-03-11").json()["results"][0]["note"]


@pytest.mark.parametrize(
    "params",
    [{"on": "kemarin"}, {"on": "99999-01-01"}, {"id": "9" * 40}, {"id": "x"}, {"q": "a\0b"}, {"q": "x" * 5000}],
)
def test_nothing_that_is_typed_breaks_it(penulis, before, params):
    assert ask(penulis, **params).status_code == 200


def test_who_may_not_see_the_directory_does_not_ask(moderator, administrator, before):
    assert ask(moderator).status_code == 403
    assert ask(administrator, "photo").status_code == 404


def test_five_thousand_offices_are_searched_with_as_many_queries_as_a_few(newsroom, django_assert_max_num_queries):
    agencies = Agency.objects.bulk_create(Agency(name=f"Dinas Urusan {n}", slug=f"a{n}") for n in range(500))
    positions = Position.objects.bulk_create(
        Position(title=f"Kepala Bidang {n % 10}", agency=agencies[n // 10], rank=n % 90) for n in range(5000)
    )
    people = Official.objects.bulk_create(
        Official(name=f"Pejabat Nomor {n}", slug=f"p{n}", aliases=f"Pak {n}") for n in range(5000)
    )
    Appointment.objects.bulk_create(
        Appointment(official=official, position=position, start_date=datetime.date(2020, 1, 1))
        for official, position in zip(people, positions, strict=True)
    )
    with connection.cursor() as cursor:
        # As PostgreSQL does by itself once rows have come; until then it keeps plans made for empty tables.
        cursor.execute("ANALYZE")
    for term in ("", "kepala", "nomor 4321", "kepala urusan 77", "tidak ada"):
        with django_assert_max_num_queries(8):
            finding.appointments(term, TODAY)
