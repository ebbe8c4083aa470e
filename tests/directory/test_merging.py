"""Two records of one person become one, and what was released stays as it was."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied

from news.articles.models import Edition, Mention, Quote
from news.directory.merging import merge, obstacles
from news.directory.models import Appointment, Depiction, Official, Position
from news.directory.undoing import Refused
from news.ledger.models import LedgerEntry
from news.photos.uploads import receive
from tests.photos import pictures

pytestmark = pytest.mark.usefixtures("english")

THEN = datetime.date(2020, 1, 1)


@pytest.fixture
def double(official, agency) -> Official:
    """A second record of the official, under another spelling, with an office held before."""
    double = Official.objects.create(
        name="Rahmad Simbolang", slug="rahmad-simbolang", aliases="Pak Rahmad", biography="Dokter."
    )
    secretary = Position.objects.create(title="Sekretaris", agency=agency)
    Appointment.objects.create(official=double, position=secretary, start_date=THEN, end_date=datetime.date(2024, 1, 1))
    return double


def test_offices_quotes_photos_and_spellings_move(official, double, appointment, draft, redaktur):
    earlier = double.appointments.get()
    quote = Quote.objects.create(edition=draft, appointment=earlier, words="Dulu saya bilang begitu.")
    photos = [
        receive(pictures.upload(pictures.encoded(pictures.blocks().rotate(90 * turn))), by=None) for turn in (0, 1)
    ]
    for photo in photos:
        Depiction.objects.create(photo=photo, official=double)
    Depiction.objects.create(photo=photos[0], official=official)
    double.portrait = photos[0]
    double.save()
    kept = merge(official, double, by=redaktur)
    double.refresh_from_db()
    quote = Quote.objects.get(pk=quote.pk)
    assert set(kept.appointments.all()) == {appointment, earlier}
    assert quote.said_by == "dr. Rahmat Simbolang, M.Kes."
    assert quote.said_as == "Sekretaris Dinas Kesehatan Kota Tanjung Selasih"
    assert {row.photo for row in kept.depictions.all()} == set(photos)
    assert kept.depictions.count() == 2
    assert kept.alias_list == ["Rahmad Simbolang", "Pak Rahmad"]
    assert (kept.portrait, kept.biography) == (photos[0], "Dokter.")
    assert (double.merged_into, double.portrait, double.slug) == (kept, None, "rahmad-simbolang")
    entry = LedgerEntry.objects.filter(event="merge").get()
    assert entry.subject == f"official:{official.pk}"
    assert "rahmad-simbolang" in entry.note


def test_what_was_released_keeps_its_digest(official, double, released, redaktur):
    # An edition that mentions both records, and one office of each.
    Mention.objects.create(edition=released, official=double, appointment=double.appointments.get())
    before = Edition.objects.get(pk=released.pk).digest()
    merge(official, double, by=redaktur)
    assert Edition.objects.get(pk=released.pk).digest() == before
    assert Mention.objects.filter(official=double).exists()


def test_records_merged_before_follow(official, double, redaktur):
    third = Official.objects.create(name="R. Simbolang", slug="r-simbolang")
    merge(double, third, by=redaktur)
    merge(official, double, by=redaktur)
    assert set(official.merged.all()) == {double, third}
    assert sorted(official.records) == sorted([official.pk, double.pk, third.pk])


def test_two_who_held_office_at_once_are_two_people(official, double, appointment, redaktur):
    Appointment.objects.filter(official=double).update(end_date=datetime.date(2024, 1, 2))
    assert len(obstacles(official, double)) == 1
    with pytest.raises(Refused, match="were held at the same time"):
        merge(official, double, by=redaktur)
    assert Official.objects.current().count() == 2
    Appointment.objects.filter(official=double).update(capacity="plt")  # one may act beside one's own office
    merge(official, double, by=redaktur)


def test_what_is_one_already_is_not_merged_again(official, double, redaktur):
    with pytest.raises(Refused):
        merge(official, official, by=redaktur)
    merge(official, double, by=redaktur)
    for pair in ((official, double), (double, official)):
        with pytest.raises(Refused, match="neither of which was merged"):
            merge(*pair, by=redaktur)


def test_a_writer_merges_nobody(official, double, penulis):
    with pytest.raises(PermissionDenied):
        merge(official, double, by=penulis)
