"""The archive's months as markup: twenty years have 240 of them, and a template is slow at that."""

from django import template
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from news.articles.written_dates import MONTHS

from ..months import Archive

register = template.Library()


@register.filter
def ribuan(number: int) -> str:
    """Write a whole number with points between the thousands, such as ``12.345``."""
    return f"{number:,}".replace(",", ".")


@register.simple_tag
def months(archive: Archive, year: int, current: int = 0) -> SafeString:
    """List the twelve months of ``year``: a link with its number for each that has anything.

    :param current: the month (1 to 12) of the page that this stands on.
    """
    numbers, address = archive.months_of(year), reverse("archive_year", args=[year])
    # A month's address is its year's with two digits more; to reverse each takes longer than all the rest.
    rows = (
        (f"{address}{month:02}/", _CURRENT if month == current else "", name, _number(numbers[month]))
        if month in numbers
        else None
        for month, name in enumerate(MONTHS, start=1)
    )
    items = (
        format_html('<li><a href="{}"{}>{}{}</a></li>', *row) if row else format_html("<li>{}</li>", name)
        for row, name in zip(rows, MONTHS, strict=True)
    )
    return format_html('<ol class="months">{}</ol>', format_html_join("", "{}", ((item,) for item in items)))


_CURRENT = format_html(' aria-current="{}"', "page")


def _number(number: int | None) -> SafeString | str:
    return "" if number is None else format_html(" <b>{}</b>", ribuan(number))
