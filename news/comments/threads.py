"""What readers see under a release: published comments and the replies to them, in two queries a page.

Fifty roots a page, each with its first three replies; the rest is behind plain links. Replies in the name of an agency
stand before the others. A root that its author removed stays as a tombstone as long as replies to it are published.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import (
    Case,
    Exists,
    ExpressionWrapper,
    OuterRef,
    Q,
    QuerySet,
    When,
    prefetch_related_objects,
)
from django.db.models.expressions import RawSQL
from django.db.models.fields import BooleanField
from django.db.models.functions import TruncDate
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext_lazy as _

from news.articles.lists import Place
from news.articles.models import Article
from news.directory.names import NAMES, given_up_since, name_then

from .markup import Links
from .models import Comment, CommentQuerySet

ROOTS_A_PAGE = 50
REPLIES_A_ROOT = 3
REPLIES_A_PAGE = 50
OLDEST, NEWEST, ANSWERED = "lama", "baru", "dijawab"
ORDERS: dict[str, str | Promise] = {
    OLDEST: _("Oldest"),
    NEWEST: _("Newest"),
    ANSWERED: _("Answered by an agency"),
}
# What is printed of a comment: nothing that is sealed is opened for a page.
_SHOWN = (
    "parent", "agency", "name", "text", "status", "created_at", "edited_at", "erased_at", "is_answered",
    *(f"agency__{name}" for name in NAMES),
)  # fmt: skip
_OF_THE_PARENT = ("parent__name", "parent__status", "parent__agency")
_FROM_A_READER = ExpressionWrapper(Q(agency__isnull=True), BooleanField())  # False, so before True, for an agency's


class Mark(NamedTuple):
    """Where a root stands in a list: its place, and in the order :data:`ANSWERED` whether an agency answered it."""

    place: Place
    is_answered: bool = False

    @classmethod
    def parse(cls, text: str, order: str = OLDEST) -> Mark:
        """Read a mark as :meth:`written` writes it.

        :raises ValueError: if it is anything else.
        """
        if order != ANSWERED:
            return cls(Place.parse(text))
        answered, dash, place = text.partition("-")
        if answered not in {"0", "1"} or not dash:
            raise ValueError("This is no place in this order.")
        return cls(Place.parse(place), answered == "1")

    def written(self, order: str = OLDEST) -> str:
        """Return the mark as an address has it."""
        return f"{self.is_answered:d}-{self.place}" if order == ANSWERED else str(self.place)


@dataclass
class Root:
    """A comment on the release with the first replies to it."""

    comment: Comment
    replies: list[Comment] = field(default_factory=list)
    previous_url: str = ""
    more_url: str = ""

    @property
    def is_removed(self) -> bool:
        """Say whether only its place is left: its words are gone, and what was said to it stays."""
        return self.comment.status == Comment.Status.REMOVED or self.comment.erased_at is not None

    @property
    def answered_by(self) -> str:
        """The agency whose reply is shown first; empty if none is."""
        first = next(iter(self.replies), None)
        return first.agency.name if first and first.agency else ""

    @property
    def name(self) -> str:
        """Whose comment it is, as readers see it; empty if its author took it back."""
        return "" if self.is_removed else self.comment.agency.name if self.comment.agency else self.comment.name


@dataclass(frozen=True)
class Thread:
    """A page of the comments on a release, ready for ``comments/thread.html``."""

    article: Article
    roots: list[Root]
    order: str
    previous_url: str
    more_url: str
    total: int
    is_closed: bool

    @cached_property
    def form_url(self) -> str:
        """Where a comment is written."""
        return reverse("comment", args=[self.article.slug])

    @cached_property
    def links(self) -> Links:
        """Where the links beside its comments lead."""
        report_url = reverse("comment_report", args=[0]).removesuffix("0/")
        reply_url = "" if self.is_closed else f"{self.form_url}?balas="
        return Links(permalink=f"{self.form_url}k/", report_url=report_url, reply_url=reply_url)

    @property
    def closes_at(self) -> datetime.datetime | None:
        """When comments close, or closed, by themselves; None where an editor decides."""
        is_closed_by_hand = self.article.comments == Article.Comments.CLOSED
        return None if is_closed_by_hand else self.article.comments_close_at

    @property
    def orders(self) -> list[tuple[str, str | Promise, bool]]:
        """Address, name and whether it is this page's, for every order; none where there is nothing to order."""
        if len(self.roots) < 2 and not (self.previous_url or self.more_url):
            return []
        return [(_list_url(self.article, order), name, order == self.order) for order, name in ORDERS.items()]


