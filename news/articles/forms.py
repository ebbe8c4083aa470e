"""What editors fill in: the release with its parts, and the decision that they take about it.

Saving never asks for completeness; the rules speak at submit and release. A form refuses only what cannot be kept.
"""

from __future__ import annotations

import datetime
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.forms.models import BaseInlineFormSet
from django.utils import formats, timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django_prose_editor.fields import ProseEditorFormField
from django_prose_editor.widgets import AdminProseEditorWidget

from news.accounts.models import User
from news.directory.models import Agency, AgencyQuerySet
from news.directory.permissions import agencies_of
from news.newsroom.moments import zone_label
from news.richtext import EXTENSIONS

from . import attachments
from .models import Article, Attachment, Edition, EditionAgency, Mention, PhotoCaption, PlannedEvent, Quote
from .phrases import Phrases
from .workflow import Step

ZONED_FIELDS = ("embargo_until", "expires_at")


class MomentInput(forms.DateTimeInput):
    """The box of a moment, and below it the same in words, with weekday and zone; a script keeps them up to date."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        box = super().render(name, value, attrs, renderer)
        now = timezone.localtime().replace(tzinfo=None).isoformat(timespec="seconds")
        return format_html(
            '{}<output class="moment-echo" for="{}" data-zone="{}" data-now="{}">{}</output>',
            box, (attrs or {}).get("id") or "", zone_label(), now, _in_words(value),
        )  # fmt: skip


def _in_words(typed: Any) -> str:
    """Return a local time as the box holds it as ``Kamis, 4 Februari 2027 09.00 WIB``; empty if it is none."""
    try:
        moment = datetime.datetime.fromisoformat(str(typed))
    except ValueError:
        return ""
    return f"{formats.date_format(moment, 'l, j F Y H.i')} {zone_label()}"


class MomentField(forms.DateTimeField):
    """A moment, typed as local time of the active zone in one box (``datetime-local``)."""

    years = range(2000, 2101)

    def __init__(self, **kwargs: Any) -> None:
        widget = MomentInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
        super().__init__(input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"], widget=widget, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """Return the local time as the box wants it; seconds are kept where there are some."""
        if isinstance(value, datetime.datetime):
            local = timezone.localtime(value) if timezone.is_aware(value) else value
            return local.replace(tzinfo=None, microsecond=0).isoformat(
                timespec="seconds" if local.second else "minutes"
            )
        return value

    def to_python(self, value: Any) -> datetime.datetime | None:
        try:
            moment = super().to_python(value)
        except (OverflowError, ValueError) as error:  # the year 1 in a zone east of Greenwich
            raise ValidationError(_("That is no time we can use."), code="invalid") from error
        if moment and moment.year not in self.years:
            raise ValidationError(_("That year cannot be meant."), code="invalid")
        return moment


class DayField(forms.DateField):
    """A date in one box of the browser's own kind."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **kwargs)


def line_feeds(value: Any) -> Any:
    """Return text with the line ends that the database holds: browsers post CR LF, and nothing has changed by that."""
    return value.replace("\r\n", "\n").replace("\r", "\n") if isinstance(value, str) else value


class DeskForm:
    """A form whose labels begin with a capital, and whose texts keep the line ends of the database."""

    cleaned_data: dict[str, Any]
    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.label = capfirst(field.label)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()  # type: ignore[misc]  # a mix-in for forms
        for name, value in self.cleaned_data.items():
            self.cleaned_data[name] = line_feeds(value)
        return cleaned or self.cleaned_data


class LinesField(forms.CharField):
    """Plain text of some lines; too long a text is told of, never cut off by the browser while it is pasted."""

    def to_python(self, value: Any) -> Any:
        return line_feeds(super().to_python(value))

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {name: told for name, told in super().widget_attrs(widget).items() if name != "maxlength"}


class EditionForm(DeskForm, forms.ModelForm[Edition]):
    """A release: its edition, and the few facts of its article that an editor sets."""

    user: User

    seen_version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    lead = forms.CharField(label=_("lead"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    body = ProseEditorFormField(
        label=_("body"),
        required=False,
        widget=AdminProseEditorWidget,
        config={"extensions": EXTENSIONS},
        preset="configurable",
    )
    event_date = DayField(label=_("event date"), required=False)
    embargo_until = MomentField(label=_("embargo until"), required=False)
    expires_at = MomentField(label=_("expires"), required=False)
    kind = forms.ChoiceField(label=_("kind"), choices=Article.Kind, required=False)
    slug = forms.SlugField(
        label=_("address"), max_length=120, required=False,
        help_text=_("Made from the headline at the release if left empty; fixed from then on."),
    )  # fmt: skip
    comments = forms.ChoiceField(label=_("comments"), choices=Article.Comments, required=False)

    class Meta:
        model = Edition
        fields = (
            "section", "kicker", "headline", "subheadline", "dateline_place", "dateline_source", "lead", "body",
            "byline", "event_date", "venue", *Edition.CITIZEN_FIELDS, "tags", "change_kind", "public_note",
            "embargo_until", "expires_at",
        )  # fmt: skip
        field_classes = dict.fromkeys(Edition.CITIZEN_FIELDS, LinesField)
        widgets = {name: forms.Textarea(attrs={"rows": 2}) for name in Edition.CITIZEN_FIELDS}
        help_texts = {
            "citizen_what": _("What changes, or what they must do: the service, the papers to bring, the cost."),
            "citizen_where": _("The place as people know it, a landmark, or an address on the web (https://…)."),
            "citizen_when": _("Such as: Senin–Jumat, 08.00–15.00 WIB."),
            "citizen_contact": _("Name, telephone, e-mail, hours. Numbers and addresses can be pressed on a phone."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        article = self.instance.article if self.instance.pk else Article()
        self.initial = {
            **self.initial,
            "seen_version": self.instance.version,
            "kind": article.kind,
            "slug": article.slug or "",
            "comments": article.comments,
        }
        for name in ZONED_FIELDS:
            if name in self.fields:
                self.fields[name].label = f"{self.fields[name].label} ({zone_label()})"
        if article.number:
            for name in ("kind", "slug"):
                if name in self.fields:
                    self.fields[name].disabled = True

    def clean_kind(self) -> Any:
        return self.cleaned_data["kind"] or self.initial["kind"]

    def clean_comments(self) -> Any:
        return self.cleaned_data["comments"] or self.initial["comments"]

    def clean_slug(self) -> str | None:
        slug: str | None = self.cleaned_data["slug"] or None
        if slug and Article.objects.filter(slug=slug).exclude(pk=self.instance.article_id).exists():
            raise ValidationError(_("Another release has this address."))
        return slug

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.instance.sequence > 1 and "change_kind" in cleaned and not cleaned["change_kind"]:
            cleaned["change_kind"] = self.instance.change_kind
        return cleaned

    @property
    def article_facts(self) -> dict[str, Any]:
        """What the form sets on the article, by field."""
        return {name: self.cleaned_data[name] for name in ("kind", "slug", "comments") if name in self.cleaned_data}


# The parts of a release: rows of its inlines


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


# Decisions


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


# What is planned


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
