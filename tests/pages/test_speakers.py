"""Who held which office on a day, and an office over time."""

import datetime

import pytest

from news.directory.models import Agency, Appointment, Official, Position
from news.pages.speakers import Branch, history, offices_held

D = datetime.date
TODAY = D(2026, 3, 11)


@pytest.fixture
def position(agency) -> Position:
    return Position.objects.create(title="Kepala", agency=agency, rank=10)


@pytest.fixture
def hold(position):
    """Let somebody hold the office."""

    def go(name: str, start: D, end: D | None = None, capacity: str = "definitive", at: Position = position) -> None:
        official, _made = Official.objects.get_or_create(name=name, defaults={"slug": name.casefold()})
        Appointment.objects.create(official=official, position=at, capacity=capacity, start_date=start, end_date=end)

    return go


def told(position: Position) -> list[tuple]:
    return [
        (span.start, span.end, span.held.appointment.official.name if span.held else None)
        for span in history(position, TODAY)
    ]


def test_an_office_over_time_has_its_gaps(position, hold):
    assert told(position) == []
    hold("A", D(2020, 1, 1), D(2021, 1, 1))
    assert told(position) == [(D(2021, 1, 1), None, None), (D(2020, 1, 1), D(2021, 1, 1), "A")]
    hold("B", D(2021, 6, 1), D(2022, 1, 1))
    hold("C", D(2021, 7, 1), D(2021, 8, 1), "plh")
    hold("D", D(2022, 1, 1))
    hold("E", D(2023, 1, 1), D(2023, 2, 1), "plh")
    assert told(position) == [
        (D(2023, 1, 1), D(2023, 2, 1), "E"),
        (D(2022, 1, 1), None, "D"),
        (D(2021, 7, 1), D(2021, 8, 1), "C"),
        (D(2021, 6, 1), D(2022, 1, 1), "B"),
        (D(2021, 1, 1), D(2021, 6, 1), None),
        (D(2020, 1, 1), D(2021, 1, 1), "A"),
    ]


def test_what_is_to_come_is_not_told(position, hold):
    hold("A", D(2020, 1, 1), D(2026, 3, 12))
    hold("B", D(2026, 3, 12))
    assert told(position) == [(D(2020, 1, 1), None, "A")]


def printed(branches: list[Branch]) -> list[tuple]:
    return [
        (
            branch.agency.name,
            [(office.title, [held.office for held in office.holders]) for office in branch.offices],
            printed(branch.branches),
        )
        for branch in branches
    ]


def test_offices_stand_in_the_tree_of_that_day_under_the_names_of_that_day(
    agency, other_agency, position, hold, django_assert_num_queries
):
    clinic = Agency.objects.create(name="Puskesmas Muara", slug="muara", parent=agency, valid_from_date=D(2022, 1, 1))
    Agency.objects.filter(pk=other_agency.pk).update(valid_until_date=D(2023, 1, 1))
    agency.former_names.create(name="Kantor Kesehatan", until_date=D(2022, 6, 1))
    head = Position.objects.create(title="Kepala", agency=clinic)
    hold("A", D(2020, 1, 1))
    hold("B", D(2022, 1, 1), D(2022, 2, 1), "plh")
    hold("B", D(2022, 1, 1), at=head)
    with django_assert_num_queries(4):
        then = offices_held(D(2022, 1, 15))
    assert printed(then) == [
        (
            "Kantor Kesehatan",
            [("Kepala Kantor Kesehatan", ["Kepala Kantor Kesehatan", "Plh. Kepala Kantor Kesehatan"])],
            [("Puskesmas Muara", [("Kepala Puskesmas Muara", ["Kepala Puskesmas Muara"])], [])],
        ),
        ("Dinas Perhubungan Kota Tanjung Selasih", [], []),
    ]
    earlier = printed(offices_held(D(2019, 1, 1)))
    assert earlier[0] == ("Kantor Kesehatan", [("Kepala Kantor Kesehatan", [])], [])
    assert [name for name, *_rest in printed(offices_held(TODAY))] == ["Dinas Kesehatan Kota Tanjung Selasih"]
