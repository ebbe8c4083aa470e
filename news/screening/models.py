"""The rules that moderators make: words, and what each kind of signal weighs."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from news.richtext import LineField

from .patterns import PHRASE_LENGTH, shape_of, validate_phrase

HEAVIEST = 20


class WordRule(models.Model):
    """A phrase, a shape or a domain, and what it means. It adds to the built-in rules, or overrides the one that has
    the same phrase and kind: with another weight, or switched off.
    """

    class Kind(models.TextChoices):
        BRAND = "brand", _("name of a gambling site")
        SUSPECT = "suspect", _("words as spam uses them")
        SHAPE = "shape", _("looks like the name of a gambling site")
        INVITATION = "invitation", _("invites as an advertisement does")
        COMPLAINT = "complaint", _("speaks as a complaint does")
        ALLOWED = "allowed", _("innocent")
        BLOCKED_DOMAIN = "blocked_domain", _("blocked site")
        SHORTENER = "shortener", _("shortens links")
        MESSENGER = "messenger", _("leads to a chat")
        ALLOWED_DOMAIN = "allowed_domain", _("innocent site")

    phrase = LineField(
        _("phrase"),
        max_length=PHRASE_LENGTH,
        validators=[validate_phrase],
        help_text=_(
            "Words, or a shape: # stands for digits, + for letters (two or more), * for letters or none. Of a site only"
            " its name, such as contoh.com."
        ),
    )
    kind = models.CharField(_("what it is"), max_length=20, choices=Kind)
    weight = models.SmallIntegerField(
        _("weight"),
        null=True,
        blank=True,
        validators=[MinValueValidator(-HEAVIEST), MaxValueValidator(HEAVIEST)],
        help_text=_("What it adds; empty: as much as its kind. Innocent words and sites need none."),
    )
    is_active = models.BooleanField(_("in use"), default=True)
    note = LineField(_("note"), max_length=200, blank=True, help_text=_("Why this rule is here."))

    class Meta:
        verbose_name = _("rule for comments")
        verbose_name_plural = _("rules for comments")
        ordering = ["kind", "phrase"]
        default_permissions = ()
        permissions = [("change_rules", "Can change the rules by which comments are weighed")]
        constraints = [
            models.UniqueConstraint(
                "phrase", "kind", name="word_rule_once", violation_error_message=_("There is such a rule already.")
            )
        ]

    def __str__(self) -> str:
        return self.phrase

    @property
    def is_shape(self) -> bool:
        """Whether the phrase stands for many words, and is matched as a shape."""
        return bool(shape_of(self.phrase))


class Policy(models.Model):
    """From which sum on a comment is held or spam, and what each kind of signal adds: one row, with ``pk`` 1.

    ``version`` grows with every change of the rules; every process reads it to know whether its own are the latest.
    """

    hold_from = models.PositiveSmallIntegerField(
        _("held from"), default=3, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )
    spam_from = models.PositiveSmallIntegerField(
        _("spam from"), default=8, validators=[MinValueValidator(2), MaxValueValidator(100)]
    )
    weights = models.JSONField(_("weights"), default=dict, blank=True)
    version = models.PositiveIntegerField(_("version"), default=1)

    class Meta:
        verbose_name = _("policy")
        verbose_name_plural = _("policy")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(condition=Q(pk=1), name="screening_policy_is_one"),
            models.CheckConstraint(
                condition=Q(spam_from__gt=F("hold_from")),
                name="screening_spam_above_hold",
                violation_error_message=_("Spam must begin above what is held."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.hold_from}, {self.spam_from} ({self.version})"


class Learning(models.Model):
    """What was learnt from decisions, and how well it did on those that it had not learnt from; the newest counts."""

    learnt_at = models.DateTimeField(_("learnt"), default=timezone.now)
    spam_count = models.PositiveIntegerField(_("spam"))
    innocent_count = models.PositiveIntegerField(_("innocent"))
    holdout = models.JSONField(_("tried on others"), default=dict)
    words = models.JSONField(_("words"), default=dict)

    class Meta:
        verbose_name = _("what was learnt")
        verbose_name_plural = _("what was learnt")
        ordering = ["-pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.learnt_at:%Y-%m-%d}: {self.spam_count} + {self.innocent_count}"
