"""What readers fill in, and what moderators press."""

from __future__ import annotations

import datetime
import re
import uuid
from typing import Any

from django import forms
from django.core.signing import Signer
from django.http import QueryDict
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext_lazy as _

from news.articles.models import Article
from news.directory.models import Agency
from news.richtext import without_control_characters

from .models import Comment, Decision, Report
from .sanctions import DURATIONS

NAME_LENGTH = 80
TEXT_LENGTH = 4000
NOTE_LENGTH = 1000
_CHOSEN = re.compile(r"[0-9]{1,18}:[0-9]{1,9}")
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
    """What a reader writes under a release, and what the page adds to it.

    ``token`` makes a form that is sent twice one comment; ``opened`` is a signed mark of when the form with this token
    was made; ``proof`` is what the browser worked out (:mod:`.proof`), empty without scripts.
    """

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
        help_text=_(
            "Never shown. For the link to your comment, and so that your next comments appear sooner once you have"
            " confirmed it."
        ),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"invalid": _("This is not an e-mail address. You may leave it empty.")},
    )
    text = PlainTextField(
        label=_("Your comment"),
        min_length=2,
        max_length=TEXT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 8, "data-most": TEXT_LENGTH}),
        help_text=_("Plain text, at most 4,000 characters."),
        error_messages={"required": _("Please write your comment.")},
    )
    follow = forms.BooleanField(label=_("Tell me by e-mail of new comments on this release"), required=False)
    token = LineField(required=False, widget=forms.HiddenInput)
    opened = LineField(required=False, widget=forms.HiddenInput)
    proof = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)
    parent = LineField(required=False, widget=forms.HiddenInput)
    # People do not see this field; programs that fill in every field do. Some browsers fill it too: never an error.
    website = LineField(required=False, label=_("Leave this empty"), widget=forms.TextInput(
        attrs={"autocomplete": "off", "tabindex": "-1"}
    ))  # fmt: skip

    def __init__(self, article: Article, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, label_suffix="", **kwargs)
        self.article = article
        # A browser would cut off what is pasted, without a word.
        del self.fields["text"].widget.attrs["maxlength"]

    def clean_email(self) -> str:
        return without_control_characters(self.cleaned_data["email"])

    def clean_token(self) -> uuid.UUID:
        """Take a new token for one that no form of ours has given: nobody's comment is lost for it."""
        try:
            return uuid.UUID(self.cleaned_data["token"])
        except ValueError:
            return uuid.uuid4()

    def clean_opened(self) -> datetime.datetime | None:
        """Return when the form with this token was made; None if it was none of ours."""
        return opened_at(self.cleaned_data["token"], self.cleaned_data["opened"])

    def clean_parent(self) -> Comment | None:
        """Let a reply stand on its own if what it replies to is not, or no longer, published here."""
        return published_on(self.article, self.cleaned_data["parent"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("follow") and not cleaned.get("email") and "email" not in self.errors:
            self.add_error("email", _("Write an e-mail address, so that we can tell you of new comments."))
        return cleaned


def mark(token: uuid.UUID, at: datetime.datetime) -> str:
    """Return the signed mark of a form that was made ``at`` with this token."""
    second = int(at.timestamp())
    return f"{second}:{_signature(token, str(second))}"


def opened_at(token: uuid.UUID, marked: str) -> datetime.datetime | None:
    """Return when the form with this token was made, as its mark says; None if the mark is none of ours."""
    second, _separator, signature = marked.partition(":")
    if not constant_time_compare(signature, _signature(token, second)):
        return None
    return datetime.datetime.fromtimestamp(int(second), datetime.UTC)


def _signature(token: uuid.UUID, second: str) -> str:
    return Signer(salt="news.comments.forms").signature(f"{token}:{second}")


def published_on(article: Article, key: str) -> Comment | None:
    """Return the published comment on ``article`` that ``key``, from a form or an address, names; None if none."""
    if not (key.isascii() and key.isdigit() and len(key) < 19):
        return None
    return Comment.objects.published().unopened().filter(article=article, pk=int(key)).first()


class DecisionForm(forms.Form):
    """What a moderator decided on a comment, and the version of it that they saw."""

    action = forms.ChoiceField(choices=Decision.Action)
    version = forms.IntegerField(min_value=1, max_value=2**31 - 1)
    reason = forms.ChoiceField(choices=[("", ""), *Decision.Reason.choices], required=False)
    note = PlainTextField(max_length=1000, required=False)


class ManyForm(forms.Form):
    """What a moderator decided on several comments at once; each is named by its id and the version that they saw."""

    chosen = forms.MultipleChoiceField()
    action = forms.ChoiceField(choices=[(row.value, row.label) for row in Decision.Action if row != "mask"])
    reason = forms.ChoiceField(choices=[("", ""), *Decision.Reason.choices], required=False)
    note = PlainTextField(max_length=1000, required=False)

    MOST = 100

    def __init__(self, data: QueryDict) -> None:
        super().__init__(data)
        written = data.getlist("chosen")
        self.fields["chosen"].choices = [(value, value) for value in written[: self.MOST] if _CHOSEN.fullmatch(value)]  # type: ignore[attr-defined]  # it is a choice field

    def clean_chosen(self) -> list[tuple[int, int]]:
        """Return each comment once, as (id, version)."""
        pairs = (value.split(":") for value in self.cleaned_data["chosen"])
        return list({int(pk): (int(pk), int(version)) for pk, version in pairs}.values())


class RemarkForm(forms.Form):
    """What a moderator tells the colleagues about a comment."""

    text = PlainTextField(max_length=2000)


class _BanForm(forms.Form):
    days = forms.ChoiceField(choices=DURATIONS)
    reason = PlainTextField(max_length=1000)


class BanForm(_BanForm):
    """Whom to ban on account of a comment: of what it carries, any."""

    whom = forms.MultipleChoiceField()
    held_too = forms.BooleanField(required=False)

    def __init__(self, bannable: list[tuple[str, str, str]], data: Any = None) -> None:
        super().__init__(data)
        self.fields["whom"].choices = [(value, value) for value, _kind, _domain in bannable]  # type: ignore[attr-defined]  # it is a choice field


class DomainForm(_BanForm):
    """A domain that is banned by hand."""

    domain = LineField(max_length=300)


class SweepForm(forms.Form):
    """What to decide on everything by an author."""

    action = forms.ChoiceField(choices=[("reject", ""), ("spam", "")])
    reason = forms.ChoiceField(choices=[("", ""), *Decision.Reason.choices], required=False)
    note = PlainTextField(max_length=1000, required=False)


class ReportForm(forms.Form):
    """Why a reader thinks that a comment should not stand."""

    reason = forms.ChoiceField(
        label=_("What is wrong with it?"),
        choices=[choice for choice in Report.Reason.choices if choice[0] != Report.Reason.APPEAL],
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose what is wrong.")},
    )
    text = PlainTextField(
        label=_("More about it (optional)"),
        required=False,
        max_length=NOTE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Only moderators read this."),
    )


class ChangeForm(forms.Form):
    """What an author makes of their comment, and the version of it that they saw."""

    text = PlainTextField(
        label=_("Your comment"),
        min_length=2,
        max_length=TEXT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": _("Please write your comment.")},
    )
    version = forms.IntegerField(min_value=1, max_value=2**31 - 1, widget=forms.HiddenInput)


class AppealForm(forms.Form):
    """Why an author thinks that their comment should stand."""

    text = PlainTextField(
        label=_("Why should it appear?"),
        min_length=2,
        max_length=NOTE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4, "id": "id_appeal"}),
        help_text=_("Only moderators read this."),
        error_messages={"required": _("Please say why.")},
    )


class AddressForm(forms.Form):
    """An e-mail address that a letter is to go to."""

    email = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": _("Please write your e-mail address."),
            "invalid": _("This is not an e-mail address."),
        },
    )

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, label_suffix="", **kwargs)

    def clean_email(self) -> str:
        return without_control_characters(self.cleaned_data["email"])


class ReferralForm(forms.Form):
    """Which agency is to answer a comment, and by when."""

    agency = forms.ModelChoiceField(Agency.objects.all())
    due_date = forms.DateField(input_formats=["%Y-%m-%d"])
    note = PlainTextField(max_length=NOTE_LENGTH, required=False)


class ReplyForm(forms.Form):
    """What an agency answers; the token makes one answer of a form that is sent twice."""

    agency = forms.IntegerField(min_value=1, max_value=2**63 - 1, error_messages={"required": _("Choose an agency.")})
    text = PlainTextField(max_length=TEXT_LENGTH, required=False)
    token = forms.UUIDField()
