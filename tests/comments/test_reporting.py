"""Readers report, authors appeal once, and nobody alone takes a comment away."""

import pytest

from news.comments import moderation, reporting
from news.comments.models import Comment, Report
from tests.comments.conftest import at_once
from tests.conftest import NOON, member


@pytest.fixture
def shown(held, moderator) -> Comment:
    """A comment that a moderator approved."""
    return moderation.decide(held, "approve", by=moderator, version=held.version)


def reported(comment, *places: str, **fields) -> Comment:
    """Report a comment from each of ``places`` and return it as it is then."""
    for place in places:
        reporting.report(comment, "insult", address_hash=place, **fields)
    return Comment.objects.get(pk=comment.pk)


def risky(comment, risk: int = 3) -> Comment:
    Comment.objects.filter(pk=comment.pk).update(risk=risk)
    return comment


# Reports


def test_a_report_waits_for_a_moderator_from_its_moment_on(shown):
    reporting.report(shown, "hate", text="Menyerang.", address_hash="a", now=NOON)
    comment = reported(shown, "b")
    assert (comment.reported_at, comment.status, comment.version) == (NOON, "published", shown.version)
    first = Report.objects.earliest("pk")
    assert (first.reason, first.text, first.address_hash, first.at, first.closed_at) == (
        "hate", "Menyerang.", "a", NOON, None,
    )  # fmt: skip


def test_an_address_reports_a_comment_once(shown):
    reported(shown, "a", "a")
    assert Report.objects.count() == 1


def test_without_an_address_a_report_is_kept_and_holds_nothing(shown):
    for _number in range(reporting.KEPT + 10):
        reporting.report(risky(shown), "insult")
    comment = Comment.objects.get(pk=shown.pk)
    assert (comment.status, Report.objects.count()) == ("published", reporting.KEPT)


def test_three_hold_what_screening_doubted(shown):
    assert reported(risky(shown), "a", "b").status == "published"
    comment = reported(shown, "c")
    assert (comment.status, comment.version) == ("held", shown.version + 1)
    assert comment.reported_at
    assert comment.signals[-1]["code"] == "reported"
    assert comment.article.comment_tally.published == 0


def test_five_hold_anything(shown):
    assert reported(shown, "a", "b", "c", "d").status == "published"
    assert reported(shown, "e").status == "held"


def test_one_address_alone_holds_nothing(shown):
    assert reported(risky(shown, 7), *["a"] * 20).status == "published"


def test_what_a_moderator_let_stand_is_taken_away_by_moderators_only(shown, moderator):
    comment = reported(risky(shown), "a", "b", "c")
    comment = moderation.decide(comment, "approve", by=moderator, version=comment.version)
    assert set(Report.objects.values_list("closed_at", flat=True)) != {None}
    comment = reported(comment, "d", "e", "f", "g", "h", "i")
    assert comment.status == "published"
    assert comment.reported_at  # but a moderator hears of it


def test_a_decision_closes_what_was_reported(shown, moderator):
    comment = reported(shown, "a", "b")
    moderation.decide(comment, "spam", by=moderator, version=comment.version)
    assert not Report.objects.filter(closed_at=None).exists()
    assert Comment.objects.get(pk=comment.pk).reported_at is None


@pytest.mark.parametrize("status", ["held", "rejected", "spam", "removed"])
def test_what_is_not_published_is_not_reported(shown, status):
    Comment.objects.update(status=status)
    assert reported(shown, "a").reported_at is None
    assert not Report.objects.exists()


def test_an_agency_s_reply_is_not_reported(shown, agency, penulis):
    Comment.objects.update(agency=agency, by=penulis)
    assert reported(shown, "a").reported_at is None


@pytest.mark.parametrize("reason", ["appeal", "because", ""])
def test_no_other_reason_is_taken(shown, reason):
    with pytest.raises(ValueError, match="reason"):
        reporting.report(shown, reason)


def test_who_reports_everything_waits(article):
    comments = [
        Comment.objects.create(article=article, name="Rina", text="Halo", status="published") for _number in range(31)
    ]
    for comment in comments[:30]:
        reporting.report(comment, "spam", address_hash="a", now=NOON)
    with pytest.raises(reporting.ReportRefused):
        reporting.report(comments[30], "spam", address_hash="a", now=NOON)
    reporting.report(comments[30], "spam", address_hash="b", now=NOON)
    assert Report.objects.count() == 31


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_five_at_once_hold_it_once(article):
    shown = Comment.objects.create(article=article, name="Rina", text="Halo", status="published")
    results = at_once(5, lambda number: reporting.report(shown, "insult", address_hash=str(number)))
    assert results == [None] * 5
    comment = Comment.objects.get(pk=shown.pk)
    assert (comment.status, comment.version, Report.objects.count()) == ("held", shown.version + 1, 5)


# Appeals


@pytest.mark.parametrize(("action", "reason"), [("reject", "insult"), ("spam", "")])
def test_an_author_appeals_once(held, moderator, action, reason):
    comment = moderation.decide(held, action, by=moderator, version=held.version, reason=reason)
    assert reporting.may_appeal(comment)
    reporting.appeal(comment, "Ini pertanyaan.", now=NOON)
    comment.refresh_from_db()
    assert (comment.reported_at, comment.status, comment.version) == (NOON, comment.status, comment.version)
    assert not reporting.may_appeal(comment)
    with pytest.raises(reporting.ReportRefused):
        reporting.appeal(comment, "Lagi.")
    approved = moderation.decide(comment, "approve", by=moderator, version=comment.version)
    assert (approved.status, approved.reported_at) == ("published", None)
    again = moderation.decide(approved, "spam", by=moderator, version=approved.version)
    with pytest.raises(reporting.ReportRefused):
        reporting.appeal(again, "Lagi.")
    assert Report.objects.get().closed_at


def test_a_moderator_who_decides_the_same_again_closes_the_appeal(held, moderator):
    comment = moderation.decide(held, "reject", by=moderator, version=held.version, reason="insult")
    reporting.appeal(comment, "Ini pertanyaan.")
    other = member("moderator2", "moderator")
    comment = moderation.decide(comment, "reject", by=other, version=comment.version, reason="off_topic")
    assert (comment.status, comment.reported_at) == ("rejected", None)
    assert Report.objects.get().closed_at


@pytest.mark.parametrize("status", ["held", "published", "removed"])
def test_there_is_nothing_to_appeal_against(held, status):
    Comment.objects.update(status=status)
    with pytest.raises(reporting.ReportRefused):
        reporting.appeal(held, "Halo")
    assert not Report.objects.exists()


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_of_five_appeals_at_once_one_is_kept(article):
    comment = Comment.objects.create(article=article, name="Rina", text="Halo", status="spam")
    results = at_once(5, lambda number: reporting.appeal(comment, f"Lagi {number}"))
    assert sorted(type(result).__name__ for result in results) == ["NoneType", *["ReportRefused"] * 4]
    assert Report.objects.count() == 1
