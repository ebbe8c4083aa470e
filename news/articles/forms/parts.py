"""The parts of a release, rows of its inlines: agencies, photos, attachments, quotes, mentions."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.models import BaseInlineFormSet
from django.utils.translation import gettext_lazy as _

from news.accounts.models import User
from news.directory.models import Agency
from news.directory.permissions import agencies_of

from .. import attachments
from ..models import Attachment, Edition, EditionAgency, Mention, PhotoCaption, Quote
from .fields import DeskForm


class OneLeadForm(DeskForm, forms.ModelForm[Any]):
    """A row of which one may lead: the formset watches over that, since it sees all rows at once."""

    def _get_validation_exclusions(self) -> Any:
        # Django has no public way to leave one field out of the checks of the model.
        return super()._get_validation_exclusions() | {"is_lead"}  # type: ignore[misc]  # private to Django


class OneLeadFormSet(BaseInlineFormSet[Any, Edition, Any]):
    """Rows of which one may lead."""

    two_leads = _("Only one can lead.")

    def clean(self) -> None:
        super().clean()
        if sum(row.cleaned_data.get("is_lead", False) for row in self.kept_forms) > 1:
            raise ValidationError(self.two_leads)

    @property
    def kept_forms(self) -> list[Any]:
        """The forms of rows that will be there after saving."""
        return [
            row for row in self.forms
            if getattr(row, "cleaned_data", None) and not row.cleaned_data.get("DELETE")
        ]  # fmt: skip

    def save(self, commit: bool = True) -> Any:
        # Who no longer leads steps back first: the database never sees two leads.
        stepped_back = [row.instance.pk for row in self.initial_forms if row.has_changed() and row.instance.pk]
        rows: Any = self.model
        rows._default_manager.filter(pk__in=stepped_back).update(is_lead=False)
        return super().save(commit)


class AgencyForm(OneLeadForm):
    """An agency of the release; the row that a new release begins with counts although nobody touched it."""

    class Meta:
        model = EditionAgency
        fields = ("agency", "is_lead")

    def has_changed(self) -> bool:
        return super().has_changed() or (not self.instance.pk and bool(self["agency"].data))


class AgencyFormSet(OneLeadFormSet):
    """The agencies of a release: the only one leads, and a writer's release is led by an agency of their own."""

    user: User
    two_leads = _("Only one agency can lead.")

    def clean(self) -> None:
        super().clean()
        rows = [row for row in self.kept_forms if row.cleaned_data.get("agency")]
        if len(rows) == 1:
            rows[0].cleaned_data["is_lead"] = rows[0].instance.is_lead = True
            if rows[0] not in self.extra_forms and "is_lead" not in rows[0].changed_data:
                rows[0].changed_data.append("is_lead")
        lead = next((row.cleaned_data["agency"] for row in rows if row.cleaned_data["is_lead"]), None)
        if lead and not self._may_lead(lead):
            raise ValidationError(_("You may not write for this agency."))

    def _may_lead(self, agency: Agency) -> bool:
        may_any = self.user.has_perm("articles.write_any_edition")
        return may_any or agencies_of(self.user).filter(pk=agency.pk).exists()


class PhotoCaptionForm(OneLeadForm):
    """A photo with its caption."""

    caption = forms.CharField(label=_("caption"), required=False, widget=forms.Textarea(attrs={"rows": 3}))

    class Meta:
        model = PhotoCaption
        fields = ("photo", "caption", "order", "is_lead")

    def clean(self) -> dict[str, Any]:
        """Take over the caption of the library for a photo that is new to the release and has none here."""
        cleaned = super().clean()
        photo = cleaned.get("photo")
        if photo and not self.instance.pk and not cleaned.get("caption"):
            cleaned["caption"] = photo.caption
        return cleaned


class PhotoCaptionFormSet(OneLeadFormSet):
    """The photos of a release."""

    two_leads = _("Only one photo can lead.")


class AttachmentForm(DeskForm, forms.ModelForm[Attachment]):
    """A file with the title that readers see; on a row that has a file, another one takes its place."""

    upload = forms.FileField(
        label=_("choose a file"),
        required=False,
        allow_empty_file=True,  # told in our words
        widget=forms.FileInput(attrs={"accept": ".pdf,.docx,.xlsx,.csv"}),
        help_text=_("PDF, DOCX, XLSX or CSV, at most 20 MB. Readers see it once the release is live."),
    )

    class Meta:
        model = Attachment
        fields = ("title", "order")

    def clean_upload(self) -> Any:
        """Look at what the file is.

        :raises ValidationError: if it cannot be attached.
        """
        upload = self.cleaned_data["upload"]
        if upload:
            self.found_kind = attachments.inspect(upload)
        elif not self.instance.pk:
            raise ValidationError(_("Choose a file; a browser does not keep one on a form that came back."), "required")
        return upload

    def save(self, commit: bool = True) -> Attachment:
        """Keep the file with the row; both or neither are there after the transaction."""
        if upload := self.cleaned_data.get("upload"):
            attachments.put(self.instance, upload, self.found_kind)
        elif not self.instance.title:
            self.instance.title = attachments.readable(str(self.initial.get("title", ""))) or self.instance.kind.upper()
        return super().save(commit)


class AttachmentFormSet(BaseInlineFormSet[Attachment, Edition, Any]):
    """The files of a release."""

    def delete_existing(self, obj: Attachment, commit: bool = True) -> None:
        """Delete a row, and its file if no other edition has it."""
        if commit:
            attachments.remove([obj])


class QuoteForm(DeskForm, forms.ModelForm[Quote]):
    """What somebody said."""

    words = forms.CharField(label=_("words"), required=False, widget=forms.Textarea(attrs={"rows": 3}))

    class Meta:
        model = Quote
        fields = ("words", "appointment", "speaker", "office", "order")


class MentionForm(DeskForm, forms.ModelForm[Mention]):
    """Whom the release names; the office alone is enough."""

    class Meta:
        model = Mention
        fields = ("official", "appointment")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "official" in self.fields:
            self.fields["official"].required = False

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        official, appointment = cleaned.get("official"), cleaned.get("appointment")
        if appointment and official and appointment.official_id != official.pk:
            self.add_error("appointment", _("That office was held by somebody else."))
        elif appointment and not official:
            cleaned["official"] = appointment.official
        elif not official and self.has_changed() and not self.errors:
            self.add_error("official", _("Choose an official."))
        return cleaned
