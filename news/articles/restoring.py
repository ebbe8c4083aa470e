"""Bring back what a release said earlier: as a new draft, or in the draft that is open; nothing is lost by it."""

from __future__ import annotations

import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from news.accounts.models import User
from news.directory.models import Agency, Appointment, Official
from news.ledger import chain
from news.photos.models import Photo

from . import attachments, editing, snapshots, workflow
from .history import Version
from .models import Attachment, Edition, EditionAgency, Mention, PhotoCaption, Quote, Section

_OF_CORRECTION = ("change_kind", "public_note")
_MOMENTS = ("embargo_until", "expires_at")


def open_edition(edition: Edition) -> Edition | None:
    """Return the edition of the same article that is still open, if there is one."""
    return edition.article.editions.filter(state__in=Edition.OPEN_STATES).first()


def restore(
    version: Version, *, by: User, kind: str = "", note: str = "", seen_version: int | None = None
) -> tuple[Edition, list[str]]:
    """Bring back ``version``, and return the draft that has its text now, and what could not be brought back.

    In the draft that is open, what stood there is kept as an earlier state. Of a released article a correction is
    begun; of a draft that was discarded, a new article.

    :param kind: for a released article, as in the step ``revise``; :param note: its public note.
    :param seen_version: the version of the open draft that ``by`` saw; None to skip that check.
    :raises Conflict: if the open draft was changed since ``seen_version``.
    :raises StepRefused: if no correction can be begun.
    :raises PermissionDenied: if ``by`` may not write it.
    """
    with transaction.atomic():
        content = version.content()
        draft = open_edition(version.edition)
        if draft is None:
            newest = version.edition.article.editions.exclude(state=Edition.State.DISCARDED).order_by("sequence").last()
            if newest is None:
                draft = editing.begin_draft(by, kind=version.edition.article.kind)
            else:
                draft = workflow.take("revise", newest, by=by, kind=kind, note=note)
            seen_version = None
        own_edition = draft.pk == version.edition.pk
        with editing.change(draft.pk, by=by, version=seen_version) as current:
            snapshots.keep(current)
            lacking = _write(current, content, with_correction=own_edition)
        fresh = Edition.objects.select_related("article").get(pk=draft.pk)
        chain.record(
            "restore", subject=fresh.article.subject, part=fresh.part, by=by, note=version.label,
            digest=snapshots.keep(fresh),
        )  # fmt: skip
    return fresh, lacking


def _write(edition: Edition, content: dict[str, Any], *, with_correction: bool) -> list[str]:
    """Give ``edition`` what ``content`` says, and return in words what of it is gone.

    :param with_correction: also what readers are told of the change, and the embargo.
    """
    lacking: list[str] = []
    for name in Edition.CONTENT_FIELDS:
        if name in (*_OF_CORRECTION, "embargo_until") and not with_correction:
            continue
        value = content.get(name)
        if name == "section_id":
            if value and not Section.objects.filter(pk=value).exists():
                lacking.append(_("the section"))
                value = None
        elif name in _MOMENTS:
            value = datetime.datetime.fromisoformat(value) if value else None
        elif name == "event_date":
            value = datetime.date.fromisoformat(value) if value else None
        else:
            value = value or ""
        setattr(edition, name, value)
    edition.save()
    _write_parts(edition, content, lacking)
    return lacking


def _write_parts(edition: Edition, content: dict[str, Any], lacking: list[str]) -> None:
    photos = _there(Photo, (row[0] for row in content.get("captions", ())))
    agencies = _there(Agency, (row[0] for row in content.get("agencies", ())))
    officials = _there(Official, (row[0] for row in content.get("mentions", ())))
    held = _there(Appointment, [*(row[3] for row in content["quotes"]), *(row[1] for row in content["mentions"])])
    edition.agency_rows.all().delete()
    EditionAgency.objects.bulk_create(
        EditionAgency(edition=edition, agency_id=row[0], is_lead=row[1])
        for row in content["agencies"]
        if row[0] in agencies
    )
    edition.captions.all().delete()
    PhotoCaption.objects.bulk_create(
        PhotoCaption(edition=edition, photo_id=row[0], caption=row[1], is_lead=row[2], order=position)
        for position, row in enumerate(content["captions"])
        if row[0] in photos
    )
    edition.quotes.all().delete()
    Quote.objects.bulk_create(
        Quote(
            edition=edition, words=row[0], speaker=row[1], office=row[2], order=position,
            appointment_id=row[3] if row[3] in held else None,
        )
        for position, row in enumerate(content["quotes"])
    )  # fmt: skip
    edition.mentions.all().delete()
    Mention.objects.bulk_create(
        Mention(edition=edition, official_id=row[0], appointment_id=row[1] if row[1] in held else None)
        for row in content["mentions"]
        if row[0] in officials
    )
    _write_attachments(edition, content.get("attachments", []), lacking)
    edition.tags.set(content.get("tags", []))
    gone = sum(row[0] not in photos for row in content["captions"])
    if gone:
        lacking.append(_("%(count)d photos that are no longer in the library") % {"count": gone})
    if any(row[0] not in agencies for row in content["agencies"]):
        lacking.append(_("an agency that is no longer in the directory"))
    if any(row[0] not in officials for row in content["mentions"]):
        lacking.append(_("an official who is no longer in the directory"))


def _write_attachments(edition: Edition, wanted: list[Any], lacking: list[str]) -> None:
    """Give ``edition`` the files that it had, as long as an edition of its article still has them."""
    of_article = Attachment.objects.filter(edition__article=edition.article_id)
    there = {row.content_hash: row for row in of_article.filter(content_hash__in=[row[0] for row in wanted])}
    attachments.remove(edition.attachments.all())  # after commit, the files that nothing has any more
    Attachment.objects.bulk_create(
        Attachment(
            edition=edition, key=file.key, file=file.file, title=title, order=position,
            kind=file.kind, size=file.size, content_hash=file.content_hash,
        )
        for position, (file, title) in enumerate((there[row[0]], row[2]) for row in wanted if row[0] in there)
    )  # fmt: skip
    if len(there) < len({row[0] for row in wanted}):
        lacking.append(_("attachments whose files are deleted"))


def _there(model: type[Any], keys: Any) -> set[int]:
    return set(model._default_manager.filter(pk__in={key for key in keys if key}).values_list("pk", flat=True))
