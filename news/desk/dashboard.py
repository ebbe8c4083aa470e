"""What waits for a user, as short lists for the first page of the desk; a constant number of queries.

The numbers beside headings are those of the lists that they lead to, counted up to :data:`COUNTED`.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from news.accounts.models import User
from news.articles import permissions, standing, waiting, workflow
from news.articles.models import Edition, EditionAgency, EditionQuerySet, PhotoCaption
from news.comments import queue
from news.comments.answering import open_referrals
from news.comments.models import Comment, Referral
from news.comments.permissions import may_moderate, may_see_referrals
from news.ledger.models import LedgerEntry
from news.letters.models import Letter
from news.newsroom.moments import written
from news.photos.models import Photo

from . import calendar, receipts, working_copies
from .calendar import begin_of
from .models import Receipt

State = Edition.State
ROWS = 6
COUNTED = 99
DAYS_AHEAD = 7
STEPS = ("approve", "return", "release", "confirm")
"""The steps that can be taken on the first page."""


class Link(NamedTuple):
    """Somewhere else to go from a row."""

    url: str
    label: str | Promise


@dataclass(frozen=True)
class Choice:
    """A step that can be taken from a row: what its button says, and what it asks for."""

    step: str
    label: str | Promise
    note_label: str | Promise = ""
    needs_note: bool = False
    asks_when: bool = False
    is_first: bool = False


@dataclass(frozen=True)
class Refusal:
    """Why a step was not taken, with what was typed for it."""

    edition: Edition
    step: str
    words: str
    note: str = ""
    at: str = ""


@dataclass(frozen=True)
class Row:
    """A line of a panel: where it leads, what it is, where it stands, details (whose, when), and a remark about it."""

    url: str
    title: str
    badge: SafeString | str = ""
    details: tuple[str, ...] = ()
    remark: str = ""
    links: tuple[Link, ...] = ()
    edition: Edition | None = None
    choices: tuple[Choice, ...] = ()
    refusal: Refusal | None = None
    heading: str = ""  # said before this row: the day that begins with it


@dataclass(frozen=True)
class Panel:
    """A short list: its key, what it is about, where all of it is, its first rows, and what to say and do without any.

    ``count`` is what the list behind ``url`` has, in words; empty where it is no number of that list.
    """

    key: str
    title: str | Promise
    url: str
    rows: list[Row]
    empty: str | Promise
    count: str = ""
    has_more: bool = field(default=False)
    help: str | Promise = ""
    begin: Link | None = None
    is_pressing: bool = False


def panels(user: User, now: datetime.datetime, refusal: Refusal | None = None) -> list[Panel]:
    """Return the panels that ``user`` has a use for, most pressing first.

    :param refusal: why a step that was just taken here was refused: it is said beside its release.
    """
    writes = user.has_perm("articles.view_edition")
    reviews = user.has_perm("articles.review_edition")
    moderates = may_moderate(user)
    found: list[Panel | None] = []
    if reviews:
        found += [_to_decide(user, now, refusal), _unconfirmed(user, now, refusal)]
    if reviews:
        found.append(_late(now))
    if user.has_perm("letters.view_letter"):
        found.append(_letters())
    if writes:
        found.append(_left_behind(user, now))
    if writes and not reviews:
        found += [_drafts(user, now), _with_others(user, now)]
    if moderates:
        found.append(_comments())
    if may_see_referrals(user):
        found.append(_overdue(user))
    if writes:
        found.append(_agenda(user, now))
    if reviews:
        found += [_drafts(user, now), _with_others(user, now)]
    if user.has_perm("photos.change_photo"):
        found.append(_photos(user))
    if writes:
        found.append(_newest(user, now))
    return [panel for panel in found if panel]


# What panels are made of


def counted(rows: QuerySet[Any]) -> str:
    """Return how many ``rows`` there are, as far as it is worth counting: ``7``, or ``99+``."""
    number = len(rows.order_by().values_list("pk", flat=True)[: COUNTED + 1])
    return f"{COUNTED}+" if number > COUNTED else str(number)


def _printable(editions: EditionQuerySet) -> EditionQuerySet:
    lead = EditionAgency.objects.filter(is_lead=True).select_related("agency")
    return editions.select_related("article", "section", "created_by").prefetch_related(Prefetch("agency_rows", lead))


def _change_url(edition: Edition) -> str:
    return reverse("admin:articles_edition_change", args=[edition.pk])


def _row(edition: Edition, moment: datetime.datetime | None, now: datetime.datetime, remark: str = "") -> Row:
    details = (str(edition.lead_agency or ""), str(edition.created_by or ""), written(moment))
    return Row(
        _change_url(edition),
        str(edition),
        standing.badge(edition, now),
        tuple(detail for detail in details if detail),
        remark,
        edition=edition,
    )


def _list_url(**query: str) -> str:
    return reverse("admin:articles_edition_changelist", query=query)


def _of_editions(
    key: str,
    title: str,
    empty: str,
    url: str,
    editions: EditionQuerySet,
    order: str,
    row: Callable[[list[Edition]], Iterable[Row]],
    **more: Any,
) -> Panel:
    """Return the panel of ``editions``: its first rows, and how many there are."""
    first = list(_printable(editions.order_by(order, "pk"))[: ROWS + 1])
    return Panel(key, title, url, list(row(first[:ROWS])), empty, counted(editions), len(first) > ROWS, **more)


# Decisions


def _to_decide(user: User, now: datetime.datetime, refusal: Refusal | None) -> Panel:
    """What this user may approve or release; never the approval of what they changed themselves."""
    own = set(Edition.changed_by.through.objects.filter(user=user, edition__state=State.APPROVED).values_list(
        "edition_id", flat=True
    )[:1000])  # fmt: skip

    def rows(editions: list[Edition]) -> list[Row]:
        found = [
            replace(_row(edition, edition.changed_at, now), choices=_choices(edition, edition.pk not in own),
                    links=_looks(edition))
            for edition in editions
        ]  # fmt: skip
        return _with_refusal(found, refusal, now)

    return _of_editions(
        "decide", _("Waiting for my decision"), _("Nothing waits for you."), _list_url(waiting="me"),
        waiting.for_decision(user), "changed_at", rows, is_pressing=True,
    )  # fmt: skip


def _choices(edition: Edition, may_return: bool) -> tuple[Choice, ...]:
    """Return the buttons of what waits for a decision; the workflow asks again who may."""
    back = workflow.STEPS["return"]
    returning = (Choice("return", back.label, back.note_label, needs_note=True),) if may_return else ()
    if edition.state == State.IN_REVIEW:
        return (Choice("approve", workflow.STEPS["approve"].label, is_first=True), *returning)
    embargo = edition.embargo_until
    if embargo and embargo > timezone.now():
        first = Choice("release", _("Release %(moment)s") % {"moment": written(embargo)}, is_first=True)
    else:
        first = Choice("release", _("Release now"), is_first=True)
    return (first, Choice("release", _("Schedule"), asks_when=True), *returning)


def _looks(edition: Edition) -> tuple[Link, ...]:
    """Return where to look before deciding: the whole text, and what it changes since it was live or returned."""
    step = "approve" if edition.state == State.IN_REVIEW else "release"
    return (
        Link(reverse("admin:articles_edition_step", args=[edition.pk, step]), _("Read it")),
        Link(reverse("admin:articles_edition_history", args=[edition.pk]), _("What changed")),
    )


def _with_refusal(rows: list[Row], refusal: Refusal | None, now: datetime.datetime) -> list[Row]:
    """Say why a step was refused beside its release; first, whether it still waits or not."""
    if refusal is None or refusal.step == "confirm":
        return rows
    same = next((row for row in rows if row.edition and row.edition.pk == refusal.edition.pk), None)
    if same is None:
        same = replace(_row(refusal.edition, refusal.edition.changed_at, now), links=_looks(refusal.edition))
    return [replace(same, refusal=refusal), *(row for row in rows if row.edition != refusal.edition)]


def _unconfirmed(user: User, now: datetime.datetime, refusal: Refusal | None) -> Panel | None:
    """What went out without a second pair of eyes; nothing is said of it when there is none."""
    own = waiting.changed_by(user)
    editions = waiting.unconfirmed(user).annotate(is_own=own | Q(released_by=user))

    def rows(found: list[Edition]) -> list[Row]:
        confirm = Choice("confirm", workflow.STEPS["confirm"].label, is_first=True)
        lines = [
            replace(
                _row(edition, edition.live_from, now),
                choices=() if edition.is_own else (confirm,),  # type: ignore[attr-defined]  # annotated
                refusal=refusal if refusal and refusal.step == "confirm" and refusal.edition == edition else None,
            )
            for edition in found
        ]
        if refusal and refusal.step == "confirm" and not any(line.refusal for line in lines):
            lines.insert(0, replace(_row(refusal.edition, refusal.edition.live_from, now), refusal=refusal))
        return lines

    panel = _of_editions(
        "unconfirmed", _("Released, awaiting confirmation"), _("Everything released was seen by two."),
        _list_url(state="unconfirmed"), editions, "live_from", rows, is_pressing=True,
        help=_("Readers see them already; a colleague other than who wrote or released them looks once more."),
    )  # fmt: skip
    return panel if panel.rows else None


# One's own


def _drafts(user: User, now: datetime.datetime) -> Panel:
    """This user's drafts, the newest first, with the remark with which one was returned."""

    def rows(editions: list[Edition]) -> list[Row]:
        remarks = _returned(editions)
        return [
            _row(edition, edition.changed_at, now, remarks.get((edition.article.subject, edition.part), ""))
            for edition in editions
        ]

    begin = Link(reverse("admin:articles_edition_add"), _("Write a release"))
    return _of_editions(
        "drafts", _("My drafts"), _("You have no drafts. Write one, or paste a text that came by chat or mail."),
        _list_url(state=State.DRAFT, whose="mine"), waiting.drafts_of(user), "-changed_at", rows,
        begin=begin if user.has_perm("articles.add_edition") else None,
    )  # fmt: skip


