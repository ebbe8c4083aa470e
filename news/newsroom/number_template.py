"""What a release number looks like: a template that the newsroom writes."""

import datetime
import re
import string

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

ROMAN_MONTHS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_FIELDS = {
    "serial": re.compile(r"(0[1-8])?\Z"),
    "month": re.compile(r"(02)?\Z"),
    "month_roman": re.compile(r"\Z"),
    "year": re.compile(r"\Z"),
}


def check_template(template: str) -> None:
    """Check that ``template`` can give a number that is unique.

    :raises ValidationError: if it is malformed, names an unknown field, or lacks ``{serial}`` or ``{year}``.
    """
    try:
        parts = [
            (name, spec or "", conversion)
            for _text, name, spec, conversion in string.Formatter().parse(template)
            if name is not None
        ]
    except ValueError as error:
        raise ValidationError(_("The template has a brace that is not closed or not opened.")) from error
    for name, spec, conversion in parts:
        if name not in _FIELDS or conversion or not _FIELDS[name].match(spec):
            raise ValidationError(
                _("“{%(field)s}” is not known; use serial, month, month_roman, year."), params={"field": name}
            )
    if not {"serial", "year"} <= {name for name, _spec, _conversion in parts}:
        raise ValidationError(_("The template needs {serial} and {year}, or numbers would repeat."))


def render(template: str, serial: int, date: datetime.date) -> str:
    """Return the number for ``serial`` on ``date``, such as ``007/SP/III/2026``."""
    return template.format(serial=serial, month=date.month, month_roman=ROMAN_MONTHS[date.month - 1], year=date.year)
