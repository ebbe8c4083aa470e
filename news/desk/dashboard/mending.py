"""What needs somebody: what did not arrive, readers who wait, photos without words."""

from __future__ import annotations

import datetime

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from news.accounts.models import User
from news.articles import permissions
from news.articles.models import Edition, PhotoCaption
from news.comments import queue
from news.comments.answering import open_referrals
from news.comments.models import Comment, Referral
from news.letters.models import Letter
from news.newsroom.moments import written
from news.photos.models import Photo

from .. import receipts
from .parts import ROWS, Panel, Row, change_url, counted, list_url


def late(now: datetime.datetime) -> Panel | None:
    """What strangers should have got and have not; nothing is said of it when there is none."""
    found = receipts.overdue(now)
    rows = [
        Row(
            change_url(receipt.edition),
            f"{receipt.edition}: {receipt.get_surface_display()}",
            details=(_("due %(moment)s") % {"moment": written(receipt.due_at)},),
            remark=receipt.problem,
        )
        for receipt in found[:ROWS]
    ]
    return Panel(
        "late", _("Not seen by readers yet"), list_url(state="live"), rows, "", has_more=len(found) > ROWS,
        is_pressing=True,
        help=_("Open the page yourself. If it is there, a cache is slow; if not, tell whoever looks after the server."),
    ) if rows else None  # fmt: skip


def letters() -> Panel | None:
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


def comments() -> Panel:
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


def overdue(user: User) -> Panel | None:
    """Readers' questions whose answer is overdue; nothing is said of them when there are none."""
    today = timezone.localdate()
    overdue_now = open_referrals(user).filter(due_date__lt=today)
    first: list[Referral] = list(overdue_now.select_related("agency", "comment")[:ROWS])
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


def photos(user: User) -> Panel | None:
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
