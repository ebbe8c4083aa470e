"""Officials as persons, and who of them is in which photo."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from news.photos.models import Photo


class OfficialQuerySet(models.QuerySet["Official"]):
    """Officials."""

    def current(self) -> OfficialQuerySet:
        """Keep the records that stand for a person: not those that were merged into another."""
        return self.filter(merged_into__isnull=True)

    def with_records(self) -> OfficialQuerySet:
        """Learn along whether other records were merged into each, so that :attr:`Official.records` seldom asks."""
        merged = self.model._default_manager.filter(merged_into=OuterRef("pk"))
        return self.annotate(has_merged=Exists(merged))


class Official(models.Model):
    """A person who speaks for the government; titles and degrees are kept apart from the name."""

    name = models.CharField(_("name"), max_length=120, help_text=_("Without titles and degrees."))
    honorific_prefix = models.CharField(_("titles before"), max_length=40, blank=True, help_text=_("Such as Dr. Hj."))
    honorific_suffix = models.CharField(
        _("degrees after"), max_length=60, blank=True, help_text=_("Such as S.Sos., M.Si.")
    )
    aliases = models.TextField(
        _("also written"), blank=True, help_text=_("Other spellings and short forms, one a line.")
    )
    slug = models.SlugField(_("address"), max_length=80, unique=True)
    portrait = models.ForeignKey(
        Photo, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("portrait")
    )
    biography = models.TextField(_("biography"), blank=True)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, editable=False, related_name="merged", verbose_name=_("merged into")
    )

    objects = OfficialQuerySet.as_manager()

    RESERVED_SLUGS = frozenset({"menjabat"})  # /pejabat/menjabat/ is a page of its own

    class Meta:
        verbose_name = _("official")
        verbose_name_plural = _("officials")
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(merged_into=F("pk")), name="official_not_merged_into_itself")
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("official", args=[self.slug])

    def clean(self) -> None:
        """Refuse an address that is a page of its own."""
        if self.slug in self.RESERVED_SLUGS:
            raise ValidationError({"slug": _("This address is taken by a page; choose another.")})

    @property
    def full_name(self) -> str:
        """The name with titles before and degrees after, as a letterhead prints it."""
        name = f"{self.honorific_prefix} {self.name}".strip()
        return f"{name}, {self.honorific_suffix}" if self.honorific_suffix else name

    @property
    def alias_list(self) -> list[str]:
        """The other spellings, in order."""
        return [line.strip() for line in self.aliases.splitlines() if line.strip()]

    @property
    def records(self) -> list[int]:
        """The ids of this record and of those that were merged into it; one query, unless it is known that none was."""
        merged = list(self.merged.values_list("pk", flat=True)) if getattr(self, "has_merged", True) else []
        return [self.pk, *merged]

    def namesakes(self) -> list[tuple[str, Official]]:
        """Return each spelling of this official that is a spelling of another too, with the other; one query."""
        own = {_folded(spelling): spelling for spelling in (self.name, *self.alias_list)}
        others = Official.objects.current().exclude(pk=self.pk).only("name", "aliases")
        return [
            (own[_folded(spelling)], other)
            for other in others
            for spelling in dict.fromkeys([other.name, *other.alias_list])
            if _folded(spelling) in own
        ]


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())


class Depiction(models.Model):
    """Who is in which photo."""

    photo = models.ForeignKey(Photo, models.CASCADE, related_name="depictions", verbose_name=_("photo"))
    official = models.ForeignKey(Official, models.CASCADE, related_name="depictions", verbose_name=_("official"))

    class Meta:
        verbose_name = _("depiction")
        verbose_name_plural = _("depictions")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["photo", "official"], name="depiction_once")]

    def __str__(self) -> str:
        return f"{self.official}: {self.photo}"
