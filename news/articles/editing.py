"""Change what an edition says: begin a draft, change it without losing anybody's text, copy it for a correction."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from news.accounts.models import User
from news.directory.models import offices_on
from news.ledger import chain
from news.newsroom.models import Newsroom
from news.newsroom.moments import written

from . import attachments, permissions
from .models import Article, Edition, EditionAgency, Mention, PhotoCaption, Quote


class Conflict(Exception):
    """Somebody else changed the edition since it was opened; ``current`` is how it stands now."""

    def __init__(self, current: Edition) -> None:
        super().__init__(_("Somebody else changed this release in the meantime."))
        self.current = current


class NotEditable(Exception):
    """The edition's state does not allow a change of content."""


def begin_draft(
    by: User | None, *, kind: str = Article.Kind.RELEASE, now: datetime.datetime | None = None, **content: Any
) -> Edition:
    """Create an article with an empty first draft and return the draft.

    :param now: the moment at which it begins (aware), for content that is brought in afterwards; this one by default.
    :param content: fields of :class:`Edition` to fill at once.
    :raises PermissionDenied: if ``by`` may not write at all.
    """
    if by and not (by.has_perm("articles.write_edition") or by.has_perm("articles.write_any_edition")):
        raise PermissionDenied(_("Your role does not write releases."))
    with transaction.atomic():
        now = now or timezone.now()
        article = Article.objects.create(kind=kind, comments_days=Newsroom.current().comments_days)
        edition = Edition.objects.create(article=article, created_by=by, changed_at=now, **content)
        if by:
            edition.changed_by.add(by)
        chain.record("create", subject=article.subject, part=edition.part, by=by, digest=edition.digest(), at=now)
    return edition


@contextmanager
def change(pk: int, *, by: User, version: int | None = None, now: datetime.datetime | None = None) -> Iterator[Edition]:
    """Open the edition ``pk`` for a change of content, under its article's row lock; what the block does is the change.

    Leaving the block saves nothing of the edition's own fields but its version, state and who changed it: the block
    saves the content. What was in review or approved goes back to draft.

    :param version: the version that ``by`` saw when they began; None to skip that check.
    :param now: the moment of the change (aware), for content that is brought in afterwards; this one by default.
    :raises Conflict: if the edition has another version now.
    :raises NotEditable: if it is released, withdrawn or discarded.
    :raises PermissionDenied: if ``by`` may not write it, before or after the change.
    """
    with transaction.atomic():
        article = Article.objects.select_for_update().get(editions=pk)
        edition = Edition.objects.get(pk=pk)
        if version is not None and version != edition.version:
            raise Conflict(edition)
        if edition.state not in Edition.OPEN_STATES:
            raise NotEditable(_("A release that has been decided does not change; begin a correction instead."))
        if not permissions.may_write(by, edition):
            raise PermissionDenied(_("You may not write for this agency."))
        before = _as_it_stands(edition)
        yield edition
        settle(edition)
        edition = Edition.objects.get(pk=pk)
        if not permissions.may_write(by, edition):
            raise PermissionDenied(_("You may not write for this agency."))
        if _as_it_stands(edition) == before:
            return
        Edition.objects.filter(pk=pk).update(
            version=edition.version + 1, state=Edition.State.DRAFT, approved_by=None, changed_at=now or timezone.now()
        )
        edition.changed_by.add(by)
        chain.record("edit", subject=article.subject, part=edition.part, by=by, digest=edition.digest(), at=now)


def _as_it_stands(edition: Edition) -> tuple[object, ...]:
    """Return what an editor sees of ``edition`` and can change: its content, and the facts of its article."""
    facts = Article.objects.values_list("kind", "slug", "comments").get(pk=edition.article_id)
    return (edition.digest(), *facts)


