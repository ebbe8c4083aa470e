"""What readers fill in, and what moderators press."""

from __future__ import annotations

import re
import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from news.articles.models import Article
from news.richtext import without_control_characters

from .models import Comment, Decision

NAME_LENGTH = 80
TEXT_LENGTH = 4000
_BLANK_LINES = re.compile(r"\n(?:[^\S\n]*\n){2,}")


class PlainTextField(forms.CharField):
    """Plain text: without control characters, with line ends as ``\\n`` and at most one blank line between lines."""

    def to_python(self, value: Any) -> str:
        text = without_control_characters(str(value or "")).replace("\r\n", "\n").replace("\r", "\n")
        return str(super().to_python(_BLANK_LINES.sub("\n\n", text)))


class LineField(forms.CharField):
    """One line of plain text, without control characters."""

    def to_python(self, value: Any) -> str:
        return str(super().to_python(" ".join(without_control_characters(str(value or "")).split())))


class CommentForm(forms.Form):
    """What a reader writes under a release."""

    name = LineField(
        label=_("Your name"),
        max_length=NAME_LENGTH,
        help_text=_("Shown with your comment."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Please write your name.")},
    )
    email = forms.EmailField(
        label=_("E-mail (optional)"),
        required=False,
        max_length=254,
        help_text=_("Never shown."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"invalid": _("This is not an e-mail address. You may leave it empty.")},
    )
    text = PlainTextField(
        label=_("Your comment"),
        min_length=2,
        max_length=TEXT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Plain text, at most 4,000 characters."),
        error_messages={"required": _("Please write your comment.")},
    )
    token = LineField(required=False, widget=forms.HiddenInput)
    parent = LineField(required=False, widget=forms.HiddenInput)
    # People do not see this field; programs that fill in every field do. Some browsers fill it too: never an error.
    website = LineField(required=False, label=_("Leave this empty"), widget=forms.TextInput(
        attrs={"autocomplete": "off", "tabindex": "-1"}
    ))  # fmt: skip

    def __init__(self, article: Article, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, label_suffix="", **kwargs)
        self.article = article

    def clean_email(self) -> str:
        return without_control_characters(self.cleaned_data["email"])

    def clean_token(self) -> uuid.UUID:
        """Take a new token for one that no form of ours has given: nobody's comment is lost for it."""
        try:
            return uuid.UUID(self.cleaned_data["token"])
        except ValueError:
            return uuid.uuid4()

    def clean_parent(self) -> Comment | None:
        """Let a reply stand on its own if what it replies to is not, or no longer, published here."""
        return published_on(self.article, self.cleaned_data["parent"])


def published_on(article: Article, key: str) -> Comment | None:
    """Return the published comment on ``article`` that ``key``, from a form or an address, names; None if none."""
    if not (key.isascii() and key.isdigit() and len(key) < 19):
        return None
    return Comment.objects.published().filter(article=article, pk=int(key)).first()


class DecisionForm(forms.Form):
    """What a moderator decided on a comment, and the version of it that they saw."""

    action = forms.ChoiceField(choices=Decision.Action)
    version = forms.IntegerField(min_value=1, max_value=2**31 - 1)
    reason = forms.ChoiceField(choices=[("", ""), *Decision.Reason.choices], required=False)
    note = PlainTextField(max_length=1000, required=False)
