"""Find agencies, officials and offices while somebody types, as they were on one day: that of the event.

Each word typed must stand in a name, a spelling, a title or an agency's name, former names included. Three or four
queries, whatever was typed; nothing is counted.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils import formats
from django.utils.translation import gettext as _

from .models import Agency, AgencyName, Appointment, AppointmentQuerySet, Official, Position, offices_on

MOST = 20
"""Rows of one answer: who is not among them is found by one word more."""
MOST_WORDS = 6
MOST_REMARKS = 5
# What people say for short. An acting form is a word of its own: "plt" is looked for among the capacities.
SHORT = {
    "kadis": ("kepala", "dinas"), "kaban": ("kepala", "badan"), "kabag": ("kepala", "bagian"),
    "kabid": ("kepala", "bidang"), "sekda": ("sekretaris", "daerah"), "walikota": ("wali", "kota"),
    "wako": ("wali", "kota"), "wawako": ("wakil", "wali", "kota"), "wawali": ("wakil", "wali", "kota"),
    "kadinkes": ("kepala", "kesehatan"), "kadisdik": ("kepala", "pendidikan"), "kadishub": ("kepala", "perhubungan"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Found:
    """Something that was found: ``pk`` is None if it is only told and cannot be chosen.

    ``name`` and ``detail`` are what it is called on the day; ``note`` is what speaks against it.
    """

    pk: int | None
    name: str
    detail: str = ""
    note: str = ""

    def as_json(self) -> dict[str, Any]:
        """Return the row as the desk's script takes it; ``text`` is what a chosen one is called."""
        text = ", ".join(filter(None, (self.name, self.detail)))
        return {"id": self.pk, "name": self.name, "detail": self.detail, "note": self.note, "text": text}


def words_of(term: str) -> list[str]:
    """Return the words to look for, at most :data:`MOST_WORDS`, short forms written out."""
    written = term.replace(",", " ").replace(".", " ").casefold().split()
    return [word for each in written[:MOST_WORDS] for word in SHORT.get(each, (each,))]


def day(date: datetime.date) -> str:
    """Return ``date`` as people read it."""
    return formats.date_format(date, "j F Y")


# Offices and who held them


def appointments(term: str, on: datetime.date) -> list[Found]:
    """Return who held the offices that ``term`` names on the day ``on``, the highest rank first.

    Behind them come those who held one at another time, and offices that nobody held that day.
    """
    words = words_of(term)
    rows = _matching(Appointment.objects.all(), words)
    found = [_held(each, on) for each in _printed(rows.held_on(on).order_by("position__rank", "position__title", "pk"))]
    if words and len(found) < MOST:
        others = rows.not_held_on(on).order_by("-start_date", "pk")
        found += [_held(each, on) for each in _printed(others, MOST - len(found))]
        found += _vacant(words, on)
        found += _without_office(words)
    return found


def _printed(rows: AppointmentQuerySet, most: int = MOST) -> list[Appointment]:
    fetched = rows.select_related("official", "position__agency").prefetch_related("position__agency__former_names")
    return list(fetched[:most])


def _held(appointment: Appointment, on: datetime.date) -> Found:
    # An office that was not held that day is told as it was called while it was.
    last = appointment.end_date - datetime.timedelta(days=1) if appointment.end_date else on
    then = max(appointment.start_date, min(on, last))
    note = _("not on %(date)s: %(period)s") % {"date": day(on), "period": period(appointment)} if then != on else ""
    return Found(appointment.pk, appointment.official.full_name, appointment.office_on(then), note)


def period(appointment: Appointment) -> str:
    """Return from when until when an office was held, in words."""
    if appointment.end_date is None:
        return _("since %(start)s") % {"start": day(appointment.start_date)}
    return _("%(start)s until %(end)s") % {"start": day(appointment.start_date), "end": day(appointment.end_date)}


def _matching(rows: AppointmentQuerySet, words: Iterable[str]) -> AppointmentQuerySet:
    for word in words:
        rows = rows.filter(
            Q(official__name__icontains=word)
            | Q(official__aliases__icontains=word)
            | Q(capacity=word)
            | _position(word, "position__")
        )
    return rows


def _position(word: str, prefix: str = "") -> Q:
    return Q(**{f"{prefix}title__icontains": word}) | _agency(word, f"{prefix}agency__")


def _agency(word: str, prefix: str = "") -> Q:
    former = AgencyName.objects.filter(Q(name__icontains=word) | Q(short_name__icontains=word)).values("agency")
    columns = ("name", "short_name", "next_name", "next_short_name")
    named = Q(**{f"{prefix}pk__in": former}) if prefix else Q(pk__in=former)
    for column in columns:
        named |= Q(**{f"{prefix}{column}__icontains": word})
    return named


