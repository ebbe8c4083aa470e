"""What editors fill in at the desk, beyond the forms of single rows."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from news.articles.forms import DeskForm, MomentField
from news.newsroom.models import Level
from news.newsroom.moments import zone_label
from news.newsroom.redirecting import checked_target

from .linking import MOST_RECIPIENTS, USUAL_DAYS, Recipient

DAYS = (1, 3, 7, 14, 30)
_ADDRESS = re.compile(r"<?\s*([^\s<>,;]*@[^\s<>,;]*)\s*>?")
_BETWEEN = re.compile(r"[;,\t]|\s[–—-]\s")


class PreviewLinkForm(DeskForm, forms.Form):
    """For whom a preview link is, for how long, and what it shows."""

    label = forms.CharField(
        label=_("for whom or what"), max_length=120, required=False,
        help_text=_("Only colleagues see it: to tell your links apart."),
    )  # fmt: skip
    days = forms.TypedChoiceField(
        label=_("holds"),
        coerce=int,
        choices=lambda: [(days, ngettext("%(days)d day", "%(days)d days", days) % {"days": days}) for days in DAYS],
        initial=USUAL_DAYS,
    )
    follows = forms.TypedChoiceField(
        label=_("shows"),
        coerce=lambda value: value == "newest",
        choices=[("newest", _("always the newest edition")), ("this", _("always this edition"))],
        widget=forms.RadioSelect,
        initial="newest",
    )


class PressLinkForm(DeskForm, forms.Form):
    """Outlets and journalists, one a line; each gets a link of their own."""

    recipients = forms.CharField(
        label=_("outlets and journalists, one a line"),
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false", "autocomplete": "off"}),
        help_text=_("Name, outlet, e-mail; an outlet alone is enough. Lists from a spreadsheet can be pasted."),
        error_messages={"required": _("Write for whom the links are, one a line.")},
    )
    mail = forms.BooleanField(
        label=_("mail the link to whoever has an e-mail address"), required=False,
        help_text=_("The letter has the headline, the embargo and what it asks for."),
    )  # fmt: skip

    def clean_recipients(self) -> list[Recipient]:
        """Read the list.

        :raises ValidationError: if a line cannot be read; it names each such line.
        """
        return recipients(self.cleaned_data["recipients"])


def recipients(text: str) -> list[Recipient]:
    """Read outlets and journalists out of ``text``, one a line: name, outlet, e-mail, as far as they are there.

    What stands between them is a comma, a semicolon, a tab or a dash; empty lines are nothing.

    :raises ValidationError: if a line has no address that is right, more than one, or that of an earlier line; or if
        there are too many lines.
    """
    found: list[Recipient] = []
    errors: list[ValidationError] = []
    seen: dict[str, int] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip(" \t,;-–—"):
            continue
        try:
            who = _recipient(line)
            first = seen.setdefault(who.email.casefold(), number) if who.email else number
            if first != number:
                raise ValidationError(_("its address is that of line %(first)d"), params={"first": first})
        except ValidationError as error:
            why = " ".join(error.messages)
            errors.append(ValidationError(_("Line %(number)d: %(why)s."), params={"number": number, "why": why}))
        else:
            found.append(who)
    if len(found) > MOST_RECIPIENTS:
        errors.append(ValidationError(_("At most %(most)d at a time."), params={"most": MOST_RECIPIENTS}))
    if errors:
        raise ValidationError(errors)
    return found


def _recipient(line: str) -> Recipient:
    addresses = _ADDRESS.findall(line)
    if len(addresses) > 1:
        raise ValidationError(_("it has more than one e-mail address"))
    email = addresses[0] if addresses else ""
    if email:
        try:
            validate_email(email)
        except ValidationError as error:
            raise ValidationError(_("“%(email)s” is no e-mail address"), params={"email": email}) from error
    words = [" ".join(part.split()) for part in _BETWEEN.split(_ADDRESS.sub(",", line))]
    parts = [part.strip("\"'“”") for part in words if part.strip("\"'“” ")]
    name, outlet = (parts[0], ", ".join(parts[1:])) if len(parts) > 1 else ("", "".join(parts))
    if max(len(name), len(outlet)) > 120:
        raise ValidationError(_("a name may have 120 characters at most"))
    return Recipient(name, outlet or email.rpartition("@")[2], email)


class BannerForm(DeskForm, forms.Form):
    """The emergency banner: what it says, how pressing it is, where more is to be read, and when it ends."""

    level = forms.ChoiceField(label=_("level"), choices=Level, widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("text"), max_length=240, help_text=_("One or two sentences: what happened, and what people should do.")
    )
    url = forms.CharField(
        label=_("link"),
        max_length=300,
        required=False,
        help_text=_("Where more is to be read; begins with / or https://."),
    )
    until = MomentField(help_text=_("It goes by itself then; at most two weeks from now."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["until"].label = format_html("{} ({})", _("Until"), zone_label())

    def clean_url(self) -> str:
        url: str = self.cleaned_data["url"].strip()
        return checked_target(url) if url else ""
