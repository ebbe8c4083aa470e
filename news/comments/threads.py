"""What readers see under a release: published comments and the replies to them, in two queries.

Fifty roots a page, oldest first, each with its first three replies; the rest is behind plain links.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db.models import F, Window
from django.db.models.functions import RowNumber
from django.urls import reverse

from news.articles.lists import Place
from news.articles.models import Article

from .models import Comment

ROOTS_A_PAGE = 50
REPLIES_A_ROOT = 3
REPLIES_A_PAGE = 50


@dataclass
class Root:
    """A comment on the release with the first replies to it."""

    comment: Comment
    replies: list[Comment] = field(default_factory=list)
    more_url: str = ""


@dataclass(frozen=True)
class Thread:
    """A page of the comments on a release, ready for ``comments/thread.html``."""

    roots: list[Root]
    more_url: str
    form_url: str
    is_closed: bool

    @property
    def reply_url(self) -> str:
        """The form's address up to the id of the comment that is replied to; empty where comments are closed."""
        return "" if self.is_closed else f"{self.form_url}?balas="


def published(article: Article, after: Place | None = None, limit: int = ROOTS_A_PAGE) -> list[Root]:
    """Return the first ``limit`` published roots of ``article`` that follow ``after``, each with up to three replies.

    Two queries, whatever the number of comments; one if there is no root.
    """
    comments = Comment.objects.published().roots().filter(article=article).oldest_first()
    if after:
        comments = comments.after(*after)
    roots = {comment.pk: Root(comment) for comment in comments[:limit]}
    if not roots:
        return []
    place = Window(RowNumber(), partition_by=F("parent_id"), order_by=[F("created_at"), F("pk")])
    replies = Comment.objects.published().filter(parent__in=list(roots)).annotate(place=place)
    for reply in replies.filter(place__lte=REPLIES_A_ROOT + 1).oldest_first():
        root = roots[reply.parent_id or 0]
        if len(root.replies) < REPLIES_A_ROOT:
            root.replies.append(reply)
        else:
            root.more_url = reverse("comment_replies", args=[article.slug, root.comment.pk])
    return list(roots.values())


def thread(article: Article, after: Place | None = None) -> Thread:
    """Return the page of comments on ``article`` (which has its slug) that follows ``after``; two queries."""
    roots = published(article, after, ROOTS_A_PAGE + 1)
    more_url = ""
    if len(roots) > ROOTS_A_PAGE:
        roots = roots[:ROOTS_A_PAGE]
        last = roots[-1].comment
        more_url = f"{reverse('comments', args=[article.slug])}?setelah={Place(last.created_at, last.pk)}"
    return _thread(article, roots, more_url)


def replies_thread(article: Article, root_pk: int, after: Place | None = None) -> Thread | None:
    """Return a published root of ``article`` with fifty replies that follow ``after``; None if there is none."""
    comment = Comment.objects.published().roots().filter(article=article, pk=root_pk).first()
    if comment is None:
        return None
    replies = Comment.objects.published().filter(parent=comment).oldest_first()
    if after:
        replies = replies.after(*after)
    page = list(replies[: REPLIES_A_PAGE + 1])
    root = Root(comment, page[:REPLIES_A_PAGE])
    if len(page) > REPLIES_A_PAGE:
        last = root.replies[-1]
        address = reverse("comment_replies", args=[article.slug, root_pk])
        root.more_url = f"{address}?setelah={Place(last.created_at, last.pk)}"
    return _thread(article, [root], "")


def _thread(article: Article, roots: list[Root], more_url: str) -> Thread:
    is_closed = article.comments == Article.Comments.CLOSED
    return Thread(roots, more_url, reverse("comment", args=[article.slug]), is_closed)
