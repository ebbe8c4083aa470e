"""Colleagues talk about a release beside its text: whoever sees it may, and readers never see it."""

import pytest
from django.core.exceptions import PermissionDenied

from news.articles import workflow
from news.articles.models import Edition
from news.desk import remarking
from news.desk.models import Remark
from news.desk.signals import remarked
from news.directory.models import Membership
from tests.conftest import member


@pytest.fixture
def remark(draft, redaktur) -> Remark:
    return remarking.remark(
        draft.article, " Jam ini beda dengan undangan. ", by=redaktur, field="body", quoted="pukul\n 08.00"
    )


def test_a_remark_is_about_a_field_and_some_words_of_it(remark, redaktur):
    assert (remark.text, remark.field, remark.quoted) == ("Jam ini beda dengan undangan.", "body", "pukul 08.00")
    assert (remark.author, remark.resolved_at) == (redaktur, None)


@pytest.mark.parametrize("text", ["", " \n ", "x" * 4001])
def test_a_remark_says_something_and_not_too_much(text, draft, redaktur):
    with pytest.raises(remarking.RemarkRefused):
        remarking.remark(draft.article, text, by=redaktur)
    assert not Remark.objects.exists()


def test_what_it_quotes_is_cut_and_an_unknown_field_is_the_whole_release(draft, redaktur):
    made = remarking.remark(draft.article, "Hm.", by=redaktur, field="sandi", quoted="kata " * 200)
    assert made.field == ""
    assert len(made.quoted) == 300


def test_answers_are_one_level_deep(remark, penulis, redaktur):
    first = remarking.answer(remark, "Sudah dicek.", by=penulis)
    second = remarking.answer(first, "Terima kasih.", by=redaktur)
    assert second.parent == remark
    (thread,) = Remark.objects.threads()
    assert thread.answers == [first, second]


def test_settled_and_open_again(remark, penulis, redaktur, draft):
    assert remarking.open_count(draft) == 1
    remarking.settle(remark, by=penulis, settled=True)
    remark.refresh_from_db()
    assert remark.resolved_by == penulis
    assert remarking.open_count(draft) == 0
    remarking.settle(remark, by=redaktur, settled=True)  # who was first stays
    remark.refresh_from_db()
    assert remark.resolved_by == penulis
    remarking.settle(remark, by=redaktur, settled=False)
    remark.refresh_from_db()
    assert (remark.resolved_at, remark.resolved_by) == (None, None)


def test_who_does_not_see_the_release_does_not_talk_about_it(draft, remark, other_agency, moderator):
    stranger = member("penulis_lain", "writer")
    Membership.objects.create(user=stranger, agency=other_agency)
    for nobody in (stranger, moderator):
        with pytest.raises(PermissionDenied):
            remarking.remark(draft.article, "Halo.", by=nobody)
        with pytest.raises(PermissionDenied):
            remarking.answer(remark, "Halo.", by=nobody)
        with pytest.raises(PermissionDenied):
            remarking.settle(remark, by=nobody, settled=True)
    assert Remark.objects.count() == 1


def test_they_stay_after_the_release(remark, draft, penulis, redaktur, penerbit):
    for step, by in (("submit", penulis), ("approve", redaktur), ("release", penerbit)):
        workflow.take(step, Edition.objects.get(pk=draft.pk), by=by)
    assert [thread.remark for thread in remarking.listed(draft)["open_remarks"]] == [remark]


@pytest.mark.django_db(transaction=True)
def test_it_is_announced_after_commit(draft, redaktur):
    heard = []

    def hear(remark: Remark, **_: object) -> None:
        heard.append(remark)

    remarked.connect(hear)
    try:
        made = remarking.remark(draft.article, "Halo.", by=redaktur)
    finally:
        remarked.disconnect(hear)
    assert heard == [made]


def test_the_list_takes_one_query(draft, redaktur, penulis, django_assert_num_queries):
    for number in range(5):
        made = remarking.remark(draft.article, f"Catatan {number}", by=redaktur)
        remarking.answer(made, "Ya.", by=penulis)
    with django_assert_num_queries(1):
        assert len(remarking.listed(draft)["open_remarks"]) == 5
