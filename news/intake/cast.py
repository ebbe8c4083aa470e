"""Remember the people of a text, so that part of a name, an office or "-nya" finds the one meant."""

import re
from dataclasses import dataclass, field, replace

from .lexicon import ADDRESSES, HONORIFICS
from .people import Person

MOST_PEOPLE = 300
SPELT_OUT = {
    "sekda": "sekretaris daerah",
    "wabup": "wakil bupati",
    "wagub": "wakil gubernur",
    "wawali": "wakil wali kota",
    "wawako": "wakil wali kota",
    "wawalkot": "wakil wali kota",
    "kadis": "kepala dinas",
    "kaban": "kepala badan",
    "kabag": "kepala bagian",
    "dirut": "direktur utama",
}


@dataclass(slots=True)
class Cast:
    """The people of a text, so that a part of a name, an office or "-nya" finds the one meant."""

    people: list[Person] = field(default_factory=list)

    def add(self, person: Person) -> Person:
        """Add ``person`` and return them as known by now: full name, and the fullest office that was told."""
        known = self.find(person)
        if known is None:
            if (person.name or person.office) and len(self.people) < MOST_PEOPLE:
                self.people.append(person)
            return person
        merged = replace(
            known,
            name=longer(known.name, person.name),
            as_written=longer(known.as_written, person.as_written),
            office=fuller(known, person).office,
            agency=fuller(known, person).agency,
        )
        self.people.remove(known)
        self.people.append(merged)
        return merged

    def find(self, person: Person) -> Person | None:
        """Return the latest person of the same name, part of a name, or (where no name is given) office."""
        if person.name is None:
            office = office_key(person)
            holders = (other for other in reversed(self.people) if other.name and office_key(other) == office)
            return next((other for other in holders if office and compatible(other, person)), None)
        words = name_parts(person.name)
        for other in reversed(self.people):
            if other.name is None:
                continue
            others = name_parts(other.name)
            if (
                words == others
                or (set(words) <= set(others) or set(others) <= set(words))
                and (words[0] in others or others[0] in words)
            ):
                return other
        addressed = plain(person.as_written).partition(" ")[0] in ADDRESSES
        return self.nicknamed(words[0]) if len(words) == 1 and addressed else None

    def nicknamed(self, word: str) -> Person | None:
        """Return the only person whose first name ``word`` shortens: ``Bu Lastri``, who is Sulastri."""
        called = [other for other in self.people if other.name and shortens(word, name_parts(other.name)[0])]
        return called[0] if len(called) == 1 else None


def shortens(word: str, name: str) -> bool:
    """Tell whether ``word`` is the beginning or the end of ``name``: Okta of Oktavianus, Lastri of Sulastri."""
    return len(word) < len(name) and (len(word) > 2 and name.startswith(word) or len(word) > 4 and name.endswith(word))


def compatible(other: Person, person: Person) -> bool:
    """Tell whether the agencies do not speak against being one person."""
    return (
        not other.agency
        or not person.agency
        or plain(person.agency) in plain(other.agency)
        or plain(other.agency) in plain(person.agency)
    )


def longer(one: str | None, other: str | None) -> str | None:
    """Return the longer of two texts, the first of equals."""
    return max((one, other), key=lambda text: len(text or ""))


def fuller(known: Person, person: Person) -> Person:
    """Return whichever of the two tells more of the agency; of two offices with agencies the one told first."""
    more = len(person.agency or "") > len(known.agency or "")
    other = known.agency and plain(known.office).split()[-1:] != plain(person.office).split()[-1:]
    return person if person.office and (not known.office or more and not other) else known


def office_key(person: Person) -> str:
    """Return the office for comparing: short forms spelt out, and ``Kepala`` with the kind of its agency."""
    office = " ".join(SPELT_OUT.get(word, word) for word in plain(person.office).split())
    unit = plain(person.agency).partition(" ")[0]
    return f"kepala {unit}" if office == "kepala" and unit else office


def plain(text: str | None) -> str:
    """Return ``text`` for comparing: small letters and digits, no stops, ``walikota`` in two words."""
    return re.sub(r"[^\w ]", "", (text or "").lower()).replace("walikota", "wali kota")


def name_parts(name: str) -> list[str]:
    """Return the words of a name for comparing, without honorifics."""
    return [word for word in plain(name).split() if word not in HONORIFICS] or plain(name).split()
