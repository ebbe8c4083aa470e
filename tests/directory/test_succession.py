"""An office handed over, somebody acting in it, an agency renamed: one decision each, also in advance."""

import datetime

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from news.directory.models import Agency, Appointment, Change, Official, Position
from news.directory.succession import hand_over, put_acting, rename, succeed
from news.directory.undoing import Refused, undo
from news.ledger.models import LedgerEntry
from tests.at_once import at_once

pytestmark = pytest.mark.usefixtures("english")

DAY = datetime.timedelta(days=1)
HANDOVER = datetime.date(2026, 4, 1)


@pytest.fixture
def position(appointment) -> Position:
    return appointment.position


@pytest.fixture
def sari(newsroom) -> Official:
    return Official.objects.create(name="Sari Tumangger", slug="sari-tumangger")


def told(position: Position) -> list[tuple]:
    """Return all appointments to ``position`` in order."""
    rows = position.appointments.order_by("start_date", "pk")
    return list(rows.values_list("official__slug", "capacity", "start_date", "end_date"))


def test_one_ends_on_the_day_on_which_the_next_begins(position, sari, redaktur):
    begun = hand_over(
        position, sari, date=HANDOVER, by=redaktur, decree_number="821/4/2026", decree_date=datetime.date(2026, 3, 20)
    )
    assert told(position) == [
        ("rahmat-simbolang", "definitive", datetime.date(2024, 1, 1), HANDOVER),
        ("sari-tumangger", "definitive", HANDOVER, None),
    ]
    assert (begun.decree_number, begun.decree_date) == ("821/4/2026", datetime.date(2026, 3, 20))
    entry = LedgerEntry.objects.get()
    assert (entry.event, entry.subject, entry.actor) == ("hand_over", f"position:{position.pk}", redaktur)
    for fact in ("Rahmat Simbolang", "Sari Tumangger", "2026-04-01", "821/4/2026", "Kepala Dinas Kesehatan"):
        assert fact in entry.note


def test_who_acted_ends_too_and_may_follow(position, appointment, sari, redaktur):
    appointment.end_date = datetime.date(2026, 1, 1)
    appointment.save()
    acting = Appointment.objects.create(
        official=sari, position=position, capacity="plt", start_date=datetime.date(2026, 1, 1)
    )
    hand_over(position, sari, date=HANDOVER, by=redaktur)
    acting.refresh_from_db()
    assert acting.end_date == HANDOVER
    assert told(position)[-1] == ("sari-tumangger", "definitive", HANDOVER, None)


def test_somebody_new_is_entered_along(position, redaktur):
    hand_over(position, Official(name="Gunawan Tarip", slug="gunawan-tarip"), date=HANDOVER, by=redaktur)
    assert Official.objects.get(slug="gunawan-tarip").appointments.get().start_date == HANDOVER


def test_between_two_that_are_known_it_lasts_until_the_later(position, appointment, sari, redaktur):
    gunawan = Official.objects.create(name="Gunawan Tarip", slug="gunawan-tarip")
    hand_over(position, gunawan, date=datetime.date(2026, 6, 1), by=redaktur)
    hand_over(position, sari, date=HANDOVER, by=redaktur)
    assert [(row[0], row[3]) for row in told(position)] == [
        ("rahmat-simbolang", HANDOVER),
        ("sari-tumangger", datetime.date(2026, 6, 1)),
        ("gunawan-tarip", None),
    ]


@pytest.mark.parametrize(
    ("who", "date", "words"),
    [
        ("official", HANDOVER, "holds this office already"),
        ("sari", datetime.date(2024, 1, 1), "On that day Rahmat Simbolang begins"),
        ("sari", datetime.date(2026, 12, 1), "exists until"),
    ],
)
def test_what_cannot_be_is_refused_in_words_and_leaves_nothing(who, date, words, position, sari, redaktur, request):
    position.agency.valid_until_date = datetime.date(2026, 12, 1)
    position.agency.save()
    before = told(position)
    with pytest.raises(Refused, match=words):
        hand_over(position, request.getfixturevalue(who), date=date, by=redaktur)
    assert told(position) == before
    assert not LedgerEntry.objects.exists()


