"""The fields that forms of releases share: moments in local time, days, texts of some lines."""

from __future__ import annotations

import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import formats, timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from news.newsroom.moments import zone_label

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
