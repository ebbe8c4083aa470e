"""What a step does, in plain words and named: which pages, feeds, dates and people it touches, before it is taken."""

from __future__ import annotations

import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from news.newsroom.models import Newsroom, NumberCounter
from news.newsroom.moments import written
from news.newsroom.number_template import render

from .manuscript import Manuscript
from .models import Edition

RELEASING = frozenset({"release", "fast_release", "release_minor"})


def release_label(edition: Edition, at: datetime.datetime | None, now: datetime.datetime) -> str:
    """Return what pressing the button of a release does: release now, or schedule it for the moment it goes live.

    :param at: the moment that was asked for (aware); None for at once. An embargo makes it later.
    """
    live_from = max(at or now, edition.embargo_until or now)
    if live_from <= now:
        return _("Release now")
    return _("Schedule %(moment)s") % {"moment": written(live_from)}


def explanation(name: str, edition: Edition) -> list[str]:
    """Return, in plain sentences, what taking the step ``name`` does."""
    if name in RELEASING:
        return _of_release(edition, was_seen=name == "release")
    texts = {
        "submit": [_("It is put before the editors. Whoever changes it from now on takes it back to draft.")],
        "return": [_("It goes back to its writer as a draft, with your remark.")],
        "approve": [
            _(
                "You stand for it as the second pair of eyes. "
                "It may then be released as it is; any change takes it back to draft."
            )
        ],
        "reschedule": [
            _("It is scheduled for %(moment)s. Until the new time nothing of it is public.")
            % {"moment": written(edition.live_from)}
        ],
        "unschedule": [
            _("It will not go live as planned and waits to be released again. A number that was given stays.")
        ],
        "confirm": [_("You looked at what was released in a hurry, and stand for it as the second pair of eyes.")],
        "revise": [
            _(
                "A new draft begins with all that this edition says. "
                "This edition stays live until the new one is released."
            ),
            _(
                "A correction (ralat), clarification or update is announced to the reader with your note; "
                "a minor one is not."
            ),
        ],
        "withdraw": [
            _(
                "Its page says from now on that it was withdrawn, when and why, and no longer shows its headline "
                "or text. It leaves every list and feed."
            ),
            _("This is final, and it ends scheduled corrections as well."),
        ],
        "discard": [_("This draft is put aside. It stays in the history; nothing of it is ever public.")],
    }
    return texts.get(name, [])


def _of_release(edition: Edition, *, was_seen: bool) -> list[str]:
    manuscript, now = Manuscript.of(edition), timezone.now()
    told = [_where(manuscript)]
    if edition.embargo_until and edition.embargo_until > now:
        told.append(_("Not before the embargo ends: %(moment)s.") % {"moment": written(edition.embargo_until)})
    if edition.expires_at:
        told.append(_("It expires %(moment)s.") % {"moment": written(edition.expires_at)})
    told += _identity(edition, now)
    if not was_seen:
        told.append(_("Nobody else has looked at it: a colleague must confirm it afterwards."))
    return told


def _where(manuscript: Manuscript) -> str:
    """Name the pages on which readers find it; each of them has feeds of its own."""
    edition = manuscript.edition
    pages = [_("the front page"), _("the section “%(section)s”") % {"section": edition.section or "–"}]
    agencies = [str(row.agency) for row in sorted(manuscript.agencies, key=lambda row: not row.is_lead)]
    officials = [row.official.name for row in manuscript.mentions]
    topics = [topic.name for topic in manuscript.topics]
    for page, names in (
        (_("the pages of %(names)s"), [*agencies, *officials]),
        (_("the topics %(names)s"), topics),
    ):
        if names:
            shown = names if len(names) <= 6 else [*names[:5], _("%(number)s more") % {"number": len(names) - 5}]
            pages.append(page % {"names": get_text_list(shown, _("and"))})
    return _("Readers see it on its own page, on %(pages)s, and in their feeds.") % {
        "pages": get_text_list(pages, _("and"))
    }


def _identity(edition: Edition, now: datetime.datetime) -> list[str]:
    """Tell of number and address: the ones it will get, or that it keeps them and what it replaces."""
    article = edition.article
    if not article.number:
        newsroom = Newsroom.current()
        day = newsroom.local(max(now, edition.embargo_until or now)).date()
        last = NumberCounter.objects.filter(year=day.year).values_list("last", flat=True).first() or 0
        address = reverse("release", args=[day.year, day.month, day.day, article.slug or edition.suggested_slug()])
        return [
            _("It gets a number, %(number)s as things stand, and an address, %(address)s on that day; both for good.")
            % {"number": render(newsroom.number_template, last + 1, day), "address": address}
        ]
    kept = _("It keeps the number %(number)s and its address; it takes the place of the edition that is live now.")
    told = [kept % {"number": article.number}]
    if edition.change_kind == Edition.Change.MINOR:
        told.append(_("A minor correction: readers are not told."))
    elif edition.change_kind:
        told.append(
            _("Readers are told above the text: %(kind)s: “%(note)s”")
            % {"kind": edition.get_change_kind_display(), "note": edition.public_note}
        )
    return told
