"""Is this release from us? Somebody brings a number, an address or a text; the answer is genuine, altered or not ours.

A text is looked up by its numbers and addresses, then by runs of words that stand in it just so; the release that is
most like it is compared sentence by sentence and word by word. Capitals, punctuation, line breaks and the marks of
messengers make no difference; an excerpt is genuine. Only what the public could read once is ever told of, and of what
was withdrawn no word.
"""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum, StrEnum
from itertools import groupby

from django.utils import translation
from django.utils.translation import gettext_lazy

from news.articles import citizens
from news.articles.differing import Budget, Kind, Piece
from news.articles.models import Article, Edition
from news.newsroom.models import Newsroom
from news.richtext import plain, without_control_characters
from news.search import queries, words
from news.search.engines import engine
from news.search.models import Document

from .packs import texts
from .releases import Release, find

LONGEST = 50_000
"""Characters of a text that are compared."""
FEWEST = 8
"""Words that a text needs: fewer say nothing of where they come from."""
_RUN = 6
_RUNS = 10
_SHORT_RUN = 4
_PROBED, _COMPARED = 10, 3
_LIKE = 0.35
_GENUINE_AROUND = 12
"""Words before or after a genuine text that are forgiven: “Diteruskan berkali-kali”, a greeting, a name."""
_MOST_TOKENS, _LONGEST_NUMBER = 300, 80
_ADDRESS = re.compile(r"/(?:19|20)\d\d/\d\d/\d\d/([\w-]{1,120})/?", re.ASCII)
_ADDRESSES = re.compile(rf"\S*{_ADDRESS.pattern}\S*", re.ASCII)
_SENTENCE = re.compile(r"(?<=[.!?”\"])\s+|\n+")


class Verdict(StrEnum):
    """What became of a check."""

    GENUINE = "genuine"
    ALTERED = "altered"
    NOT_OURS = "not_ours"
    KNOWN = "known"  # only a number or an address was given, and it is ours
    SHORT = "short"
    WITHDRAWN = "withdrawn"


# The sign that stands before each, and its words.
_SAID = {
    Verdict.GENUINE: ("✓", gettext_lazy("Genuine")),
    Verdict.ALTERED: ("≠", gettext_lazy("Altered")),
    Verdict.NOT_OURS: ("✗", gettext_lazy("Not from us")),
    Verdict.KNOWN: ("✓", gettext_lazy("This number is ours")),
    Verdict.SHORT: ("", gettext_lazy("Too short to tell")),
    Verdict.WITHDRAWN: ("!", gettext_lazy("Withdrawn")),
}


@dataclass(frozen=True)
class Check:
    """The answer: ``edition`` is what the text is most like, ``newest`` what is live of that article now, if anything.

    ``pieces`` are the text with what differs, in its order; empty unless it is altered.
    """

    verdict: Verdict
    article: Article | None = None
    edition: Edition | None = None
    newest: Edition | None = None
    is_excerpt: bool = False
    pieces: list[Piece] = field(default_factory=list)

    @property
    def sign(self) -> str:
        """What shows the verdict without words, for those who see it."""
        return _SAID[self.verdict][0]

    @property
    def words(self) -> str:
        """The verdict, in words."""
        return str(_SAID[self.verdict][1])

    @property
    def is_outdated(self) -> bool:
        """Whether readers see another edition by now."""
        return bool(self.edition and self.newest and self.edition.pk != self.newest.pk)


def check(text: str, now: datetime.datetime) -> Check:
    """Check ``text`` against all that the public could read until ``now`` (aware)."""
    text = without_control_characters(text[:LONGEST]).strip()
    found = words.split(text)
    named = _named(text, now)
    if len(found) < FEWEST:
        return _of_article(named[0], now) if named else Check(Verdict.SHORT if found else Verdict.NOT_OURS)
    if only := _only_named(text, named):
        return _of_article(only, now)
    articles = list(dict.fromkeys([*named, *_alike(found, now)]))
    best: tuple[float, Edition] | None = None
    mine = set(_runs(found, 3))
    for article in articles[: _COMPARED + len(named[:2])]:
        for edition in _once_public(article, now):
            share = _share(mine, edition)
            if best is None or share > best[0]:
                best = share, edition
    if best is None or (best[0] < _LIKE and best[1].article not in named):
        return Check(Verdict.NOT_OURS)
    return _compared(text, best[1], now)


def _of_article(article: Article, now: datetime.datetime) -> Check:
    if article.withdrawn_at:
        return Check(Verdict.WITHDRAWN, article)
    newest = _live(article, now)
    return Check(Verdict.KNOWN, article, newest, newest)


