"""What personal data is to be taken out of a release."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ..phrases import Phrases
from .fields import DeskForm


class RedactionForm(DeskForm, forms.Form):
    """What personal data is to be taken out of a release, and why."""

    words = forms.CharField(
        label=_("Words to take out"), required=False, widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "off"}),
        help_text=_(
            "One name, number or phrase a line. Capitals, spaces, dots and dashes make no difference; "
            "a name inside another word is left alone."
        ),
    )  # fmt: skip
    found = forms.MultipleChoiceField(
        label=_("Found in this release"), required=False, widget=forms.CheckboxSelectMultiple
    )
    photos = forms.MultipleChoiceField(
        label=_("Photos to take out of every edition"), required=False, widget=forms.CheckboxSelectMultiple
    )
    attachments = forms.MultipleChoiceField(
        label=_("Attachments to take out of every edition"), required=False, widget=forms.CheckboxSelectMultiple
    )
    in_comments = forms.BooleanField(label=_("Also in what readers wrote below it"), required=False)
    reason = forms.CharField(
        label=_("Reason, for the reader"), widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Please say why.")},
        help_text=_("It stands on the page and in the ledger for good. Do not repeat the data."),
    )  # fmt: skip
    expected = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, choices_of: dict[str, list[tuple[str, str]]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in choices_of.items():
            field = self.fields[name]
            if choices and isinstance(field, forms.MultipleChoiceField):
                field.choices = choices
            else:
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        lines = [*cleaned.get("words", "").splitlines(), *cleaned.get("found", [])]
        cleaned["phrases"] = None
        if any(line.strip() for line in lines):
            try:
                cleaned["phrases"] = Phrases(lines)
            except ValueError as error:
                if "short" in error.args:
                    self.add_error("words", _("At least three letters or digits a line: less stands everywhere."))
                else:
                    self.add_error("words", _("At most 20 lines of 200 characters."))
        elif not (cleaned.get("photos") or cleaned.get("attachments")):
            self.add_error("words", _("Say what is to be taken out, or choose a photo or file."))
        if cleaned["phrases"] and cleaned["phrases"].hits(cleaned.get("reason", "")):
            self.add_error("reason", _("The reason must not repeat what is taken out: readers see it."))
        return cleaned
