"""What is planned, and when something on the calendar is to be instead."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from news.directory.models import AgencyQuerySet
from news.newsroom.moments import zone_label

from ..models import PlannedEvent
from .fields import DeskForm, MomentField


class PlannedEventForm(DeskForm, forms.ModelForm[PlannedEvent]):
    """What an agency will do: of the agencies, those whose releases the user may write."""

    seen_version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    starts_at = MomentField(label=_("begins"))
    ends_at = MomentField(label=_("ends"), required=False, help_text=_("May stay empty."))

    class Meta:
        model = PlannedEvent
        fields = ("title", "agency", "starts_at", "ends_at", "venue", "note", "is_public")
        widgets = {"note": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, agencies: AgencyQuerySet, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {**self.initial, "seen_version": self.instance.version}
        self.fields["agency"].queryset = agencies  # type: ignore[attr-defined]  # a field of choices
        if "agency" not in self.initial and len(own := list(agencies[:2])) == 1:
            self.initial["agency"] = own[0].pk
        for name in ("starts_at", "ends_at"):
            self.fields[name].label = f"{self.fields[name].label} ({zone_label()})"


class MoveForm(DeskForm, forms.Form):
    """The moment to which something on the calendar is moved."""

    seen_version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    at = MomentField(error_messages={"required": _("Say when.")})

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["at"].label = format_html("{} ({})", _("New time"), zone_label())