def _returned(editions: list[Edition]) -> dict[tuple[str, str], str]:
    """Return the remarks of those ``editions`` whose last decision was to return them; one query."""
    entries = LedgerEntry.objects.filter(subject__in=[edition.article.subject for edition in editions])
    last = {
        (entry.subject, entry.part): entry
        for entry in entries.exclude(event__in=["create", "edit", "restore", "redact"])
        .order_by("sequence")
        .only("subject", "part", "event", "note", "actor_name")
    }
    return {key: f"{entry.actor_name}: {entry.note}" for key, entry in last.items() if entry.event == "return"}


def _with_others(user: User, now: datetime.datetime) -> Panel:
    """What this user handed in and others decide."""
    return _of_editions(
        "with-others", _("Mine, with the editors"), _("Nothing of yours is in review."), _list_url(waiting="others"),
        waiting.with_others(user), "-changed_at",
        lambda editions: [_row(edition, edition.changed_at, now) for edition in editions],
    )  # fmt: skip


def _left_behind(user: User, now: datetime.datetime) -> Panel | None:
    """What this user wrote and did not save; nothing is said of it when there is none."""
    copies = working_copies.left_behind(user, now)
    rows = [
        Row(
            reverse("admin:desk:working_copy", args=[copy.pk]),
            str(copy.edition) if copy.edition else _("A release that was never saved"),
            details=(written(copy.saved_at),),
        )
        for copy in copies[:ROWS]
    ]
    return Panel(
        "left-behind", _("Written and not saved"), rows[0].url, rows, "", is_pressing=True,
        help=_("Pages that were closed, or a connection that was lost: look at each, then take it over or drop it."),
    ) if rows else None  # fmt: skip


