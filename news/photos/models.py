"""What is shown, as bytes: the private original, the public renditions, and who may be thanked for the picture."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from news.richtext import LineField, PlainTextField

RENDER_ATTEMPTS = 3


class PhotoQuerySet(models.QuerySet["Photo"]):
    """Photos of the library."""

    def lacking_alt(self) -> PhotoQuerySet:
        """Keep those that say nothing to who cannot see them."""
        return self.filter(alt="", decorative=False)

    def lacking_credit(self) -> PhotoQuerySet:
        """Keep those whose maker is not named."""
        return self.filter(credit="")

    def lacking_words(self) -> PhotoQuerySet:
        """Keep those that cannot be shown yet: without alt text or credit."""
        return self.filter(Q(alt="", decorative=False) | Q(credit=""))

    def to_render(self) -> PhotoQuerySet:
        """Keep those whose renditions are not all made; what failed :data:`RENDER_ATTEMPTS` times is left alone."""
        return self.filter(rendered_at=None, render_failures__lt=RENDER_ATTEMPTS)


class Photo(models.Model):
    """A picture of the library; its caption belongs to the edition that shows it.

    ``original`` keeps the uploaded bytes and is never served. ``master`` is the same picture upright, in sRGB, without
    metadata, at most 4,000 px a side: every public rendition is made from it, and neither ever changes.
    ``key`` is the random name in ``/media/``.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    original = models.FileField(_("original"), upload_to="original", max_length=200, editable=False)
    master = models.FileField(_("master"), upload_to="master", max_length=200, editable=False)
    width = models.PositiveIntegerField(_("width"), editable=False, help_text=_("Pixels of the upright master."))
    height = models.PositiveIntegerField(_("height"), editable=False, help_text=_("Pixels of the upright master."))
    content_hash = models.CharField(
        _("content hash"),
        max_length=64,
        unique=True,
        editable=False,
        help_text=_("SHA-256 of the uploaded bytes, hex."),
    )
    title = LineField(_("title"), max_length=200, blank=True, help_text=_("To find it in the library."))
    alt = LineField(
        _("alt text"), max_length=400, blank=True, help_text=_("What one sees, for those who cannot; not the caption.")
    )
    decorative = models.BooleanField(
        _("decorative"), default=False, help_text=_("Says nothing that the text does not.")
    )
    credit = LineField(_("credit"), max_length=200, blank=True)
    caption = PlainTextField(
        _("caption in the file"), blank=True, help_text=_("As the file came; offered when a release shows it.")
    )
    taken_at = models.DateTimeField(_("taken"), null=True, blank=True)
    place = LineField(_("place"), max_length=200, blank=True)
    keywords = LineField(_("keywords"), max_length=1000, blank=True, help_text=_("Separated by commas."))
    people = LineField(
        _("people"),
        max_length=1000,
        blank=True,
        help_text=_("Who is in the photo, from left to right, separated by semicolons."),
    )
    rights = LineField(_("rights"), max_length=300, blank=True)
    rights_until_date = models.DateField(_("rights until"), null=True, blank=True)
    focal_x = models.FloatField(
        _("focal point, x"),
        default=0.5,
        validators=[MinValueValidator(0), MaxValueValidator(1)],
        help_text=_("0 is left, 1 is right."),
    )
    focal_y = models.FloatField(
        _("focal point, y"),
        default=0.5,
        validators=[MinValueValidator(0), MaxValueValidator(1)],
        help_text=_("0 is top, 1 is bottom."),
    )
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("uploaded by"),
    )
    uploaded_at = models.DateTimeField(_("uploaded"), auto_now_add=True)
    rendered_at = models.DateTimeField(
        _("renditions made"), null=True, editable=False, help_text=_("All of them, by the worker.")
    )
    render_failures = models.PositiveSmallIntegerField(_("failures in a row"), default=0, editable=False)
    render_problem = LineField(_("problem"), max_length=300, blank=True, editable=False)

    objects = PhotoQuerySet.as_manager()

    class Meta:
        verbose_name = _("photo")
        verbose_name_plural = _("photos")
        ordering = ["-uploaded_at", "-pk"]
        indexes = [
            models.Index(F("uploaded_at").desc(), F("id").desc(), name="photo_list"),
            models.Index(
                F("uploaded_at").desc(), F("id").desc(), name="photo_to_render", condition=Q(rendered_at=None)
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(width__gt=0, height__gt=0), name="photo_has_pixels"),
            models.CheckConstraint(
                condition=Q(focal_x__range=(0, 1), focal_y__range=(0, 1)),
                name="photo_focal_point_inside",
                violation_error_message=_("The focal point must lie inside the photo."),
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.alt or str(self.key)

    def render_anew(self) -> list[str]:
        """Have the worker make what is missing, since the picture or its focal point changed; return what to save."""
        self.rendered_at, self.render_failures, self.render_problem = None, 0, ""
        return ["rendered_at", "render_failures", "render_problem"]

    @property
    def is_described(self) -> bool:
        """Say whether the photo has what it needs to be shown: a credit, and an alt text unless decorative."""
        return bool(self.credit.strip()) and (self.decorative or bool(self.alt.strip()))
