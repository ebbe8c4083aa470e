"""What is typed and not saved: kept for its user only, whole, and not for ever; and who else is here."""

import datetime

import pytest
import time_machine
from django.utils import timezone, translation

from news.articles import redacting
from news.articles.models import Edition
from news.articles.phrases import MARK, Phrases
from news.desk import working_copies
from news.desk.models import WorkingCopy
from news.desk.working_copies import Draft, Refused, read_draft

from ..conftest import NOON

SESSION = "11111111-aaaa-bbbb-cccc-000000000001"
OTHER = "11111111-aaaa-bbbb-cccc-000000000002"


def typed(session: str = SESSION, edits: int = 1, **fields: str) -> Draft:
    """Return a draft in which ``fields`` were typed, empty before."""
    values = {name: [text] for name, text in fields.items()}
    return Draft(session, 1, edits, {name: [""] for name in fields}, values)


def test_what_is_typed_is_kept_beside_the_release(draft, penulis):
    copy = working_copies.keep(penulis, draft, typed(headline="Judul baru"))
    assert (copy.headline, copy.edition, copy.user, str(copy)) == ("Judul baru", draft, penulis, "Judul baru")
    draft.refresh_from_db()
    assert (draft.headline, draft.version) == ("Vaksinasi gratis di puskesmas mulai Senin", 1)


def test_each_page_has_its_own_and_what_comes_late_changes_nothing(draft, penulis):
    working_copies.keep(penulis, draft, typed(edits=5, lead="Lima"))
    working_copies.keep(penulis, draft, typed(edits=4, lead="Empat"))
    working_copies.keep(penulis, draft, typed(OTHER, edits=1, lead="Lain"))
    assert sorted(copy.text("lead") for copy in WorkingCopy.objects.all()) == ["Lain", "Lima"]


def test_who_takes_everything_back_leaves_nothing_behind(draft, penulis):
    working_copies.keep(penulis, draft, typed(edits=1, lead="Satu"))
    working_copies.keep(penulis, draft, Draft(SESSION, 1, 2, {}, {"lead": [""]}))
    assert working_copies.own(penulis, draft) == []
    assert WorkingCopy.objects.get().fields == {}


def test_a_session_belongs_to_one_release(draft, penulis):
    working_copies.keep(penulis, draft, typed(lead="Satu"))
    with pytest.raises(Refused):
        working_copies.keep(penulis, None, typed(edits=2, lead="Dua"))


def test_the_session_of_somebody_else_is_another(draft, penulis, redaktur):
    working_copies.keep(penulis, draft, typed(lead="Punya penulis"))
    working_copies.keep(redaktur, draft, typed(lead="Punya redaktur"))
    assert [copy.text("lead") for copy in working_copies.own(penulis, draft)] == ["Punya penulis"]
    assert working_copies.forget(redaktur, SESSION) == 1
    assert [copy.text("lead") for copy in working_copies.own(penulis, draft)] == ["Punya penulis"]


def test_too_much_left_behind_is_refused_and_what_is_there_goes_on(penulis, newsroom, monkeypatch):
    monkeypatch.setattr(working_copies, "MAX_COPIES", 1)
    working_copies.keep(penulis, None, typed(lead="Satu"))
    with pytest.raises(Refused) as refused:
        working_copies.keep(penulis, None, typed(OTHER, lead="Dua"))
    assert refused.value.code == "too_many"
    working_copies.keep(penulis, None, typed(edits=2, lead="Masih satu"))
    assert WorkingCopy.objects.get().text("lead") == "Masih satu"


GOOD = {"session": SESSION, "version": 1, "edits": 1, "base": {"lead": [""]}, "fields": {"lead": ["a"]}}


@pytest.mark.parametrize(
    "fault",
    [
        {"session": ""}, {"session": 7}, {"session": "x" * 40}, {"version": "1"}, {"version": -1}, {"edits": 2**31},
        {"edits": True}, {"base": []}, {"fields": None}, {"fields": {"lead": "a"}}, {"fields": {"lead": [1]}},
        {"fields": {"_save": ["1"]}}, {"fields": {"a b": ["1"]}}, {"fields": {"x" * 200: [""]}},
        {"fields": {f"f{n}": [""] for n in range(2000)}}, {"base": {"lead": "a"}},
    ],
)  # fmt: skip
def test_what_no_page_sends_is_refused_in_words(fault):
    assert read_draft(GOOD).fields == {"lead": ["a"]}
    with pytest.raises(Refused) as refused:
        read_draft(GOOD | fault)
    assert str(refused.value)


def test_what_no_database_keeps_is_left_out():
    assert read_draft(GOOD | {"fields": {"lead": ["a\x00b\ud800c"]}}).fields == {"lead": ["abc"]}


# What was left behind


def test_left_behind_is_what_no_open_page_has(draft, penulis):
    with time_machine.travel(NOON, tick=False) as clock:
        working_copies.keep(penulis, draft, typed(lead="Satu"))
        working_copies.keep(penulis, None, typed(OTHER, headline="Baru"))
        assert working_copies.left_behind(penulis) == []
        working_copies.close(penulis, OTHER)
        assert [copy.headline for copy in working_copies.left_behind(penulis)] == ["Baru"]
        clock.shift(datetime.timedelta(seconds=91))
        assert len(working_copies.left_behind(penulis)) == 2
        assert [copy.headline for copy in working_copies.own(penulis, None)] == ["Baru"]
        assert working_copies.own(penulis, None, but=OTHER) == []


