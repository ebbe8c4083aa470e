"""Intervals follow from intents, whatever the order of decisions."""

import datetime

from django.utils import timezone

from news.articles import workflow
from news.articles.models import Edition, EditionAgency, EditionTag, Mention

HOUR = datetime.timedelta(hours=1)


def correct(released, penulis, redaktur, penerbit, **release) -> Edition:
    correction = workflow.take("revise", released, by=penulis, kind="update", note="Jam layanan")
    if expires_at := release.pop("expires_at", None):
        Edition.objects.filter(pk=correction.pk).update(expires_at=expires_at)
    workflow.take("submit", correction, by=penulis)
    workflow.take("approve", correction, by=redaktur)
    return workflow.take("release", correction, by=penerbit, **release)


def test_unscheduling_a_correction_lets_its_predecessor_live_on(released, penulis, redaktur, penerbit):
    correction = correct(released, penulis, redaktur, penerbit, at=timezone.now() + HOUR)
    released.refresh_from_db()
    assert released.live_until == correction.live_from
    workflow.take("unschedule", correction, by=penerbit)
    released.refresh_from_db()
    assert released.live_until is None


def test_the_earliest_end_wins(released, penulis, redaktur, penerbit):
    now = timezone.now()
    correction = correct(released, penulis, redaktur, penerbit, expires_at=now + 3 * HOUR)
    assert correction.live_until == now + 3 * HOUR
    scheduled = correct(correction, penulis, redaktur, penerbit, at=now + 2 * HOUR, expires_at=now + 5 * HOUR)
    correction.refresh_from_db()
    assert correction.live_until == scheduled.live_from == now + 2 * HOUR
    assert scheduled.live_until == now + 5 * HOUR
    withdrawn = workflow.take("withdraw", correction, by=penerbit, note="Batal")
    assert withdrawn.live_until == withdrawn.article.withdrawn_at


def test_the_rows_of_lists_carry_the_first_publication(released, penulis, redaktur, penerbit):
    correction = correct(released, penulis, redaktur, penerbit)
    first = correction.article.first_released_at
    for row in (*EditionAgency.objects.all(), *Mention.objects.all(), *EditionTag.objects.all()):
        assert row.list_at == first
    assert EditionTag.objects.count() == 2


def test_the_rows_of_an_unscheduled_release_leave_the_lists(approved, penerbit):
    scheduled = workflow.take("release", approved, by=penerbit, at=timezone.now() + HOUR)
    assert EditionAgency.objects.get().list_at == scheduled.live_from
    workflow.take("unschedule", scheduled, by=penerbit)
    assert EditionAgency.objects.get().list_at is None


def test_the_address_has_the_local_date(approved, penerbit, time_machine):
    time_machine.move_to(datetime.datetime(2027, 3, 10, 18, 0, tzinfo=datetime.UTC))  # 01.00 WIB on the 11th
    edition = workflow.take("release", approved, by=penerbit)
    assert edition.article.url_date == datetime.date(2027, 3, 11)
    assert edition.article.number == "001/SP/III/2027"
