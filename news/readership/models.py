"""How often releases were read: numbers by article and day, and nothing about readers.

Written by ``counting`` and ``ranking`` only.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from news.articles.models import Article


class Reads(models.Model):
    """How often an article was read on a local day of the newsroom."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="reads", verbose_name=_("article"))
    date = models.DateField(_("day"))
    count = models.PositiveIntegerField(_("count"))

    class Meta:
        verbose_name = _("reads of a day")
        verbose_name_plural = _("reads by day")
        ordering = ["article", "date"]
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["article", "date"], name="reads_once_a_day")]
        indexes = [models.Index("date", "article", "count", name="reads_of_days")]

    def __str__(self) -> str:
        return f"{self.article_id} {self.date}: {self.count}"


class EarlierReads(models.Model):
    """How often an article was read before the days that are kept one by one."""

    article = models.OneToOneField(
        Article, models.CASCADE, primary_key=True, related_name="earlier_reads", verbose_name=_("article")
    )
    count = models.PositiveBigIntegerField(_("count"))

    class Meta:
        verbose_name = _("earlier reads")
        verbose_name_plural = _("earlier reads")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.article_id}: {self.count}"


class MostRead(models.Model):
    """An article's place among those most read in the last days: a small table, so that no page adds anything up."""

    article = models.OneToOneField(Article, models.CASCADE, related_name="most_read", verbose_name=_("article"))
    place = models.PositiveSmallIntegerField(_("place"), unique=True, help_text=_("1 is the most read."))
    count = models.PositiveIntegerField(_("count"))

    class Meta:
        verbose_name = _("most read")
        verbose_name_plural = _("most read")
        ordering = ["place"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.place}. {self.article_id}"
