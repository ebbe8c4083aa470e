"""Who held which office on a day: in the tree of that day, under its names, a page at a time."""

import datetime
from urllib.parse import parse_qs

import pytest
from django.http import Http404

from news.directory.models import Agency, AgencyName, Appointment, Official, Position
from news.pages.holding import SIZE, Holding, holding, serving

D = datetime.date
DAY = D(2022, 1, 15)


def hold(position: Position, name: str, start: D, end: D | None = None, capacity: str = "definitive") -> None:
    official, _made = Official.objects.get_or_create(slug=name.casefold(), defaults={"name": name})
    Appointment.objects.create(official=official, position=position, capacity=capacity, start_date=start, end_date=end)


def printed(page: Holding) -> list[tuple]:
    return [
        (
            unit.depth,
            unit.agency.name,
            [(office.title, [held.office for held in office.holders]) for office in unit.offices],
        )
        for unit in page.units
    ]


def walked(date: D, query: str = "") -> list[Holding]:
    """Return all pages, as whoever follows the links sees them."""
    pages = [holding(date, query)]
    while pages[-1].further:
        asked = {name: values[0] for name, values in parse_qs(pages[-1].further.removeprefix("?")).items()}
        assert asked["tanggal"] == date.isoformat()
        pages.append(holding(date, asked.get("q", ""), asked["dari"]))
    return pages


def test_offices_stand_in_the_tree_of_that_day_under_the_names_of_that_day(agency, other_agency):
    clinic = Agency.objects.create(name="Puskesmas Muara", slug="muara", parent=agency, valid_from_date=D(2022, 1, 1))
    Agency.objects.create(name="Puskesmas Hulu", slug="hulu", parent=clinic)
    mayor = Agency.objects.create(name="Wali Kota", slug="wali-kota", kind="leadership")
    hold(Position.objects.create(title="Wali Kota", agency=mayor), "W", D(2020, 1, 1))
    Agency.objects.filter(pk=other_agency.pk).update(valid_until_date=D(2023, 1, 1))
    AgencyName.objects.create(agency=agency, name="Kantor Kesehatan", until_date=D(2022, 6, 1))
    AgencyName.objects.create(agency=agency, name="Kantor Lain", until_date=D(2023, 6, 1))
    head = Position.objects.create(title="Kepala", agency=agency)
    hold(head, "B", D(2022, 1, 1), D(2022, 2, 1), "plh")
    hold(head, "A", D(2020, 1, 1))
    hold(Position.objects.create(title="Kepala", agency=clinic), "B", D(2022, 1, 1))
    assert printed(holding(DAY)) == [
        (0, "Wali Kota", [("Wali Kota", ["Wali Kota"])]),
        (
            0, "Kantor Kesehatan",
            [("Kepala Kantor Kesehatan", ["Kepala Kantor Kesehatan", "Plh. Kepala Kantor Kesehatan"])],
        ),
        (1, "Puskesmas Muara", [("Kepala Puskesmas Muara", ["Kepala Puskesmas Muara"])]),
        (2, "Puskesmas Hulu", []),
        (0, "Dinas Perhubungan Kota Tanjung Selasih", []),
    ]  # fmt: skip
    assert [unit.above for unit in holding(DAY).units][2:4] == ["Kantor Kesehatan", "Puskesmas Muara"]
    # Before the clinic was there, its part stands at the root, and the office is vacant.
    assert printed(holding(D(2019, 1, 1)))[1:3] == [
        (0, "Kantor Kesehatan", [("Kepala Kantor Kesehatan", [])]),
        (0, "Dinas Perhubungan Kota Tanjung Selasih", []),
    ]
    assert "Dinas Perhubungan Kota Tanjung Selasih" not in [name for _d, name, _o in printed(holding(D(2023, 1, 1)))]


@pytest.fixture
def many(newsroom) -> None:
    """Ten agencies with three parts each; eleven offices in each of all forty, and ninety in one more."""
    roots = Agency.objects.bulk_create(Agency(name=f"Dinas {n:02}", slug=f"dinas-{n}") for n in range(10))
    parts = Agency.objects.bulk_create(
        Agency(name=f"Bidang {n:02}", slug=f"bidang-{n}", parent=roots[n % 10]) for n in range(30)
    )
    large = Agency.objects.create(name="Dinas Terbesar", slug="terbesar")
    titles = [(agency, number) for agency in (*roots, *parts) for number in range(11)]
    titles += [(large, number) for number in range(90)]
    Position.objects.bulk_create(
        Position(agency=agency, title=f"Kepala Seksi {number:02}", rank=90 - number % 7) for agency, number in titles
    )


