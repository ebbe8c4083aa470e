"""Say when and where the event was: the day and venue that the text itself ties to it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from .dates import TODAY, WEEKDAY_ALONE, WrittenDate, find_dates, weekday_number
from .quotes import find_quoted
from .venues import CLOSED, departure, find_venue, happened, visited

# "Perwal Nomor 5 tanggal 2 Januari 2018", "sejak 1 Maret 2019", "hingga …" date something else than the event.
OTHER_DAY = re.compile(
    r"\b(?:sejak|hingga|sampai dengan|sampai|s/d|s\.d\.?|selambat-lambatnya|selambatnya|"
    r"mulai|nomor \S+|no\.? \S+|tertanggal|lahir|per|sebelum|paling lambat|batas akhir|"
    r"berlaku|terhitung|tahun \d{4}|periode|jatuh tempo|terakhir|lalu|"
    r"sebelumnya|siaran pers|dimuat|menjadi|semula)(?: pada)?(?: hari)?(?: tanggal)?[ ]*[,(]?[ ]*\Z",
    re.IGNORECASE,
)
DISTRICT = re.compile(r"(?:Kelurahan|Desa)\b")
SINCE = re.compile(r"(?:sejak|hingga|sampai)\b", re.IGNORECASE)
# What somebody else wrote: "pemberitaan portal X pada Rabu, 8 Oktober 2025 berjudul …".
REPORTED = re.compile(r"\b(?:pemberitaan|pemuatan|berita berjudul|dimuat|diberitakan)\b[^.;]*\Z", re.IGNORECASE)
# What a correction takes back: "tertulis dimulai Jumat (9/1/2026), seharusnya …".
TAKEN_BACK = re.compile(r"\btertulis\b(?!.*\b(?:seharusnya|semestinya|yang benar)\b)[^.;]*\Z", re.IGNORECASE)
RANGE = re.compile(r"\s*(?:-|–|—|sampai(?: dengan)?|hingga|s/d|s\.d\.?|dan)\s*", re.IGNORECASE)
DAY_LABEL = re.compile(
    r"\W*(?:\d\.\s*)?(?:hari\s*(?:/|,|dan|&)?\s*(?:tanggal|tgl)|hari|tanggal|waktu)\s*:\s*", re.IGNORECASE
)
VENUE_LABEL = re.compile(
    r"\W*(?:\d\.\s*)?(?:tempat|lokasi|bertempat|venue|titik kumpul)"
    r"(?: (?:kegiatan|acara|pelaksanaan|peserta|upacara|kumpul))?\s*:\s*(?:di\s+)?(?P<venue>\S.*?)[ .;]*\Z",
    re.IGNORECASE,
)


LEAD = WrittenDate(0, 0, 1, 1, None, None)  # no day: the sentence that a text begins with


@dataclass(frozen=True, slots=True)
class Found:
    """A stretch of one of the texts searched: which text, from where, to where."""

    text: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Event:
    """What the text settles of the event; ``yearless`` are the words of a day without a year, if that is all."""

    day: date | None = None
    day_at: Found | None = None
    venue: str | None = None
    venue_at: Found | None = None
    yearless: str | None = None


def find_event(
    texts: Sequence[str], dateline_date: WrittenDate | None, place: str | None, told: Sequence[date] = ()
) -> Event:
    """Return when and where the event was, from paragraphs and captions in the order of their weight.

    :param told: the days on which the text itself says that it was published: they settle the year of a day nearby.
    """
    chosen = choose_day(texts)
    day, at = None, None
    yearless = None
    if chosen is not None:
        index, written = chosen
        day = (
            written.date
            or same_day_with_year(texts, written)
            or day_of_range(texts[index], written)
            or nearest(written, told)
        )
        at = Found(index, written.start, written.end)
        if day is None:
            yearless = texts[index][written.start : written.end]
    elif (
        written_on := next((row for row in find_dates(texts[0]) if row.date in told), None) if texts and told else None
    ):
        day, at = written_on.date, Found(0, written_on.start, written_on.end)
    elif dateline_date is not None:
        told_on = dateline_date.date or same_day_with_year(texts, dateline_date) or nearest(dateline_date, told)
        day, at = relative_day(texts, told_on) if told_on else (None, None)
        if day is None:
            day = told_on
    venue_at = choose_venue(texts, chosen, place)
    venue = texts[venue_at.text][venue_at.start : venue_at.end] if venue_at else None
    return Event(day, at if day else None, venue, venue_at, yearless)


def choose_day(texts: Sequence[str]) -> tuple[int, WrittenDate] | None:
    """Return the date that is the event's: a labelled one, else the first with a weekday, else one of the lead."""
    for index, text in enumerate(texts):
        label = DAY_LABEL.match(text)
        written = next((each for each in find_dates(text) if each.possible), None) if label else None
        if written and label and written.start <= label.end() + 2:
            return index, written
    plain: tuple[int, WrittenDate] | None = None
    since: tuple[int, WrittenDate] | None = None  # "sejak Kamis (7/8/2025)": better than nothing
    for index, text in enumerate(texts):
        quoted = find_quoted(text)
        for written in find_dates(text):
            if any(each.begin < written.start < each.finish for each in quoted):
                continue
            other = OTHER_DAY.search(text, max(0, written.start - 40), written.start)
            if any(each.search(text, max(0, written.start - 200), written.start) for each in (TAKEN_BACK, REPORTED)):
                continue
            if not written.possible:
                continue
            if other and not (index == 0 and other.group().lower().startswith(("mulai", "terhitung"))):
                if index == 0 and since is None and written.weekday is not None and SINCE.match(other.group()):
                    since = index, written
                continue
            if written.weekday is not None:
                return index, written
            if plain is None and index < 2 and written.date:
                plain = index, written
    return plain or since