def thread(
    article: Article,
    order: str = OLDEST,
    after: Mark | None = None,
    before: Mark | None = None,
    now: datetime.datetime | None = None,
) -> Thread:
    """Return a page of the comments on ``article``: the first, or what stands behind or before a mark.

    Two queries; three if it leads back to the first page, which is always whole.

    :param order: a key of :data:`ORDERS`.
    :param now: an aware moment; this one by default.
    """
    found = _roots(article, order, after or before, is_back=before is not None, limit=ROOTS_A_PAGE + 1)
    has_more = len(found) > ROOTS_A_PAGE
    if before and not has_more:
        return thread(article, order, now=now)
    comments = found[:ROOTS_A_PAGE]
    prefetch_related_objects([comment for comment in comments if comment.is_official], "agency")
    if before:
        comments.reverse()
    has_previous, has_next = (has_more, True) if before else (after is not None, has_more)
    page = _list_url(article, order, paged=True)
    return Thread(
        article=article,
        roots=_with_replies(article, comments),
        order=order,
        previous_url=f"{page}sebelum={_mark(comments[0]).written(order)}" if has_previous and comments else "",
        more_url=f"{page}setelah={_mark(comments[-1]).written(order)}" if has_next and comments else "",
        total=getattr(comments[0], "total", 0) or 0 if comments else 0,
        is_closed=not article.takes_comments(now or timezone.now()),
    )


def replies_thread(
    article: Article,
    root_pk: int,
    after: Place | None = None,
    before: Place | None = None,
    now: datetime.datetime | None = None,
) -> Thread | None:
    """Return a root of ``article`` with fifty replies; on the first page agencies' come before. None if there is none.

    Two queries; three if it leads back to the first page, which is always whole.
    """
    found = _read(_shown(_visible_roots(article).filter(pk=root_pk)))
    if not found:
        return None
    replies = _replies_page(root_pk, after or before, is_back=before is not None)
    if before and len(replies) <= REPLIES_A_PAGE:
        after = before = None
        replies = _replies_page(root_pk, None)
    official = [reply for reply in replies if reply.is_official]
    readers = [reply for reply in replies if not reply.is_official]
    page = readers[:REPLIES_A_PAGE]
    if before:
        page.reverse()
    has_more = len(readers) > REPLIES_A_PAGE
    root = Root(found[0], [*official, *page])
    address = reverse("comment_replies", args=[article.slug, root_pk])
    if page and (has_more if before else after):
        root.previous_url = f"{address}?sebelum={_mark(page[0]).place}"
    if page and (before or has_more):
        root.more_url = f"{address}?setelah={_mark(page[-1]).place}"
    is_closed = not article.takes_comments(now or timezone.now())
    return Thread(article, [root], OLDEST, "", "", 0, is_closed)


def address_of(article: Article, pk: int) -> str | None:
    """Return the address of the page of ``article`` that shows the comment ``pk``, with its place; None if none does.

    Five queries at most.
    """
    sought = Comment.objects.published().filter(article=article, pk=pk)
    comment = sought.only("parent", "agency", "created_at").first()
    if comment is None:
        return None
    root_pk = comment.parent_id or comment.pk
    root = _visible_roots(article).filter(pk=root_pk).only("created_at").first()
    if root is None:
        return None
    if comment.parent_id is None or pk in _first_replies(root_pk):
        return f"{_page_of(article, root)}#komentar-{pk}"
    page = reverse("comment_replies", args=[article.slug, root_pk])
    if not comment.is_official:
        readers = _replies_of(root_pk).filter(agency=None).only("created_at")
        earlier = list(readers.before(comment.created_at, pk).newest_first()[:REPLIES_A_PAGE])
        if len(earlier) == REPLIES_A_PAGE:
            page = f"{page}?setelah={_mark(earlier[0]).place}"
    return f"{page}#komentar-{pk}"


