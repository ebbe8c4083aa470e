"""Photos are chosen from the library: newest first, page by page, by words, people and days."""

import datetime

import pytest
from django.utils import timezone

from news.desk import choosing
from news.desk.choosing import Wish
from news.directory.models import Depiction
from news.photos.models import Photo


def photo(number: int, **fields: object) -> Photo:
    return Photo.objects.create(width=900, height=600, content_hash=str(number), title=f"Foto {number}", **fields)


def titles(wish: Wish, behind: str = "") -> list[str]:
    return [each.title for each in choosing.page(wish, behind).photos]


def test_pages_follow_each_other_without_counting(newsroom, django_assert_num_queries):
    now = timezone.now()
    Photo.objects.bulk_create(Photo(width=9, height=9, content_hash=f"h{n}", title=f"{n}") for n in range(60))
    Photo.objects.update(uploaded_at=now)  # all of one moment: the id decides
    seen: list[str] = []
    place = ""
    with django_assert_num_queries(3):
        for _page in range(3):
            page = choosing.page(Wish(), place)
            seen += [each.title for each in page.photos]
            place = page.place
    assert seen == [str(n) for n in reversed(range(60))]
    assert place == ""


@pytest.mark.parametrize("place", ["", "x", "~", "2026-01-01~1", "2026-01-01T00:00+00:00~x", "9" * 60])
def test_a_place_that_is_none_is_the_beginning(newsroom, place):
    photo(1)
    assert titles(Wish(), place) == ["Foto 1"]


def test_every_word_must_fit_somewhere(official, penulis):
    bakau = photo(1, caption="Warga menanam bakau", place="Pantai Selasih", uploaded_by=penulis)
    photo(2, caption="Warga rapat", people="Wira Sanjaya; Budi")
    Depiction.objects.create(photo=bakau, official=official)
    assert titles(Wish("warga")) == ["Foto 2", "Foto 1"]
    assert titles(Wish("warga BAKAU pantai")) == ["Foto 1"]
    assert titles(Wish("rahmat bakau")) == ["Foto 1"]
    assert titles(Wish("warga %")) == []
    assert titles(Wish(people="wira")) == ["Foto 2"]
    assert titles(Wish(people="simbolang")) == ["Foto 1"]
    assert titles(Wish(by=penulis)) == ["Foto 1"]


def test_days_are_those_of_the_newsroom_both_included(newsroom):
    with timezone.override("Asia/Jakarta"):
        photo(1, taken_at=datetime.datetime(2026, 3, 10, 16, 59, tzinfo=datetime.UTC))  # 23.59 WIB on the 10th
        photo(2, taken_at=datetime.datetime(2026, 3, 10, 17, 0, tzinfo=datetime.UTC))
        photo(3)
        eleventh = datetime.date(2026, 3, 11)
        assert titles(Wish(since=eleventh)) == ["Foto 2"]
        assert titles(Wish(until=eleventh)) == ["Foto 2", "Foto 1"]
        assert titles(Wish(since=eleventh, until=datetime.date(2026, 3, 10))) == []


def test_what_a_photo_lacks_is_told(newsroom):
    today = timezone.localdate()
    lacking = choosing.as_json(photo(1, rights_until_date=today - datetime.timedelta(days=1)))
    assert len(lacking["lacks"]) == 3
    assert choosing.as_json(photo(2, alt="Bakau", credit="Humas", rights_until_date=today))["lacks"] == []
    assert choosing.as_json(photo(3, decorative=True, credit="Humas"))["lacks"] == []
