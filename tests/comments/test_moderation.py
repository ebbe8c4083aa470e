"""Decisions overwrite nobody's, and undoing restores the exact status."""

import itertools

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction

from news.comments import answering, moderation, receiving, reporting, tallying
from news.comments.models import Comment, Decision, Report
from news.comments.senders import Sender
from news.comments.signals import decided
from news.screening.weighing import Signal
from tests.comments.conftest import at_once, set_comments
from tests.conftest import NOON, member

# Deciding


@pytest.mark.parametrize(("action", "status"), [("approve", "published"), ("reject", "rejected"), ("spam", "spam")])
def test_a_decision_changes_the_status_and_is_kept(held, moderator, action, status):
    comment = moderation.decide(
        held, action, by=moderator, version=1, reason="insult" if action == "reject" else "", note=" Kasar ", now=NOON
    )
    assert (comment.status, comment.version) == (status, 2)
    comment.refresh_from_db()
    assert (comment.status, comment.version) == (status, 2)
    decision = Decision.objects.get()
    assert (decision.comment, decision.by, decision.action, decision.at) == (held, moderator, action, NOON)
    assert (decision.from_status, decision.to_status, decision.note) == ("held", status, "Kasar")


def test_the_slower_moderator_is_told_who_was_faster(held, moderator, redaktur):
    moderation.decide(held, "approve", by=moderator, version=1)
    with pytest.raises(moderation.AlreadyDecided, match="moderator") as refused:
        moderation.decide(held, "spam", by=redaktur, version=1)
    assert (refused.value.by, refused.value.comment.status) == (moderator, "published")
    held.refresh_from_db()
    assert (held.status, held.version, Decision.objects.count()) == ("published", 2, 1)


def test_the_status_that_it_already_has_is_a_no_op(held, moderator, redaktur):
    moderation.decide(held, "approve", by=moderator, version=1)
    comment = moderation.decide(held, "approve", by=redaktur, version=1)
    assert (comment.status, comment.version, Decision.objects.count()) == ("published", 2, 1)


@pytest.mark.parametrize(
    ("action", "reason", "note"),
    [("reject", "", ""), ("reject", "other", " "), ("reject", "because", ""), ("undo", "", ""), ("publish", "", "")],
)
def test_incomplete_decisions_are_refused(held, moderator, action, reason, note):
    with pytest.raises(moderation.DecisionRefused):
        moderation.decide(held, action, by=moderator, version=1, reason=reason, note=note)
    held.refresh_from_db()
    assert (held.status, Decision.objects.count()) == ("held", 0)


@pytest.mark.parametrize("who", ["penulis", "administrator"])
def test_who_may_not_moderate_decides_and_undoes_nothing(request, held, moderator, who):
    user = request.getfixturevalue(who)
    with pytest.raises(PermissionDenied):
        moderation.decide(held, "approve", by=user, version=1)
    comment = moderation.decide(held, "approve", by=moderator, version=1)
    with pytest.raises(PermissionDenied):
        moderation.undo(comment, by=user)
    assert Decision.objects.count() == 1


def test_a_decision_is_announced_after_commit(held, moderator, django_capture_on_commit_callbacks):
    heard = []
    decided.connect(lambda decision, **_: heard.append(decision), weak=False, dispatch_uid="test")
    try:
        with django_capture_on_commit_callbacks(execute=True):
            moderation.decide(held, "approve", by=moderator, version=1)
            assert heard == []
        assert [(decision.action, decision.comment.status) for decision in heard] == [("approve", "published")]
    finally:
        decided.disconnect(dispatch_uid="test")


# Undoing


@pytest.mark.parametrize("actions", list(itertools.product(["approve", "reject", "spam"], repeat=3)))
def test_undoing_restores_every_status_in_turn(held, moderator, actions):
    comment, statuses = held, [held.status]
    for action in actions:
        reason = "insult" if action == "reject" else ""
        comment = moderation.decide(comment, action, by=moderator, version=comment.version, reason=reason)
        if comment.status != statuses[-1]:
            statuses.append(comment.status)
    for status in reversed(statuses[:-1]):
        comment = moderation.undo(comment, by=moderator)
        comment.refresh_from_db()
        assert comment.status == status
    with pytest.raises(moderation.DecisionRefused):
        moderation.undo(comment, by=moderator)


def test_undoing_restores_published_for_what_an_open_article_published(article, moderator):
    comment = receiving.receive(set_comments(article, "open"), name="Rina", text="Halo")
    comment = moderation.decide(comment, "spam", by=moderator, version=1)
    assert moderation.undo(comment, by=moderator).status == "published"