def same_day_with_year(texts: Sequence[str], written: WrittenDate) -> date | None:
    """Return the day if the text writes the same day and month elsewhere with one year only."""
    days = {
        other.date
        for text in texts
        for other in find_dates(text)
        if other.date and (other.day, other.month) == (written.day, written.month)
    }
    return days.pop() if len(days) == 1 else None


def day_of_range(text: str, written: WrittenDate) -> date | None:
    """Return the first day of ``Senin 3 Agustus sampai dengan Kamis 6 Agustus 2026``: the last has the year."""
    for last in find_dates(text):
        between = text[written.end : last.start]
        if last.start > written.end and RANGE.fullmatch(between) and last.year:
            first = WrittenDate(0, 0, written.day, written.month, last.year, written.weekday)
            return None if first.contradicts else first.date
    return None


def nearest(written: WrittenDate, told: Sequence[date]) -> date | None:
    """Return the one day that a day without a year can mean near a day of publication; its weekday must fit."""
    days = set()
    for published in told:
        reach = timedelta(days=14 if written.weekday is None else 60)
        for year in (published.year - 1, published.year, published.year + 1):
            try:
                day = date(year, written.month, written.day)
            except ValueError:
                continue
            if abs(day - published) <= reach and written.weekday in (None, day.weekday()):
                days.add(day)
    return days.pop() if len(days) == 1 else None


def relative_day(texts: Sequence[str], told: date) -> tuple[date | None, Found | None]:
    """Return the dateline's day where the text says "hari ini" or names its weekday."""
    for index, text in enumerate(texts[:3]):
        match = TODAY.search(text)
        if match:
            return told, Found(index, *match.span())
        for match in WEEKDAY_ALONE.finditer(text):
            if weekday_number(match["weekday"]) == told.weekday():
                return told, Found(index, *match.span())
    return None, None


def choose_venue(texts: Sequence[str], chosen: tuple[int, WrittenDate] | None, place: str | None) -> Found | None:
    """Return the venue: a labelled one, else that in the sentence of the event's day, else the first named early."""
    for index, text in enumerate(texts):
        label = VENUE_LABEL.match(text) if len(text) < 300 else None
        if label:
            return Found(index, *label.span("venue"))
    if chosen is not None:
        for index, text in enumerate(texts):
            for written in find_dates(text):
                same = (written.day, written.month) == (chosen[1].day, chosen[1].month)
                span = find_venue(text, written, place) if same else None
                if span:
                    return by_name(texts, Found(index, *span), place)
    for index, text in enumerate(texts[:3]):
        span = find_venue(text, None, place, cued=chosen is not None and index > 0)
        if span:
            return by_name(texts, Found(index, *span), place)
    for index, text in enumerate(texts[:2] if chosen else ()):
        span = happened(text, place)
        if span:
            return Found(index, *span)
    if texts:
        index, written = chosen or (0, LEAD)  # without a day, what the text begins with
        town = (place or "").lower().split()
        span = visited(texts[index], written, town)
        if span is None and chosen and index < 2 and (lead := visited(texts[0], LEAD, town)):
            return Found(0, *lead)
        if span and (chosen or CLOSED.search(texts[0], 0, 200)):
            return Found(index, *span)
    return None


def by_name(texts: Sequence[str], found: Found, place: str | None) -> Found:
    """Return ``found`` if it has a name, else the named venue that one of the first paragraphs gives.

    A district gives way to where it began: ``Sidak dimulai dari Instalasi Pengolahan Air Bukit Intan``.
    """
    words = texts[found.text][found.start : found.end]
    if DISTRICT.match(words):
        started = ((index, departure(text)) for index, text in enumerate(texts[:2]))
        return next((Found(index, *span) for index, span in started if span), found)
    if any(letter.isupper() or letter.isdigit() for letter in words):
        return found
    for index, text in enumerate(texts[:4]):
        span = find_venue(text, None, place, cued=True)
        if span and any(map(str.isupper, text[slice(*span)])):
            return Found(index, *span)
    lead = visited(texts[0], LEAD, (place or "").lower().split())
    return Found(0, *lead) if lead else found