def test_a_page_without_words_leaves_nothing(draft, penulis):
    working_copies.show_sign(penulis, draft, SESSION, 1)
    working_copies.close(penulis, SESSION)
    assert not WorkingCopy.objects.exists()


def test_it_asks_the_database_once_for_what_was_left_behind(draft, penulis, django_assert_max_num_queries):
    for number in range(5):
        working_copies.keep(penulis, draft, typed(f"{SESSION[:-2]}1{number}", lead="x"))
    with django_assert_max_num_queries(2):
        assert [str(copy) for copy in working_copies.left_behind(penulis, timezone.now() + datetime.timedelta(hours=1))]


def test_after_thirty_days_it_is_purged(draft, penulis):
    with time_machine.travel(NOON, tick=False) as clock:
        working_copies.keep(penulis, draft, typed(lead="Lama"))
        working_copies.show_sign(penulis, draft, OTHER, 1)
        clock.shift(datetime.timedelta(days=2))
        assert working_copies.purge() == 1
        clock.shift(datetime.timedelta(days=27, hours=23))
        assert working_copies.purge() == 0
        clock.shift(datetime.timedelta(hours=2))
        assert working_copies.purge() == 1


# Who else is here


def test_who_else_has_it_open_is_told_and_goes_after_a_minute_and_a_half(draft, penulis, redaktur):
    with time_machine.travel(NOON, tick=False) as clock, translation.override("en"):
        working_copies.show_sign(redaktur, draft, OTHER, 1)
        clock.shift(datetime.timedelta(minutes=2))
        working_copies.show_sign(redaktur, draft, OTHER, 1)
        assert words(penulis, draft) == ["redaktur opened this release 2 minutes ago."]
        working_copies.keep(redaktur, draft, typed(OTHER, lead="x"))
        assert words(penulis, draft) == ["redaktur opened this release 2 minutes ago and is writing."]
        assert words(redaktur, draft) == [
            "You opened this release in another window too, 2 minutes ago, and are writing there."
        ]
        assert words(redaktur, draft, OTHER) == []
        clock.shift(datetime.timedelta(seconds=89))
        assert len(words(penulis, draft)) == 1
        clock.shift(datetime.timedelta(seconds=1))
        assert words(penulis, draft) == []


def words(user, edition: Edition, session: str = SESSION) -> list[str]:
    return [sentence for _pk, sentence in working_copies.others(user, edition, session)]


# After a redaction


@pytest.fixture
def redacted(draft, penulis, penerbit):
    """A draft that a page has open, with a name in it, when the name is taken out."""
    with translation.override("en"), time_machine.travel(NOON, tick=False) as clock:
        Edition.objects.filter(pk=draft.pk).update(lead="Budi Santoso", created_at=NOON)
        draft = Edition.objects.select_related("article").get(pk=draft.pk)
        clock.shift(60)
        working_copies.show_sign(penulis, draft, SESSION, draft.version)
        working_copies.keep(penulis, draft, typed(lead="Budi Santoso!"))
        clock.shift(60)
        redacting.redact(draft.article, Phrases(["Budi Santoso"]), by=penerbit, reason="Nama anak.")
        clock.shift(60)
        yield Edition.objects.select_related("article").get(pk=draft.pk)


@pytest.mark.parametrize("session", [SESSION, OTHER])
def test_a_page_opened_before_a_redaction_brings_nothing_back(session, redacted, penulis):
    with pytest.raises(Refused, match="removed") as refused:
        working_copies.keep(penulis, redacted, typed(session, edits=2, lead="Budi Santoso!!"))
    assert refused.value.code == "redacted"
    (copy,) = WorkingCopy.objects.all()
    assert copy.text("lead") == f"{MARK}!"


def test_a_page_opened_after_a_redaction_keeps_what_is_typed(redacted, penulis):
    working_copies.show_sign(penulis, redacted, OTHER, redacted.version)
    fresh = Draft(OTHER, redacted.version, 1, {"lead": [""]}, {"lead": ["Seorang anak"]})
    assert working_copies.keep(penulis, redacted, fresh).text("lead") == "Seorang anak"
    Edition.objects.filter(pk=redacted.pk).update(version=redacted.version + 5)  # colleagues save meanwhile
    later = Draft(OTHER, redacted.version, 2, {"lead": [""]}, {"lead": ["Seorang anak laki-laki"]})
    assert working_copies.keep(penulis, redacted, later).text("lead") == "Seorang anak laki-laki"


def test_a_correction_begun_after_a_redaction_never_had_the_words(redacted, penulis):
    Edition.objects.filter(pk=redacted.pk).update(created_at=NOON + datetime.timedelta(hours=1), version=9)
    correction = Edition.objects.select_related("article").get(pk=redacted.pk)
    assert working_copies.keep(penulis, correction, typed(OTHER, lead="Satu")).text("lead") == "Satu"
