"""Make a draft of what was read: the text as it is, and of the directory only what was recognised in it."""

from __future__ import annotations

import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from news.accounts.models import User
from news.articles import editing, permissions
from news.articles.models import Edition, EditionAgency, Mention, Quote, Section
from news.directory.models import Agency
from news.ledger import chain
from news.newsroom.models import Newsroom
from news.richtext import from_paragraphs

from .matching import Matches
from .reading import Reading

# The edition's fields of one line, with the number of characters that each holds.
LONGEST = {field.name: field.max_length for field in Edition._meta.concrete_fields if field.max_length}


def draft(
    reading: Reading, *, by: User | None, agency: Agency | None, matches: Matches, section: Section | None = None
) -> Edition:
    """Return a new draft of ``reading``, begun by ``by`` (None for a command) and led by ``agency``.

    Captions, number and lines that were not used have no place in a draft: they stay readable in its history. A value
    too long for its field is cut at a word, and stands in full as a paragraph.

    :raises PermissionDenied: if ``by`` may not write releases, or not for ``agency``; then nothing is stored.
    """
    content, overflow = fields(reading)
    with transaction.atomic():
        edition = editing.begin_draft(
            by, section=section, body=from_paragraphs([*overflow, *reading.paragraphs]), **content
        )
        add_agencies(edition, agency, matches)
        add_quotes(edition, reading, matches)
        Mention.objects.bulk_create(
            Mention(edition=edition, official=each.official, appointment=each.appointment) for each in matches.officials
        )
        edition.tags.add(*(tag[:100] for tag in reading.tags))
        if by and not permissions.may_write(by, edition):
            raise PermissionDenied(_("You may not write for this agency."))
        chain.record(
            "paste",
            subject=edition.article.subject,
            part=edition.part,
            by=by,
            note=remainder(reading),
            digest=edition.digest(),
        )
    return edition


def fields(reading: Reading) -> tuple[dict[str, Any], list[str]]:
    """Return the edition's fields from ``reading``, and the full text of those that were too long."""
    texts = {
        "headline": reading.headline,
        "kicker": reading.kicker,
        "dateline_place": reading.dateline.place,
        "dateline_source": reading.dateline.source,
        "byline": reading.byline,
        "venue": reading.venue,
    }
    content: dict[str, Any] = {"event_date": reading.event_date, "embargo_until": embargo(reading.embargo_until)}
    overflow = []
    for name, text in texts.items():
        longest = LONGEST[name]
        if text and len(text) > longest:
            overflow.append(text)
        content[name] = shortened(text or "", longest)
    return content, overflow


def shortened(text: str, longest: int) -> str:
    """Return ``text`` cut at a word if it is longer than ``longest`` characters."""
    return text if len(text) <= longest else text[: longest - 1].rsplit(" ", 1)[0] + "…"


def embargo(moment: datetime.datetime | None) -> datetime.datetime | None:
    """Return ``moment`` aware: one without a zone is meant in the newsroom's."""
    if moment is None or moment.tzinfo:
        return moment
    return moment.replace(tzinfo=Newsroom.current().tzinfo)


def add_agencies(edition: Edition, lead: Agency | None, matches: Matches) -> None:
    """Let ``lead`` lead, and name the other agencies that were recognised."""
    others = [each.agency for each in matches.agencies if lead is None or each.agency.pk != lead.pk]
    rows = [EditionAgency(edition=edition, agency=lead, is_lead=True)] if lead else []
    EditionAgency.objects.bulk_create([*rows, *(EditionAgency(edition=edition, agency=other) for other in others)])


def add_quotes(edition: Edition, reading: Reading, matches: Matches) -> None:
    """Keep each quote with the speaker's appointment where recognised, else with speaker and office as text."""
    quotes = []
    for number, quote in enumerate(reading.quotes):
        appointment = matches.quotes.get(number)
        office = quote.office_in_words
        speaker = quote.speaker_as_written or quote.speaker or ""
        as_text = {} if appointment else {"speaker": shortened(speaker, 120), "office": shortened(office, 160)}
        quotes.append(Quote(edition=edition, words=quote.text, order=number, appointment=appointment, **as_text))
    Quote.objects.bulk_create(quotes)


def remainder(reading: Reading) -> str:
    """Return what was read but has no field in a draft without photos, a line each, for the history."""
    lines = [_("Number in the text: %s") % reading.number] if reading.number else []
    lines += [_("Caption: %s") % caption for caption in reading.captions]
    lines += [_("Not used: %s") % line.strip() for line in reading.unused]
    return "\n".join(lines)[:10_000]
