"""Take personal data out of an article for good: a child's name, a number of an identity card, a photo.

It is the one exception to the immutability of what was released (see ``guards``): the words go from every edition in
every state, from what was kept of drafts, from photos, remarks and the ledger's notes. The ledger tells that it was
done, by whom and why, and never holds the words; readers are told on the page and in the feeds.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F, Model, ProtectedError
from django.utils import timezone
from django.utils.text import capfirst, slugify
from django.utils.translation import gettext as _
from PIL import Image, UnidentifiedImageError

from news.accounts.models import User
from news.ledger import chain
from news.ledger.models import LedgerEntry
from news.letters.models import Letter
from news.newsroom.models import Redirect
from news.photos import embedded, files, renditions, uploads
from news.photos.models import Photo

from . import attachments, permissions
from .models import (
    Article,
    Attachment,
    Edition,
    EditionTag,
    PhotoCaption,
    PlannedEvent,
    Quote,
    Redaction,
    RedactionPass,
    Snapshot,
    Tag,
    new_salt,
)
from .phrases import MARK, Hit, Phrases
from .signals import redacted, redacting

log = logging.getLogger(__name__)

PHOTO_TEXTS = ("title", "alt", "caption", "credit", "place", "keywords", "people", "rights")


class RedactionRefused(Exception):
    """It cannot be done as asked; the message says why, in words for the publisher, and never repeats the data."""


@dataclass(frozen=True)
class Place:
    """Where something was found: what it is called at the desk, the words in context, and what else is to be known."""

    where: str
    hits: list[Hit] = field(default_factory=list)
    remark: str = ""


class Pen:
    """What goes through the rows of an article: it notes each place, and takes the words out if it ``writes``."""

    def __init__(self, article: Article, phrases: Phrases | None, *, writes: bool) -> None:
        self.article, self.phrases, self.writes = article, phrases, writes
        self.places: list[Place] = []

    @property
    def count(self) -> int:
        """How many times something was found."""
        return sum(len(place.hits) or 1 for place in self.places)

    def rows(
        self,
        rows: Iterable[Model],
        where: str | Callable[[Any], str],
        *,
        texts: Collection[str] = (),
        markup: Collection[str] = (),
        json: Collection[str] = (),
        remark: str | Callable[[Any], str] = "",
    ) -> list[Model]:
        """Go through fields of ``rows``, and return those in which something was found.

        :param where: what a row is called at the desk.
        :param texts: fields with plain text; :param markup: with sanitised HTML; :param json: with values of texts,
            where a key that ends in ``body`` holds sanitised HTML, and one that ends in ``tags`` holds topics.
        """
        found = []
        for row in rows:
            values: dict[str, Any] = {}
            for name in (*texts, *markup, *json):
                old = getattr(row, name)
                hits = list(self._hits("body" if name in markup else "", old))
                if hits:
                    named = where(row) if callable(where) else where
                    label = str(row._meta.get_field(name).verbose_name)  # type: ignore[union-attr]  # no relation
                    self.places.append(Place(f"{named}: {label}", hits, remark(row) if callable(remark) else remark))
                    values[name] = self._fitting(row, name, self._without("body" if name in markup else "", old))
            if values:
                found.append(row)
                if self.writes:
                    type(row)._default_manager.filter(pk=row.pk).update(**values)
                    for name, value in values.items():
                        setattr(row, name, value)
        return found

    def hits(self, text: str) -> list[Hit]:
        """Return where the phrases stand in the plain ``text``."""
        return self.phrases.hits(text) if self.phrases else []

    def _hits(self, key: str, value: Any) -> Iterator[Hit]:
        if isinstance(value, str):
            if self.phrases:
                yield from self.phrases.hits_in_markup(value) if key.endswith("body") else self.phrases.hits(value)
        elif isinstance(value, dict):
            for name, inner in value.items():
                yield from self._hits(str(name), inner)
        elif isinstance(value, list):
            for inner in value:
                yield from self._hits(key, inner)

    def _without(self, key: str, value: Any) -> Any:
        if self.phrases is None:
            return value
        if isinstance(value, str):
            if key.endswith("body"):
                return self.phrases.without_in_markup(value)
            if key.endswith("tags"):
                return ", ".join(name for name in value.split(",") if not self.phrases.hits(name))
            return self.phrases.without(value)
        if isinstance(value, dict):
            return {name: self._without(str(name), inner) for name, inner in value.items()}
        if isinstance(value, list):
            kept = [(inner, self._without(key, inner)) for inner in value]
            return [after for before, after in kept if after or not before]  # a topic that is named so goes
        return value

    def _fitting(self, row: Model, name: str, value: Any) -> Any:
        """Return ``value`` cut to the length of its column: the mark is longer than many a name."""
        longest = getattr(row._meta.get_field(name), "max_length", None)
        if not isinstance(value, str) or longest is None or len(value) <= longest:
            return value
        head = value[: longest - len(MARK) - 2]
        if head.count("[") > head.count("]"):  # not through the middle of a mark
            head = head[: head.rindex("[")]
        return f"{head.rstrip()}… {MARK}"[:longest]


def photos_of(article: Article) -> list[Photo]:
    """Return the photos that an edition of ``article``, or what was kept of one, shows."""
    shown = set(PhotoCaption.objects.filter(edition__article=article).values_list("photo", flat=True))
    for content in Snapshot.objects.filter(edition__article=article).values_list("content", flat=True):
        shown |= {row[0] for row in content.get("captions", ())}
    return list(Photo.objects.filter(pk__in=shown).order_by("pk"))


def files_of(article: Article) -> list[Attachment]:
    """Return the attachments of ``article``, one a file, however many editions have it."""
    found = {row.content_hash: row for row in Attachment.objects.filter(edition__article=article).order_by("pk")}
    return list(found.values())


@dataclass(frozen=True)
class Chosen:
    """What goes as a whole: photos by id, attachments by the hash of their content; and whether comments are read."""

    photos: Collection[int] = ()
    files: Collection[str] = ()
    in_comments: bool = False


def find(article: Article, phrases: Phrases | None, chosen: Chosen | None = None) -> Pen:
    """Return where ``phrases`` and what is ``chosen`` stand in ``article``; nothing is changed."""
    pen = Pen(Article.objects.get(pk=article.pk), phrases, writes=False)
    _go_through(pen, chosen or Chosen())
    return pen


def redact(
    article: Article,
    phrases: Phrases | None,
    chosen: Chosen | None = None,
    *,
    by: User,
    reason: str,
    expected: int | None = None,
) -> Redaction:
    """Take ``phrases`` and what is ``chosen`` out of ``article``, whatever its state, and tell readers of it.

    :param reason: for readers and the ledger; it must not repeat what is taken out.
    :param expected: how many places ``by`` saw beforehand; None to skip that check.
    :raises PermissionDenied: if ``by`` may not.
    :raises RedactionRefused: if there is no reason, nothing is found, or not what was expected.
    """
    if not permissions.may_redact(by):
        raise PermissionDenied(_("Only publishers take personal data out of what was released."))
    if not reason.strip():
        raise RedactionRefused(_("Please say why."))
    if phrases and phrases.hits(reason):
        raise RedactionRefused(_("The reason must not repeat what is taken out: readers see it."))
    now = timezone.now()
    with transaction.atomic():
        article = Article.objects.select_for_update().get(pk=article.pk)
        found = find(article, phrases, chosen)
        if not found.places:
            raise RedactionRefused(_("It stands nowhere in this release."))
        if expected is not None and expected != found.count:
            raise RedactionRefused(_("Somebody changed this release meanwhile: look at the places once more."))
        redaction = Redaction.objects.create(article=article, at=now, by=by, reason=reason.strip(), places=found.count)
        RedactionPass.objects.create(redaction=redaction, never_id=-1)
        pen = Pen(article, phrases, writes=True)
        _go_through(pen, chosen or Chosen(), by=by, reason=reason.strip())
        RedactionPass.objects.filter(pk=redaction.pk).delete()
        Article.objects.filter(pk=article.pk).update(redacted_at=now)
        article.editions.filter(state__in=Edition.OPEN_STATES).update(version=F("version") + 1)
        for edition in article.editions.order_by("sequence"):
            # With another salt, the digests that the ledger has give nothing away of what was there.
            edition.salt = new_salt()
            edition.save(update_fields=["salt"])
            chain.record(
                "redact", subject=article.subject, part=edition.part, by=by, note=reason.strip(),
                digest=edition.digest(), at=now,
            )  # fmt: skip
        transaction.on_commit(lambda: redacted.send(Article, article=article, by=by))
    return redaction


def _go_through(pen: Pen, chosen: Chosen, *, by: User | None = None, reason: str = "") -> None:
    article, editions = pen.article, list(pen.article.editions.order_by("sequence"))
    named = {edition.pk: _("Edition %(number)s") % {"number": edition.sequence} for edition in editions}
    all_photos = photos_of(article)
    of_photos = [photo for photo in all_photos if photo.pk in chosen.photos]

    pen.rows(editions, lambda row: named[row.pk], texts=_texts(), markup=["body"])
    captions = PhotoCaption.objects.filter(edition__in=editions).select_related("photo")
    pen.rows(captions, lambda row: _("%(edition)s, photo") % {"edition": named[row.edition_id]}, texts=["caption"])
    quotes = Quote.objects.filter(edition__in=editions)
    pen.rows(
        quotes, lambda row: _("%(edition)s, quote") % {"edition": named[row.edition_id]},
        texts=["words", "speaker", "office"],
    )  # fmt: skip
    attached = Attachment.objects.filter(edition__in=editions).exclude(content_hash__in=chosen.files)
    pen.rows(attached, lambda row: _("%(edition)s, attachment") % {"edition": named[row.edition_id]}, texts=["title"])
    _topics(pen, editions)
    kept = Snapshot.objects.filter(edition__in=editions)
    pen.rows(kept, lambda row: _("%(edition)s, as it was kept") % {"edition": named[row.edition_id]}, json=["content"])
    _address(pen)
    pen.rows([article], _("The release"), texts=["withdrawal_reason"])
    pen.rows(PlannedEvent.objects.filter(article=article), _("Planned event"), texts=["title", "venue", "note"])
    pen.rows(
        [photo for photo in all_photos if photo not in of_photos],
        lambda photo: _("Photo “%(photo)s”") % {"photo": pen.phrases.without(str(photo)) if pen.phrases else photo},
        texts=PHOTO_TEXTS, remark=lambda photo: _("Other releases show it, too.") if _is_shared(photo, article) else "",
    )  # fmt: skip
    _originals(pen, all_photos)
    _notes(pen, by, reason)
    _letters(pen)
    _log_entries(pen, editions, all_photos)
    _photos(pen, of_photos)
    _files(pen, chosen.files)
    if pen.writes:
        transaction.on_commit(lambda: _forget_press_copies(article, all_photos))
    redacting.send(Article, pen=pen, in_comments=chosen.in_comments)


def _texts() -> list[str]:
    return [name for name in Edition.TEXT_FIELDS if name != "body"]


def _topics(pen: Pen, editions: list[Edition]) -> None:
    """Take away topics that are named so; a topic that nothing else has goes altogether."""
    rows = EditionTag.objects.filter(content_object__in=editions).select_related("tag")
    tags = {row.tag for row in rows if pen.hits(row.tag.name) or pen.hits(row.tag.slug)}
    for tag in sorted(tags, key=str):
        elsewhere = tag.edition_rows.exclude(content_object__in=editions).exists()
        remark = _("Other releases have this topic, and keep it.") if elsewhere else ""
        pen.places.append(Place(str(capfirst(_("topic"))), pen.hits(tag.name) or pen.hits(tag.slug), remark))
        if pen.writes:
            tag.edition_rows.filter(content_object__in=editions).delete()
            if not elsewhere:
                Tag.objects.filter(pk=tag.pk).delete()


def _address(pen: Pen) -> None:
    """Give the article another address if this one says it; whoever knew the old one finds nothing there."""
    article, old = pen.article, pen.article.slug
    if not old:
        return
    leading_here = list(Redirect.objects.filter(target__contains=f"/{old}/"))
    for row in leading_here:
        if hits := pen.hits(row.path):
            pen.places.append(Place(_("An old address that leads to it"), hits, _("It leads nowhere from then on.")))
            if pen.writes:
                row.delete()
    if not (hits := pen.hits(old)):
        return
    pen.places.append(Place(_("The address of its page"), hits, _("It gets another one; the old one leads nowhere.")))
    if pen.writes and pen.phrases:
        base = slugify(pen.phrases.without(old, "")) or f"siaran-pers-{article.pk}"
        taken = Article.objects.exclude(pk=article.pk).filter(slug=base).exists()
        article.slug = f"{base}-{article.pk}"[:120] if taken else base
        article.save(update_fields=["slug"])
        for row in leading_here:
            target = row.target.replace(f"/{old}/", f"/{article.slug}/")
            Redirect.objects.filter(pk=row.pk).update(target=target)


def _is_shared(photo: Photo, article: Article) -> bool:
    return PhotoCaption.objects.filter(photo=photo).exclude(edition__article=article).exists()


def _originals(pen: Pen, photos: list[Photo]) -> None:
    """Look into what the uploaded files say of themselves; nobody is shown them, but they are kept."""
    for photo in photos:
        hits = pen.hits(" · ".join(_embedded(photo))) if pen.phrases else []
        if hits:
            pen.places.append(Place(_("The file of a photo as it was uploaded"), hits))
            if pen.writes:
                transaction.on_commit(lambda photo=photo: _strip(photo))  # type: ignore[misc]  # a lambda's default


def _embedded(photo: Photo) -> list[str]:
    try:
        with Image.open(files.path(str(photo.original))) as image:
            found = embedded.read(image)
    except (OSError, UnidentifiedImageError):
        return []
    return [found.title, found.caption, found.credit, found.place, found.rights, found.keywords, found.people]


def _strip(photo: Photo) -> None:
    """Put the master, which says nothing of itself, in place of the uploaded file."""
    try:
        files.write(str(photo.original), [files.path(str(photo.master)).read_bytes()])
    except OSError:
        log.exception("The original of photo %s still carries what was redacted.", photo.key)


def _notes(pen: Pen, by: User | None, reason: str) -> None:
    for entry in LedgerEntry.objects.about(pen.article.subject):
        if not (hits := pen.hits(entry.note)):
            continue
        sealed = bool(entry.note_seal)
        remark = "" if sealed else _("It stays: it is older than the seals of notes, and only staff see it.")
        pen.places.append(Place(_("Ledger, entry %(number)s") % {"number": entry.sequence}, hits, remark))
        if pen.writes and pen.phrases and by and sealed:
            chain.redact_note(entry, pen.phrases.without(entry.note), by=by, reason=reason)


def _letters(pen: Pen) -> None:
    """Go through the letters since the article began: what was mailed cannot be called back, what is kept of it can."""
    if pen.phrases:
        letters = Letter.objects.remembered().filter(posted_at__gte=pen.article.created_at)
        pen.rows(letters.iterator(500), _("A letter that was mailed"), texts=["subject", "body"])


def _log_entries(pen: Pen, editions: list[Edition], photos: list[Photo]) -> None:
    """Go through Django's own log of changes, which names what was changed."""
    for model, rows in ((Edition, editions), (Photo, photos)):
        entries = LogEntry.objects.filter(
            content_type=ContentType.objects.get_for_model(model),
            object_id__in=[str(row.pk) for row in rows],
        )
        pen.rows(entries, _("Log of changes"), texts=["object_repr", "change_message"])


