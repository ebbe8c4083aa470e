"""What the paste page asks: a text; then, for what was read, whose release it is and who was rightly recognised."""

import datetime
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils import formats
from django.utils.translation import gettext_lazy as _

from news.accounts.models import User
from news.articles.models import Section
from news.directory.models import Agency
from news.directory.permissions import agencies_of

from . import documents
from .matching import Matches
from .reading import Reading

LONGEST = 200_000  # characters; what read() reads


class RawTextField(forms.CharField):
    """Text exactly as pasted, except that the null characters are taken out that no database keeps."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> str:
        """Return the text without null characters."""
        return super().to_python(value.replace("\x00", "") if isinstance(value, str) else value) or ""


class PasteForm(forms.Form):
    """The text as it came."""

    text = RawTextField(
        label=_("Text"),
        required=False,
        max_length=LONGEST,
        strip=False,
        help_text=_("Paste it whole, as it came: from a message, a web page or a document."),
        error_messages={"max_length": _("That is too long for a release.")},
    )
    file = forms.FileField(
        label=_("Or a file"),
        required=False,
        allow_empty_file=True,
        help_text=_("A Word document (.docx), a web page or a plain text."),
    )

    def clean(self) -> dict[str, Any]:
        """Put the text of the file, or of a page's source that was pasted, in the place of ``text``."""
        cleaned = super().clean() or self.cleaned_data
        text, file = cleaned.get("text", ""), cleaned.get("file")
        if "text" in self.errors:
            return cleaned
        if file and text.strip():
            raise forms.ValidationError(_("Give a text or a file, not both."))
        try:
            read = documents.text_of(file.read(documents.LARGEST_FILE + 1)) if file else documents.text_of_paste(text)
        except documents.UnreadableDocument as error:
            raise forms.ValidationError(str(error)) from error
        read = read.replace("\x00", "")
        if not read.strip():
            raise forms.ValidationError(_("The file holds no text.") if file else _("Paste a text first."))
        if len(read) > LONGEST:
            raise forms.ValidationError(_("That is too long for a release."))
        return {**cleaned, "text": read}


class SinceForm(forms.Form):
    """Since when a speaker who is taken into the directory has held the office, as far as one knows."""

    since = forms.DateField(
        label=_("Held since at least"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, data: QueryDict | None, *, number: int, on: datetime.date) -> None:
        """Ask about the speaker of the quote of this number, who held the office ``on`` the day of the event."""
        self.on = on
        prefix = f"held-{number}"
        given = data if data is not None and f"{prefix}-since" in data else None
        super().__init__(given, prefix=prefix, initial={"since": on})

    def clean_since(self) -> datetime.date:
        """Refuse a day after that on which the text says that the office was held."""
        since: datetime.date = self.cleaned_data["since"]
        if since > self.on:
            raise forms.ValidationError(
                _("The text says that the office was held on %s: it cannot have begun later.")
                % formats.date_format(self.on, "j F Y")
            )
        return since


class DraftForm(forms.Form):
    """Whose release it is, and which of the recognised officials and agencies belong to it."""

    agency = forms.ModelChoiceField(Agency.objects.none(), label=_("Lead agency"), required=False)
    section = forms.ModelChoiceField(Section.objects.all(), label=_("Section"), required=False)
    officials = forms.TypedMultipleChoiceField(
        label=_("Officials named"), required=False, coerce=int, widget=forms.CheckboxSelectMultiple
    )
    agencies = forms.TypedMultipleChoiceField(
        label=_("Agencies named"), required=False, coerce=int, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, data: Any = None, *, user: User, reading: Reading, matches: Matches) -> None:
        own = Agency.objects.all() if user.has_perm("articles.write_any_edition") else agencies_of(user)
        recognised = [each.agency.pk for each in matches.agencies]
        allowed = list(own.values_list("pk", flat=True))
        lead = next((pk for pk in recognised if pk in allowed), allowed[0] if len(allowed) == 1 else None)
        section = Section.objects.filter(name__iexact=reading.section).first() if reading.section else None
        officials = [each.official.pk for each in matches.officials]
        super().__init__(
            data, initial={"agency": lead, "section": section, "officials": officials, "agencies": recognised}
        )
        self.fields["agency"].queryset = own  # type: ignore[attr-defined]  # a ModelChoiceField's
        self.fields["officials"].choices = [  # type: ignore[attr-defined]  # a ChoiceField's
            (each.official.pk, str(each.appointment or each.official)) for each in matches.officials
        ]
        self.fields["agencies"].choices = [  # type: ignore[attr-defined]  # a ChoiceField's
            (each.agency.pk, each.agency.name) for each in matches.agencies
        ]

    def keep(self, data: QueryDict, before: Matches) -> None:
        """Keep what was chosen in ``data`` on a page that showed the matches ``before``; who is new is ticked."""
        self.initial.update({name: data[name] for name in ("agency", "section") if name in data})
        offered = {
            "officials": {each.official.pk for each in before.officials},
            "agencies": {each.agency.pk for each in before.agencies},
        }
        for name, known in offered.items():
            unticked = {pk for pk in known if str(pk) not in data.getlist(name)}
            self.initial[name] = [pk for pk in self.initial[name] if pk not in unticked]
