"""What agencies' staff are shown: the questions handed to them, and what readers ask below their releases."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import timezone

from news.accounts.models import User
from news.articles.live import is_live
from news.articles.models import Edition, EditionAgency
from news.directory.models import Agency
from news.newsroom.models import Newsroom

from .answering import lead_agencies, open_referrals
from .models import Comment, CommentQuerySet, Referral
from .moderation import SEALED
from .permissions import agencies_to_reply_for, may_moderate

MOST_WAITING = 100
RELEASES_LOOKED_AT = 8
MOST_ASKED = 20


@dataclass
class Question:
    """A comment that an agency may answer, with its release, and what was handed over, if it was."""

    comment: Comment
    headline: str
    url: str
    agency_id: int | None
    referral: Referral | None = None
    days_left: int | None = None
    may_reply: bool = False
    problem: str = ""
    text: str = ""

    @property
    def days_over(self) -> int:
        """For how many days the answer is overdue; 0 if it is not."""
        return max(0, -(self.days_left or 0))


def waiting(user: User) -> tuple[list[Question], bool]:
    """Return what waits for an answer that ``user`` may give or follow, and whether there is more of it."""
    related = ("agency", "by", "comment__article", "comment__parent")
    hidden = [f"comment__{name}" for name in SEALED] + [f"comment__parent__{name}" for name in SEALED]
    rows = list(open_referrals(user).select_related(*related).defer(*hidden)[: MOST_WAITING + 1])
    found = _questions([row.comment for row in rows[:MOST_WAITING]], user, {row.comment_id: row for row in rows})
    return found, len(rows) > MOST_WAITING


def asked(user: User) -> list[Question]:
    """Return the newest comments without an answer below the newest releases that the user's agencies lead."""
    if may_moderate(user):
        return []  # they have the queue
    own = list(agencies_to_reply_for(user).values_list("pk", flat=True))
    led = EditionAgency.objects.filter(is_live(timezone.now(), "edition__"), agency__in=own, is_lead=True)
    recent = led.filter(list_at__isnull=False).order_by("-list_at", "-edition")[:RELEASES_LOOKED_AT]
    newest: list[Comment] = []
    for article in recent.values_list("edition__article", flat=True):  # each walks its own index
        roots = Comment.objects.published().roots().filter(article=article, is_answered=False, agency=None)
        newest += _with_release(roots).newest_first()[:MOST_ASKED]
    newest.sort(key=lambda comment: comment.created_at, reverse=True)
    return _questions(newest[:MOST_ASKED], user, {})


def question(pk: int, user: User) -> Question | None:
    """Return one comment as ``user`` may see it: published, or handed to an agency of theirs; None if neither."""
    comment = _with_release(Comment.objects.filter(pk=pk)).first()
    if comment is None:
        return None
    referral = open_referrals(user).select_related("agency", "by").filter(comment=comment).first()
    if referral is None and comment.status != Comment.Status.PUBLISHED:
        return None
    return _questions([comment], user, {pk: referral} if referral else {})[0]


def agencies(user: User) -> QuerySet[Agency]:
    """Return the agencies in whose name ``user`` may answer, by name."""
    return agencies_to_reply_for(user).order_by("name", "pk")


def _with_release(comments: CommentQuerySet) -> CommentQuerySet:
    return comments.select_related("article", "parent").defer(*SEALED, *(f"parent__{name}" for name in SEALED))


def _questions(comments: list[Comment], user: User, referrals: dict[int, Referral]) -> list[Question]:
    now = timezone.now()
    articles = {comment.article_id for comment in comments}
    seen = Edition.objects.filter(article__in=articles, live_from__lte=now).order_by("article", "sequence")
    headlines = dict(seen.values_list("article_id", "headline"))
    leads = lead_agencies(articles)
    own = set(agencies_to_reply_for(user).values_list("pk", flat=True))
    today = Newsroom.current().local(now).date()
    return [_question(comment, headlines, leads, own, referrals.get(comment.pk), today) for comment in comments]


def _question(
    comment: Comment,
    headlines: dict[int, str],
    leads: dict[int, int],
    own: set[int],
    referral: Referral | None,
    today: datetime.date,
) -> Question:
    article = comment.article
    agency_id = referral.agency_id if referral else leads.get(comment.article_id)
    return Question(
        comment,
        headline=headlines.get(article.pk, str(article)),
        url=article.get_absolute_url() if article.url_date else "",
        agency_id=agency_id if agency_id in own else None,
        referral=referral,
        days_left=(referral.due_date - today).days if referral else None,
        may_reply=comment.status == Comment.Status.PUBLISHED and bool(own),
    )
