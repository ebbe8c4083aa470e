"""What the keepers of the directory fill in: a hand-over, a new name, two records of one person, a file."""

from __future__ import annotations

import datetime
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple
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


def _key(value: Any) -> Any:
    """Return a posted key as it is, or one that no row has: the widgets below look up what they show again."""
    return value if not value or (value.isascii() and value.isdigit() and len(value) < 19) else "0"


class Choice(AutocompleteSelect):
    """A row found by typing."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return _key(super().value_from_datadict(data, files, name))


class Choices(AutocompleteSelectMultiple):
    """Rows found by typing."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return [_key(value) for value in super().value_from_datadict(data, files, name)]


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
        widget=Choice(Appointment._meta.get_field("official"), admin.site),
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
    date = forms.DateField(
        label=_("first day"), widget=DateInput,
        help_text=_("The first day under the new name. It may lie ahead: the name changes at 00:00 of this day."),
    )  # fmt: skip

    @classmethod
    def of(cls, agency: Agency, data: Any, today: datetime.date) -> RenameForm:
        """Return the form for ``agency``, with its present names to begin with."""
        return cls(data, initial={"name": agency.name, "short_name": agency.short_name, "date": today})


class SuccessionForm(forms.Form):
    """Which agencies end, which take their place, and since when."""

    MOST_NEW = 10

    date = forms.DateField(
        label=_("first day"), widget=DateInput,
        help_text=_("The first day of what comes after. It may lie ahead: all changes at 00:00 of this day."),
    )  # fmt: skip
    others = forms.ModelMultipleChoiceField(
        Agency.objects.all(), label=_("merged with"), required=False,
        widget=Choices(Agency._meta.get_field("successors"), admin.site),
        help_text=_("Other agencies that end on the same day, if several become one."),
    )  # fmt: skip
    successors = forms.ModelMultipleChoiceField(
        Agency.objects.all(), label=_("succeeded by"), required=False,
        widget=Choices(Agency._meta.get_field("successors"), admin.site),
        help_text=_("Agencies of the directory that take the place."),
    )  # fmt: skip
    new_names = forms.CharField(
        label=_("or by new agencies: names"), required=False, max_length=1700, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One a line. They are added to the directory, and exist from the first day."),
    )  # fmt: skip

    def clean_new_names(self) -> list[str]:
        """Return the names; refuse those that are taken, and too long or too many ones."""
        names = list(dict.fromkeys(" ".join(line.split()) for line in self.cleaned_data["new_names"].splitlines()))
        names = [name for name in names if name]
        if len(names) > self.MOST_NEW or any(len(name) > 160 for name in names):
            raise ValidationError(_("At most ten names, each of at most 160 characters."))
        for name in names:
            if Agency.objects.filter(name__iexact=name).exists():
                raise ValidationError(_("“%(name)s” is in the directory: choose it above."), params={"name": name})
        return names

    def clean(self) -> dict[str, Any]:
        """Ask for what comes after."""
        cleaned = super().clean() or {}
        if not self.errors and not cleaned["successors"] and not cleaned["new_names"]:
            self.add_error("successors", _("Choose an agency of the directory, or name a new one."))
        return cleaned

    def heirs(self, agency: Agency) -> list[Agency]:
        """Return what takes the place of ``agency``: what was chosen, and new agencies of its kind, not saved yet."""
        taken = set(Agency.objects.values_list("slug", flat=True))
        new = []
        for name in self.cleaned_data["new_names"]:
            new.append(Agency(name=name, slug=free_slug(name, taken), kind=agency.kind, parent=agency.parent))
            taken.add(new[-1].slug)
        return [*self.cleaned_data["successors"], *new]


class AgencyForm(forms.ModelForm[Agency]):
    """An agency, with what comes after it."""

    def clean(self) -> dict[str, Any]:
        """Refuse successors that lead back, or that come without an end."""
        cleaned = super().clean() or {}
        heirs = cleaned.get("successors")
        if heirs and not cleaned.get("valid_until_date"):
            self.add_error("valid_until_date", _("Say until when this agency exists: it has a successor."))
        elif heirs and self.instance.pk and self.instance.is_succeeded_by(heirs):
            self.add_error("successors", _("An agency that you name is this one, or was itself succeeded by this one."))
        return cleaned


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
