"""Read the demo's texts, and fill in their dates.

The texts lie beside this module as TOML. A release says how many ``days`` before the day of loading it happened, so
that the city always looks alive; what it says about dates is a placeholder, filled from the day of its event:

========================  =============================
``{hari}``                Senin
``{tanggal}``             11 Maret 2019
``{hari_tanggal}``        Senin, 11 Maret 2019
``{hari_kurung}``         Senin (11/3/2019)
``{bulan}``               Maret 2019
``{tahun}``               2019
========================  =============================

``{tanggal+7}`` is seven days later (``{bulan+1}`` one month, ``{tahun-1}`` one year earlier); ``{tanggal>Senin}`` is
the first Monday after, ``{tanggal>Senin+14}`` two weeks after that.

What it means for citizens is a table ``citizens`` with any of ``what``, ``where``, ``when`` and ``contact``.

A body is plain text: paragraphs apart by a blank line, ``## `` before a subheading, ``- `` or ``1. `` before an item.
Words that somebody said stand as ``«speaker|words»``, where the speaker is the first part of an official's slug, or
``~Name;office`` for anybody else. They are printed in quotation marks, and are the release's quotes too.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from html import escape
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

HERE = Path(__file__).parent

DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
MONTHS = ("Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember").split()

PLACEHOLDER = re.compile(r"\{(hari_tanggal|hari_kurung|hari|tanggal|bulan|tahun)(?:>(\w+))?([+-]\d+)?\}")
SAID = re.compile(r"«([^|»]+)\|([^»]*)»")
ITEM = re.compile(r"(?:-|\d+\.) +")


@dataclass(frozen=True)
class Said:
    """Hold what somebody said: an official, by slug, or anybody else, by ``name`` and ``office`` in words."""

    words: str
    official: str = ""
    name: str = ""
    office: str = ""


@dataclass(frozen=True)
class Picture:
    """Hold one picture of a release: how it is drawn, and what is written beside it."""

    motif: str
    seed: int
    mood: str
    caption: str
    alt: str
    tall: bool = False


@dataclass(frozen=True)
class Table:
    """Hold a table to download: its title and its lines as CSV."""

    title: str
    lines: str


@dataclass(frozen=True)
class Change:
    """Hold one correction: when, which kind, what the public is told, and the words that change (old, new)."""

    at: datetime
    kind: str
    note: str
    replace: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Withdrawal:
    """Hold when and why a release was withdrawn, and the slug of the one that stands in its place."""

    at: datetime
    reason: str
    successor: str


@dataclass(frozen=True)
class Story:
    """Hold one release or draft with its dates filled in; ``lead`` and ``body`` are HTML, ``plain`` their text.

    ``citizens`` says what it means for citizens, by the edition's fields.
    """

    slug: str
    kind: str
    section: str
    kicker: str
    headline: str
    subheadline: str
    agencies: tuple[str, ...]
    by: str
    event_date: date
    released_at: datetime
    venue: str
    tags: tuple[str, ...]
    pictures: tuple[Picture, ...]
    lead: str
    body: str
    plain: str
    quotes: tuple[Said, ...]
    citizens: dict[str, str]
    tables: tuple[Table, ...] = ()
    featured: bool = False
    expires_at: datetime | None = None
    changes: tuple[Change, ...] = ()
    withdrawal: Withdrawal | None = None
    state: str = "released"
    remark: str = ""
    reason: str = ""

    def mentions(self, name: str) -> bool:
        """Return whether the text names this person in full."""
        return name in self.plain


@dataclass(frozen=True)
class City:
    """Hold the whole demo: the tables as they are written, and the releases and drafts with their dates."""

    newsroom: dict[str, Any]
    sections: list[dict[str, Any]]
    agencies: list[dict[str, Any]]
    officials: list[dict[str, Any]]
    positions: list[dict[str, Any]]
    appointments: list[dict[str, Any]]
    users: list[dict[str, Any]]
    comments: list[dict[str, Any]]
    releases: list[Story] = field(default_factory=list)
    drafts: list[Story] = field(default_factory=list)


def read_city(now: datetime) -> City:
    """Read the demo as it stands at ``now`` (aware); releases come oldest first.

    :raises ValueError: if a text uses a placeholder, a weekday or a speaker that is not known.
    """
    people, desk = _table("officials.toml"), _table("users.toml")
    newsroom = _table("newsroom.toml")
    local = now.astimezone(ZoneInfo(newsroom["zone"]))
    speakers = {row["slug"].split("-")[0]: row["slug"] for row in people["officials"]}
    rows = [row for path in sorted(HERE.glob("releases/*.toml")) for row in tomllib.loads(path.read_text())["releases"]]
    return City(
        newsroom=newsroom,
        sections=_table("sections.toml")["sections"],
        agencies=_table("agencies.toml")["agencies"],
        officials=people["officials"],
        positions=people["positions"],
        appointments=[_appointment(row, number, local.date()) for number, row in enumerate(people["appointments"], 1)],
        users=desk["users"],
        comments=_table("comments.toml")["comments"],
        releases=sorted((_story(row, local, speakers) for row in rows), key=lambda story: story.released_at),
        drafts=[_story(row, local, speakers) for row in _table("drafts.toml")["drafts"]],
    )


def fill(text: str, day: date) -> str:
    """Replace the placeholders of a text by dates counted from ``day``.

    :raises ValueError: if a placeholder names no weekday, or a brace is left over.
    """

    def shown(match: re.Match[str]) -> str:
        name, weekday, step = match[1], match[2], int(match[3] or 0)
        if name == "tahun":
            return str(day.year + step)
        if name == "bulan":
            return _month(day, step)
        moment = _next(day, weekday) if weekday else day
        return _shown(name, moment + timedelta(days=step))

    filled = PLACEHOLDER.sub(shown, text)
    if "{" in filled:
        raise ValueError(f"unknown placeholder in: {filled[filled.index('{') :][:60]}")
    return filled


def speak(text: str, speakers: dict[str, str]) -> tuple[str, list[Said]]:
    """Print the marked quotes in quotation marks, and return them as quotes too.

    :raises ValueError: if a speaker is not known.
    """
    said: list[Said] = []

    def printed(match: re.Match[str]) -> str:
        who, words = match[1], match[2]
        quote = words[:-1] + "." if words.endswith(",") else words
        if who.startswith("~"):
            name, office = who[1:].split(";")
            said.append(Said(quote, name=name, office=office))
        elif who in speakers:
            said.append(Said(quote, official=speakers[who]))
        else:
            raise ValueError(f"nobody is called {who!r}")
        return f"“{words}”"

    return SAID.sub(printed, text), said


def to_html(text: str) -> str:
    """Return paragraphs, subheadings and lists of a plain text as HTML."""
    return "".join(_block(block.strip()) for block in re.split(r"\n\s*\n", text.strip()))


def _block(block: str) -> str:
    lines = [escape(line.strip(), quote=False) for line in block.splitlines()]
    if block.startswith("## "):
        return f"<h2>{lines[0][3:]}</h2>"
    if all(ITEM.match(line) for line in lines):
        items = "".join(f"<li>{ITEM.sub('', line, count=1)}</li>" for line in lines)
        return f"<ul>{items}</ul>" if block.startswith("-") else f"<ol>{items}</ol>"
    return f"<p>{' '.join(lines)}</p>"


def _table(name: str) -> dict[str, Any]:
    return tomllib.loads((HERE / name).read_text())


def _appointment(row: dict[str, Any], number: int, today: date) -> dict[str, Any]:
    """Turn days before today into dates; the decree is a week older than the appointment."""
    start = _working_day(today - timedelta(days=row["from"]))
    decided = start - timedelta(days=7)
    decree = fill(row.get("decree", "821/{serial}/BKPSDM/{tahun}").replace("{serial}", str(100 + 17 * number)), decided)
    return {
        "official": row["official"],
        "position": row["position"],
        "capacity": row.get("capacity", "definitive"),
        "start_date": start,
        "end_date": _working_day(today - timedelta(days=row["until"])) if "until" in row else None,
        "decree_number": decree,
        "decree_date": decided,
    }


def _story(row: dict[str, Any], now: datetime, speakers: dict[str, str]) -> Story:
    released_at = _when(row, now)
    day = released_at.date()
    lead, body = fill(row["lead"].strip(), day), fill(row["body"], day)
    body, quotes = speak(body, speakers)
    return Story(
        slug=row["slug"],
        kind=row.get("kind", "release"),
        section=row["section"],
        kicker=row.get("kicker", ""),
        headline=row["headline"],
        subheadline=row.get("subheadline", ""),
        agencies=tuple(row["agencies"]),
        by=row["by"],
        event_date=day,
        released_at=released_at,
        venue=row.get("venue", ""),
        tags=tuple(row.get("tags", ())),
        pictures=tuple(_picture(picture, day) for picture in row.get("photos", ())),
        lead=lead,
        body=to_html(body),
        plain=f"{lead}\n{body}",
        quotes=tuple(quotes),
        citizens={f"citizen_{name}": fill(text, day) for name, text in row.get("citizens", {}).items()},
        tables=tuple(Table(table["title"], fill(table["lines"].strip(), day)) for table in row.get("tables", ())),
        featured=row.get("featured", False),
        expires_at=released_at + timedelta(days=row["expires_days"]) if "expires_days" in row else None,
        changes=tuple(_change(change, released_at) for change in row.get("corrections", ())),
        withdrawal=_withdrawal(row["withdrawal"], released_at) if "withdrawal" in row else None,
        state=row.get("state", "released"),
        remark=row.get("remark", ""),
        reason=row.get("reason", ""),
    )


def _picture(row: dict[str, Any], day: date) -> Picture:
    return Picture(**{**row, "caption": fill(row["caption"], day)})


def _change(row: dict[str, Any], released_at: datetime) -> Change:
    at = released_at + timedelta(days=row["days_after"], hours=row.get("hours_after", 2))
    return Change(at, row["kind"], row["note"], tuple((old, new) for old, new in row["replace"]))


def _withdrawal(row: dict[str, Any], released_at: datetime) -> Withdrawal:
    return Withdrawal(released_at + timedelta(days=row["days_after"], hours=2), row["reason"], row["successor"])


def _when(row: dict[str, Any], now: datetime) -> datetime:
    """Return when a release goes out: on a working day or the weekday that it asks for; ahead of now only if asked."""
    clock, on, ahead = (
        time.fromisoformat(row.get("at", "09.00").replace(".", ":")),
        row.get("on"),
        row.get("days", 0) < 0,
    )
    day = now.date() - timedelta(days=row.get("days", 0))
    while not (_suits(day, on) and (ahead or datetime.combine(day, clock, now.tzinfo) < now)):
        day -= timedelta(days=1)
    return datetime.combine(day, clock, now.tzinfo)


def _working_day(day: date) -> date:
    """Return ``day``, or the Friday before a weekend."""
    return day - timedelta(days=max(0, day.weekday() - 4))


def _suits(day: date, on: str | None) -> bool:
    if on is None:
        return day.weekday() < 5
    return on == "any" or day.weekday() == _weekday(on)


def _weekday(name: str) -> int:
    if name not in DAYS:
        raise ValueError(f"no weekday is called {name!r}")
    return DAYS.index(name)


def _next(day: date, weekday: str) -> date:
    return day + timedelta(days=(_weekday(weekday) - day.weekday() - 1) % 7 + 1)


def _month(day: date, step: int) -> str:
    year, month = divmod(day.year * 12 + day.month - 1 + step, 12)
    return f"{MONTHS[month]} {year}"


def _shown(name: str, day: date) -> str:
    weekday, written = DAYS[day.weekday()], f"{day.day} {MONTHS[day.month - 1]} {day.year}"
    return {
        "hari": weekday,
        "tanggal": written,
        "hari_tanggal": f"{weekday}, {written}",
        "hari_kurung": f"{weekday} ({day.day}/{day.month}/{day.year})",
    }[name]
