"""Tell the parts of a release apart: headline, captions, paragraphs, labelled lines, noise, and what is left over."""

import re
from collections.abc import Sequence

from . import labels
from .body import take_body
from .events import DAY_LABEL
from .head import drop_above, find_body, take_above, take_head
from .headlines import LONGEST_HEADLINE
from .letterheads import letterhead
from .lexicon import AGENCY_WORDS
from .lines import Passage
from .noise import noise_reason, stamp
from .parts import TERMINAL, Layout, Part, matched, whole
from .words import SOMETIMES_NAMES

# What leads to one title on the next line; "Berita terkait" and the like lead to a list.
ONE_LINK = re.compile(
    r"\W*(?:(?:baca|lihat|simak|tonton) (?:juga|pula)|see also|read|(?:previous|next) )", re.IGNORECASE
)
# The tabs of a page, above the headline: no list follows.
TAB = re.compile(r"\W*(?:terkini|terpopuler|terbaru|trending|populer)\W*", re.IGNORECASE)


def lay_out(passages: Sequence[Passage]) -> Layout:
    """Return the parts of a release of these passages; each passage ends in one place at least."""
    layout = Layout()
    above = letterhead(passages)
    layout.noise += [(passage, "letterhead") for passage in passages[:above]]
    plain, repeated, ended = sort_out(passages[above:], layout)
    plain = drop_above(take_above(plain, layout), layout, repeated)
    start = find_body(plain, layout, repeated)
    take_head(plain[:start], layout, repeated)
    take_body(plain[start:], layout, repeated, ended)
    return layout


def sort_out(passages: Sequence[Passage], layout: Layout) -> tuple[list[Passage], set[Passage], int]:
    """Take labels, noise and repeats out; return the rest, what was said twice, and the line where the text ended."""
    plain: list[Passage] = []
    seen: dict[str, Passage] = {}
    repeated: set[Passage] = set()
    ended = 10**9
    begun = False  # whether a paragraph has come by
    links = 0  # how many of the next lines can be titles of other articles
    linked: Passage | None = None  # the title of another article that came last
    below: Passage | None = None  # the line that stands above tags or the author's name
    heads = [passage.text for passage in passages[:12] if 8 < len(passage.text) <= LONGEST_HEADLINE]
    headlines = [text for text in heads if not labels.CRUMB.match(text)]
    for index, passage in enumerate(passages):
        text = passage.text
        following = passages[index + 1].text if index + 1 < len(passages) else ""
        if plain and not begun and author_beside_stamp(passage, following, layout):
            continue
        if below is not None and stands_below(passage, below, layout):
            below = passage
            continue
        below = passage if labels.TAGS_BELOW.fullmatch(text) or labels.AUTHOR_BELOW.fullmatch(text) else None
        if below is not None:
            layout.noise.append((passage, "label"))
            continue
        if labelled(passage, layout, begun) or (len(plain) < 3 and breadcrumb(passage, layout, headlines)):
            if begun and passage in layout.tag_passages:
                ended = min(ended, passage.lines[0].number)
            links = 0
            continue
        reason = noise_reason(text)
        if reason == "publication-date" and plain and DAY_LABEL.match(text):
            reason = None  # a fact that the release lists above its text
        if reason == "address" and begun:
            reason = None  # whom to call, below the text
        is_title = len(text) < 160 and not TERMINAL.search(text)
        if reason is None and is_title and (links or linked and linked.lines[-1].number + 1 == passage.lines[0].number):
            reason, links, linked = "related", max(links - 1, 0), passage
        elif reason == "related":
            is_tab = not begun and not plain and TAB.fullmatch(text)
            links = 0 if is_tab or ":" in text.rstrip(": ") else 1 if ONE_LINK.match(text) else 20
        else:
            links = links if reason else 0
        if reason:
            layout.noise.append((passage, reason))
            if begun and reason in {"comments", "copyright", "credits"}:
                ended = min(ended, passage.lines[0].number)
            continue
        key = labels.folded(text)
        if len(key) > 11 and key in seen:
            layout.noise.append((passage, "repeat"))
            repeated.add(seen[key])
            continue
        seen[key] = passage
        plain.append(passage)
        begun = begun or len(text) > 120
    return plain, repeated, ended


