"""What an edition shows beside its text: photos with captions, quotes, attachments."""

from __future__ import annotations

import datetime
import uuid

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext_lazy as _

from news.directory.models import Appointment
from news.photos.models import Photo
from news.richtext import LineField, PlainTextField

from ..live import is_live
from .editions import Edition


class PhotoCaption(models.Model):
    """A photo in an edition with the caption that it has there."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="captions", verbose_name=_("release"))
    photo = models.ForeignKey(Photo, models.PROTECT, related_name="captions", verbose_name=_("photo"))
    caption = PlainTextField(_("caption"), blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    is_lead = models.BooleanField(_("lead photo"), default=False)

    class Meta:
        verbose_name = _("photo with caption")
        verbose_name_plural = _("photos with captions")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "photo"], name="photo_once_an_edition"),
            models.UniqueConstraint(fields=["edition"], condition=Q(is_lead=True), name="edition_one_lead_photo"),
        ]

    def __str__(self) -> str:
        return self.caption[:80]


class Quote(models.Model):
    """What somebody said, as a record: by an appointment of the directory, or by a speaker and office in words."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="quotes", verbose_name=_("release"))
    appointment = models.ForeignKey(
        Appointment,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="quotes",
        verbose_name=_("speaker in the directory"),
    )
    speaker = LineField(_("speaker"), max_length=120, blank=True)
    office = LineField(_("office"), max_length=160, blank=True)
    words = PlainTextField(_("words"))
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("quote")
        verbose_name_plural = _("quotes")
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.words[:80]

    @property
    def said_by(self) -> str:
        """The speaker's name."""
        return self.appointment.official.full_name if self.appointment else self.speaker

    @property
    def said_as(self) -> str:
        """The office that the speaker held then."""
        return self.appointment.office if self.appointment else self.office


class AttachmentQuerySet(models.QuerySet["Attachment"]):
    """Attachments."""

    def public(self, now: datetime.datetime) -> AttachmentQuerySet:
        """Keep those of editions that are live at ``now`` (aware)."""
        return self.filter(is_live(now, "edition__"))


class Attachment(models.Model):
    """A file to download with an edition; written by ``attachments`` only.

    ``file`` is kept privately under a random name. All editions that have the same file share it and its ``key``, by
    which readers find it in ``/media/``.
    """

    class Kind(models.TextChoices):
        PDF = "pdf", "PDF"
        DOCX = "docx", "DOCX"
        XLSX = "xlsx", "XLSX"
        CSV = "csv", "CSV"

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="attachments", verbose_name=_("release"))
    key = models.UUIDField(default=uuid.uuid4, db_index=True, editable=False)
    file = models.FileField(_("file"), upload_to="attachment", max_length=100, editable=False, db_index=True)
    title = LineField(
        _("title"), max_length=160, blank=True, help_text=_("What readers go by; taken from the file if left empty.")
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    kind = models.CharField(_("kind"), max_length=4, choices=Kind, editable=False)
    size = models.PositiveIntegerField(_("size"), editable=False, help_text=_("In bytes."))
    content_hash = models.CharField(
        _("content hash"), max_length=64, editable=False, help_text=_("SHA-256 of the file, hex.")
    )

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        ordering = ["order", "pk"]
        default_permissions = ()  # whoever may change the release may change them

    def __str__(self) -> str:
        return f"{self.title} ({self.kind_and_size})"

    def get_absolute_url(self) -> str:
        """Return the public address; it answers while a live edition has the file."""
        return reverse("attachment", args=[self.key, self.kind])

    @property
    def kind_and_size(self) -> str:
        """What a reader is about to download, such as ``PDF, 1,2 MB``."""
        if self.size < 1_000_000:
            size = f"{max(1, round(self.size / 1000))} kB"
        else:
            size = f"{formats.number_format(self.size / 1_000_000, 1)} MB"
        return f"{self.get_kind_display()}, {size}"