def _vacant(words: Iterable[str], on: datetime.date) -> list[Found]:
    """Return the offices that nobody held on the day, to be told."""
    positions = Position.objects.filter(~Exists(Appointment.objects.held_on(on).filter(position=OuterRef("pk"))))
    for word in words:
        positions = positions.filter(_position(word))
    rows = positions.select_related("agency").prefetch_related("agency__former_names")[:MOST_REMARKS]
    note = _("Nobody held this office on %(date)s.") % {"date": day(on)}
    return [Found(None, position.title_on(on), "", note) for position in rows]


def _without_office(words: Iterable[str]) -> list[Found]:
    """Return the officials of this name for whom the directory knows no office at all."""
    people = _named(words).filter(merged_into=None)
    idle = people.filter(~Exists(Appointment.objects.filter(official=OuterRef("pk"))))[:MOST_REMARKS]
    return [Found(None, each.full_name, "", _("The directory knows no office of this person.")) for each in idle]


# Officials


def officials(term: str, on: datetime.date) -> list[Found]:
    """Return the officials whom ``term`` names, by name, spelling or the office held on the day ``on``.

    A record that was merged leads to the one that is kept.
    """
    words = words_of(term)
    also: dict[int, str] = {}
    people: dict[int, Official] = {}
    for each in _named(words).select_related("merged_into").order_by("name", "pk")[:MOST]:
        kept = each.merged_into or each
        if each.merged_into:
            also.setdefault(kept.pk, each.name)
        people.setdefault(kept.pk, kept)
    if words and len(people) < MOST:
        for held in _printed(_matching(Appointment.objects.held_on(on), words).order_by("position__rank", "pk")):
            people.setdefault(held.official_id, held.official)
    offices = offices_on(people, on)
    return [_person(each, offices[each.pk], also.get(each.pk, ""), on) for each in list(people.values())[:MOST]]


def _named(words: Iterable[str]) -> Any:
    people = Official.objects.all()
    for word in words:
        people = people.filter(Q(name__icontains=word) | Q(aliases__icontains=word))
    return people


def _person(official: Official, held: Collection[Appointment], also: str, on: datetime.date) -> Found:
    detail = "; ".join(each.office for each in held)
    notes = [] if held else [_("held no office on %(date)s") % {"date": day(on)}]
    notes += [_("also recorded as %(name)s") % {"name": also}] if also else []
    return Found(official.pk, official.full_name, detail, "; ".join(notes))


# Agencies


def agencies(term: str, on: datetime.date) -> list[Found]:
    """Return the agencies that ``term`` names, also by former names; called what they were called on the day ``on``."""
    rows = Agency.objects.all()
    for word in words_of(term):
        rows = rows.filter(_agency(word))
    fetched = rows.order_by("name", "pk").prefetch_related("former_names", "successors")[:MOST]
    found = [_unit(each, on) for each in fetched]
    return sorted(found, key=lambda each: bool(each.note))


def _unit(agency: Agency, on: datetime.date) -> Found:
    name, short = agency.named_on(on)
    notes = []
    if not agency.exists_on(on):
        notes.append(_("did not exist on %(date)s") % {"date": day(on)})
        if heirs := ", ".join(str(each) for each in agency.successors.all()):
            notes.append(_("succeeded by %(names)s") % {"names": heirs})
    if name != agency.name:
        notes.append(_("today %(name)s") % {"name": agency.name})
    return Found(agency.pk, name, short if short != name else "", "; ".join(notes))


# What was chosen, on another day


def chosen(kind: str, pk: int, on: datetime.date) -> Found | None:
    """Return what a chosen row is called on the day ``on``, with what speaks against it; None if it is gone."""
    if kind == "appointment":
        row = Appointment.objects.filter(pk=pk).select_related("official", "position__agency").first()
        if row is None or row.was_held_on(on):
            return _held(row, on) if row else None
        found = _held(row, on)
        holders = Appointment.objects.held_on(on).filter(position=row.position_id).select_related("official")
        names = ", ".join(each.official.full_name for each in holders)
        then = _("Held then by %(names)s.") % {"names": names} if names else _("Nobody held it then.")
        return Found(found.pk, found.name, found.detail, f"{found.note}. {then}")
    if kind == "official":
        official = Official.objects.filter(pk=pk).first()
        return _person(official, offices_on([pk], on)[pk], "", on) if official else None
    agency = Agency.objects.filter(pk=pk).prefetch_related("former_names", "successors").first()
    return _unit(agency, on) if agency else None


KINDS = {"agency": agencies, "official": officials, "appointment": appointments}
"""What can be looked for, by the name of its model."""