def stands_below(passage: Passage, above: Passage, layout: Layout) -> bool:
    """Take a tag, or the author's name, that stands below its label or below another tag; tell whether it was one."""
    text = passage.text
    adjacent = passage.lines[0].number == above.lines[-1].number + 1
    if (
        not adjacent
        or len(text) > 120
        or any(len(part.split()) > 4 for part in re.split(r"[|•·,]", text))
        or TERMINAL.search(text)
        or noise_reason(text)
    ):
        return False
    if labels.AUTHOR_BELOW.fullmatch(above.text):
        if layout.byline is not None or not text[0].isupper():
            return False
        layout.byline = whole(passage)
        return True
    if labels.TAGS_BELOW.fullmatch(above.text) or above in layout.tag_passages:
        tags = [tag.strip(" .#,") for tag in re.split(r"[|•·,]", text)]
        layout.tags += [tag for tag in tags if tag and tag not in layout.tags]
        layout.tag_passages.append(passage)
        return True
    return False


def author_beside_stamp(passage: Passage, following: str, layout: Layout) -> bool:
    """Take the author's name that stands before or above the page's date, or twice; tell whether it was one."""
    text = passage.text
    if layout.byline is not None or len(text) > 80 or noise_reason(text) == "credits":
        return False
    found = labels.AUTHOR_STAMP.fullmatch(text)
    dated = found is not None and stamp(text[found.end("byline") :])
    above = (found is not None or labels.AUTHOR_NAME.fullmatch(text)) and (stamp(following) or following == text)
    if not dated and not above:
        return False
    end = found.end("byline") if found else len(text)
    if set(text[:end].lower().split()) & (AGENCY_WORDS - SOMETIMES_NAMES):
        return False
    layout.byline = Part(passage, 0, end)
    return True


def labelled(passage: Passage, layout: Layout, begun: bool) -> bool:
    """Take a line that says itself what it is; tell whether it was one."""
    text = passage.text
    if len(text) > 600:
        return False
    if (
        layout.number is None
        and len(text) < 120
        and (
            match := labels.NUMBER.match(text)
            or labels.NUMBER_BEHIND.match(text)
            or labels.NUMBER_ALONE.fullmatch(text)
        )
        and any(map(str.isdigit, match["number"]))
    ):
        layout.number = matched(passage, match, "number")
        return True
    if layout.embargo is None and len(text) < 250 and labels.EMBARGO.match(text):
        layout.embargo = passage
        return True
    if layout.section is None and (match := labels.SECTION.fullmatch(text)) and len(text) < 80:
        layout.section = matched(passage, match, "section")
        return True
    if layout.kicker is None and (match := labels.KICKER.fullmatch(text)):
        layout.kicker = matched(passage, match, "kicker")
        return True
    if (
        layout.headline is None
        and not begun
        and (match := labels.HEADLINE.fullmatch(text))
        and len(text) < LONGEST_HEADLINE
    ):
        layout.headline = matched(passage, match, "headline")
        return True
    if (
        layout.subject is None
        and not begun
        and (match := labels.SUBJECT.fullmatch(text))
        and len(text) < LONGEST_HEADLINE
    ):
        layout.subject = matched(passage, match, "subject")
        return True
    if (match := labels.AUTHOR.fullmatch(text)) and len(text) < 120:
        if layout.byline is None:
            layout.byline = matched(passage, match, "byline" if match["byline"] else "name")
        else:
            layout.noise.append((passage, "credits"))
        return True
    tags = labels.read_tags(text)
    if tags is not None:
        layout.tags += [tag for tag in tags if tag not in layout.tags]
        layout.tag_passages.append(passage)
        return True
    return False


def shortened(short: str, line: str) -> bool:
    """Tell whether ``short`` has words of ``line`` only: a breadcrumb's short form of the headline below it."""
    words = labels.folded(short).split()
    return len(words) > 2 and len(line) > len(short) and set(words) <= set(labels.folded(line).split())


def breadcrumb(passage: Passage, layout: Layout, headlines: list[str]) -> bool:
    """Take a breadcrumb; tell whether it was one."""
    found = labels.read_breadcrumb(passage.text, headlines)
    if found is None:
        return False
    section, headline = found
    if section and layout.section is None:
        start = passage.text.index(section)
        layout.section = Part(passage, start, start + len(section))
    else:
        layout.noise.append((passage, "navigation"))
    if (
        headline
        and layout.headline is None
        and not headline.endswith(("...", "…"))
        and not any(labels.same(line, headline) or shortened(headline, line) for line in headlines)
    ):
        start = passage.text.rindex(headline)
        layout.headline = Part(passage, start, start + len(headline))
    return True
