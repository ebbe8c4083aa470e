"""Links in a text: those that a browser would know, and those that only a reader would ("contoh [titik] com").

Our own and no library's: linkify-it-py knows every two-letter domain and so finds links where a space was forgotten
("rusak.Ke mana"), and none in the disguises that spam uses.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

# Where spam and news live. Top-level domains that are words as well need more than a dot to be taken for one.
_PLAIN = (
    "com|net|org|id|xyz|site|online|club|vip|fun|shop|store|click|win|bet|casino|app|dev|cc|io|ly|gg|tv|ws|biz|asia|cloud|"
    "cyou|icu|lol|monster|buzz|games|poker|bingo|wtf|ink|bio|page|blog|art|tech|space|website|digital|today|world|work|"
    "la|gl|gd|at|ru|cn|sg|my|us|uk|eu|tk|ml|ga|cf|gq|ai|im|ee|tree|wiki|one|red|pw|mobi|news|company|group|center|tel"
)
_WORDLIKE = "info|live|top|pro|link|me|to|co|so|in|is|it|edu|gov|name|day|run|ke|si|se|no|pa|sa"
_LABELS = r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,6}"
_LINK = re.compile(
    rf"(?<![a-z0-9@.-])(?P<scheme>https?://|hxxps?://|ftp://|www\.)?"
    rf"(?P<host>{_LABELS}(?:(?P<plain>{_PLAIN})|(?P<wordlike>{_WORDLIKE})|xn--[a-z0-9-]{{2,59}}))(?![a-z0-9@-])"
    rf"(?!\.[a-z0-9])(?P<port>:[0-9]{{2,5}}(?![0-9]))?(?P<path>[/?#][^\s<>\"]{{0,200}})?"
)
_OTHER = re.compile(r"(?<![a-z0-9])(?:https?|hxxps?|ftp)://(?P<host>[^\s/<>\"]{1,253})")
_DOT = (
    r"(?:\s{0,2}[\[({<]\s?(?:\.|,|dot|titik|d0t)\s?[\])}>]\s{0,2}|\s{1,2}(?:dot|titik)\s{1,2}|\s\.\s?"
    r"|(?<=[a-z0-9]),(?=[a-z]))"
)
_DISGUISED = re.compile(
    rf"(?<![a-z0-9])(?P<name>[a-z0-9][a-z0-9-]{{0,40}}){_DOT}"
    r"(?P<top>(?:com|c0m|net|org|xyz|site|online|club|vip|cc|bio)(?![a-z0-9])|(?:ly|me)\s?/)"
)
# Sites that are known without their dot.
_DOTLESS = re.compile(
    r"(?<![a-z0-9.])(?:(?P<bitly>bit\s?ly)(?![a-z0-9.])|(?P<wame>wa\s?me)\s?/|(?P<tme>t\s[.,]?\s?m\s?e)\s?/)"
)
_DOTTED = {"bitly": "bit.ly", "wame": "wa.me", "tme": "t.me"}


@dataclass(frozen=True)
class Link:
    """A link: ``host`` in lower case, without www., and whether it was written so that programs would not see it."""

    host: str
    is_disguised: bool = False


def links(folded: str) -> Iterator[Link]:
    """Yield each site that ``folded`` (lower case ASCII, with punctuation) leads to, once each."""
    seen: set[str] = set()
    for link in _all(folded):
        if link.host not in seen:
            seen.add(link.host)
            yield link


def is_under(host: str, domains: frozenset[str]) -> str:
    """Return the one of ``domains`` that ``host`` is or is under; empty if there is none."""
    labels = host.split(".")
    return next((domain for start in range(len(labels)) if (domain := ".".join(labels[start:])) in domains), "")


def _all(folded: str) -> Iterator[Link]:
    if "." in folded:
        for match in _LINK.finditer(folded):
            host = match["host"]
            says_so = match["scheme"] or match["path"] or match["plain"] or not match["wordlike"]
            if says_so or re.search("[0-9-]", host) or host in {"t.me", "wa.me", "m.me"}:
                yield Link(host.removeprefix("www."), bool(match["scheme"] and match["scheme"].startswith("hxxp")))
    if "://" in folded:
        for match in _OTHER.finditer(folded):
            yield Link(match["host"].rpartition("@")[2].removeprefix("www."))
    for match in _DOTLESS.finditer(folded):
        yield Link(_DOTTED[str(match.lastgroup)], True)
    for match in _DISGUISED.finditer(folded):
        yield Link(f"{match['name']}.{match['top'].rstrip(' /')}", True)
