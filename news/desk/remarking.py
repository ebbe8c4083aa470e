"""Make remarks on a release, answer and settle them: whoever sees the release may, whatever its state."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from news.accounts.models import User
from news.articles import permissions
from news.articles.beside import anchor
from news.articles.models import Article, Edition

from .models import Remark
from .signals import remarked

LONGEST = 4_000

# What a remark can be about: the name of a field of the form, or of its parts.
ABOUT: dict[str, str | Promise] = {
    "headline": _("headline"),
    "kicker": _("kicker"),
    "subheadline": _("subheadline"),
    "section": _("section"),
    "dateline_place": _("dateline"),
    "lead": _("lead"),
    "citizen_what": _("what it means for citizens"),
    "body": _("body"),
    "captions": _("photos"),
    "quotes": _("quotes"),
    "agencies": _("agencies"),
    "mentions": _("officials named"),
    "tags": _("topics"),
    "event_date": _("event date"),
    "public_note": _("public note"),
}


class RemarkRefused(Exception):
    """The remark cannot be kept; the message says why."""


def may_remark(user: User, article: Article) -> bool:
    """Say whether ``user`` sees the release, and so may talk about it."""
    return user.has_perm("articles.view_edition") and permissions.visible_to(user).filter(article=article).exists()


def about(field: str) -> str:
    """Return in words what a remark is about; empty for the whole release."""
    return str(capfirst(str(ABOUT[field]))) if field in ABOUT else ""


@dataclass(frozen=True)
class Thread:
    """A remark with its answers: what it is about, in words, and where the form has that."""

    remark: Remark
    about: str
    anchor: str


def listed(edition: Edition) -> dict[str, Any]:
    """Return what the remarks on the release of ``edition`` show: the open ones, the settled ones; one query."""
    threads = [
        Thread(row, about(row.field), anchor(row.field) if row.field else "")
        for row in Remark.objects.filter(article=edition.article_id).threads()
    ]
    return {
        "edition": edition,
        "open_remarks": [thread for thread in threads if not thread.remark.resolved_at],
        "settled_remarks": [thread for thread in threads if thread.remark.resolved_at],
        "abouts": [(name, about(name)) for name in ABOUT],
    }


def remark(article: Article, text: str, *, by: User, field: str = "", quoted: str = "") -> Remark:
    """Make a remark on ``article``.

    :param field: a key of :data:`ABOUT`; anything else is about the whole release.
    :param quoted: the words that it is about; cut off after 300 characters.
    :raises PermissionDenied: if ``by`` does not see the release.
    :raises RemarkRefused: if it says nothing, or too much.
    """
    quoted = " ".join(quoted.split())
    return _keep(
        Remark(
            article=article, author=by, text=text.strip(), field=field if field in ABOUT else "",
            quoted=quoted if len(quoted) <= 300 else f"{quoted[:299]}…",
        )
    )  # fmt: skip


def answer(to: Remark, text: str, *, by: User) -> Remark:
    """Answer a remark; an answer to an answer is one to the remark.

    :raises PermissionDenied: if ``by`` does not see the release.
    :raises RemarkRefused: if it says nothing, or too much.
    """
    return _keep(Remark(article=to.article, parent=to.parent or to, author=by, text=text.strip()))


def _keep(remark: Remark) -> Remark:
    if not may_remark(remark.author, remark.article):
        raise PermissionDenied
    if not remark.text:
        raise RemarkRefused(str(_("Write something first.")))
    if len(remark.text) > LONGEST:
        raise RemarkRefused(str(_("That is too long: at most 4,000 characters.")))
    with transaction.atomic():
        remark.save(force_insert=True)
        transaction.on_commit(lambda: remarked.send(Remark, remark=remark))
    return remark


def settle(remark: Remark, *, by: User, settled: bool) -> None:
    """Settle a remark, or open it again; what is so already stays as it is.

    :raises PermissionDenied: if ``by`` does not see the release.
    """
    if not may_remark(by, remark.article):
        raise PermissionDenied
    now = timezone.now()
    change = {"resolved_at": now, "resolved_by": by} if settled else {"resolved_at": None, "resolved_by": None}
    Remark.objects.filter(Q(resolved_at=None) if settled else ~Q(resolved_at=None), pk=remark.pk, parent=None).update(
        **change
    )


def open_count(edition: Edition) -> int:
    """Return how many remarks on the release of ``edition`` nobody has settled yet."""
    return Remark.objects.filter(article=edition.article_id).open().count()