def test_pressing_twice_hands_over_once(position, sari, redaktur):
    hand_over(position, sari, date=HANDOVER, by=redaktur)
    with pytest.raises(Refused):
        hand_over(position, sari, date=HANDOVER, by=redaktur)
    assert len(told(position)) == 2


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_of_eight_hand_overs_at_once_one_is_taken(position, redaktur):
    def attempt(number: int) -> Appointment:
        successor = Official(name=f"Calon {number}", slug=f"calon-{number}")
        return hand_over(position, successor, date=HANDOVER, by=redaktur)

    results = at_once(8, attempt)
    assert sorted(type(result).__name__ for result in results) == ["Appointment", *["Refused"] * 7]
    assert [(row[2], row[3]) for row in told(position)] == [(datetime.date(2024, 1, 1), HANDOVER), (HANDOVER, None)]
    assert Official.objects.count() == 2  # who was refused left no record behind
    assert LedgerEntry.objects.count() == 1


def test_acting_for_a_time_ends_nobody(position, appointment, sari, redaktur):
    put_acting(position, sari, capacity="plh", start=HANDOVER, end=HANDOVER + 9 * DAY, by=redaktur)
    assert told(position) == [
        ("rahmat-simbolang", "definitive", datetime.date(2024, 1, 1), None),
        ("sari-tumangger", "plh", HANDOVER, HANDOVER + 9 * DAY),
    ]
    assert LedgerEntry.objects.get().event == "put_acting"


@pytest.mark.parametrize(
    ("who", "capacity", "end", "words"),
    [
        ("sari", "definitive", None, "in which capacity"),
        ("sari", "plt", HANDOVER, "must be after"),
        ("official", "plt", None, "holds this office already"),
    ],
)
def test_acting_that_cannot_be_is_refused(who, capacity, end, words, position, sari, redaktur, request):
    with pytest.raises(Refused, match=words):
        put_acting(position, request.getfixturevalue(who), capacity=capacity, start=HANDOVER, end=end, by=redaktur)


@pytest.mark.parametrize("who", ["penulis", "moderator"])
def test_who_does_not_keep_the_directory_decides_nothing(who, position, sari, agency, request):
    user = request.getfixturevalue(who)
    for decide in (
        lambda: hand_over(position, sari, date=HANDOVER, by=user),
        lambda: put_acting(position, sari, capacity="plt", start=HANDOVER, end=None, by=user),
        lambda: rename(agency, name="Lain", short_name="", date=datetime.date(2026, 1, 1), by=user),
        lambda: succeed([agency], [Agency(name="Lain", slug="lain")], date=HANDOVER, by=user),
    ):
        with pytest.raises(PermissionDenied):
            decide()
    assert len(told(position)) == 1


# Names

TODAY = datetime.datetime(2026, 3, 11, 5, tzinfo=datetime.UTC)


def test_a_new_name_keeps_the_old_one_for_its_time(agency, redaktur):
    with time_machine.travel(TODAY, tick=False):
        rename(
            agency, name="Dinas Kesehatan dan Gizi", short_name="Dinkesgi", date=datetime.date(2026, 3, 1), by=redaktur
        )
    agency = Agency.objects.get(pk=agency.pk)
    assert agency.name == "Dinas Kesehatan dan Gizi"
    assert agency.named_on(datetime.date(2026, 2, 28)) == ("Dinas Kesehatan Kota Tanjung Selasih", "Dinkes")
    assert agency.named_on(datetime.date(2026, 3, 1)) == ("Dinas Kesehatan dan Gizi", "Dinkesgi")
    assert LedgerEntry.objects.get().note == (
        "Dinas Kesehatan Kota Tanjung Selasih → Dinas Kesehatan dan Gizi, 2026-03-01"
    )


@pytest.mark.parametrize(
    ("name", "date", "words"),
    [
        ("Dinas Kesehatan Kota Tanjung Selasih", datetime.date(2026, 3, 1), "has this name already"),
        ("Dinas Gizi", datetime.date(2020, 1, 1), "renamed on that day or later"),
    ],
)
def test_a_name_that_cannot_be_is_refused(name, date, words, agency, redaktur):
    agency.former_names.create(name="Kantor Kesehatan", until_date=datetime.date(2020, 1, 1))
    with time_machine.travel(TODAY, tick=False), pytest.raises(Refused, match=words):
        rename(agency, name=name, short_name="Dinkes", date=date, by=redaktur)
    assert agency.former_names.count() == 1


