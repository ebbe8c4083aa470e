"""What the keepers of the directory fill in: a hand-over, a new name, two records of one person, a file."""

from __future__ import annotations

import datetime
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from . import tables
from .models import Agency, Appointment, Official, free_slug

HAND_OVER, ACTING = "hand_over", "acting"


class DateInput(forms.DateInput):
    """A date as browsers let one pick it, in whichever language."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class HandOverForm(forms.Form):
    """An office goes to somebody, or somebody acts in it for a time."""

    what = forms.ChoiceField(
        label=_("what happens"),
        choices=[
            (HAND_OVER, _("The office goes to a new holder")),
            (ACTING, _("Somebody acts for a time, beside the holder")),
        ],
        widget=forms.RadioSelect,
        initial=HAND_OVER,
    )
    date = forms.DateField(
        label=_("first day"),
        widget=DateInput,
        help_text=_("May lie ahead: the office changes hands at 00:00 of this day."),
    )
    until_date = forms.DateField(
        label=_("until"), required=False, widget=DateInput,
        help_text=_("Only for who acts for a time: the first day on which they act no longer. Empty if not known."),
    )  # fmt: skip
    official = forms.ModelChoiceField(
        Official.objects.current(),
        label=_("official"),
        required=False,
        widget=AutocompleteSelect(Appointment._meta.get_field("official"), admin.site),
    )
    name = forms.CharField(
        label=_("or somebody new: name"), required=False, max_length=120, help_text=_("Without titles and degrees.")
    )
    honorific_prefix = forms.CharField(label=_("titles before"), required=False, max_length=40)
    honorific_suffix = forms.CharField(label=_("degrees after"), required=False, max_length=60)
    capacity = forms.ChoiceField(label=_("capacity"), choices=Appointment.Capacity.choices)
    decree_number = forms.CharField(label=_("decree number"), required=False, max_length=80)
    decree_date = forms.DateField(label=_("decree date"), required=False, widget=DateInput)

    def clean(self) -> dict[str, Any]:
        """Ask for one person, in words; and for what fits what happens."""
        cleaned = super().clean() or {}
        official, name = cleaned.get("official"), cleaned.get("name")
        if bool(official) == bool(name):
            self.add_error("official", _("Choose somebody of the directory, or name somebody new."))
        elif name and (same := Official.objects.current().filter(name__iexact=name).first()):
            message = _("“%(name)s” is in the directory: choose them above, or add their namesake under Officials.")
            self.add_error("name", ValidationError(message, params={"name": same.name}))
        if cleaned.get("what") == HAND_OVER and cleaned.get("until_date"):
            self.add_error("until_date", _("Only for who acts for a time."))
        if cleaned.get("what") == ACTING and cleaned.get("capacity") == Appointment.Capacity.DEFINITIVE:
            self.add_error("capacity", _("Choose in which capacity they act."))
        return cleaned

    @property
    def who(self) -> Official:
        """The official that was chosen, or a new one that is not saved yet."""
        if self.cleaned_data["official"]:
            chosen: Official = self.cleaned_data["official"]
            return chosen
        fields = {name: self.cleaned_data[name] for name in ("name", "honorific_prefix", "honorific_suffix")}
        taken = {*Official.objects.values_list("slug", flat=True), *Official.RESERVED_SLUGS}
        return Official(slug=free_slug(fields["name"], taken), **fields)


class RenameForm(forms.Form):
    """A new name of an agency, and since when."""

    name = forms.CharField(label=_("new name"), max_length=160)
    short_name = forms.CharField(label=_("new short name"), max_length=60, required=False)
    date = forms.DateField(label=_("first day"), widget=DateInput, help_text=_("The first day under the new name."))

    @classmethod
    def of(cls, agency: Agency, data: Any, today: datetime.date) -> RenameForm:
        """Return the form for ``agency``, with its present names to begin with."""
        return cls(data, initial={"name": agency.name, "short_name": agency.short_name, "date": today})


class MergeForm(forms.Form):
    """Which of two records stays."""

    kept = forms.ModelChoiceField(
        Official.objects.none(), label=_("the record that stays"), widget=forms.RadioSelect, empty_label=None
    )


class ImportForm(forms.Form):
    """A file with agencies or officials."""

    file = forms.FileField(
        label=_("file"),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
        help_text=_("CSV or XLSX; the first row has the headings of an export."),
    )

    def clean_file(self) -> Any:
        """Refuse by its size what need not be read."""
        file = self.cleaned_data["file"]
        if file.size > tables.MAX_BYTES:
            raise ValidationError(
                _("The file is larger than %(size)s MB."), params={"size": tables.MAX_BYTES // 1_000_000}
            )
        return file
