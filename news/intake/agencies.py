"""Complete the agency of who is quoted from what the rest of the text names: its town, or the body that it must be."""

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from .lexicon import AGENCY_WORDS, CONNECTORS, TERRITORIES
from .places import Known, longest_place
from .speakers import Quote, Utterance
from .words import Token, capital, tokens

KINDS = {"kota", "kabupaten"}
MOST_AGENCIES = 30  # of one text that are looked up in it
HEADS = {"walikota": "Kota", "wawali": "Kota", "bupati": "Kabupaten", "wabup": "Kabupaten"}
TOWN = re.compile(r"\b(?:Kota|Kabupaten) [A-Z].*\Z")
# What a city or a regency has of its own, each under the same name.
OWN_AGENCIES = {"dinas", "badan", "bagian", "satpol", "inspektorat", "setda", "sekretariat", "bpbd", "bappeda", "dprd"}
ACTING_FORM = re.compile(r"\A(?:plt|plh|pjs?|penjabat|pelaksana (?:tugas|harian))\b\.? ?")
# Of what body somebody is who is named by an office alone, if the text names one such body.
BODIES = {
    "rektor": ("universitas", "institut", "politeknik"),
    "dekan": ("universitas", "institut", "politeknik"),
    "kapolres": ("polres",),
    "kasat": ("polres", "polresta", "polrestabes"),
    "kasatlantas": ("polres", "polresta", "polrestabes"),
    "kasatreskrim": ("polres", "polresta", "polrestabes"),
    "direktur": ("perumda", "rsud", "pdam", "pt", "rs"),
    "dirut": ("perumda", "rsud", "pdam", "pt", "rs"),
    "ketua komisi": ("dprd",),
    "anggota komisi": ("dprd",),
    "wakil ketua": ("dprd",),
}


def complete(found: Sequence[Utterance], texts: Sequence[str], place: str | None, known: Known) -> list[Utterance]:
    """Return the utterances with the agencies completed that one town, or one body, of the text completes.

    :param place: the town of the dateline: a city where the text has a mayor, a regency where it has a regent.
    """
    stages = [tokens(text) for text in texts]
    towns = towns_of(texts, stages, [each.quote for each in found], known)
    if not towns and place and (kind := kind_of_town(stages)):
        towns = {f"{kind} {place.title()}"}
    bodies = bodies_of(texts, stages)
    named = list(dict.fromkeys(each.quote.agency for each in found if each.quote.agency))
    fuller = {agency: fuller_name(agency, texts, stages, known) for agency in named[:MOST_AGENCIES]}
    completed = [replace(each.quote, agency=fuller.get(each.quote.agency or "", each.quote.agency)) for each in found]
    return [
        replace(each, quote=with_body(with_town(quote, towns, known), bodies))
        for each, quote in zip(found, completed, strict=True)
    ]


def fuller_name(agency: str, texts: Sequence[str], stages: Sequence[Sequence[Token]], known: Known) -> str:
    """Return ``agency`` with the place that the text gives it elsewhere, if one only: ``Organda`` Tanjung Sekapas."""
    written = tokens(agency)
    keys = [word.key for word in written]
    found: set[str] = set()
    if any(word.key not in AGENCY_WORDS | CONNECTORS and not word.text.isupper() for word in written):
        return agency  # it has a name of its own
    for text, words in zip(texts, stages, strict=True):
        for index, word in enumerate(words):
            if word.key != keys[0] or [each.key for each in words[index : index + len(keys)]] != keys:
                continue
            behind = index + len(keys)
            kind = behind < len(words) and words[behind].key in KINDS
            length = longest_place(words, behind + kind, len(words), known) if capital(word) else 0
            found |= {text[word.start : words[behind + kind + length - 1].end]} if length else set()
    return found.pop() if len(found) == 1 else agency


def towns_of(
    texts: Sequence[str], stages: Sequence[Sequence[Token]], quotes: Sequence[Quote], known: Known
) -> set[str]:
    """Return the cities and regencies that a text names, each with its kind: ``Kabupaten Ulin``."""
    towns = {match.group() for quote in quotes if (match := TOWN.search(quote.agency or ""))}
    for text, words in zip(texts, stages, strict=True):
        for index, word in enumerate(words[:-1]):
            if word.key in KINDS and capital(word) and (index == 0 or words[index - 1].key != "wali"):
                length = longest_place(words, index + 1, len(words), known)
                towns |= {text[word.start : words[index + length].end]} if length else set()
    return {town.title() for town in towns}


def kind_of_town(stages: Sequence[Sequence[Token]]) -> str | None:
    """Return whether a text is of a city or a regency, by who it says heads it; None if by neither or both."""
    kinds = set()
    for words in stages:
        keys = [word.key for word in words]
        kinds |= {HEADS[key] for key in keys if key in HEADS}
        kinds |= {"Kota" for pair in zip(keys, keys[1:], strict=False) if pair == ("wali", "kota")}
    return kinds.pop() if len(kinds) == 1 else None


def with_town(quote: Quote, towns: Collection[str], known: Known) -> Quote:
    """Return the quote with the town of its agency, if the text names one town only.

    ``Kepala Dinas Perhubungan`` is of ``Kabupaten Ulin`` where no other is named; so is ``Bupati``.
    """
    if len(towns) != 1:
        return quote
    town = next(iter(towns))
    if quote.agency is None:
        office = ACTING_FORM.sub("", (quote.office or "").lower())
        kind = "K" if office in {"sekda", "sekretaris daerah"} else TERRITORIES.get(office)  # of a city or a regency
        return replace(quote, agency=town) if quote.speaker and kind and town.startswith(kind) else quote
    words = [word.lower() for word in quote.agency.split()]
    own = words[0] in OWN_AGENCIES and set(words) <= AGENCY_WORDS | CONNECTORS
    elsewhere = set(words) & (KINDS | {"provinsi", "kementerian", "perwakilan"})
    named = any(words[-len(place) :] == list(place) for place in known.places)
    return replace(quote, agency=f"{quote.agency} {town}") if own and not elsewhere and not named else quote


def bodies_of(texts: Sequence[str], stages: Sequence[Sequence[Token]]) -> dict[str, set[str]]:
    """Return for ``polres``, ``dprd`` … the names of such bodies in the text, each as far as its capitals go."""
    heads = {head for each in BODIES.values() for head in each}
    found: dict[str, set[str]] = {}
    for text, words in zip(texts, stages, strict=True):
        for index, word in enumerate(words):
            if word.key not in heads or not capital(word):
                continue
            end = index + 1
            while end < len(words) and end - index < 5 and capital(words[end]):
                end += 1
            if end > index + 1:
                found.setdefault(word.key, set()).add(text[word.start : words[end - 1].end])
    # The shortest stands for those that go on with a name: "Polres Ulin", "Polres Ulin AKBP Budi".
    return {
        head: {one for one in names if not any(one != other and one.startswith(other + " ") for other in names)}
        for head, names in found.items()
    }


def with_body(quote: Quote, bodies: dict[str, set[str]]) -> Quote:
    """Return the quote with the one body of the text that its office can be of, if it names none itself."""
    if quote.agency is not None or not quote.office or not quote.speaker:
        return quote
    office = ACTING_FORM.sub("", quote.office.lower())
    for start, heads in BODIES.items():
        if office.startswith(start):
            names = [name for head in heads for name in bodies.get(head, ())]
            return replace(quote, agency=names[0]) if len(names) == 1 else quote
    return quote
