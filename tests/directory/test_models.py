"""Who speaks, and which office they held when."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from news.directory.models import Agency, Appointment, Official, Position, offices_on

FIRST, HANDOVER, LAST = datetime.date(2024, 1, 1), datetime.date(2025, 6, 1), datetime.date(2026, 1, 1)
DAY = datetime.timedelta(days=1)


@pytest.fixture
def successor(appointment) -> Appointment:
    """The second holder of the office, from the hand-over."""
    appointment.end_date = HANDOVER
    appointment.save()
    sari = Official.objects.create(name="Sari Tumangger", slug="sari-tumangger")
    return Appointment.objects.create(official=sari, position=appointment.position, start_date=HANDOVER)


@pytest.mark.parametrize(
    ("prefix", "suffix", "full"),
    [
        ("Dr. Hj.", "S.Sos., M.Si.", "Dr. Hj. Sari Tumangger, S.Sos., M.Si."),
        ("", "", "Sari Tumangger"),
        ("H.", "", "H. Sari Tumangger"),
        ("", "SKM", "Sari Tumangger, SKM"),
    ],
)
def test_titles_and_degrees_are_apart(prefix, suffix, full):
    assert Official(name="Sari Tumangger", honorific_prefix=prefix, honorific_suffix=suffix).full_name == full


def test_aliases_are_lines():
    assert Official(aliases=" Bu Sari \n\nS. Tumangger\n").alias_list == ["Bu Sari", "S. Tumangger"]


def test_a_hand_over_is_one_date(appointment, successor):
    on = {day: list(Appointment.objects.held_on(day)) for day in (FIRST - DAY, FIRST, HANDOVER - DAY, HANDOVER)}
    assert on == {FIRST - DAY: [], FIRST: [appointment], HANDOVER - DAY: [appointment], HANDOVER: [successor]}
    for day, held in on.items():
        assert appointment.was_held_on(day) is (appointment in held)


@pytest.mark.parametrize(
    ("capacity", "office"), [("definitive", "Kepala"), ("plt", "Plt. Kepala"), ("pjs", "Pjs. Kepala")]
)
def test_an_acting_office_says_so(capacity, office, agency):
    position = Position(title="Kepala", agency=agency)
    assert Appointment(position=position, capacity=capacity).office == f"{office} {agency.name}"


def test_the_leadership_needs_no_agency_behind_its_title(db):
    city = Agency.objects.create(name="Wali Kota Tanjung Selasih", slug="wali-kota", kind=Agency.Kind.LEADERSHIP)
    assert str(Position(title="Wali Kota", agency=city)) == "Wali Kota"


def test_the_highest_rank_comes_first(official, appointment, other_agency):
    higher = Position.objects.create(title="Asisten", agency=other_agency, rank=1)
    acting = Appointment.objects.create(official=official, position=higher, capacity="plt", start_date=FIRST)
    assert offices_on([official.pk], HANDOVER) == {official.pk: [acting, appointment]}
    assert offices_on([official.pk], FIRST - DAY) == {official.pk: []}


def test_a_second_definitive_holder_is_refused_in_words(appointment, successor):
    with pytest.raises(ValidationError, match=successor.official.name):
        Appointment(official=appointment.official, position=appointment.position, start_date=LAST).full_clean()
    Appointment(
        official=appointment.official, position=appointment.position, start_date=LAST, capacity="plh"
    ).full_clean()


def test_an_agency_is_not_part_of_itself_at_any_depth(agency):
    clinic = Agency.objects.create(name="Puskesmas", slug="puskesmas", parent=agency)
    agency.parent = clinic
    with pytest.raises(ValidationError):
        agency.full_clean()


def test_within_is_the_agency_and_all_below(agency, other_agency):
    clinic = Agency.objects.create(name="Puskesmas", slug="puskesmas", parent=agency)
    ward = Agency.objects.create(name="Pustu", slug="pustu", parent=clinic)
    assert set(Agency.objects.within([agency.pk])) == {agency, clinic, ward}
    assert set(Agency.objects.within([])) == set()
