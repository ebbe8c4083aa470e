"""What somebody decides about a release: a step with its note, and what can be set at any time."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from news.newsroom.moments import zone_label

from ..models import Article, Edition
from ..workflow import Step
from .fields import DeskForm, MomentField


class SettingsForm(DeskForm, forms.ModelForm[Article]):
    """What of an article can be set at any time, also after its release."""

    featured_until = MomentField(required=False, help_text=_("It leads the front page until then; empty: it does not."))

    class Meta:
        model = Article
        fields = ("comments", "comments_days", "featured_until")
        widgets = {"comments": forms.RadioSelect}
        help_texts = {
            "comments": _(
                "Open: readers see them at once. Moderated: a moderator sees them first. Closed: no new ones."
            )
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["featured_until"].label = format_html("{} ({})", _("Featured until"), zone_label())


class StepForm(DeskForm, forms.Form):
    """The decision to take a step: its note, and what else the step asks for."""

    seen_version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, name: str, step: Step, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if name == "revise":
            self.fields["kind"] = forms.ChoiceField(
                label=_("kind of change"),
                choices=Edition.Change,
                widget=forms.RadioSelect,
                initial=Edition.Change.UPDATE,
            )
        if name in {"release", "fast_release", "release_minor"}:
            self.fields["at"] = MomentField(
                label=format_html("{} ({})", _("Live from"), zone_label()), required=False,
                help_text=_("Leave empty to release at once."),
            )  # fmt: skip
        if name == "reschedule":
            label = format_html("{} ({})", _("New time"), zone_label())
            self.fields["at"] = MomentField(label=label, error_messages={"required": _("Say when it is to go live.")})
        if step.note_label:
            self.fields["note"] = forms.CharField(
                label=str(step.note_label), required=step.needs_note, widget=forms.Textarea(attrs={"rows": 4}),
                error_messages={"required": _("Please say why.")},
            )  # fmt: skip
        if name == "withdraw":
            self.fields["successor"] = forms.CharField(
                label=_("Number or address of the release that replaces it"), required=False
            )

    def clean_successor(self) -> Article | None:
        written = self.cleaned_data["successor"].strip()
        if not written:
            return None
        slug = urlsplit(written).path.strip("/").rsplit("/", 1)[-1]
        found = Article.objects.filter(Q(number=written) | Q(slug=slug), first_released_at__isnull=False).first()
        if not found:
            raise ValidationError(_("There is no such release."))
        return found

    @property
    def arguments(self) -> dict[str, Any]:
        """The arguments of ``workflow.take``; an absent version is one that nobody can have seen."""
        given = {
            name: self.cleaned_data[name] for name in ("note", "at", "kind", "successor") if name in self.cleaned_data
        }
        return given | {"version": self.cleaned_data["seen_version"] or 0}