APRIL = datetime.date(2026, 4, 1)
LAST_SECOND = datetime.datetime(2026, 3, 31, 16, 59, 59, tzinfo=datetime.UTC)  # 23.59.59 WIB
MIDNIGHT = LAST_SECOND + datetime.timedelta(seconds=1)


def fetched(agency: Agency) -> Agency:
    return Agency.objects.get(pk=agency.pk)


def test_a_new_name_waits_for_its_day_and_nothing_has_to_run(agency, position, redaktur):
    with time_machine.travel(TODAY, tick=False) as clock, timezone.override("Asia/Jakarta"):
        rename(agency, name="Dinas Gizi", short_name="Disgizi", date=APRIL, by=redaktur)
        clock.move_to(LAST_SECOND)
        assert (fetched(agency).name, str(fetched(agency))) == ("Dinas Kesehatan Kota Tanjung Selasih", "Dinkes")
        assert str(Position.objects.get(pk=position.pk)) == "Kepala Dinas Kesehatan Kota Tanjung Selasih"
        clock.move_to(MIDNIGHT)
        assert (fetched(agency).name, str(fetched(agency))) == ("Dinas Gizi", "Disgizi")
        assert str(Position.objects.select_related("agency").get(pk=position.pk)) == "Kepala Dinas Gizi"
        assert fetched(agency).name_on(datetime.date(2026, 3, 31)) == "Dinas Kesehatan Kota Tanjung Selasih"
        # Whoever saves the agency writes the name down; a part of it that was fetched changes nothing.
        Agency.objects.only("address").get(pk=agency.pk).save()
        assert fetched(agency).name == "Dinas Gizi"
        fetched(agency).save()
        row = Agency.objects.filter(pk=agency.pk).values_list("name", "short_name", "next_name", "next_name_date")
        assert row.get() == ("Dinas Gizi", "Disgizi", "", None)
        # And on it goes.
        rename(agency, name="Dinas Pangan", short_name="", date=APRIL + 30 * DAY, by=redaktur)
        clock.move_to(MIDNIGHT + 30 * DAY)
        assert fetched(agency).name == "Dinas Pangan"
        days = (APRIL - DAY, APRIL, APRIL + 29 * DAY, APRIL + 30 * DAY)
        names = ["Dinas Kesehatan Kota Tanjung Selasih", "Dinas Gizi", "Dinas Gizi", "Dinas Pangan"]
        assert [fetched(agency).name_on(day) for day in days] == names


def test_a_second_name_on_top_of_one_whose_day_came_keeps_both(agency, redaktur):
    with time_machine.travel(TODAY, tick=False) as clock, timezone.override("Asia/Jakarta"):
        rename(agency, name="Dinas Gizi", short_name="", date=APRIL, by=redaktur)
        clock.move_to(MIDNIGHT)
        rename(agency, name="Dinas Pangan", short_name="", date=APRIL + DAY, by=redaktur)  # nobody saved in between
        assert fetched(agency).name == "Dinas Gizi"
        clock.move_to(MIDNIGHT + DAY)
        assert [fetched(agency).name_on(APRIL + number * DAY) for number in (-1, 0, 1)] == [
            "Dinas Kesehatan Kota Tanjung Selasih", "Dinas Gizi", "Dinas Pangan",
        ]  # fmt: skip


def test_one_name_in_advance_at_a_time_and_it_can_be_taken_back(agency, redaktur):
    with time_machine.travel(TODAY, tick=False) as clock, timezone.override("Asia/Jakarta"):
        rename(agency, name="Dinas Gizi", short_name="", date=APRIL, by=redaktur)
        for date in (TODAY.date(), APRIL, APRIL + DAY):
            with pytest.raises(Refused, match="take that back first"):
                rename(agency, name="Dinas Pangan", short_name="", date=date, by=redaktur)
        undo(Change.objects.get(), by=redaktur)
        assert not agency.former_names.exists()
        clock.move_to(MIDNIGHT)
        assert fetched(agency).name == "Dinas Kesehatan Kota Tanjung Selasih"


