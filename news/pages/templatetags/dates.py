"""Dates and times as Indonesian readers write them: ``Rabu, 11 Maret 2026``, ``09.00 WIB``."""

import datetime

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from news.articles.written_dates import MONTHS, WEEKDAYS
from news.newsroom.models import ZONES

register = template.Library()


def _local(value: datetime.date) -> datetime.date:
    return timezone.localtime(value) if isinstance(value, datetime.datetime) else value


@register.filter
def tanggal(value: datetime.date | None) -> str:
    """Write a date, or the local date of an aware datetime, such as ``11 Maret 2026``."""
    if value is None:
        return ""
    day = _local(value)
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


@register.filter
def hari_tanggal(value: datetime.date | None) -> str:
    """Write the weekday before the date, such as ``Rabu, 11 Maret 2026``."""
    return f"{WEEKDAYS[_local(value).weekday()]}, {tanggal(value)}" if value else ""


@register.filter
def jam(value: datetime.datetime | None) -> str:
    """Write the local time of an aware datetime with its zone, such as ``09.00 WIB``."""
    if value is None:
        return ""
    zone = timezone.get_current_timezone_name()
    return f"{timezone.localtime(value):%H.%M} {ZONES.get(zone, zone)}"


@register.filter
def waktu(value: datetime.datetime | None) -> str:
    """Write weekday, date and time, such as ``Rabu, 11 Maret 2026 pukul 12.00 WIB``."""
    return f"{hari_tanggal(value)} pukul {jam(value)}" if value else ""


@register.filter
def dated(value: datetime.datetime) -> SafeString:
    """Write the local date of an aware datetime as ``<time>``."""
    return format_html(
        '<time datetime="{}">{}</time>', timezone.localtime(value).isoformat("T", "seconds"), tanggal(value)
    )


@register.filter
def timed(value: datetime.datetime) -> SafeString:
    """Write weekday, date and time of an aware datetime as ``<time>``."""
    return format_html(
        '<time datetime="{}">{}</time>', timezone.localtime(value).isoformat("T", "seconds"), waktu(value)
    )


@register.filter
def bulan(month: int) -> str:
    """Write the name of a month from 1 to 12, such as ``Maret``."""
    return MONTHS[month - 1]
