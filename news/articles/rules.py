"""What a release needs before it may go out, and what an editor should look at once more.

All findings come at once, each naming its field and a stable code; blocking ones stop submit and every way of release.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from news.directory.models import Official
from news.richtext import plain

from .models import Edition, Mention, Quote
from .written_dates import contradictions


@dataclass(frozen=True)
class Finding:
    """One thing to mend (``blocking``) or to look at; ``field`` is the name of the form's field or inline."""

    field: str
    code: str
    message: str
    blocking: bool = True


def findings(edition: Edition) -> list[Finding]:
    """Return all findings about ``edition``, blocking ones first."""
    return [*_missing(edition), *_photos(edition), *_advice(edition)]


def blocking(edition: Edition) -> list[Finding]:
    """Return only what stops a submit or a release."""
    return [finding for finding in findings(edition) if finding.blocking]


def _missing(edition: Edition) -> list[Finding]:
    found = []
    if not edition.headline:
        found.append(Finding("headline", "headline-missing", _("The headline is missing.")))
    if not edition.section_id:
        found.append(Finding("section", "section-missing", _("Choose a section.")))
    if edition.lead_agency is None:
        found.append(Finding("agencies", "lead-agency-missing", _("Choose the agency that leads.")))
    if not (edition.dateline_place or edition.dateline_source):
        found.append(Finding("dateline_place", "dateline-missing", _("The dateline is missing: where is this from?")))
    if not plain(edition.body):
        found.append(Finding("body", "body-missing", _("The body is empty.")))
    if edition.sequence > 1:
        if not edition.change_kind:
            found.append(Finding("change_kind", "change-kind-missing", _("Say what kind of change this is.")))
        elif edition.change_kind != Edition.Change.MINOR and not edition.public_note.strip():
            found.append(Finding("public_note", "public-note-missing", _("Tell the reader what changed.")))
    if edition.expires_at and edition.embargo_until and edition.expires_at <= edition.embargo_until:
        found.append(Finding("expires_at", "expires-before-embargo", _("It would expire before its embargo ends.")))
    return found


def _photos(edition: Edition) -> list[Finding]:
    found = []
    for position, row in enumerate(edition.captions.select_related("photo"), start=1):
        lacking = [
            name
            for name, is_there in (
                (_("caption"), bool(row.caption.strip())),
                (_("credit"), bool(row.photo.credit.strip())),
                (_("alt text"), row.photo.decorative or bool(row.photo.alt.strip())),
            )
            if not is_there
        ]
        if lacking:
            message = _("Photo %(position)s lacks: %(lacking)s.") % {
                "position": position,
                "lacking": ", ".join(lacking),
            }
            found.append(Finding("captions", "photo-incomplete", message))
    return found


def _advice(edition: Edition) -> list[Finding]:
    found = []
    for field in ("lead", "body"):
        for contradiction in contradictions(plain(getattr(edition, field))):
            message = _("“%(written)s”: that date was a %(weekday)s.") % {
                "written": contradiction.written,
                "weekday": contradiction.weekday,
            }
            found.append(Finding(field, "weekday-contradicts-date", message, blocking=False))
    for position, quote in enumerate(edition.quotes.all(), start=1):
        if not (quote.appointment_id or quote.speaker.strip()):
            message = _("Quote %(position)s does not say who speaks.") % {"position": position}
            found.append(Finding("quotes", "quote-without-speaker", message, blocking=False))
    if edition.event_date:
        rows: list[tuple[str, Mention | Quote]] = [
            *(("mentions", row) for row in edition.mentions.select_related("appointment__official")),
            *(("quotes", row) for row in edition.quotes.select_related("appointment__official")),
        ]
        for field, row in rows:
            appointment = row.appointment
            if appointment and not appointment.was_held_on(edition.event_date):
                message = _("%(name)s did not hold this office on the event date.") % {
                    "name": _name(appointment.official),
                }
                found.append(Finding(field, "office-not-held", message, blocking=False))
    return found


def _name(official: Official) -> str:
    return official.full_name
