"""Find the dates that a text writes down, in the notations of Indonesian news; nothing is added to them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone

from news.articles.written_dates import MONTH, MONTH_FORMS, WEEKDAY, WEEKDAY_FORMS

ZONES = {"WIB": 7, "WITA": 8, "WIT": 9}  # hours ahead of UTC

_WEEKDAY = rf"(?P<weekday>{WEEKDAY})\b"
_UNTIL = r"(?:[ ]?(?:-|–|—|s/d|s\.d\.?|dan|hingga|sampai)[ ]?(?P<until>\d{1,2}))?"
_NUMERIC = (
    r"(?P<day>\d{1,2})"
    + _UNTIL
    + r"[ ]?(?P<mark>[/.-])[ ]?(?P<month>\d{1,2})(?:[ ]?(?P=mark)[ ]?(?P<year>\d{4}|\d{2}))?(?![\w/]|[.,-]\d)"
)
_NAMED = (
    r"(?P<day2>\d{1,2})"
    + _UNTIL.replace("until", "until2")
    + rf"[ ]?(?P<name>{MONTH})\b\.?(?:[ ]?,?[ ]?(?P<year2>\d{{4}}))?(?![\w/])"
)
_ISO = r"(?P<year3>\d{4})-(?P<month3>\d{2})-(?P<day3>\d{2})(?!\w)"
_WHEN = r"(?:[ ]+(?:pagi|siang|sore|petang|malam|dini[ ]hari|kemarin|lalu))?"
_LINK = r"[ ]{0,3}[,(]{0,2}[ ]{0,3}(?:(?:pada[ ])?(?:tanggal|tgl\.?)[ ]+)?\(?[ ]?"
_UNTIL_WEEKDAY = rf"(?:[ ]?(?:-|–|dan|hingga|sampai(?:[ ]dengan)?|s/d|s\.d\.?)[ ]?(?:{WEEKDAY}))?"
DATE = re.compile(
    rf"(?<![\w/.,-])(?:{_WEEKDAY}{_WHEN}{_UNTIL_WEEKDAY}{_LINK})?"
    rf"(?:{_ISO}|{_NAMED}|{_NUMERIC})[ ]?\)?",
    re.IGNORECASE,
)
WEEKDAY_ALONE = re.compile(rf"\b{_WEEKDAY}", re.IGNORECASE)
TODAY = re.compile(r"\bhari ini\b", re.IGNORECASE)
CLOCK = re.compile(
    r"(?<![\d.:])(?P<hour>[01]?\d|2[0-3])[.:](?P<minute>[0-5]\d)(?:[.:][0-5]\d)?(?![\d.:])(?:[ ]?(?P<zone>WIB|WITA|"
    r"WIT)\b)?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A date as a text writes it; of several days the first. ``year`` is None where the text gives none."""

    start: int
    end: int
    day: int
    month: int
    year: int | None
    weekday: int | None  # Monday is 0

    @property
    def date(self) -> date | None:
        """Return the day meant, or None where the year is missing or there is no such day."""
        if self.year is None:
            return None
        try:
            return date(self.year, self.month, self.day)
        except ValueError:
            return None

    @property
    def possible(self) -> bool:
        """Tell whether some year has this day."""
        try:
            date(self.year or 2024, self.month, self.day)
        except ValueError:
            return False
        return True

    @property
    def contradicts(self) -> bool:
        """Tell whether the weekday written is not that of the date written."""
        return self.date is not None and self.weekday is not None and self.date.weekday() != self.weekday


def weekday_number(name: str) -> int:
    """Return 0 for Monday … 6 for Sunday from an Indonesian name, ``Jum’at`` included."""
    return WEEKDAY_FORMS[name.lower()]


def find_dates(text: str, *, bare: bool = False) -> Iterator[WrittenDate]:
    """Yield the dates written in ``text``; a numeric one needs a weekday or a year (``28/7`` counts if ``bare``)."""
    for match in DATE.finditer(text):
        found = match.groupdict()
        numeric = found["day"] is not None
        year = found["year"] or found["year2"] or found["year3"]
        weekday = weekday_number(found["weekday"]) if found["weekday"] else None
        if numeric and year is None and (found["mark"] != "/" or (weekday is None and not bare)):
            continue
        yield WrittenDate(
            start=match.start(),
            end=match.end()
            if "(" in match.group()
            else match.end() - len(match.group()) + len(match.group().rstrip(" )")),
            day=int(found["day"] or found["day2"] or found["day3"]),
            month=int(found["month"] or found["month3"] or MONTH_FORMS[(found["name"] or "").lower()]),
            year=None if year is None else int(year) + (2000 if len(year) == 2 else 0),
            weekday=weekday,
        )


def find_moment(text: str) -> datetime | None:
    """Return the moment written in ``text``: a full date and a time of day, aware if WIB, WITA or WIT is named."""
    day = next((written for written in find_dates(text) if written.date), None)
    if day is None or day.date is None:
        return None
    clock = CLOCK.search(text, day.end) or CLOCK.search(text[: day.start])
    if clock is None:
        return None
    zone = clock["zone"]
    return datetime(
        day.date.year,
        day.date.month,
        day.date.day,
        int(clock["hour"]),
        int(clock["minute"]),
        tzinfo=timezone(timedelta(hours=ZONES[zone.upper()])) if zone else None,
    )
