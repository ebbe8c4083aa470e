"""Where a release stands, in the words of the desk."""

from __future__ import annotations

import datetime

from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from news.newsroom.moments import written

from .models import Edition

State = Edition.State

STANDINGS: dict[str, str | Promise] = {
    "live": gettext_lazy("live"),
    "scheduled": gettext_lazy("scheduled"),
    "replaced": gettext_lazy("replaced"),
    "expired": gettext_lazy("expired"),
}


def standing(edition: Edition, now: datetime.datetime) -> str:
    """Return where ``edition`` stands at ``now``: its state, or for a released one a key of :data:`STANDINGS`."""
    if edition.state != State.RELEASED or edition.live_from is None:
        return edition.state
    if edition.live_from > now:
        return "scheduled"
    if edition.is_live_at(now):
        return "live"
    return "expired" if edition.expires_at and edition.live_until == edition.expires_at else "replaced"


def badge(edition: Edition, now: datetime.datetime) -> SafeString:
    """Return the standing of ``edition`` as a coloured word, and whether it awaits confirmation."""
    key = standing(edition, now)
    label = STANDINGS.get(key) or edition.get_state_display()
    mark = format_html('<span class="badge badge-{}">{}</span>', key, label)
    if edition.awaits_confirmation:
        mark += format_html(' <span class="badge badge-unconfirmed">{}</span>', _("awaits confirmation"))
    return mark


def state_in_words(edition: Edition, now: datetime.datetime) -> str:
    """Return a sentence that says where ``edition`` stands and since when."""
    sentences = {
        State.DRAFT: _("A draft; last changed %(changed)s."),
        State.IN_REVIEW: _("In review: an editor who did not change it may approve or return it."),
        State.APPROVED: _("Approved; it may be released as it stands."),
        State.WITHDRAWN: _("Withdrawn %(withdrawn)s; readers see the reason."),
        State.DISCARDED: _("Discarded; it was never released."),
        "scheduled": _("Scheduled: live from %(from)s. Nothing needs to run for that."),
        "live": _("Live since %(from)s."),
        "replaced": _("Replaced %(until)s by a newer edition."),
        "expired": _("Expired %(until)s."),
    }
    return sentences[standing(edition, now)] % {
        "changed": written(edition.changed_at),
        "withdrawn": written(edition.article.withdrawn_at),
        "from": written(edition.live_from),
        "until": written(edition.live_until),
    }