def newest(article: Article, limit: int) -> list[Comment]:
    """Return the ``limit`` newest comments on ``article`` that a page shows, roots and replies alike; one query."""
    found = _shown(visible(article)).select_related("parent").only(*_SHOWN, *_OF_THE_PARENT)
    return _read(found.order_by("-created_at", "-pk")[:limit])


def visible(article: Article) -> CommentQuerySet:
    """Return all comments on ``article`` that a page shows: published, and not below a root that is not shown."""
    stands = Q(parent=None) | Q(parent__status__in=[Comment.Status.PUBLISHED, Comment.Status.REMOVED])
    return Comment.objects.published().filter(stands, article=article)


# Roots


def _roots(
    article: Article, order: str, mark: Mark | None = None, *, is_back: bool = False, limit: int
) -> list[Comment]:
    """Return ``limit`` roots on one side of ``mark``, the nearest first; each carries ``total``.

    One query, written out: Django takes longer to put it together (1.7 ms) than a release page has for its comments.
    Each walk is along one index and ends at ``limit``; together they are few keys to sort.
    """
    direction = "DESC" if (order == NEWEST) != is_back else "ASC"
    walks: list[str] = []
    values: list[Any] = [article.pk]
    for where, given in _ways(order, mark, is_back):
        for shown in (_IS_PUBLISHED, _IS_TOMBSTONE):
            walks.append(_WALK.format(where=f"{shown}{where}", direction=direction))
            values += [article.pk, *given, limit]
    first = "" if order != ANSWERED else f"is_answered {'ASC' if is_back else 'DESC'}, "
    found = Comment.objects.raw(
        f"SELECT {_ROOT_COLUMNS}, (SELECT published FROM comments_tally WHERE article_id = %s) AS total "  # noqa: S608  # no value in it
        f"FROM comments_comment WHERE id IN ({' UNION ALL '.join(walks)}) "
        f"ORDER BY {first}created_at {direction}, id {direction} LIMIT %s",
        [*values, limit],
    )
    return list(found)


# Statuses are written, not given: so the partial indexes are seen to fit, and nothing of a reader's is in the text.
_ROOT_COLUMNS = "id, parent_id, agency_id, name, text, status, created_at, edited_at, erased_at, is_answered"
_IS_PUBLISHED = "status = 'published'"
_IS_TOMBSTONE = (
    "status = 'removed' AND EXISTS ("
    "SELECT 1 FROM comments_comment AS reply WHERE reply.parent_id = root.id AND reply.status = 'published')"
)
_WALK = (
    "SELECT id FROM (SELECT root.id FROM comments_comment AS root WHERE article_id = %s AND parent_id IS NULL "
    "AND {where} ORDER BY created_at {direction}, id {direction} LIMIT %s) AS walk"
)


def _ways(order: str, mark: Mark | None, is_back: bool) -> Iterator[tuple[str, list[Any]]]:
    """Return the condition for roots on one side of ``mark``, with its values: one way to walk, or two where an order
    begins with those that are answered.
    """
    beyond, place = "", []
    if mark:
        beyond = f" AND (created_at, id) {'<' if (order == NEWEST) != is_back else '>'} (%s, %s)"
        place = [connection.ops.adapt_datetimefield_value(mark.place.list_at), mark.place.pk]
    if order != ANSWERED:
        yield beyond, place
        return
    for is_answered in (True, False):
        if mark is None or mark.is_answered == is_answered:
            yield f" AND is_answered = %s{beyond}", [is_answered, *place]
        elif mark.is_answered != is_back:  # all of them stand on this side
            yield " AND is_answered = %s", [is_answered]


def _has_replies() -> Exists:
    return Exists(Comment.objects.published().filter(parent=OuterRef("pk")))


def _visible_roots(article: Article) -> CommentQuerySet:
    gone = Q(_has_replies(), status=Comment.Status.REMOVED)
    return Comment.objects.roots().filter(Q(status=Comment.Status.PUBLISHED) | gone, article=article)


def _page_of(article: Article, root: Comment) -> str:
    """Return the address of the page of the list, oldest first, that shows ``root``."""
    earlier = _roots(article, OLDEST, _mark(root), is_back=True, limit=ROOTS_A_PAGE)
    if len(earlier) < ROOTS_A_PAGE:
        return article.get_absolute_url()
    return f"{_list_url(article, OLDEST, paged=True)}setelah={_mark(earlier[0]).written()}"