def test_no_name_after_the_end(agency, redaktur):
    Agency.objects.filter(pk=agency.pk).update(valid_until_date=APRIL)
    with time_machine.travel(TODAY, tick=False), pytest.raises(Refused, match="only"):
        rename(agency, name="Dinas Gizi", short_name="", date=APRIL, by=redaktur)


# Splits and mergers


def test_an_agency_is_split_and_its_offices_end_with_it(agency, other_agency, position, sari, redaktur):
    secretary = Position.objects.create(title="Sekretaris", agency=agency)
    Appointment.objects.create(official=sari, position=secretary, start_date=APRIL - 9 * DAY, end_date=APRIL + DAY)
    ended = Appointment.objects.create(
        official=sari, position=secretary, start_date=APRIL - 99 * DAY, end_date=APRIL - 9 * DAY
    )
    succeed([agency], [other_agency, Agency(name="Dinas Gizi", slug="gizi")], date=APRIL, by=redaktur)
    agency = fetched(agency)
    assert agency.valid_until_date == APRIL
    new = Agency.objects.get(slug="gizi")
    assert set(agency.successors.all()) == {other_agency, new}
    assert new.valid_from_date == APRIL
    assert list(new.predecessors.all()) == [agency]
    ends = dict(Appointment.objects.filter(position__agency=agency).values_list("pk", "end_date"))
    assert ends.pop(ended.pk) == APRIL - 9 * DAY
    assert set(ends.values()) == {APRIL}
    entry = LedgerEntry.objects.get()
    assert (entry.event, entry.subject) == ("succeed", f"agency:{agency.pk}")
    for fact in ("Dinas Kesehatan Kota", "Dinas Gizi", "Dinas Perhubungan", "2026-04-01"):
        assert fact in entry.note


def test_agencies_are_merged_into_one(agency, other_agency, redaktur):
    succeed([agency, other_agency], [Agency(name="Dinas Bersama", slug="bersama")], date=APRIL, by=redaktur)
    one = Agency.objects.get(slug="bersama")
    assert set(one.predecessors.all()) == {agency, other_agency}
    assert set(Agency.objects.existing_on(APRIL)) == {one}
    assert set(Agency.objects.existing_on(APRIL - DAY)) == {agency, other_agency}
    assert [entry.subject for entry in LedgerEntry.objects.order_by("sequence")] == [
        f"agency:{agency.pk}", f"agency:{other_agency.pk}",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda one, other: ([one], [one]), "does not take its own place"),
        (lambda one, other: ([one], []), "Say which agencies end"),
        (lambda one, other: ([], [one]), "Say which agencies end"),
        (lambda one, other: ([], [other]), "Say which agencies end"),
    ],
)
def test_a_succession_of_nothing_is_refused(change, words, agency, other_agency, redaktur):
    ended, successors = change(agency, other_agency)
    with pytest.raises(Refused, match=words):
        succeed(ended, successors, date=APRIL, by=redaktur)
    assert not LedgerEntry.objects.exists()


@pytest.mark.parametrize(
    ("whose", "field", "date", "words"),
    [
        ("ended", "valid_until_date", APRIL + DAY, "exists until"),
        ("ended", "valid_from_date", APRIL, "exists from"),
        ("heir", "valid_until_date", APRIL, "exists until"),
        ("heir", "valid_from_date", APRIL + DAY, "exists from"),
    ],
)
def test_who_does_not_exist_then_succeeds_nobody(whose, field, date, words, agency, other_agency, redaktur):
    Agency.objects.filter(pk=(agency if whose == "ended" else other_agency).pk).update(**{field: date})
    with pytest.raises(Refused, match=words):
        succeed([agency], [other_agency], date=APRIL, by=redaktur)
    assert not agency.successors.exists()


def test_a_holder_to_come_is_settled_first(agency, other_agency, position, sari, redaktur):
    hand_over(position, sari, date=APRIL + DAY, by=redaktur)
    with pytest.raises(Refused, match="Sari Tumangger is to hold an office"):
        succeed([agency], [other_agency], date=APRIL, by=redaktur)
    assert fetched(agency).valid_until_date is None


def test_nobody_is_put_in_an_office_after_the_end(agency, other_agency, position, sari, redaktur):
    succeed([agency], [other_agency], date=APRIL, by=redaktur)
    with pytest.raises(Refused, match="only"):
        hand_over(position, sari, date=APRIL, by=redaktur)
