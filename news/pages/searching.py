"""What the search page shows: what was asked, what it was narrowed to, and a page of what was found."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q, Value
from django.http import Http404
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from news.articles.models import Article, Edition, Section, Tag
from news.directory.models import Agency, Official
from news.richtext import plain, without_control_characters
from news.search import finding, highlighting, queries, vocabulary, words

from .listing import SHOWN

WORDS, PAGE, BEFORE = "q", "hal", "sebelum"
SECTION, AGENCY, OFFICIAL, TOPIC, YEAR, KIND = "rubrik", "instansi", "pejabat", "topik", "tahun", "jenis"
FACETS = (SECTION, AGENCY, OFFICIAL, TOPIC, YEAR, KIND)
MOST_PAGES = finding.MOST // finding.SIZE
SHORTEST = 2  # letters of a word that is completed
_NAMED = 3
FIRST_YEAR = 1945


@dataclass(frozen=True)
class Chip:
    """What the results are narrowed to, and the query without it."""

    name: str
    label: str
    value: str
    without: str


@dataclass(frozen=True)
class Hit:
    """A release that was found, with the words marked in its headline and in a piece of its text."""

    edition: Edition
    headline: SafeString
    fragment: SafeString


@dataclass(frozen=True)
class Named:
    """An agency, official, topic or section whose name has the words."""

    kind: str
    name: str
    url: str


@dataclass
class Results:
    """The page; ``total`` is None when there are more than are ranked. ``meant`` is the query without its slips.

    ``completed`` has what the last word could be the beginning of, each with its query.
    """

    text: str = ""
    chips: list[Chip] = field(default_factory=list)
    hits: list[Hit] = field(default_factory=list)
    total: int | None = 0
    named: list[Named] = field(default_factory=list)
    next_query: str = ""
    is_first: bool = True
    first_query: str = ""
    meant: str = ""
    meant_query: str = ""
    completed: list[tuple[str, str]] = field(default_factory=list)
    asked: bool = False


class Asked:
    """The query string of a search, read once.

    :raises Http404: from :meth:`__init__`, if it names a section, agency, official, topic, year or kind that is none.
    """

    def __init__(self, given: Mapping[str, str], sections: Sequence[Section], agencies: Sequence[Agency]) -> None:
        typed = without_control_characters(given.get(WORDS, "")[: queries.LONGEST_QUERY])
        self.text = " ".join(words.composed(typed).split())
        chosen = {name: without_control_characters(given.get(name, "")[:120]).strip() for name in FACETS}
        self.values = {name: value for name, value in chosen.items() if value}
        self._named = _Named(self.values.get(OFFICIAL), self.values.get(TOPIC))
        self.labels: dict[str, tuple[Any, str, str]] = {}
        for name, value in self.values.items():
            self.labels[name] = self._read(name, value, sections, agencies)

    def _read(
        self, name: str, value: str, sections: Sequence[Section], agencies: Sequence[Agency]
    ) -> tuple[Any, str, str]:
        """Return what the index knows a value as, what kind of thing it is, and its name."""
        if name == SECTION:
            section = _one(each for each in sections if each.slug == value)
            return section.pk, _("Section"), section.name
        if name == AGENCY:
            agency = _one(each for each in agencies if each.slug == value)
            return agency.pk, _("Agency"), agency.name
        if name == OFFICIAL:
            return self._named.records, _("Official"), _one(self._named.officials).full_name
        if name == TOPIC:
            topic = _one(self._named.topics)
            return topic.pk, _("Topic"), topic.name
        if name == YEAR:
            if not (value.isascii() and value.isdigit() and len(value) == 4 and int(value) >= FIRST_YEAR):
                raise Http404
            return int(value), _("Year"), value
        if value not in Article.Kind.values:
            raise Http404
        return value, _("Kind"), str(Article.Kind(value).label)

    @property
    def query(self) -> queries.Query:
        """What to look for."""
        kinds = dict(zip(FACETS, ("section", "agency", "official", "topic", "year", "kind"), strict=True))
        facets = {kinds[name]: found for name, (found, _kind, _name) in self.labels.items()}
        return queries.parse(self.text, facets)

    def with_(self, **more: object) -> str:
        """Return the query string with ``more`` in it; what is None or empty is left out."""
        pairs = {WORDS: self.text, **self.values, **more}
        return "?" + urlencode({name: str(value) for name, value in pairs.items() if value})

    @property
    def chips(self) -> list[Chip]:
        """What the results are narrowed to."""
        return [
            Chip(name, kind, label, self.with_(**{name: None})) for name, (_found, kind, label) in self.labels.items()
        ]


class _Named:
    """The official, with the records that were merged into it, and the topic of a search; one query at most."""

    def __init__(self, official: str | None, topic: str | None) -> None:
        self.officials: list[Official] = []
        self.topics: list[Tag] = []
        self.records: list[int] = []
        if official is None and topic is None:
            return
        columns = ("pk", "slug", "name")
        found = Official.objects.filter(Q(slug=official) | Q(merged_into__slug=official)).order_by()
        topics = Tag.objects.filter(slug=topic).order_by()
        rows = found.values_list(Value(1), *columns, "honorific_prefix", "honorific_suffix").union(
            topics.values_list(Value(0), *columns, Value(""), Value("")), all=True
        )
        for is_official, pk, slug, name, prefix, suffix in rows:
            if not is_official:
                self.topics.append(Tag(pk=pk, slug=slug, name=name))
                continue
            self.records.append(pk)
            if slug == official:
                self.officials.append(Official(name=name, honorific_prefix=prefix, honorific_suffix=suffix))


def results(asked: Asked, given: Mapping[str, str], now: datetime.datetime, agencies: Sequence[Agency]) -> Results:
    """Return the page of results that a query string asks for.

    :raises Http404: if it names a page that cannot be.
    """
    query = asked.query
    if not query:
        return Results(asked.text, asked.chips)
    page, before = _number(given.get(PAGE), MOST_PAGES) or 1, _number(given.get(BEFORE), 2**62)
    found = finding.find(query, now, page=page, before=before)
    if page > 1 and not found.editions:
        raise Http404
    editions = Edition.objects.select_related("article", "section").only(*SHOWN).in_bulk(found.editions)
    stems = highlighting.stems_of(query.words)
    is_first = page == 1 and before is None
    made = Results(
        asked.text,
        asked.chips,
        [hit(editions[pk], stems) for pk in found.editions if pk in editions],
        found.total,
        named(query.words, agencies) if is_first and not {OFFICIAL, TOPIC} & asked.values.keys() else [],
        is_first=is_first,
        first_query=asked.with_(),
        asked=True,
    )
    if found.next_page:
        made.next_query = asked.with_(**{PAGE: found.next_page})
    elif found.before:
        made.next_query = asked.with_(**{BEFORE: found.before})
    if made.hits or not is_first:
        return made
    if not asked.chips:
        made.completed = [(text, asked.with_(**{WORDS: text})) for text in completed(query.words)]
    if not made.completed and (slips := vocabulary.corrected(query.words[: queries.MOST_TERMS])):
        made.meant = " ".join(slips.get(word, word) for word in query.words)
        made.meant_query = asked.with_(**{WORDS: made.meant})
    return made


def completed(typed: Sequence[str]) -> list[str]:
    """Return ``typed`` with its last word at full length, for each word that it may be the beginning of; one query."""
    if not typed or len(typed[-1]) < SHORTEST:
        return []
    begun = "".join(f"{word} " for word in typed[:-1])
    return [f"{begun}{word}" for word in vocabulary.completions(typed[-1])]


def hit(edition: Edition, stems: frozenset[str]) -> Hit:
    """Return ``edition`` as it is listed among what was found."""
    text = f"{edition.lead} {plain(edition.body)}" if edition.lead else plain(edition.body)
    return Hit(edition, highlighting.marked(edition.headline, stems), highlighting.fragment(text, stems))


def named(looked_for: Sequence[str], agencies: Sequence[Agency]) -> list[Named]:
    """Return the agencies and officials in whose names all words stand or begin; one query."""
    some = [word for word in looked_for if len(word) > 1][:5]
    if not some:
        return []
    fitting = [agency for agency in agencies if _names(f"{agency.name} {agency.short_name}", some)]
    has_all = Q()
    for word in some:
        has_all &= Q(name__icontains=word) | Q(aliases__icontains=word)
    officials = Official.objects.filter(has_all, merged_into=None).order_by("name", "pk")[:_NAMED]
    return [
        *(Named(_("Agency"), agency.name, agency.get_absolute_url()) for agency in fitting[:_NAMED]),
        *(Named(_("Official"), official.full_name, official.get_absolute_url()) for official in officials),
    ]


def _names(name: str, some: Sequence[str]) -> bool:
    own = words.split(name)
    return all(any(each.startswith(word) for each in own) for word in some)


def _one(things: Any) -> Any:
    for thing in things:
        return thing
    raise Http404


def _number(text: str | None, largest: int) -> int | None:
    if text is None:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 20 and 0 < int(text) <= largest):
        raise Http404
    return int(text)
