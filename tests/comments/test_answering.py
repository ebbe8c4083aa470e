"""Agencies are handed questions with a due date, and their answers stand before the public in their name."""

import datetime
import uuid

import pytest
from django.core.exceptions import PermissionDenied

from news.articles.models import Article
from news.comments import answering, moderation, receiving, threads
from news.comments.models import Comment, Referral, Tally
from news.comments.signals import received
from news.directory.models import Agency, Membership
from news.letters.models import Letter
from tests.comments.conftest import at_once
from tests.conftest import NOON, member

TODAY = datetime.date(2027, 2, 4)
DAY = datetime.timedelta(days=1)


@pytest.fixture
def asked(article, moderator) -> Comment:
    """A published question."""
    comment = receiving.receive(article, name="Rina", text="Apakah lansia juga dilayani?", now=NOON - DAY)
    return moderation.decide(comment, "approve", by=moderator, version=comment.version, now=NOON - DAY)


def refer(comment, agency, by, due_date=None, **fields) -> Referral:
    today = NOON.astimezone(datetime.timezone(datetime.timedelta(hours=7))).date()
    return answering.refer(
        comment, agency=agency, by=by, due_date=due_date or today + 3 * DAY, **({"now": NOON} | fields)
    )


# Handing over


def test_a_question_is_handed_to_an_agency_and_its_staff_are_told(held, agency, moderator, penulis):
    penulis.email = "penulis@kota.example"
    penulis.save(update_fields=["email"])
    referral = refer(held, agency, moderator, note=" Mohon dijawab. ")
    assert (referral.agency, referral.by, referral.note) == (agency, moderator, "Mohon dijawab.")
    assert referral.closed_at is None
    letter = Letter.objects.get(kind="comment-referral")
    assert letter.to == "penulis@kota.example"
    assert "Mohon dijawab." in letter.body
    assert held.text not in letter.body


def test_a_question_is_with_one_agency_at_a_time(held, agency, other_agency, moderator):
    refer(held, agency, moderator)
    with pytest.raises(answering.AnswerRefused, match=agency.name):
        refer(held, other_agency, moderator)
    assert Referral.objects.count() == 1


def test_what_was_taken_back_can_be_handed_to_another(held, agency, other_agency, moderator):
    first = answering.take_back(refer(held, agency, moderator), by=moderator, now=NOON)
    assert first.closed_at == NOON
    assert refer(held, other_agency, moderator).agency == other_agency


@pytest.mark.parametrize("days", [-1, 91])
def test_a_due_date_is_from_today_on_and_not_far_off(held, agency, moderator, days):
    today = NOON.astimezone(datetime.timezone(datetime.timedelta(hours=7))).date()
    with pytest.raises(answering.AnswerRefused):
        refer(held, agency, moderator, due_date=today + days * DAY)


def test_spam_is_handed_to_nobody(held, agency, moderator):
    spam = moderation.decide(held, "spam", by=moderator, version=held.version)
    with pytest.raises(answering.AnswerRefused):
        refer(spam, agency, moderator)


def test_who_may_not_moderate_hands_nothing_over(held, agency, penulis, moderator):
    with pytest.raises(PermissionDenied):
        refer(held, agency, penulis)
    referral = refer(held, agency, moderator)
    with pytest.raises(PermissionDenied):
        answering.take_back(referral, by=penulis)


# Answering


def test_an_agency_answers_in_its_name(asked, agency, penulis, django_capture_on_commit_callbacks):
    heard = []
    received.connect(lambda comment, **_: heard.append(comment), weak=False, dispatch_uid="test")
    try:
        with django_capture_on_commit_callbacks(execute=True):
            answer = answering.reply(asked, agency=agency, by=penulis, text=" Ya, dilayani. ", now=NOON)
    finally:
        received.disconnect(dispatch_uid="test")
    assert (answer.status, answer.text, answer.name) == ("published", "Ya, dilayani.", agency.name)
    assert (answer.agency, answer.by, answer.parent) == (agency, penulis, asked)
    asked.refresh_from_db()
    assert asked.is_answered
    assert Tally.objects.get(article=asked.article_id).published == 2
    assert heard == [answer]
    (root,) = threads.thread(Article.objects.get(pk=asked.article_id)).roots
    assert [reply.pk for reply in root.replies] == [answer.pk]


