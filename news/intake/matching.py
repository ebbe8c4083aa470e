"""Recognise officials and agencies of the directory in a reading, each with the reason why.

Names are compared word for word, small letters, without stops and titles: nothing that merely sounds alike is taken.
Five queries, whatever the text.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.utils import timezone

from news.directory.models import Agency, Appointment, Official
from news.newsroom.models import Newsroom

from .reading import Reading
from .speakers import Quote
from .spelling import Index, Words, name_words, words_of

ACTING = re.compile(
    r"^(?:plt|plh|pjs|pj|pelaksana tugas|pelaksana harian|penjabat sementara|penjabat)\b\.?\s*", re.IGNORECASE
)
# "Pemko" alone is this city's, "Pemko" with another name behind it is not.
GOVERNMENTS = {("pemerintah", "kota"), ("pemerintah", "kabupaten")}
ELSEWHERE = {"provinsi", "kota", "kabupaten", "kab", "sumut", "ri", "republik"}


class Reason(StrEnum):
    """Why somebody or something was recognised."""

    NAME = "name"
    ALIAS = "alias"
    FORMER_NAME = "former-name"
    OFFICE = "office"
    SHORT_NAME = "short-name"
    SPEAKER = "speaker"


@dataclass(frozen=True, slots=True)
class OfficialMatch:
    """An official whom the text names; ``appointment`` is the office held then, unless the text contradicts."""

    official: Official
    appointment: Appointment | None
    as_written: str
    reason: Reason


@dataclass(frozen=True, slots=True)
class AgencyMatch:
    """An agency that the text names or that an official recognised in it speaks for."""

    agency: Agency
    as_written: str
    reason: Reason


@dataclass(frozen=True, slots=True)
class Matches:
    """What of a reading the directory knows; ``quotes`` gives by quote number the appointment of its speaker."""

    on: datetime.date
    officials: tuple[OfficialMatch, ...]
    agencies: tuple[AgencyMatch, ...]
    quotes: Mapping[int, Appointment]

    def only(self, officials: Collection[int], agencies: Collection[int]) -> Matches:
        """Return the matches that are among these officials and agencies, by id: those that a person confirmed."""
        return Matches(
            self.on,
            tuple(each for each in self.officials if each.official.pk in officials),
            tuple(each for each in self.agencies if each.agency.pk in agencies),
            {number: each for number, each in self.quotes.items() if each.official_id in officials},
        )


def match(reading: Reading, today: datetime.date | None = None) -> Matches:
    """Return what the directory knows of ``reading``; offices are those held on its event date, else on ``today``."""
    on = reading.event_date or today or timezone.localdate()
    city = words_of(Newsroom.current().city)
    held = list(Appointment.objects.held_on(on).printable().order_by("position__rank", "pk"))
    agencies = list(Agency.objects.prefetch_related("former_names"))
    names = {agency.pk: names_of(agency, city) for agency in agencies}
    index = Index([reading.headline or "", *reading.captions, *reading.paragraphs])
    speakers = dict.fromkeys(quote.speaker for quote in reading.quotes if quote.speaker)
    people = officials_named(list(Official.objects.current()), index, list(speakers))
    quotes = {
        number: held_by
        for number, quote in enumerate(reading.quotes)
        if (held_by := appointment_of(quote, people, held, names, city))
    }
    officials = tuple(dict.fromkeys(with_office(people, held, quotes, reading.quotes)))
    return Matches(on, officials, tuple(agencies_named(agencies, index, city, officials)), quotes)


def officials_named(officials: Sequence[Official], index: Index, speakers: Sequence[str]) -> list[OfficialMatch]:
    """Return the officials whose name or alias of two words or more stands in the text, or who are speakers in it.

    A name that two officials share recognises neither by itself.
    """
    spoken = {name_words(speaker): speaker for speaker in speakers}
    found: list[tuple[Words, OfficialMatch]] = []
    for official in officials:
        spellings = [(official.name, Reason.NAME), *((alias, Reason.ALIAS) for alias in official.alias_list)]
        for spelling, reason in spellings:
            wanted = name_words(spelling)
            if wanted in spoken or (len(wanted) > 1 and next(index.find(wanted), None) is not None):
                found.append((wanted, OfficialMatch(official, None, spoken.get(wanted, spelling), reason)))
                break
    counts: dict[Words, int] = {}
    for wanted, _ in found:
        counts[wanted] = counts.get(wanted, 0) + 1
    return [each for wanted, each in found if counts[wanted] == 1]


def appointment_of(
    quote: Quote,
    people: Sequence[OfficialMatch],
    held: Sequence[Appointment],
    names: Mapping[int, Collection[Words]],
    city: Words,
) -> Appointment | None:
    """Return the appointment under which the quote was said, unless the text names another office.

    :param names: the names of each agency, by its id.
    """
    if quote.speaker:
        spoken = name_words(quote.speaker)
        official = next((each.official for each in people if spoken in spellings(each.official)), None)
        own = [each for each in held if official and each.official_id == official.pk]
        fitting = [each for each in own if fits(quote, each, names, city)]
        return fitting[0] if fitting else None
    if quote.office:
        fitting = [
            each for each in held if titles_fit(quote.office, each) and quote.agency and fits(quote, each, names, city)
        ]
        return fitting[0] if len(fitting) == 1 else None
    return None


def spellings(official: Official) -> set[Words]:
    """Return every way in which the official's name is written."""
    return {name_words(official.name), *map(name_words, official.alias_list)}


