"""The release itself: its edition, and the few facts of its article that an editor sets."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django_prose_editor.fields import ProseEditorFormField
from django_prose_editor.widgets import AdminProseEditorWidget

from news.accounts.models import User
from news.newsroom.moments import zone_label
from news.richtext import EXTENSIONS

from ..models import Article, Edition
from .fields import ZONED_FIELDS, DayField, DeskForm, LinesField, MomentField


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
