"""What the feed of a release's comments says: the newest that a page shows, each with its permalink."""

from __future__ import annotations

import datetime
import uuid

from django.urls import reverse
from django.utils.html import linebreaks
from django.utils.translation import gettext as _

from news.articles.lists import Place
from news.articles.models import Edition
from news.comments import threads
from news.comments.models import Comment
from news.richtext import without_control_characters

from .contents import NAMESPACE, SIZE, Contents, Entry, Subject, absolute


def of_comments(edition: Edition) -> Contents:
    """Return what the feed of the comments on a live ``edition`` says: the :data:`SIZE` newest, replies among them."""
    comments = threads.newest(edition.article, SIZE)
    title = _("Comments: %(headline)s") % {"headline": edition.headline}
    subject = Subject(
        title=without_control_characters(title),
        description=without_control_characters(edition.excerpt or edition.headline),
        page=f"{edition.article.get_absolute_url()}#komentar",
        rows=Comment.objects.none(),
        members={},
    )
    moments = [moment for comment in comments for moment in (comment.created_at, comment.edited_at) if moment]
    return Contents(subject, [_entry(edition, comment) for comment in comments], True, max(moments, default=None))


def identity(comment: Comment) -> str:
    """Return the name of ``comment`` in every feed, for ever: a ``urn:uuid:`` (RFC 9562, version 5)."""
    created_at = comment.created_at.astimezone(datetime.UTC).isoformat(timespec="microseconds")
    return uuid.uuid5(NAMESPACE, f"comment {comment.pk} {created_at}").urn


def _entry(edition: Edition, comment: Comment) -> Entry:
    author = comment.agency.name if comment.agency else comment.name
    return Entry(
        identity=identity(comment),
        place=Place(comment.created_at, comment.pk),
        url=absolute(reverse("comment_permalink", args=[edition.article.slug, comment.pk])),
        title=without_control_characters(_title(comment, author)),
        summary=without_control_characters(comment.text),
        content=without_control_characters(linebreaks(comment.text, autoescape=True)),
        author=without_control_characters(author),
        updated_at=comment.edited_at,
    )


def _title(comment: Comment, author: str) -> str:
    if comment.agency:
        return _("Official reply: %(name)s") % {"name": author}
    if comment.parent and comment.parent.status == Comment.Status.PUBLISHED and not comment.parent.agency_id:
        return _("%(name)s replies to %(other)s") % {"name": author, "other": comment.parent.name}
    return author
