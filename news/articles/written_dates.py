"""Dates as Indonesian releases write them, and weekdays that contradict them.

Read: ``Senin (11/3/2019)``, ``Senin, 11 Maret 2019``, ``Jum’at 7 Nopember 2025``. A year comes from the text only.
"""

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass

WEEKDAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November",
    "Desember",
)  # fmt: skip
WEEKDAY_FORMS = {name.lower(): number for number, name in enumerate(WEEKDAYS)} | {
    "ahad": 6, **{f"jum{mark}at": 4 for mark in "'’‘`"},
}  # fmt: skip
"""Every spelling of a weekday in small letters, with its number: 0 is Monday."""
MONTH_FORMS = {name.lower(): number for number, name in enumerate(MONTHS, start=1)} | {
    "pebruari": 2, "nopember": 11, "jan": 1, "feb": 2, "peb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "agust": 8,
    "agu": 8, "ags": 8, "agt": 8, "sept": 9, "sep": 9, "okt": 10, "nov": 11, "nop": 11, "des": 12,
    # English, as dates are written by the systems of Indonesian pages.
    "january": 1, "february": 2, "march": 3, "may": 5, "june": 6, "july": 7, "august": 8, "aug": 8, "october": 10,
    "oct": 10, "december": 12, "dec": 12,
}  # fmt: skip
"""Every spelling of a month in small letters, with its number from 1 on."""
WEEKDAY = "|".join(sorted(map(re.escape, WEEKDAY_FORMS), key=len, reverse=True))
"""The weekdays as alternatives of a regular expression that ignores case."""
MONTH = "|".join(sorted(map(re.escape, MONTH_FORMS), key=len, reverse=True))
"""The months as alternatives of a regular expression that ignores case."""
_DATE = re.compile(
    rf"(?:\b(?P<weekday>{WEEKDAY})\b[ \t]{{0,3}}[,(]?[ \t]{{0,3}}\(?(?:tanggal[ \t]{{1,3}})?)?"
    rf"(?<!\d)(?:(?P<day>\d{{1,2}})[ \t]{{0,3}}(?P<sep>[/.-])"
    rf"[ \t]{{0,3}}(?P<month>\d{{1,2}})[ \t]{{0,3}}(?P=sep)[ \t]{{0,3}}(?P<year>\d{{4}})"
    rf"|(?P<day_w>\d{{1,2}})[ \t]{{1,3}}(?P<month_w>{MONTH})\b\.?[ \t]{{1,3}}(?P<year_w>\d{{4}}))(?!\d)\)?",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class WrittenDate:
    """A full date in a text: as written, where (character span), the date, and the weekday it claims (0 is Monday)."""

    written: str
    start: int
    end: int
    date: datetime.date
    claimed_weekday: int | None

    @property
    def contradicts(self) -> bool:
        """Say whether the weekday that the text claims is not the date's own."""
        return self.claimed_weekday is not None and self.claimed_weekday != self.date.weekday()

    @property
    def weekday(self) -> str:
        """The date's own weekday, in Indonesian."""
        return WEEKDAYS[self.date.weekday()]


def written_dates(text: str) -> Iterator[WrittenDate]:
    """Yield the full dates in ``text`` in order; what is no date of the calendar is passed over."""
    for match in _DATE.finditer(text):
        month = match["month_w"]
        try:
            date = datetime.date(
                int(match["year"] or match["year_w"]),
                MONTH_FORMS[month.lower()] if month else int(match["month"]),
                int(match["day"] or match["day_w"]),
            )
        except ValueError:
            continue
        weekday = match["weekday"]
        claimed = WEEKDAY_FORMS[weekday.lower()] if weekday else None
        yield WrittenDate(match[0].strip(), match.start(), match.end(), date, claimed)


def contradictions(text: str) -> list[WrittenDate]:
    """Return the dates in ``text`` whose weekday is not theirs."""
    return [found for found in written_dates(text) if found.contradicts]
