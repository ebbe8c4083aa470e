"""The banner on every public page, for an emergency: set and ended by whoever releases, and never without an end."""

from __future__ import annotations

import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from news.accounts.models import User
from news.ledger import chain
from news.newsroom.models import Newsroom
from news.newsroom.moments import written

LONGEST = datetime.timedelta(days=14)
"""A banner that stands for longer is news, not an emergency."""


def may_set_banner(user: User) -> bool:
    """Say whether ``user`` may: publishers, who stand for what is released, and administrators."""
    return user.has_perm("articles.release_edition") or user.has_perm("newsroom.change_newsroom")


def set_banner(*, by: User, level: str, text: str, url: str, until: datetime.datetime) -> None:
    """Put a banner on every public page from now until ``until`` (aware); one that is there is replaced.

    :param level: a value of ``news.newsroom.models.Level``.
    :raises PermissionDenied: if ``by`` may not.
    :raises ValidationError: if it ends in the past or in more than :data:`LONGEST`.
    """
    now = timezone.now()
    if until <= now:
        raise ValidationError({"until": _("That time has passed.")})
    if until > now + LONGEST:
        raise ValidationError({"until": _("A banner stands for at most %(days)s days.") % {"days": LONGEST.days}})
    note = f"{text} ({level}, {written(until)})"
    _write(by, "banner", note, banner_level=level, banner_text=text, banner_url=url, banner_until=until)


def end_banner(*, by: User) -> None:
    """Take the banner off every page.

    :raises PermissionDenied: if ``by`` may not.
    """
    _write(by, "banner_end", "", banner_text="", banner_url="", banner_until=None)


def _write(by: User, event: str, note: str, **fields: object) -> None:
    if not may_set_banner(by):
        raise PermissionDenied(_("Your role does not set the banner."))
    with transaction.atomic():
        newsroom = Newsroom.objects.select_for_update().get(pk=1)
        for name, value in fields.items():
            setattr(newsroom, name, value)
        newsroom.save(update_fields=list(fields))
        chain.record(event, subject="newsroom:1", by=by, note=note)
