"""Decisions taken back: all is exactly as it was, while nothing else depends on it."""

import datetime

import pytest
import time_machine
from django.core.exceptions import PermissionDenied

from news.articles.models import Mention, Quote
from news.directory.merging import merge
from news.directory.models import Agency, AgencyName, Appointment, Change, Depiction, Membership, Official, Position
from news.directory.succession import hand_over, put_acting, rename, succeed
from news.directory.undoing import Refused, latest, undo
from news.ledger.models import LedgerEntry
from news.photos.models import Photo
from news.photos.uploads import receive
from tests.photos import pictures

pytestmark = pytest.mark.usefixtures("english")

THEN, APRIL = datetime.date(2020, 1, 1), datetime.date(2026, 4, 1)
NOON = datetime.datetime(2026, 3, 11, 5, tzinfo=datetime.UTC)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


def everything() -> list[list[tuple]]:
    models = (Agency, AgencyName, Agency.successors.through, Official, Position, Appointment, Depiction)
    return [list(model._default_manager.order_by("pk").values_list()) for model in models]


@pytest.fixture
def photos(newsroom) -> list[Photo]:
    shots = (pictures.blocks().rotate(90 * turn) for turn in range(3))
    return [receive(pictures.upload(pictures.encoded(shot)), by=None) for shot in shots]


@pytest.fixture
def double(official, agency, photos) -> Official:
    """A second record of the official with all that a record has, and one that was merged into it before."""
    double = Official.objects.create(
        name="Rahmad Simbolang", slug="rahmad-simbolang", aliases="Pak Rahmad", biography="Dokter.",
        portrait=photos[2], honorific_prefix="Ir.",
    )  # fmt: skip
    Official.objects.create(name="R. Simbolang", slug="r-simbolang", merged_into=double)
    secretary = Position.objects.create(title="Sekretaris", agency=agency)
    Appointment.objects.create(official=double, position=secretary, start_date=THEN, end_date=datetime.date(2024, 1, 1))
    for who, photo in ((double, photos[0]), (double, photos[1]), (official, photos[0])):
        Depiction.objects.create(photo=photo, official=who)
    return double


def test_a_merge_is_taken_back_exactly(official, double, appointment, draft, redaktur, penerbit):
    Quote.objects.create(edition=draft, appointment=double.appointments.get(), words="Dulu.")
    Mention.objects.create(edition=draft, official=double, appointment=double.appointments.get())
    before = everything()
    merge(official, double, by=redaktur)
    assert everything() != before
    undo(latest(f"official:{official.pk}"), by=penerbit)
    assert everything() == before
    assert Quote.objects.get(words="Dulu.").said_by == "Ir. Rahmad Simbolang"
    done, undone = LedgerEntry.objects.filter(subject=f"official:{official.pk}").order_by("sequence")
    assert (done.event, done.actor, undone.event, undone.actor) == ("merge", redaktur, "undo", penerbit)
    assert undone.note == done.note
    assert latest(f"official:{official.pk}") is None
    merge(double, official, by=redaktur)  # the other way, which was meant


def test_what_is_taken_back_once_is_not_taken_back_again(official, double, redaktur):
    merge(official, double, by=redaktur)
    change = latest(f"official:{official.pk}")
    undo(change, by=redaktur)
    before = everything()
    with pytest.raises(Refused, match="taken back already"):
        undo(change, by=redaktur)
    assert everything() == before


def entered_quote(kept: Official, gone: Official, draft, photos) -> None:
    Quote.objects.create(edition=draft, appointment=kept.appointments.get(position__title="Sekretaris"), words="Baru.")


def entered_mention(kept: Official, gone: Official, draft, photos) -> None:
    Mention.objects.filter(official=kept).update(appointment=None)
    moved = kept.appointments.get(position__title="Sekretaris")
    other = Official.objects.create(name="Lain", slug="lain")
    Mention.objects.create(edition=draft, official=other, appointment=moved)


def edited_biography(kept: Official, gone: Official, draft, photos) -> None:
    Official.objects.filter(pk=kept.pk).update(biography="Dokter gigi.")


def ended_office(kept: Official, gone: Official, draft, photos) -> None:
    kept.appointments.filter(position__title="Sekretaris").update(official=Official.objects.create(name="X", slug="x"))


