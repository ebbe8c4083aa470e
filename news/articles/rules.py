"""What a release needs before it may go out, and what an editor should look at once more.

All findings come at once, each naming its field and a stable code; blocking ones stop submit and every way of release.
What only advises, and needs to look further than the release itself, is in :mod:`.checking`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from news.richtext import plain

from .manuscript import Manuscript
from .models import Edition, Mention, Quote
from .written_dates import contradictions


@dataclass(frozen=True)
class Finding:
    """One thing to mend (``blocking``) or to look at.

    ``field`` is the name of the form's field, or of an inline; for a row of an inline ``row`` is its number on the
    form, from 0, and ``part`` the field in it, if it is there that it can be mended.
    """

    field: str
    code: str
    message: str
    blocking: bool = True
    row: int | None = None
    part: str = ""


def findings(edition: Edition) -> list[Finding]:
    """Return all findings about ``edition`` as it is saved, blocking ones first."""
    return findings_of(Manuscript.of(edition))


def findings_of(manuscript: Manuscript) -> list[Finding]:
    """Return all findings about ``manuscript``, blocking ones first."""
    return [*_missing(manuscript), *_photos(manuscript), *_advice(manuscript)]


def blocking(edition: Edition) -> list[Finding]:
    """Return only what stops a submit or a release."""
    return [finding for finding in findings(edition) if finding.blocking]


def _missing(manuscript: Manuscript) -> list[Finding]:
    found, edition = [], manuscript.edition
    if not edition.headline:
        found.append(Finding("headline", "headline-missing", _("The headline is missing.")))
    if not edition.section_id:
        found.append(Finding("section", "section-missing", _("Choose a section.")))
    if manuscript.lead_agency is None:
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


def _photos(manuscript: Manuscript) -> list[Finding]:
    found = []
    for index, row in enumerate(manuscript.captions):
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
                "position": index + 1,
                "lacking": ", ".join(lacking),
            }
            number, part = manuscript.form_row("captions", index), "" if row.caption.strip() else "caption"
            found.append(Finding("captions", "photo-incomplete", message, row=number, part=part))
    return found


def _advice(manuscript: Manuscript) -> list[Finding]:
    found, edition = [], manuscript.edition
    for field in ("lead", "body", *Edition.CITIZEN_FIELDS):
        for contradiction in contradictions(plain(getattr(edition, field))):
            message = _("“%(written)s”: that date was a %(weekday)s.") % {
                "written": contradiction.written,
                "weekday": contradiction.weekday,
            }
            found.append(Finding(field, "weekday-contradicts-date", message, blocking=False))
    for index, quote in enumerate(manuscript.quotes):
        if not (quote.appointment or quote.speaker.strip()):
            message = _("Quote %(position)s does not say who speaks.") % {"position": index + 1}
            number = manuscript.form_row("quotes", index)
            found.append(Finding("quotes", "quote-without-speaker", message, False, number, "appointment"))
    if edition.event_date:
        named: list[tuple[str, Sequence[Mention | Quote]]] = [
            ("mentions", manuscript.mentions),
            ("quotes", manuscript.quotes),
        ]
        for field, rows in named:
            for index, row in enumerate(rows):
                appointment = row.appointment
                if appointment and not appointment.was_held_on(edition.event_date):
                    message = _("%(name)s did not hold this office on the event date.") % {
                        "name": appointment.official.full_name,
                    }
                    number = manuscript.form_row(field, index)
                    found.append(Finding(field, "office-not-held", message, False, number, "appointment"))
    return found