def _only_named(text: str, named: Sequence[Article]) -> Article | None:
    """Return the article if ``text`` is nothing but its address."""
    return named[0] if len(named) == 1 and len(text.split()) == 1 else None


def _compared(text: str, edition: Edition, now: datetime.datetime) -> Check:
    article = edition.article
    text = _ADDRESSES.sub(
        lambda found: "" if found[1] == article.slug else found[0], text
    )  # it says nothing of its own
    pieces = compare(whole(edition, with_citizens=_tells_citizens(edition, text)), text)
    start = next((n for n, (kind, _) in enumerate(pieces) if kind == Kind.SAME), len(pieces))
    end = next((n for n, (kind, _) in enumerate(reversed(pieces)) if kind == Kind.SAME), 0)
    inner = pieces[start : len(pieces) - end]
    outer = [*pieces[:start], *pieces[len(pieces) - end :]]
    around = sum(len(words.split(said)) for kind, said in outer if kind == Kind.ADDED)
    is_excerpt = any(kind == Kind.REMOVED and words.split(said) for kind, said in outer)
    is_genuine = around <= _GENUINE_AROUND and all(kind == Kind.SAME for kind, said in inner if words.split(said))
    if article.withdrawn_at:
        return Check(Verdict.WITHDRAWN, article)
    newest = _live(article, now)
    if not is_genuine and (taken := _taken_along(text, edition, now)):
        is_genuine, is_excerpt = True, taken == _Taken.PART
    if is_genuine:
        return Check(Verdict.GENUINE, article, edition, newest, is_excerpt)
    # What stands before and after an excerpt is left out of it, not taken out.
    shown = [piece for n, piece in enumerate(pieces) if piece[0] != Kind.REMOVED or start <= n < len(pieces) - end]
    return Check(Verdict.ALTERED, article, edition, newest, is_excerpt, shown)


# What is ours


class _Taken(Enum):
    """How much of a press pack's text somebody has."""

    ALL = "all"
    PART = "part"


def _taken_along(text: str, edition: Edition, now: datetime.datetime) -> _Taken | None:
    """Say how much ``text`` has of a text of the press pack, which puts other words around a release than its page."""
    release = find(edition.article.slug or "", now)
    if not isinstance(release, Release) or release.edition.pk != edition.pk:
        return None
    newsroom, theirs = Newsroom.current(), words.split(text)
    with translation.override(release.article.language):
        offered = [texts.whatsapp(release, newsroom), texts.whole(release, newsroom)]
    for ours in (words.split(_ADDRESSES.sub("", each)) for each in offered):
        mine, brought = f" {' '.join(ours)} ", f" {' '.join(theirs)} "
        if mine in brought and len(theirs) - len(ours) <= _GENUINE_AROUND:
            return _Taken.ALL
        if brought in mine:
            return _Taken.PART
    return None


def whole(edition: Edition, *, with_citizens: bool = True) -> str:
    """Return all words of ``edition`` as plain text, in the order of its page.

    :param with_citizens: with the box of what it means for citizens, as it is headed there.
    """
    told = citizens.rows(edition) if with_citizens else []
    from_where = ", ".join(filter(None, (edition.dateline_place, edition.dateline_source)))
    return "\n".join(
        filter(
            None,
            (
                edition.kicker, edition.headline, edition.subheadline,
                " ".join(filter(None, (from_where, edition.lead))),
                citizens.heading() if told else "", *(f"{row.label}: {row.text}" for row in told),
                plain(edition.body), edition.byline,
                *(row.caption for row in edition.captions.all()), edition.article.number or "",
            ),
        )
    )  # fmt: skip


def _tells_citizens(edition: Edition, text: str) -> bool:
    """Say whether ``text`` has some of the box for citizens, changed or not; many a text is passed on without it."""
    theirs = set(_runs(words.split(text), 2))
    ours = set(_runs(words.split("\n".join(row.text for row in citizens.rows(edition))), 2))
    elsewhere = set(_runs(words.split(whole(edition, with_citizens=False)), 2))
    return bool((ours - elsewhere) & theirs)


def _once_public(article: Article, now: datetime.datetime) -> Iterable[Edition]:
    """Return the editions of ``article`` that the public could read, the newest first."""
    editions = article.editions.filter(live_from__lte=now).order_by("-sequence")
    return editions.select_related("article").prefetch_related("captions")[:20]


def _live(article: Article, now: datetime.datetime) -> Edition | None:
    return Edition.objects.live(now).filter(article=article).select_related("article").first()