# What comes


def _agenda(user: User, now: datetime.datetime) -> Panel:
    """Today and the days that follow: what goes live, comes out of embargo, expires or takes place."""
    today = timezone.localdate(now)
    since, until = begin_of(today), begin_of(today + datetime.timedelta(days=DAYS_AHEAD))
    coming = [
        entry
        for entry in calendar.entries(user, since, until, now, most=COUNTED)
        if entry.kind != calendar.RELEASED
    ]  # fmt: skip
    rows, last = [], None
    for entry in coming[: ROWS * 2]:
        day = timezone.localtime(entry.at).date()
        in_words, clock, zone = written(entry.at).rsplit(" ", 2)
        heading = "" if day == last else f"{_('Today')}, {in_words}" if day == today else in_words
        move = (Link(entry.move_url, _("Move")),) if entry.move_url else ()
        words = (f"{clock} {zone}", entry.agency, str(entry.detail))
        rows.append(
            Row(entry.url, entry.title, calendar.mark(entry), tuple(filter(None, words)), links=move, heading=heading)
        )
        last = day
    begin = Link(reverse("admin:desk:plan"), _("Plan an event"))
    return Panel(
        "agenda", _("Today and this week"), reverse("admin:desk:calendar"), rows,
        _("Nothing is scheduled or planned for the next seven days."), has_more=len(coming) > len(rows), begin=begin,
    )  # fmt: skip