def test_an_answer_closes_what_was_handed_over(asked, agency, other_agency, moderator, penulis):
    reply = receiving.receive(asked.article, name="Budi", text="Saya juga mau tahu.", parent=asked, now=NOON - DAY)
    reply = moderation.decide(reply, "approve", by=moderator, version=reply.version, now=NOON - DAY)
    mine, other = refer(reply, agency, moderator), refer(asked, other_agency, moderator)
    answer = answering.reply(reply, agency=agency, by=penulis, text="Ya.", now=NOON)
    mine.refresh_from_db()
    other.refresh_from_db()
    assert (mine.closed_at, mine.answer) == (NOON, answer)
    assert other.closed_at is None
    assert answer.parent == asked


def test_the_same_form_sent_twice_is_one_answer(asked, agency, penulis):
    token = uuid.uuid4()
    first = answering.reply(asked, agency=agency, by=penulis, text="Ya.", token=token)
    assert answering.reply(asked, agency=agency, by=penulis, text="Ya.", token=token) == first
    assert Tally.objects.get(article=asked.article_id).published == 2


def test_what_readers_do_not_see_is_not_answered(held, agency, penulis):
    with pytest.raises(answering.AnswerRefused):
        answering.reply(held, agency=agency, by=penulis, text="Ya.")
    assert not Comment.objects.exclude(pk=held.pk).exists()


def test_an_empty_answer_is_none(asked, agency, penulis):
    with pytest.raises(answering.AnswerRefused):
        answering.reply(asked, agency=agency, by=penulis, text=" \n ")


def test_writers_answer_for_their_own_agencies_only(asked, other_agency, penulis, redaktur):
    with pytest.raises(PermissionDenied):
        answering.reply(asked, agency=other_agency, by=penulis, text="Ya.")
    assert answering.reply(asked, agency=other_agency, by=redaktur, text="Ya.").agency == other_agency


@pytest.mark.parametrize("role", ["moderator", "administrator"])
def test_who_does_not_write_answers_for_nobody(asked, agency, role, request):
    with pytest.raises(PermissionDenied):
        answering.reply(asked, agency=agency, by=request.getfixturevalue(role), text="Ya.")


def test_an_answer_that_is_taken_off_answers_no_more(asked, agency, penulis, moderator):
    answer = answering.reply(asked, agency=agency, by=penulis, text="Ya.")
    rejected = moderation.decide(answer, "reject", by=moderator, version=answer.version, reason="misinformation")
    asked.refresh_from_db()
    assert not asked.is_answered
    moderation.undo(rejected, by=moderator)
    asked.refresh_from_db()
    assert asked.is_answered


def test_a_complaint_is_led_to_the_newsrooms_channel(newsroom):
    assert answering.channel_words(newsroom) == ""
    newsroom.complaints_channel = "https://lapor.kota.example"
    assert "https://lapor.kota.example" in answering.channel_words(newsroom)


# What waits


def test_each_sees_what_waits_for_them(held, agency, other_agency, moderator, penulis, redaktur, administrator):
    referral = refer(held, agency, moderator)
    stranger = member("penulis2", "writer")
    Membership.objects.create(user=stranger, agency=other_agency)
    assert list(answering.open_referrals(penulis)) == [referral]
    assert list(answering.open_referrals(redaktur)) == [referral]
    assert list(answering.open_referrals(moderator)) == [referral]
    assert list(answering.open_referrals(stranger)) == []
    assert list(answering.open_referrals(administrator)) == []


def test_an_overdue_answer_is_reminded_of_once(held, agency, moderator, penulis):
    penulis.email = "penulis@kota.example"
    penulis.save(update_fields=["email"])
    referral = refer(held, agency, moderator)
    assert answering.remind_overdue(now=NOON + 3 * DAY) == 0
    assert answering.remind_overdue(now=NOON + 4 * DAY) == 1
    assert answering.remind_overdue(now=NOON + 5 * DAY) == 0
    assert Letter.objects.filter(kind="comment-overdue").count() == 1
    referral.refresh_from_db()
    assert referral.reminded_at == NOON + 4 * DAY


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_a_question_handed_over_ten_times_at_once_is_with_one_agency(held):
    people = [member(f"moderator{number}", "moderator") for number in range(10)]
    agencies = [Agency.objects.create(name=f"Dinas {number}", slug=f"dinas-{number}") for number in range(10)]
    results = at_once(10, lambda number: refer(held, agencies[number], people[number]))
    assert Referral.objects.filter(closed_at=None).count() == 1
    assert sum(isinstance(result, Referral) for result in results) == 1
    assert all(isinstance(result, Referral | answering.AnswerRefused) for result in results)