def _named(text: str, now: datetime.datetime) -> list[Article]:
    """Return the articles whose number or address stands in ``text``."""
    tokens = [token.strip(".,;:()[]*_\"'“”") for token in text.split()[: _MOST_TOKENS * 20]]
    numbers = [token for token in dict.fromkeys(tokens) if token[:_LONGEST_NUMBER] == token and re.search(r"\d", token)]
    slugs = list(dict.fromkeys(_ADDRESS.findall(text)))[:_PROBED]
    if len(text) <= _LONGEST_NUMBER:
        numbers.append(text)
    once = Article.objects.filter(first_released_at__lte=now)
    return [
        *once.filter(number__in=numbers[:_MOST_TOKENS]).order_by("pk")[:_PROBED],
        *once.filter(slug__in=slugs).order_by("pk")[:_PROBED],
    ]


def _alike(found: Sequence[str], now: datetime.datetime) -> list[Article]:
    """Return the articles in which most runs of the text's words stand, the most alike first."""
    for length in (_RUN, _SHORT_RUN):
        votes: Counter[int] = Counter()
        for run in _spread(list(_runs(found, length))):
            keys = engine().newest(queries.Query(terms=(run,)), _PROBED)
            votes.update(
                set(
                    Document.objects.filter(pk__in=keys, edition__live_from__lte=now).values_list(
                        "edition__article", flat=True
                    )
                )
            )
        if votes:
            best = [pk for pk, _count in votes.most_common(_COMPARED)]
            articles = Article.objects.in_bulk(best)
            return [articles[pk] for pk in best]
    return []


def _spread(runs: Sequence[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Return at most :data:`_RUNS` of ``runs``, from all over the text."""
    step = max(1, len(runs) // _RUNS)
    return list(dict.fromkeys(runs[::step]))[: _RUNS + 1]


def _runs(found: Sequence[str], length: int) -> Iterator[tuple[str, ...]]:
    return (tuple(found[start : start + length]) for start in range(max(0, len(found) - length + 1)))


def _share(mine: set[tuple[str, ...]], edition: Edition) -> float:
    """Return which share of the text's runs of three words stands in ``edition``, from 0 to 1."""
    return len(mine & set(_runs(words.split(whole(edition)), 3))) / len(mine) if mine else 0


# Side by side


def compare(ours: str, theirs: str) -> list[Piece]:
    """Return the pieces of ``theirs`` that are ours or added, and those of ``ours`` that are missing, in order."""
    old, new = _sentences(ours), _sentences(theirs)
    budget = Budget()
    pieces: list[Piece] = []
    for name, i1, i2, j1, j2 in budget.opcodes([key for key, _ in old], [key for key, _ in new]):
        if name == "equal":
            pieces += [(Kind.SAME, said) for _, said in new[j1:j2]]
        else:
            pieces += _within("".join(said for _, said in old[i1:i2]), "".join(said for _, said in new[j1:j2]), budget)
    return [(kind, "".join(said for _, said in group)) for kind, group in groupby(pieces, key=lambda piece: piece[0])]


def _within(ours: str, theirs: str, budget: Budget) -> Iterator[Piece]:
    old, new = list(_cut(ours)), list(_cut(theirs))
    steps: Iterable[tuple[str, int, int, int, int]] = budget.opcodes(_keys(old), _keys(new))
    for name, i1, i2, j1, j2 in steps:
        if name == "equal":
            yield Kind.SAME, "".join(said for _, said in new[j1:j2])
        else:
            for kind, said in ((Kind.REMOVED, old[i1:i2]), (Kind.ADDED, new[j1:j2])):
                if said:
                    yield kind, "".join(each for _, each in said)


def _keys(cut: Sequence[tuple[str, str]]) -> list[Hashable]:
    return [key for key, _ in cut]


def _sentences(text: str) -> list[tuple[tuple[str, ...], str]]:
    """Return the sentences and lines of ``text``: what counts of each, and how it is written with the space behind."""
    ends = [match.end() for match in _SENTENCE.finditer(text)]
    said = [text[start:end] for start, end in zip([0, *ends], [*ends, len(text)], strict=True)]
    return [(tuple(words.split(each)), each) for each in said if each]


def _cut(text: str) -> Iterator[tuple[str, str]]:
    """Yield the words of ``text``: folded, and as written with all that stands behind them before the next."""
    text = words.composed(text)
    located = list(words.located(text))
    for number, word in enumerate(located):
        start = 0 if number == 0 else word.start
        end = located[number + 1].start if number + 1 < len(located) else len(text)
        yield word.folded, text[start:end]
