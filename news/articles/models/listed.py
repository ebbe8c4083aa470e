"""The rows by which an edition stands in lists: of agencies, topics and officials."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from taggit.models import ItemBase

from news.directory.models import Agency, Appointment, Official

from .editions import Edition
from .sections import Tag


class ListedRow(models.Model):
    """A row by which an edition stands in a list: it carries the list's order, so that the list never sorts."""

    list_at = models.DateTimeField(_("place in lists"), null=True, editable=False)

    class Meta:
        abstract = True


class EditionAgency(ListedRow):
    """An agency that an edition speaks for; one of them leads."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="agency_rows", verbose_name=_("release"))
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="edition_rows", verbose_name=_("agency"))
    is_lead = models.BooleanField(_("leads"), default=False)

    class Meta:
        verbose_name = _("agency of the release")
        verbose_name_plural = _("agencies of the release")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "agency"], name="edition_agency_once"),
            models.UniqueConstraint(fields=["edition"], condition=Q(is_lead=True), name="edition_one_lead_agency"),
        ]
        indexes = [
            models.Index(
                F("agency"),
                F("list_at").desc(),
                F("edition").desc(),
                name="agency_list",
                condition=Q(list_at__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return str(self.agency)


class EditionTag(ListedRow, ItemBase):
    """A topic of an edition."""

    tag = models.ForeignKey(Tag, models.CASCADE, related_name="edition_rows", verbose_name=_("topic"))
    content_object = models.ForeignKey(Edition, models.CASCADE, related_name="tag_rows", verbose_name=_("release"))

    objects: ClassVar[models.Manager[EditionTag]] = models.Manager()

    class Meta:
        verbose_name = _("topic of the release")
        verbose_name_plural = _("topics of the release")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["tag", "content_object"], name="edition_tag_once")]
        indexes = [
            models.Index(
                F("tag"),
                F("list_at").desc(),
                F("content_object").desc(),
                name="topic_list",
                condition=Q(list_at__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return str(self.tag)


class Mention(ListedRow):
    """An official whom an edition names, under the office that they held on its event date."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="mentions", verbose_name=_("release"))
    official = models.ForeignKey(Official, models.PROTECT, related_name="mentions", verbose_name=_("official"))
    appointment = models.ForeignKey(
        Appointment, models.PROTECT, null=True, blank=True, related_name="mentions", verbose_name=_("office then held")
    )

    class Meta:
        verbose_name = _("mention")
        verbose_name_plural = _("mentions")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["edition", "official"], name="mention_once")]
        indexes = [
            models.Index(
                F("official"),
                F("list_at").desc(),
                F("edition").desc(),
                name="official_list",
                condition=Q(list_at__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return str(self.appointment or self.official)