def change_settings(
    article_pk: int, *, by: User, comments: str, comments_days: int | None, featured_until: datetime.datetime | None
) -> Article:
    """Set how readers may answer an article and until when it leads the front page; all also after its release.

    :param comments: a value of ``Article.Comments``.
    :param comments_days: the days after the first publication on which comments close, or None if they do not.
    :param featured_until: an aware moment, or None if it does not lead.
    :raises NotEditable: if the article is withdrawn.
    :raises PermissionDenied: if ``by`` may not.
    """
    with transaction.atomic():
        article = Article.objects.select_for_update().get(pk=article_pk)
        if not permissions.may_change_settings(by):
            raise PermissionDenied(_("Your role does not change the settings of a release."))
        if article.withdrawn_at:
            raise NotEditable(_("A release that was withdrawn has no settings."))
        before = (article.comments, article.comments_days, article.featured_until)
        if before == (comments, comments_days, featured_until):
            return article
        if article.comments != comments:  # the form of a draft has them too: whoever has it open is told
            article.editions.filter(state__in=Edition.OPEN_STATES).update(version=F("version") + 1)
        article.comments, article.featured_until = Article.Comments(comments), featured_until
        article.comments_days = comments_days
        article.save(update_fields=["comments", "comments_days", "featured_until"])
        chain.record("settings", subject=article.subject, by=by, note=_settings_in_words(article))
    return article


def _settings_in_words(article: Article) -> str:
    return _("Comments: %(comments)s. Days until they close: %(days)s. Featured until: %(until)s.") % {
        "comments": article.get_comments_display(),
        "days": article.comments_days or "–",
        "until": written(article.featured_until) or "–",
    }


def settle(edition: Edition) -> None:
    """Make mentions complete: whoever is quoted is mentioned, under the office held on the event date (or today)."""
    quoted = {
        quote.appointment.official_id: quote.appointment
        for quote in edition.quotes.exclude(appointment=None).select_related("appointment")
        if quote.appointment
    }
    mentioned = set(edition.mentions.values_list("official_id", flat=True))
    Mention.objects.bulk_create(
        Mention(edition=edition, official_id=official_id, appointment=appointment)
        for official_id, appointment in quoted.items()
        if official_id not in mentioned
    )
    without_office = list(edition.mentions.filter(appointment=None))
    held = offices_on([mention.official_id for mention in without_office], edition.event_date or timezone.localdate())
    for mention in without_office:
        if offices := held[mention.official_id]:
            mention.appointment = offices[0]
            mention.save(update_fields=["appointment"])


def copy_for_correction(edition: Edition, by: User, *, kind: str, public_note: str) -> Edition:
    """Return a new draft of the same article with all that ``edition`` says; the caller holds the article's lock."""
    newest = edition.article.editions.order_by("-sequence").values_list("sequence", flat=True)[0]
    content = {name: getattr(edition, name) for name in Edition.CONTENT_FIELDS}
    content |= {"change_kind": kind, "public_note": public_note, "embargo_until": None}
    draft = Edition.objects.create(article=edition.article, sequence=newest + 1, created_by=by, **content)
    EditionAgency.objects.bulk_create(
        EditionAgency(edition=draft, agency_id=row.agency_id, is_lead=row.is_lead) for row in edition.agency_rows.all()
    )
    PhotoCaption.objects.bulk_create(
        PhotoCaption(edition=draft, photo_id=row.photo_id, caption=row.caption, order=row.order, is_lead=row.is_lead)
        for row in edition.captions.all()
    )
    Quote.objects.bulk_create(
        Quote(
            edition=draft, appointment_id=row.appointment_id, speaker=row.speaker, office=row.office,
            words=row.words, order=row.order,
        )
        for row in edition.quotes.all()
    )  # fmt: skip
    Mention.objects.bulk_create(
        Mention(edition=draft, official_id=row.official_id, appointment_id=row.appointment_id)
        for row in edition.mentions.all()
    )
    attachments.copy_to(draft, edition)
    draft.tags.set(edition.tags.all())
    draft.changed_by.add(by)
    return draft