def _list_url(article: Article, order: str, *, paged: bool = False) -> str:
    """Return the address of the list in ``order``; with ``paged`` up to the parameter that names a page."""
    if order == OLDEST and not paged:
        return f"{article.get_absolute_url()}#komentar"
    query = "" if order == OLDEST else f"urut={order}"
    return f"{reverse('comments', args=[article.slug])}?{query}{'&' if query and paged else ''}"


def _mark(comment: Comment) -> Mark:
    return Mark(Place(comment.created_at, comment.pk), comment.is_answered)


# Replies


def _with_replies(article: Article, comments: list[Comment]) -> list[Root]:
    roots = {comment.pk: Root(comment) for comment in comments}
    if not roots:
        return []
    replies = _shown(Comment.objects.filter(pk__in=_first_keys(list(roots), REPLIES_A_ROOT + 1)))
    for reply in _read(replies.order_by(_FROM_A_READER, "created_at", "pk")):
        root = roots[reply.parent_id or 0]
        if len(root.replies) < REPLIES_A_ROOT:
            root.replies.append(reply)
        else:
            root.more_url = reverse("comment_replies", args=[article.slug, root.comment.pk])
    return list(roots.values())


def _first_keys(roots: list[int], limit: int) -> RawSQL:
    """Return the keys of the first ``limit`` replies to each of ``roots``, as many of agencies, and as many of readers.

    Written out, so that either is read from the index alone, and a root with ten thousand replies keeps nobody waiting.
    """
    places = ", ".join(["%s"] * len(roots))
    walks = [_REPLY_WALK.format(places=places, whose=whose) for whose in ("IS NULL", "IS NOT NULL")]
    return RawSQL(" UNION ALL ".join(walks), [*roots, limit] * 2)  # noqa: S611  # only numbers, and those as values


_REPLY_WALK = (
    "SELECT id FROM (SELECT id, ROW_NUMBER() OVER (PARTITION BY parent_id ORDER BY created_at, id) AS place "
    "FROM comments_comment WHERE parent_id IN ({places}) AND status = 'published' AND agency_id {whose}) AS walk "
    "WHERE place <= %s"
)


def _first_replies(root_pk: int) -> list[int]:
    found = Comment.objects.filter(pk__in=_first_keys([root_pk], REPLIES_A_ROOT))
    return list(found.order_by(_FROM_A_READER, "created_at", "pk").values_list("pk", flat=True)[:REPLIES_A_ROOT])


def _replies_of(root_pk: int) -> CommentQuerySet:
    return Comment.objects.published().filter(parent=root_pk)


def _replies_page(root_pk: int, place: Place | None, *, is_back: bool = False) -> list[Comment]:
    """Return one reply more than a page has, on one side of ``place``, the nearest first; without it agencies' too."""
    readers = _replies_of(root_pk).filter(agency=None)
    if place:
        readers = readers.before(*place).newest_first() if is_back else readers.after(*place).oldest_first()
        return _read(_shown(readers)[: REPLIES_A_PAGE + 1])
    official = _replies_of(root_pk).exclude(agency=None).oldest_first()[:REPLIES_A_PAGE].values("pk")
    first = readers.oldest_first()[: REPLIES_A_PAGE + 1].values("pk")
    keys = [Comment.objects.filter(pk__in=walk).order_by().values("pk") for walk in (official, first)]
    found = _shown(Comment.objects.filter(pk__in=keys[0].union(keys[1], all=True)))
    return _read(found.order_by(_FROM_A_READER, "created_at", "pk"))


# What is printed


def _shown(comments: QuerySet[Comment]) -> QuerySet[Comment]:
    """Return ``comments`` with what is printed of them, for :func:`_read`."""
    names = Case(When(agency__isnull=False, then=given_up_since("day")))
    return comments.select_related("agency").only(*_SHOWN).annotate(day=TruncDate("created_at"), names=names)


def _read(comments: QuerySet[Comment]) -> list[Comment]:
    """Return comments that were :func:`_shown`, each agency under the name that it had when it wrote."""
    found = list(comments)
    for comment in found:
        if comment.agency:
            name_then([comment.agency], getattr(comment, "names", None))
    return found