def deleted_depiction(kept: Official, gone: Official, draft, photos) -> None:
    Depiction.objects.filter(photo=photos[1]).delete()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (entered_quote, "entered since that depends on it"),
        (entered_mention, "entered since that depends on it"),
        (edited_biography, "was changed since"),
        (ended_office, "was changed since"),
        (deleted_depiction, "was changed since"),
    ],
)
def test_what_depends_on_a_merge_keeps_it(change, words, official, double, appointment, draft, photos, redaktur):
    merge(official, double, by=redaktur)
    change(official, double, draft, photos)
    before = everything()
    with pytest.raises(Refused, match=words):
        undo(latest(f"official:{official.pk}"), by=redaktur)
    assert everything() == before
    assert LedgerEntry.objects.filter(event="undo").count() == 0
    assert latest(f"official:{official.pk}") is not None


def test_a_portrait_that_was_deleted_since_is_not_brought_back(official, double, photos, redaktur):
    Official.objects.filter(pk=official.pk).update(portrait=photos[0])
    merge(official, double, by=redaktur)
    Photo.objects.filter(pk=photos[2].pk).delete()
    with pytest.raises(Refused, match="deleted since"):
        undo(latest(f"official:{official.pk}"), by=redaktur)


def test_merges_are_taken_back_the_last_one_first(official, double, redaktur):
    third = Official.objects.create(name="Ketiga", slug="ketiga")
    before = everything()
    merge(official, double, by=redaktur)
    first = latest(f"official:{official.pk}")
    merge(official, third, by=redaktur)
    with pytest.raises(Refused):
        undo(first, by=redaktur)
    undo(latest(f"official:{official.pk}"), by=redaktur)
    undo(first, by=redaktur)
    assert everything() == before


@pytest.mark.parametrize("who", ["penulis", "moderator"])
def test_who_does_not_keep_the_directory_takes_nothing_back(who, official, double, redaktur, request):
    merge(official, double, by=redaktur)
    with pytest.raises(PermissionDenied):
        undo(latest(f"official:{official.pk}"), by=request.getfixturevalue(who))
    assert Official.objects.get(pk=double.pk).merged_into == official


# What follows what


def test_every_succession_is_taken_back_exactly(appointment, other_agency, redaktur):
    position, agency = appointment.position, appointment.position.agency
    known = Official.objects.create(name="Sari Tumangger", slug="sari-tumangger")
    new = [Agency(name=name, slug=name.casefold()) for name in ("Satu", "Dua")]
    somebody = Official(name="Orang Baru", slug="orang-baru")
    before = everything()
    for subject, decide in (
        (position, lambda: hand_over(position, known, date=APRIL, by=redaktur)),
        (position, lambda: hand_over(position, somebody, date=APRIL, by=redaktur)),
        (position, lambda: put_acting(position, known, capacity="plh", start=APRIL, end=None, by=redaktur)),
        (agency, lambda: rename(agency, name="Baru", short_name="B", date=NOON.date(), by=redaktur)),
        (agency, lambda: rename(agency, name="Baru", short_name="B", date=APRIL, by=redaktur)),
        (agency, lambda: succeed([agency, other_agency], new, date=APRIL, by=redaktur)),
    ):
        decide()
        assert everything() != before
        undo(latest(f"{subject._meta.model_name}:{subject.pk}"), by=redaktur)
        assert everything() == before
    assert not Change.objects.exists()


def test_a_new_agency_that_is_used_stays(agency, penulis, redaktur):
    succeed([agency], [Agency(name="Baru", slug="baru")], date=APRIL, by=redaktur)
    Membership.objects.create(user=penulis, agency=Agency.objects.get(slug="baru"))
    before = everything()
    with pytest.raises(Refused, match="“Baru” is in use since"):
        undo(latest(f"agency:{agency.pk}"), by=redaktur)
    assert everything() == before


def test_an_office_that_somebody_spoke_in_stays_handed_over(appointment, draft, redaktur):
    new = Official.objects.create(name="Sari Tumangger", slug="sari-tumangger")
    begun = hand_over(appointment.position, new, date=APRIL, by=redaktur)
    Quote.objects.create(edition=draft, appointment=begun, words="Terima kasih.")
    with pytest.raises(Refused, match="in use since"):
        undo(latest(f"position:{appointment.position.pk}"), by=redaktur)
    assert new.appointments.get() == begun
