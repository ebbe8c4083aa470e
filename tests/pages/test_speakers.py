"""An office over time, and the tree of agencies."""

import datetime

import pytest

from news.directory.models import Agency, Appointment, Official, Position
from news.pages.speakers import history, tree

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


def test_the_tree_opens_and_closes_what_it_has(newsroom, django_assert_num_queries):
    def add(name: str, parent: Agency | None = None, **fields: object) -> Agency:
        return Agency.objects.create(name=name, slug=name.casefold(), parent=parent, **fields)

    a, z = add("A"), add("Z", kind="leadership")
    b = add("B", a)
    for name, parent in (("C", b), ("D", b), ("E", a), ("F", z)):
        add(name, parent)
    gone = add("G", valid_until_date=TODAY)
    add("H", gone)
    add("I", valid_from_date=D(2026, 3, 12))
    with django_assert_num_queries(2):
        twigs, past = tree(TODAY)
    assert past == [gone]
    written = "".join(
        f"{twig.agency.name}{'(' if twig.has_parts else ' '}{')' * (len(twig.closes) - 1)}" for twig in twigs
    )
    assert written == "Z(F )A(B(C D )E )H "