# What needs mending


def _late(now: datetime.datetime) -> Panel | None:
    """What strangers should have got and have not; nothing is said of it when there is none."""
    found = receipts.overdue(now)
    rows = [
        Row(
            _change_url(receipt.edition),
            f"{receipt.edition}: {receipt.get_surface_display()}",
            details=(_("due %(moment)s") % {"moment": written(receipt.due_at)},),
            remark=receipt.problem,
        )
        for receipt in found[:ROWS]
    ]
    return Panel(
        "late", _("Not seen by readers yet"), _list_url(state="live"), rows, "", has_more=len(found) > ROWS,
        is_pressing=True,
        help=_("Open the page yourself. If it is there, a cache is slow; if not, tell whoever looks after the server."),
    ) if rows else None  # fmt: skip


def _letters() -> Panel | None:
    """Letters that did not arrive; nothing is said of them when there are none."""
    lost = Letter.objects.filter(Q(failed_at__isnull=False) | Q(uncertain_at__isnull=False)).remembered()
    first = list(lost.defer("to", "body", "unsubscribe_url").order_by("-posted_at", "-pk")[: ROWS + 1])
    if not first:
        return None
    rows = [
        Row(
            reverse("admin:letters_letter_change", args=[letter.pk]), letter.subject,
            details=(str(letter.state.label), written(letter.failed_at or letter.uncertain_at)), remark=letter.problem,
        )
        for letter in first[:ROWS]
    ]  # fmt: skip
    return Panel(
        "letters", _("Letters that did not arrive"), f"{reverse('admin:letters_letter_changelist')}?state=undelivered",
        rows, "", counted(lost) if len(first) > ROWS else str(len(first)), len(first) > ROWS,
        help=_("Read what the mail server said; once that is mended, choose them in the list and send them again."),
        is_pressing=True,
    )  # fmt: skip