def test_undoing_after_somebody_else_decided_is_refused(held, moderator, redaktur):
    approved = moderation.decide(held, "approve", by=moderator, version=1)
    moderation.decide(approved, "spam", by=redaktur, version=2)
    with pytest.raises(moderation.AlreadyDecided, match="redaktur"):
        moderation.undo(approved, by=moderator, version=2)
    held.refresh_from_db()
    assert held.status == "spam"


# What somebody else did meanwhile


def test_words_that_their_author_changed_are_not_decided_on_unread(held, moderator):
    receiving.change(held, text="Apakah anak-anak juga dilayani?", version=1)
    for attempt in (
        lambda: moderation.decide(held, "approve", by=moderator, version=1),
        lambda: moderation.mask(held, by=moderator, version=1),
        lambda: moderation.undo(held, by=moderator, version=1),
    ):
        with pytest.raises(moderation.ChangedByAuthor) as refused:
            attempt()
        assert refused.value.comment.text == "Apakah anak-anak juga dilayani?"
    assert moderation.decide(held, "approve", by=moderator, version=2).status == "published"


def test_a_change_before_a_colleagues_decision_does_not_hide_who_decided(held, moderator, redaktur):
    receiving.change(held, text="Apakah anak-anak juga dilayani?", version=1)
    moderation.decide(held, "spam", by=redaktur, version=2)
    with pytest.raises(moderation.AlreadyDecided, match="redaktur"):
        moderation.decide(held, "approve", by=moderator, version=2)


@pytest.mark.parametrize("action", ["approve", "reject", "spam"])
def test_what_its_author_took_back_stays_away(article, moderator, action):
    comment = receiving.receive(set_comments(article, "open"), name="Rina", text="Halo semuanya")
    comment = moderation.decide(comment, "spam", by=moderator, version=1)
    comment = receiving.remove(moderation.undo(comment, by=moderator), version=3)
    assert comment.status == "removed"
    for version in (3, 4):
        with pytest.raises(moderation.ChangedByAuthor):
            moderation.decide(comment, action, by=moderator, version=version, reason="insult")
        with pytest.raises(moderation.ChangedByAuthor):
            moderation.undo(comment, by=moderator, version=version)
    assert tallying.recount(article.pk) == 0


def test_words_that_are_erased_are_not_decided_on(held, moderator):
    Comment.objects.filter(pk=held.pk).update(erased_at=NOON, status="rejected")
    with pytest.raises(moderation.DecisionRefused):
        moderation.decide(held, "approve", by=moderator, version=1)


def test_a_status_that_changed_by_itself_is_nobodys_decision(article, moderator, redaktur):
    comment = receiving.receive(set_comments(article, "open"), name="Rina", text="Halo semuanya")
    with transaction.atomic():
        receiving.hold_again([comment.pk], Signal("reported", 3))
    with pytest.raises(moderation.AlreadyDecided) as refused:
        moderation.decide(comment, "spam", by=moderator, version=1)
    assert refused.value.by is None
    assert "None" not in str(refused.value)


# Reports


def reported(article, moderator) -> Comment:
    comment = receiving.receive(article, name="Rina", text="Petugasnya lambat sekali", now=NOON)
    comment = moderation.decide(comment, "approve", by=moderator, version=1, now=NOON)
    for number in range(2):
        reporting.report(comment, "insult", address_hash=f"{number}" * 64, now=NOON)
    comment.refresh_from_db()
    return comment


@pytest.mark.parametrize(
    ("action", "status", "by_hand"), [("approve", "published", 3), ("reject", "rejected", 3), ("spam", "spam", 3)]
)
def test_a_decision_closes_the_reports_and_undoing_opens_them_again(article, moderator, action, status, by_hand):
    comment = reported(article, moderator)
    decided_ = moderation.decide(comment, action, by=moderator, version=comment.version, reason="insult")
    assert (decided_.status, decided_.version) == (status, by_hand)
    comment.refresh_from_db()
    assert comment.reported_at is None
    assert not comment.reports.filter(closed_at=None).exists()
    # Kept once more, nothing is left to decide.
    assert moderation.decide(comment, action, by=moderator, version=3, reason="insult").version == 3
    comment = moderation.undo(comment, by=moderator)
    comment.refresh_from_db()
    assert (comment.status, comment.reported_at) == ("published", NOON)
    assert comment.reports.filter(closed_at=None).count() == 2
    assert tallying.recount(article.pk) == 0


