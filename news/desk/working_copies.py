"""Keep what editors type beside the release, so that no word is lost; and tell them who else is writing in it.

A page of the desk sends what is typed half a second after the last edit, and a sign every half minute. What it sends
stays in a row of its own (``WorkingCopy``) until that page saves the release, or its user throws it away.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from news.accounts.models import User
from news.articles.models import Article, Edition

from .models import WorkingCopy

KEPT = datetime.timedelta(days=30)
KEPT_WITHOUT_WORDS = datetime.timedelta(days=1)
# What one user can leave behind; so many at once is no work but a fault.
MAX_COPIES = 100
MAX_PAGES = 500
_SESSION = re.compile(r"[0-9a-f-]{8,36}")
_NAME = re.compile(r"[A-Za-z][\w-]{0,99}|_note")  # the note to whoever checks it is typed, too


class Refused(Exception):
    """A working copy that cannot be kept; the message says why, for its user."""

    def __init__(self, message: str, code: str = "refused") -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True)
class Draft:
    """What a page sends: its session, the version it began from, the boxes as they were and as they are."""

    session: str
    began_from: int
    edits: int
    base: dict[str, list[str] | None]
    fields: dict[str, list[str]]


def read_session(found: Any) -> str:
    """Return the session that a page names.

    :raises Refused: if it is none.
    """
    if not isinstance(found, str) or not _SESSION.fullmatch(found):
        raise Refused(_("The page sent something that cannot be kept; load it again."))
    return found


def read_draft(found: Mapping[str, Any]) -> Draft:
    """Return what a page sent, checked: texts under names of boxes, no more and no larger than the form may post.

    :raises Refused: if it is anything else.
    """
    session, version, edits = (
        read_session(found.get("session")),
        _read_count(found, "version"),
        _read_count(found, "edits"),
    )
    base, fields = found.get("base"), found.get("fields")
    if not isinstance(base, dict) or not isinstance(fields, dict):
        raise Refused(_("The page sent something that cannot be kept; load it again."))
    most = settings.DATA_UPLOAD_MAX_NUMBER_FIELDS or 1000
    if len(fields) > most or len(base) > most:
        raise Refused(_("That is more than the form of a release can hold."), "too_large")
    texts = {name: _read_texts(name, value) for name, value in fields.items()}
    before = {name: None if value is None else _read_texts(name, value) for name, value in base.items()}
    return Draft(session, version, edits, before, texts)


def _read_count(found: Mapping[str, Any], name: str) -> int:
    value = found.get(name)
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < 2**31:
        raise Refused(_("The page sent something that cannot be kept; load it again."))
    return value


def _read_texts(name: str, value: Any) -> list[str]:
    if not _NAME.fullmatch(name) or not isinstance(value, list) or not all(isinstance(text, str) for text in value):
        raise Refused(_("The page sent something that cannot be kept; load it again."))
    # PostgreSQL keeps no NUL and no half of a surrogate pair; no release may have them either.
    return [re.sub("[\x00\ud800-\udfff]", "", text) for text in value]


def keep(user: User, edition: Edition | None, draft: Draft, now: datetime.datetime | None = None) -> WorkingCopy:
    """Keep what ``user`` typed; what was sent earlier and comes later changes nothing.

    :param edition: the release, or None if it was never saved.
    :raises Refused: if the user left too much behind, the session is that of another release, or personal data were
        removed from it after the page was opened, which still has them.
    """
    now = now or timezone.now()
    with transaction.atomic():
        if edition:  # a redaction holds this lock, too: either it sees these words, or they are refused
            edition.article = Article.objects.select_for_update().get(pk=edition.article_id)
        copy, is_new = _opened(user, edition, draft.session, draft.began_from, now)
        if edition and _has_what_was_removed(edition, draft.began_from, None if is_new else copy.opened_at):
            told = _("Personal data were removed from this release after you opened it. Load the page again.")
            raise Refused(told, "redacted")
        copy.seen_at = now
        if draft.edits > copy.edits:
            copy.began_from, copy.edits = draft.began_from, draft.edits
            if draft.base:
                if copy.saved_at is None and WorkingCopy.objects.filter(user=user).with_words().count() >= MAX_COPIES:
                    raise Refused(_("You left too much unsaved behind: use or drop some of it first."), "too_many")
                copy.base, copy.fields, copy.saved_at = draft.base, draft.fields, now
            else:  # all is as it was when the form was opened: there is nothing to keep
                copy.base, copy.fields, copy.saved_at = {}, {}, None
        copy.save()
    return copy


def show_sign(
    user: User, edition: Edition | None, session: str, began_from: int, now: datetime.datetime | None = None
) -> WorkingCopy:
    """Note that ``user`` has ``edition`` open on the page ``session``.

    :raises Refused: if the session is that of another release.
    """
    now = now or timezone.now()
    with transaction.atomic():
        copy, _is_new = _opened(user, edition, session, began_from, now)
        if copy.seen_at != now:
            WorkingCopy.objects.filter(pk=copy.pk).update(seen_at=now)
    return copy


def _has_what_was_removed(edition: Edition, began_from: int, opened_at: datetime.datetime | None) -> bool:
    """Say whether a page that was opened then may have what a redaction took out of ``edition`` since.

    :param began_from: the version that it began from; a redaction makes a new one.
    :param opened_at: when it first gave a sign; None if it never did, so that nobody knows.
    """
    at = edition.article.redacted_at
    if at is None or edition.created_at > at or not (opened_at is None or opened_at <= at):
        return False
    return began_from < Edition.objects.values_list("version", flat=True).get(pk=edition.pk)


def _opened(
    user: User, edition: Edition | None, session: str, began_from: int, now: datetime.datetime
) -> tuple[WorkingCopy, bool]:
    """Return the working copy of the page ``session``, and whether it is new."""
    copy, is_new = WorkingCopy.objects.select_for_update().get_or_create(
        user=user,
        session=session,
        defaults={"edition": edition, "began_from": began_from, "opened_at": now, "seen_at": now},
    )
    if copy.edition_id != (edition.pk if edition else None):
        raise Refused(_("The page sent something that cannot be kept; load it again."))
    if is_new and WorkingCopy.objects.filter(user=user).count() > MAX_PAGES:
        raise Refused(_("You left too much unsaved behind: use or drop some of it first."), "too_many")
    return copy, is_new


def close(user: User, session: str) -> None:
    """Note that the page ``session`` was left; without words nothing of it stays."""
    copies = WorkingCopy.objects.filter(user=user, session=session)
    copies.filter(saved_at=None).delete()
    copies.update(seen_at=None)


def forget(user: User, session: str) -> int:
    """Delete the working copy of the page ``session``, which saved its release; return how many there were."""
    if not _SESSION.fullmatch(session):
        return 0  # no page's: it ran without its script, or was forged
    return WorkingCopy.objects.filter(user=user, session=session).delete()[0]


# What was left behind


def own(user: User, edition: Edition | None, *, but: str = "") -> list[WorkingCopy]:
    """Return what ``user`` wrote into ``edition`` (None: into releases never saved) and did not save, newest first.

    :param but: the session of the page that asks.
    """
    copies = WorkingCopy.objects.filter(user=user, edition=edition).with_words()
    return list(copies.exclude(session=but).select_related("edition")[:20])


def left_behind(user: User, now: datetime.datetime | None = None) -> list[WorkingCopy]:
    """Return what ``user`` wrote and did not save, on pages that are open no more, newest first; at most twenty."""
    now = now or timezone.now()
    copies = WorkingCopy.objects.filter(user=user).with_words()
    closed = copies.exclude(pk__in=[copy.pk for copy in copies.open_at(now)])
    return list(closed.select_related("edition")[:20])


def hand_over(user: User, to: User) -> int:
    """Let ``to`` find what ``user``, who leaves, typed and did not save; return how many working copies that is."""
    return WorkingCopy.objects.with_words().filter(user=user).update(user=to, seen_at=None)


def purge(now: datetime.datetime | None = None) -> int:
    """Delete what nobody saved for 30 days, and pages without words that were left; return how many there were."""
    now = now or timezone.now()
    old = Q(saved_at__lt=now - KEPT) | Q(saved_at=None, opened_at__lt=now - KEPT_WITHOUT_WORDS)
    still_open = Q(seen_at__gt=now - KEPT_WITHOUT_WORDS)
    pks = list(WorkingCopy.objects.filter(old).exclude(still_open).values_list("pk", flat=True)[:1000])
    return WorkingCopy.objects.filter(pk__in=pks).delete()[0]


# Who else is here


def others(user: User, edition: Edition, session: str, now: datetime.datetime | None = None) -> list[tuple[int, str]]:
    """Return for each other page that has ``edition`` open its id, and who it is, since when, and if they write."""
    now = now or timezone.now()
    copies = WorkingCopy.objects.filter(edition=edition).open_at(now).exclude(user=user, session=session)
    return [
        (copy.pk, _in_words(copy, user, now)) for copy in copies.select_related("user").order_by("opened_at", "pk")[:10]
    ]


def _in_words(copy: WorkingCopy, user: User, now: datetime.datetime) -> str:
    writes = copy.saved_at is not None and copy.is_open_at(now) and copy.saved_at > now - datetime.timedelta(minutes=2)
    minutes = int((now - copy.opened_at).total_seconds() // 60)
    since = (
        _("just now")
        if minutes < 1
        else ngettext("%(count)d minute ago", "%(count)d minutes ago", minutes) % {"count": minutes}
        if minutes < 60
        else ngettext("%(count)d hour ago", "%(count)d hours ago", minutes // 60) % {"count": minutes // 60}
    )
    if copy.user_id == user.pk:
        sentence = (
            _("You opened this release in another window too, %(since)s, and are writing there.")
            if writes
            else _("You opened this release in another window too, %(since)s.")
        )
    elif writes:
        sentence = _("%(who)s opened this release %(since)s and is writing.")
    else:
        sentence = _("%(who)s opened this release %(since)s.")
    return sentence % {"who": copy.user, "since": since}