def _photos(pen: Pen, photos: list[Photo]) -> None:
    """Take ``photos`` out of every edition, and delete the files of those that nothing else shows."""
    for photo in photos:
        rows = PhotoCaption.objects.filter(photo=photo, edition__article=pen.article)
        remark = (
            _("Other releases show it, too, and keep it.")
            if _is_shared(photo, pen.article)
            else _("Its files are deleted.")
        )
        name = pen.phrases.without(str(photo)) if pen.phrases else str(photo)
        pen.places.append(Place(_("Photo “%(photo)s”, in every edition") % {"photo": name}, [], remark))
        if not pen.writes:
            continue
        rows.delete()
        _forget_rows(pen.article, "captions", photo.pk)
        try:
            uploads.remove(photo)
        except ProtectedError:  # another release, or somebody's portrait
            log.info("Photo %s stays in the library: something else shows it.", photo.key)


def _files(pen: Pen, hashes: Collection[str]) -> None:
    """Take attachments out of every edition; their files go after commit, unless another release has them."""
    for row in files_of(pen.article):
        if row.content_hash in hashes:
            title = pen.phrases.without(row.title) if pen.phrases else row.title
            pen.places.append(Place(_("Attachment “%(title)s”, in every edition") % {"title": title}))
            if pen.writes:
                same = Attachment.objects.filter(edition__article=pen.article, content_hash=row.content_hash)
                attachments.remove(same)
                _forget_rows(pen.article, "attachments", row.content_hash)


def _forget_rows(article: Article, part: str, key: object) -> None:
    """Take the rows that begin with ``key`` out of what was kept of drafts."""
    for snapshot in Snapshot.objects.filter(edition__article=article):
        snapshot.content[part] = [row for row in snapshot.content.get(part, []) if row[0] != key]
        snapshot.save(update_fields=["content"])


def _forget_press_copies(article: Article, photos: list[Photo]) -> None:
    """Delete the copies for the press, which carry captions; they are made anew when somebody asks for them."""
    for photo in photos:
        for copy in files.path(renditions.folder(photo)).glob(f"press-{article.pk}-*.jpg"):
            copy.unlink(missing_ok=True)