def test_an_appeal_is_answered_by_keeping_the_decision(held, moderator):
    comment = moderation.decide(held, "reject", by=moderator, version=1, reason="insult")
    reporting.appeal(comment, "Saya tidak menghina")
    comment = moderation.decide(comment, "reject", by=moderator, version=2, reason="harassment")
    assert (comment.status, comment.version, Report.objects.get().closed_at is None) == ("rejected", 3, False)


# Masking


def test_masking_hides_what_is_personal_and_undoing_brings_it_back_exactly(article, moderator):
    text = "Hubungi 0812-3456-7890 ya.\n\nTerima kasih."
    comment = receiving.receive(article, name="Budi", text=text)
    masked = moderation.mask(comment, by=moderator, version=1)
    comment.refresh_from_db()
    assert (comment.text, comment.status, comment.version) == (masked.text, "held", 2)
    assert "0812" not in comment.text
    assert comment.text.endswith("\n\nTerima kasih.")
    with connection.cursor() as cursor:
        cursor.execute("SELECT text, unmasked_text FROM comments_comment")
        assert "0812" not in "".join(cursor.fetchone())
    approved = moderation.decide(comment, "approve", by=moderator, version=2)
    undone = moderation.undo(moderation.undo(approved, by=moderator), by=moderator)
    comment.refresh_from_db()
    assert (undone.text, comment.text, comment.unmasked_text, comment.status) == (text, text, "", "held")
    assert list(Decision.objects.values_list("action", flat=True)) == ["mask", "approve", "undo", "undo"]


def test_masking_what_is_not_personal_is_refused(held, moderator):
    with pytest.raises(moderation.DecisionRefused):
        moderation.mask(held, by=moderator, version=1)
    assert not Decision.objects.exists()


def test_what_its_author_wrote_after_the_masking_is_not_overwritten_by_undoing(article, moderator):
    comment = receiving.receive(article, name="Budi", text="Hubungi 0812-3456-7890 ya.")
    masked = moderation.mask(comment, by=moderator, version=1)
    receiving.change(masked, text="Hubungi saya lewat kelurahan.", version=2)
    comment.refresh_from_db()
    moderation.undo(comment, by=moderator)
    comment.refresh_from_db()
    assert (comment.text, comment.unmasked_text) == ("Hubungi saya lewat kelurahan.", "")


@pytest.mark.parametrize("who", ["penulis", "administrator"])
def test_who_may_not_moderate_masks_nothing(request, article, who):
    comment = receiving.receive(article, name="Budi", text="Hubungi 0812-3456-7890 ya.")
    with pytest.raises(PermissionDenied):
        moderation.mask(comment, by=request.getfixturevalue(who), version=1)


# Many


def test_of_many_each_has_its_outcome_in_their_order(article, moderator, redaktur):
    comments = [receiving.receive(article, name=f"Warga {n}", text=f"Isi {n}") for n in range(4)]
    moderation.decide(comments[1], "spam", by=redaktur, version=1)
    receiving.change(comments[2], text="Isi lain", version=1)
    outcomes = moderation.decide_many([(comment.pk, 1) for comment in reversed(comments)], "approve", by=moderator)
    assert [row.pk for row in outcomes] == [comment.pk for comment in reversed(comments)]
    assert [bool(row.problem) for row in outcomes] == [False, True, True, False]
    assert "redaktur" in outcomes[2].problem
    assert tallying.recount(article.pk) == 0
    undone = moderation.decide_many([(row.pk, 2) for row in outcomes if not row.problem], "undo", by=moderator)
    assert [row.comment.status for row in undone] == ["held", "held"]


def test_many_without_a_reason_are_left_alone(held, moderator, penulis):
    with pytest.raises(moderation.DecisionRefused):
        moderation.decide_many([(held.pk, 1)], "reject", by=moderator)
    with pytest.raises(PermissionDenied):
        moderation.decide_many([(held.pk, 1)], "spam", by=penulis)
    assert not Decision.objects.exists()


