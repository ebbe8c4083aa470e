"""How many notices wait to be read: a number on every page of the desk, so it is cheap."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from news.accounts.models import User

from .models import Notice

MOST = 99


@dataclass(frozen=True)
class Unread:
    """How many are unread; beyond :data:`MOST` nobody counts."""

    count: int

    @property
    def label(self) -> str:
        """The number as it stands at the bell: ``7``, ``99+``; empty for none."""
        return "" if not self.count else f"{MOST}+" if self.count > MOST else str(self.count)

    @property
    def words(self) -> str:
        """The number in words, as a screen reader says it."""
        if not self.count:
            return _("No new notices")
        return ngettext("%(count)s unread notice", "%(count)s unread notices", self.count) % {"count": self.label}


def unread(user: User) -> Unread:
    """Return how many notices ``user`` has not read; one query that reads at most a hundred keys of an index."""
    return Unread(len(Notice.objects.at_desk(user).unread().values_list("pk")[: MOST + 1]))