def test_every_office_stands_on_one_page_in_order(many, django_assert_max_num_queries):
    pages = walked(DAY)
    assert all(sum(max(1, len(unit.offices)) for unit in page.units) <= SIZE for page in pages)
    shown = [office.position.pk for page in pages for unit in page.units for office in unit.offices]
    assert len(shown) == len(set(shown)) == Position.objects.count() == 530
    names = [unit.agency.name for page in pages for unit in page.units]
    assert names[:5] == ["Dinas 00", "Bidang 00", "Bidang 10", "Bidang 20", "Dinas 01"]
    assert [page.is_first for page in pages] == [True] + [False] * (len(pages) - 1)
    largest = [unit for page in pages for unit in page.units if unit.agency.name == "Dinas Terbesar"]
    ranks = [(each.position.rank, each.position.title) for unit in largest for each in unit.offices]
    assert len(largest) == 4
    assert ranks == sorted(ranks)
    for page in (pages[0], pages[-2]):
        place = parse_qs(page.further)["dari"][0]
        with django_assert_max_num_queries(6):
            holding(DAY, "", place)


def test_words_find_offices_by_title_and_agency(many):
    found = walked(DAY, "  SEKSI 03  bidang 11")
    assert [(unit.agency.name, len(unit.offices)) for page in found for unit in page.units] == [("Bidang 11", 1)]
    everywhere = walked(DAY, "seksi 03")
    # Once in each of 41 agencies, and all offices of Dinas 03 and Bidang 03.
    assert sum(len(unit.offices) for page in everywhere for unit in page.units) == 41 - 2 + 2 * 11
    assert len(everywhere) > 1
    whole = walked(DAY, "terbesar dinas")
    assert {unit.agency.name for page in whole for unit in page.units} == {"Dinas Terbesar"}
    assert sum(len(unit.offices) for page in whole for unit in page.units) == 90
    for odd in ("tidak ada", "%", "_", "'", "x" * 5000, "a " * 500):
        assert walked(DAY, odd) is not None
    assert holding(DAY, "%").units == []


@pytest.mark.parametrize("place", ["x", "0", "-1", "1-", "1-2-3", "9" * 30, "٣", "1 ", "999999-1"])
def test_an_odd_place_is_not_there(place, many):
    with pytest.raises(Http404):
        holding(DAY, "", place)


def test_an_office_that_went_leaves_one_at_its_agency(many):
    place = parse_qs(walked(DAY)[-2].further)["dari"][0]
    agency, _dash, office = place.partition("-")
    Position.objects.filter(pk=office).delete()
    assert holding(DAY, "", place).units[0].agency.pk == int(agency)


def test_who_serves_today_is_told_a_page_at_a_time(many, django_assert_max_num_queries):
    for number, position in enumerate(Position.objects.order_by("pk")[:60]):
        hold(position, f"P{number}", D(2020, 1, 1))
    vacant, twice = Position.objects.order_by("pk")[60], Position.objects.order_by("pk")[0]
    hold(vacant, "Dulu", D(2019, 1, 1), D(2020, 1, 1))
    hold(twice, "Harian", D(2022, 1, 1), D(2022, 2, 1), "plh")
    places, names, ranks = [""], [], []
    while places[-1] is not None:
        with django_assert_max_num_queries(3):
            page = serving(DAY, places[-1])
        names += [row.official.name for row in page.holders]
        ranks += [(row.position.rank, row.position.title) for row in page.holders]
        places.append(page.further.removeprefix("?dari=") or None)
    assert len(places) == 4
    assert len(names) == 61
    assert set(names) == {f"P{number}" for number in range(60)} | {"Harian"}
    assert ranks == sorted(ranks)
    for odd in ("x", "0", "1-2", "9" * 30):
        with pytest.raises(Http404):
            serving(DAY, odd)