# At once, on real connections


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_of_ten_moderators_at_once_one_decides_and_nine_are_told(held):
    people = [member(f"moderator{number}", "moderator") for number in range(10)]
    # Two spam and two reject and so on: who decides the same as the first gets a no-op, the others are told.
    actions = ["approve", "reject", "spam"]

    def attempt(number: int) -> Comment:
        comment = Comment.objects.get(pk=held.pk)
        return moderation.decide(comment, actions[number % 3], by=people[number], version=1, reason="insult")

    results = at_once(10, attempt)
    decision = Decision.objects.get()
    held.refresh_from_db()
    assert (held.status, held.version) == (decision.to_status, 2)
    for number, result in enumerate(results):
        if actions[number % 3] == decision.action:
            assert result.status == held.status
        else:
            assert isinstance(result, moderation.AlreadyDecided)
            assert result.by == decision.by


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_a_decision_undone_ten_times_at_once_is_undone_once(held):
    people = [member(f"moderator{number}", "moderator") for number in range(10)]
    approved = moderation.decide(held, "approve", by=people[0], version=1)
    results = at_once(10, lambda number: moderation.undo(approved, by=people[number], version=2))
    assert Decision.objects.filter(action="undo").count() == 1
    assert all(isinstance(result, Comment | moderation.AlreadyDecided) for result in results)
    held.refresh_from_db()
    assert (held.status, held.version) == ("held", 3)


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_batches_that_cross_each_other_wait_for_nobody_in_a_circle_and_decide_each_comment_once(article):
    people = [member(f"moderator{number}", "moderator") for number in range(6)]
    comments = [receiving.receive(article, name=f"Warga {n}", text=f"Isi {n}") for n in range(20)]
    chosen = [(comment.pk, 1) for comment in comments]
    actions = ["approve", "spam"]

    def attempt(number: int) -> list[moderation.Outcome]:
        order = chosen if number % 3 else chosen[::-1]
        return moderation.decide_many(order, actions[number % 2], by=people[number])

    results = at_once(6, attempt)
    assert all(isinstance(result, list) and len(result) == 20 for result in results)
    assert Decision.objects.count() == 20
    assert Decision.objects.values("comment").distinct().count() == 20
    for number, result in enumerate(results):
        for outcome in result:
            expected = moderation.STATUS_AFTER[actions[number % 2]]
            assert (outcome.problem == "") is (outcome.comment.status == expected)
    assert tallying.recount(article.pk) == 0


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_an_author_who_changes_while_moderators_decide_loses_no_words_and_nothing_is_decided_unread(article):
    people = [member(f"moderator{number}", "moderator") for number in range(4)]
    comment = receiving.receive(article, name="Rina", text="Kata-kata lama", sender=Sender(email="rina@example.org"))

    def attempt(number: int) -> Comment:
        if number == 4:
            return receiving.change(comment, text="Kata-kata baru", version=1)
        return moderation.decide(comment, "approve", by=people[number], version=1)

    results = at_once(5, attempt)
    comment.refresh_from_db()
    if isinstance(results[4], Comment):  # the author was first: nobody approved what they had not read
        assert (comment.text, comment.version, Decision.objects.count()) == ("Kata-kata baru", 2, 0)
        assert all(isinstance(result, moderation.ChangedByAuthor) for result in results[:4])
    else:
        assert isinstance(results[4], receiving.ChangeRefused)
        assert (comment.text, comment.status, Decision.objects.count()) == ("Kata-kata lama", "published", 1)


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_a_report_that_comes_in_during_a_decision_is_closed_by_it_or_waits(article):
    people = [member(f"moderator{number}", "moderator") for number in range(4)]
    comment = receiving.receive(set_comments(article, "open"), name="Rina", text="Petugasnya lambat sekali")
    reporting.report(comment, "insult", address_hash="z" * 64)

    def attempt(number: int) -> object:
        if number < 4:
            return reporting.report(comment, "hate", address_hash=f"{number}" * 64)
        return moderation.decide(comment, "approve", by=people[number - 4], version=1)

    at_once(8, attempt)
    comment.refresh_from_db()
    waits = comment.reports.filter(closed_at=None).exists()
    assert waits is (comment.reported_at is not None)
    assert tallying.recount(article.pk) == 0


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_an_official_reply_taken_off_while_another_comes_leaves_mark_and_count_right(article, agency, moderator):
    root = receiving.receive(set_comments(article, "open"), name="Rina", text="Kapan loket dibuka lagi?")
    root = moderation.decide(root, "approve", by=moderator, version=root.version)
    person = member("penerbit1", "publisher")
    replies = [answering.reply(root, agency=agency, by=person, text=f"Jawaban {number}") for number in range(3)]

    def attempt(number: int) -> Comment:
        if number < 3:
            return moderation.decide(replies[number], "reject", by=moderator, version=1, reason="other", note="Ganda")
        return answering.reply(root, agency=agency, by=person, text=f"Jawaban {number}")

    results = at_once(6, attempt)
    assert all(isinstance(result, Comment) for result in results)
    root.refresh_from_db()
    assert root.is_answered is True
    assert tallying.recount(article.pk) == 0
