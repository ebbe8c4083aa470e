"""The number at the bell."""

import pytest
from django.utils import timezone, translation

from news.alerts.counting import Unread, unread
from news.alerts.models import Kind, Notice

pytestmark = pytest.mark.django_db


def test_only_what_is_unread_and_at_the_desk_counts(redaktur, penerbit, django_assert_num_queries):
    for number, fields in enumerate([{}, {}, {"read_at": timezone.now()}, {"is_at_desk": False}]):
        Notice.objects.create(user=redaktur, kind=Kind.FAILED, occasion=f"x:{number}", **fields)
    Notice.objects.create(user=penerbit, kind=Kind.FAILED, occasion="x:0")
    with django_assert_num_queries(1):
        assert unread(redaktur).count == 2


@pytest.mark.parametrize(
    ("count", "label", "words"),
    [
        (0, "", "Tidak ada pemberitahuan baru"),
        (7, "7", "7 pemberitahuan belum dibaca"),
        (100, "99+", "99+ pemberitahuan belum dibaca"),
    ],
)
def test_the_number_in_words(count, label, words):
    with translation.override("id"):
        assert (Unread(count).label, Unread(count).words) == (label, words)


def test_beyond_a_hundred_nobody_counts(redaktur):
    Notice.objects.bulk_create(Notice(user=redaktur, kind=Kind.FAILED, occasion=f"x:{n}") for n in range(150))
    assert unread(redaktur).label == "99+"
