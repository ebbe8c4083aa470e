import datetime
import io
from collections import Counter

import pytest
from django.core.management import call_command
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from news.accounts.models import User
from news.articles.models import Article, Edition
from news.comments import addresses, moderation, receiving, tallying
from news.comments.assessing import STATUS_OF
from news.comments.models import Comment, Decision, Referral, Report, Tally, VerifiedAddress
from news.comments.threads import thread
from news.operations import crowd
from news.operations.crowd import Crowd, Release
from news.screening import rules
from news.screening.normalising import fingerprint
from news.screening.weighing import Signal, weigh

pytestmark = pytest.mark.django_db
COUNT = 1500


@pytest.fixture
def releases() -> list[Release]:
    """Sixty live releases, in the order of their release."""
    call_command("make_releases", "70", stdout=io.StringIO())
    live = Edition.objects.live().order_by("list_at").values_list("list_at", "article")
    return [Release(at, article) for at, article in live if at]


@pytest.fixture
def comments(releases) -> list[Comment]:
    """What a crowd made of them, a third on one."""
    list(Crowd(releases, COUNT, COUNT // 3, 1, timezone.now()).make())
    return list(Comment.objects.select_related("parent").order_by("pk"))


def test_statuses_are_as_in_life(comments):
    found = Counter(comment.status for comment in comments)
    assert len(comments) == COUNT
    for status, share in crowd.STATUSES.items():
        assert share - 5 <= 100 * found[status] / COUNT <= share + 5


def test_threads_have_two_levels_and_stand_under_what_is_to_be_seen(comments):
    replies = [comment for comment in comments if comment.parent]
    assert 0.2 * COUNT < len(replies) < 0.5 * COUNT
    for reply in replies:
        assert reply.parent.parent_id is None
        assert reply.parent.article_id == reply.article_id
        assert reply.parent.created_at <= reply.created_at
        assert reply.parent.status in {"published", "removed"}
    longest = Counter(reply.parent_id for reply in replies).most_common(1)[0][1]
    assert longest >= crowd.LONGEST


def test_comments_come_after_their_release_and_not_from_the_future(comments, releases):
    released = {release.article_id: release.released_at for release in releases}
    now = timezone.now()
    assert all(released[comment.article_id] <= comment.created_at <= now for comment in comments)
    roots = [comment.created_at for comment in comments if comment.parent is None]
    assert roots == sorted(roots)


def test_agencies_answer_and_roots_know_it(comments):
    official = [comment for comment in comments if comment.agency_id]
    assert official
    assert all(comment.by_id and comment.status == "published" and comment.parent for comment in official)
    answered = {comment.pk for comment in comments if comment.is_answered}
    assert answered == {comment.parent_id for comment in official}


def test_decisions_lead_to_what_became_of_each_comment(comments):
    decisions: dict[int, list[Decision]] = {}
    for decision in Decision.objects.order_by("pk"):
        decisions.setdefault(decision.comment_id, []).append(decision)
    assert len({decision.by_id for rows in decisions.values() for decision in rows}) > 1
    for comment in comments:
        rows = sorted(decisions.get(comment.pk, []), key=lambda decision: decision.at)
        if rows:
            assert rows[0].from_status == "held"
            assert rows[-1].to_status == comment.status
            assert moderation.STATUS_AFTER[Decision.Action(rows[-1].action)] == comment.status
            assert all(decision.at >= comment.created_at for decision in rows)
        else:
            assert comment.agency_id or comment.status in {"held", "removed"} or comment.screened_status == "spam"
        assert comment.version == 1 + len(rows) + (comment.status == "removed")
        if comment.status == "published":
            assert comment.published_at == (rows[0].at if rows else comment.created_at)
        else:
            assert comment.published_at is None


def test_what_screening_found_adds_up_to_the_risk_and_what_it_would_have_done(comments):
    current = rules.current()
    held = [comment for comment in comments if comment.status == "held"]
    assert len({comment.risk for comment in held}) > 3
    for comment in comments:
        if comment.agency_id:
            continue
        verdict = weigh([Signal.from_json(row) for row in comment.signals], current)
        assert (verdict.risk, STATUS_OF[verdict.outcome.value]) == (comment.risk, comment.screened_status)
    assert {comment.screened_status for comment in held} <= {"held", "published"}


def test_what_is_known_of_authors_is_what_receiving_would_keep(comments):
    readers = [comment for comment in comments if not comment.agency_id]
    assert len({comment.email_hash for comment in readers}) > 300
    assert all(comment.email_hash == addresses.email_hash(comment.email) for comment in readers)
    assert all(comment.address_hash and comment.network_hash for comment in readers)
    assert all(comment.text_hash == fingerprint(comment.text) for comment in comments)
    verified = {comment.email_hash for comment in readers if comment.is_verified}
    assert verified
    assert verified <= set(VerifiedAddress.objects.values_list("email_hash", flat=True))


def test_reports_and_referrals_are_open_where_nothing_was_done(comments):
    list(Crowd([Release(c.created_at, c.article_id) for c in comments[:1]], 3000, 0, 2, timezone.now()).make())
    reports = Report.objects.select_related("comment")
    assert reports.filter(closed_at=None).exists()
    assert reports.exclude(closed_at=None).exists()
    for report in reports:
        assert report.comment.status == "published"
        assert report.comment.reported_at == (None if report.closed_at else report.at)
        assert report.closed_at is None or report.comment.decisions.filter(at=report.closed_at).exists()
    referrals = Referral.objects.select_related("comment", "answer")
    assert referrals.filter(closed_at=None).exists()
    closed = referrals.exclude(closed_at=None)
    assert closed
    assert all(row.answer and row.answer.parent_id == row.comment_id for row in closed)
    assert all(row.answer.agency_id == row.agency_id for row in closed)


def test_tallies_are_true(comments):
    assert tallying.recount() == 0
    assert sum(Tally.objects.values_list("published", flat=True)) == sum(
        comment.status == "published" for comment in comments
    )


def test_the_same_seed_makes_the_same_and_another_seed_others(releases):
    made, until = [], timezone.now()
    for seed in (1, 1, 2):
        with transaction.atomic():
            list(Crowd(releases, 200, 20, seed, until).make())
            made.append(
                list(Comment.objects.order_by("pk").values_list("article", "name", "text", "status", "created_at"))
            )
            transaction.set_rollback(True)
    assert made[0] == made[1]
    assert made[0] != made[2]


def test_batches_are_full_and_the_last_has_the_rest(releases, monkeypatch):
    monkeypatch.setattr(crowd, "BATCH", 100)
    assert list(Crowd(releases, 250, 130, 1, timezone.now()).make()) == [100, 200, 250]
    assert max(Counter(Comment.objects.values_list("article", flat=True)).values()) == 130


def test_where_nobody_moderates_nothing_is_decided(releases):
    for user in User.objects.all():
        user.groups.clear()
    list(Crowd(releases, 300, 0, 1, timezone.now()).make())
    assert not Decision.objects.exists()
    assert not Comment.objects.filter(Q(agency__isnull=False) | Q(version__gt=2)).exists()


def test_a_made_comment_can_be_read_decided_on_and_changed(comments):
    now = timezone.now()
    held = next(comment for comment in comments if comment.status == "held")
    moderator = Decision.objects.first().by
    published = Tally.objects.filter(article=held.article_id).values_list("published", flat=True).first() or 0
    assert moderation.decide(held, "approve", by=moderator, version=held.version).status == "published"
    assert Tally.objects.get(article=held.article_id).published == published + 1
    busiest = Counter(comment.article_id for comment in comments).most_common(1)[0][0]
    page = thread(Article.objects.get(pk=busiest))
    assert len(page.roots) == 50
    assert page.more_url
    assert receiving.may_still_change(held, held.created_at + datetime.timedelta(minutes=1))
    assert not receiving.may_still_change(held, now + datetime.timedelta(days=1))