def _comments() -> Panel:
    """What waits for a moderator: the riskiest held ones, and how many are held and reported."""
    address, counts = reverse("admin:comments_comment_changelist"), queue.counts()
    held, reported = counts[queue.HELD], counts[queue.REPORTED]
    comments = Comment.objects.filter(status=Comment.Status.HELD).order_by("-risk", "created_at", "pk")
    rows = [
        Row(
            address + queue.query(comment),
            Truncator(comment.text).chars(90),
            details=(comment.name, written(comment.created_at)),
        )
        for comment in comments[: ROWS // 2]
    ]
    if reported != "0":
        words = _("Reported by readers, or asked to be looked at again: %(count)s") % {"count": reported}
        rows.insert(0, Row(f"{address}?tab={queue.REPORTED}", words))
    return Panel(
        "comments", _("Comments held"), f"{address}?tab={queue.HELD}", rows, _("No comment waits."),
        held, has_more=held not in map(str, range(len(rows) + 1)),
    )  # fmt: skip


def _overdue(user: User) -> Panel | None:
    """Readers' questions whose answer is overdue; nothing is said of them when there are none."""
    today = timezone.localdate()
    late = open_referrals(user).filter(due_date__lt=today)
    first: list[Referral] = list(late.select_related("agency", "comment")[:ROWS])
    if not first:
        return None
    url = reverse("admin:comments_referral_changelist")
    rows = [
        Row(
            reverse("admin:comments_referral_answer", args=[referral.comment_id]),
            Truncator(referral.comment.text).chars(90),
            details=(str(referral.agency), _days_late(referral.due_date, today)),
        )
        for referral in first
    ]
    return Panel(
        "overdue", _("Answers to readers overdue"), url, rows, "", has_more=True, is_pressing=True,
        help=_("Answer in the agency's name, or take the question back."),
    )  # fmt: skip


def _days_late(due: datetime.date, today: datetime.date) -> str:
    days = (today - due).days
    return ngettext("%(days)d day late", "%(days)d days late", days) % {"days": days}


def _photos(user: User) -> Panel | None:
    """Photos without alt text or credit: those of open releases, which they hold up, before the rest of the library."""
    lacking = Photo.objects.lacking_words()
    in_open = PhotoCaption.objects.filter(photo=OuterRef("pk"), edition__state__in=Edition.OPEN_STATES)
    ours = permissions.visible_to(user).filter(state__in=Edition.OPEN_STATES)
    pressing = list(
        PhotoCaption.objects.filter(Q(photo__alt="", photo__decorative=False) | Q(photo__credit=""), edition__in=ours)
        .select_related("photo", "edition")
        .order_by("-edition_id", "order")[:ROWS]
    )
    rest = list(lacking.filter(~Exists(in_open))[: max(0, ROWS - len(pressing))])
    rows = [_photo_row(caption.photo, str(caption.edition)) for caption in pressing]
    rows += [_photo_row(photo, "") for photo in rest]
    if not rows:
        return None
    return Panel(
        "photos", _("Photos without alt text or credit"),
        f"{reverse('admin:photos_photo_changelist')}?missing=any", rows, "", counted(lacking), len(rows) == ROWS,
        help=_("A release with such a photo cannot be submitted."),
    )  # fmt: skip


def _photo_row(photo: Photo, edition: str) -> Row:
    lacks = [] if photo.alt or photo.decorative else [_("no alt text")]
    lacks += [] if photo.credit else [_("no credit")]
    details = (", ".join(lacks), _("in “%(release)s”") % {"release": edition} if edition else "")
    return Row(reverse("admin:photos_photo_change", args=[photo.pk]), str(photo), details=tuple(filter(None, details)))


# What went out


def _newest(user: User, now: datetime.datetime) -> Panel:
    """The newest releases, as readers have them now, and when a stranger first saw each."""
    newest = waiting.newest_live(user, now, ROWS)
    editions = list(_printable(Edition.objects.filter(pk__in=newest)).listed())
    pages = Receipt.objects.filter(edition__in=editions, surface=Receipt.Surface.PAGE, is_withdrawal=False)
    seen = {row.edition_id: receipts.clock(row.seen_at, row.due_at) for row in pages if row.seen_at}
    rows = []
    for edition in editions:
        row = _row(edition, edition.live_from, now)
        if edition.pk in seen:
            row = replace(row, details=(*row.details, _("seen %(time)s") % {"time": seen[edition.pk]}))
        rows.append(row)
    return Panel(
        "newest", _("Newest releases"), _list_url(state="live"), rows, _("Nothing was released yet."),
        has_more=len(editions) == ROWS,
    )  # fmt: skip