def fits(quote: Quote, appointment: Appointment, names: Mapping[int, Collection[Words]], city: Words) -> bool:
    """Tell whether what the text says of the speaker's office does not contradict ``appointment``."""
    if quote.office and not titles_fit(quote.office, appointment):
        return False
    if not quote.agency or appointment.position.agency.kind == Agency.Kind.LEADERSHIP:
        return True
    wanted = without_city(words_of(quote.agency), city)
    return not wanted or wanted in names[appointment.position.agency_id]


def titles_fit(office: str, appointment: Appointment) -> bool:
    """Tell whether ``office`` as written is the title of the appointment's position, acting forms aside."""
    written, title = words_of(ACTING.sub("", office)), words_of(appointment.position.title)
    agency = words_of(appointment.position.agency.name)
    return (
        written == title
        or written in {title + agency, words_of(str(appointment.position))}
        or (len(written) > 1 and title[: len(written)] == written)
    )


def without_city(words: Words, city: Words) -> Words:
    """Return ``words`` without the city at their end: ``Dinas Kesehatan Kota X`` is ``Dinas Kesehatan`` in X."""
    if city and words[-len(city) :] == city:
        words = words[: -len(city)]
        if words and words[-1] in {"kota", "kabupaten"} and words != ("pemerintah", "kota"):
            words = words[:-1]
    return words


def names_of(agency: Agency, city: Words) -> list[Words]:
    """Return the names of ``agency`` for comparing: full and short, former ones too, without the city.

    Fetch ``former_names`` along for many agencies.
    """
    return [without_city(words_of(text), city) or words_of(text) for text, _reason in spelt(agency)]


def present_names_of(agency: Agency, city: Words) -> list[Words]:
    """Return the names that ``agency`` bears now for comparing: full and short, without the city."""
    texts = [text for text, reason in spelt(agency) if reason != Reason.FORMER_NAME]
    return [without_city(words_of(text), city) or words_of(text) for text in texts]


def spelt(agency: Agency) -> Iterator[tuple[str, Reason]]:
    """Yield the names of ``agency`` as written, the present ones first, each with what it is."""
    yield agency.name, Reason.NAME
    if agency.short_name:
        yield agency.short_name, Reason.SHORT_NAME
    for former in agency.former_names.all():
        yield former.name, Reason.FORMER_NAME
        if former.short_name:
            yield former.short_name, Reason.FORMER_NAME


def with_office(
    people: Sequence[OfficialMatch],
    held: Sequence[Appointment],
    quotes: Mapping[int, Appointment],
    said: Sequence[Quote],
) -> Iterator[OfficialMatch]:
    """Yield the officials with the office under which they spoke, else the one that they held."""
    speaking = {appointment.official_id: appointment for appointment in reversed(list(quotes.values()))}
    contradicted = {
        name_words(quote.speaker)
        for number, quote in enumerate(said)
        if quote.speaker and quote.office and number not in quotes
    }
    for each in people:
        own = next((appointment for appointment in held if appointment.official_id == each.official.pk), None)
        if spellings(each.official) & contradicted:
            own = None
        yield OfficialMatch(each.official, speaking.get(each.official.pk, own), each.as_written, each.reason)
    known = {each.official.pk for each in people}
    for number, appointment in quotes.items():
        if appointment.official_id not in known:
            known.add(appointment.official_id)
            yield OfficialMatch(appointment.official, appointment, said[number].office or "", Reason.OFFICE)


def agencies_named(
    agencies: Sequence[Agency], index: Index, city: Words, officials: Sequence[OfficialMatch]
) -> Iterator[AgencyMatch]:
    """Yield the agencies in the order in which the text names them, then those of the officials recognised.

    A former name that another agency bears now is that one's.
    """
    present = {words_of(text) for agency in agencies for text in (agency.name, agency.short_name)}
    found: list[tuple[int, AgencyMatch]] = []
    for agency in agencies:
        places = [
            (place, AgencyMatch(agency, text, reason))
            for text, reason in spelt(agency)
            if reason != Reason.FORMER_NAME or words_of(text) not in present
            for name in dict.fromkeys([words_of(text), without_city(words_of(text), city)])
            if name
            for place in index.find(name)
            if is_here(index, place, place + len(name), city)
        ]
        if places:
            found.append(min(places, key=lambda each: each[0]))
    found.sort(key=lambda each: each[0])
    known = set()
    for _, each in found:
        known.add(each.agency.pk)
        yield each
    for person in officials:
        if person.appointment and person.appointment.position.agency_id not in known:
            known.add(person.appointment.position.agency_id)
            yield AgencyMatch(person.appointment.position.agency, person.official.name, Reason.SPEAKER)


def is_here(index: Index, start: int, end: int, city: Words) -> bool:
    """Tell whether the agency at these words is this city's: no other town, province or unit follows its name."""
    behind = index.words[end : end + 1 + len(city)]
    if tuple(index.words[start:end]) in GOVERNMENTS and index.capital[end] and tuple(behind[: len(city)]) != city:
        return False
    if not behind or behind[0] not in ELSEWHERE or not index.capital[end]:
        return True
    return behind[0] in {"kota", "kabupaten"} and tuple(behind[1:]) == city
