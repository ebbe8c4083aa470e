"""Find where the body begins, and sort what stands above it: kicker, headline, captions."""

import re
from collections.abc import Sequence

from . import captions, labels
from .datelines import WrittenDateline, is_agency, read_dateline
from .headlines import LONGEST_HEADLINE, first_headline, is_furniture
from .letterheads import is_issuer, names_issuer, notice
from .lines import Passage
from .parts import TERMINAL, Layout, Part, matched, whole

# What a kicker begins with: it gives the occasion, and the headline below says what happened.
OCCASION = re.compile(
    r"(?:antisipasi|jelang|menjelang|peringati|sambut|dukung|cegah|usai|tindak ?lanjuti|hadiri|terkait|demi|"
    r"dalam rangka|rangkaian|meriahkan|perkuat|wujudkan|songsong|hari|hut|peringatan)\b",
    re.IGNORECASE,
)
# "Hari/Tanggal: …", "Peserta: …": the facts that a release lists above its text.
FACT = re.compile(r"[A-Z][\w/ ]{2,25}\s?:\s?\S.{0,160}")


def find_body(plain: Sequence[Passage], layout: Layout, repeated: set[Passage]) -> int:
    """Return the index of the passage that begins the body: the one with a dateline, else the first that is prose."""
    candidates = [
        (index, found) for index, passage in enumerate(plain[:15]) if (found := body_dateline(passage, repeated))
    ]
    if candidates:
        # "SERAHKAN BIBIT – …" above "MEDAN, AKSES.CO – …" is a caption: the one with a source counts, else the last.
        nearby = [each for each in candidates if each[0] <= candidates[0][0] + 2]
        index, layout.dateline = next((each for each in nearby if each[1].dateline.source), nearby[-1])
        layout.dateline_passage = plain[index]
        facts = index
        while facts > 1 and FACT.fullmatch(plain[facts - 1].text) and not captions.labelled(plain[facts - 1].text):
            facts -= 1
        return facts if index - facts > 1 else index
    index = 0
    if layout.headline is None:
        while index < len(plain) and short(plain[index]) and not captions.labelled(plain[index].text) and index < 2:
            index += 1
        if index == 2 and not is_kicker(plain[0].text, plain[1].text):
            index = 1
    while index < len(plain) and (is_caption(plain, index, repeated) or is_subheadline(plain, index)):
        index += 1
    return index


def body_dateline(passage: Passage, repeated: set[Passage]) -> WrittenDateline | None:
    """Return the dateline of a passage that can begin the body: prose, no caption."""
    text = passage.text
    if len(text) < 100 and not TERMINAL.search(text) and not text.endswith(("-", "–", "—")):
        return None
    if passage in repeated or captions.LABEL.fullmatch(text) or captions.CREDIT.search(text):
        return None
    return read_dateline(text)


def short(passage: Passage) -> bool:
    """Tell whether ``passage`` can be a headline: one line without a full stop at its end."""
    return (
        len(passage.text) <= LONGEST_HEADLINE
        and not passage.text.rstrip().endswith((".", ",", ";"))
        and len(passage.text.split()) <= 32
    )


def is_caption(plain: Sequence[Passage], index: int, repeated: set[Passage]) -> bool:
    """Tell whether the passage before a body without dateline is a caption."""
    text = plain[index].text
    if index + 1 >= len(plain):
        return False
    if captions.labelled(text) or captions.credit_alone(text) or captions.CREDITED.search(text):
        return True
    if plain[index] in repeated:
        return True
    longer = len(plain[index + 1].text) > 80
    return longer and captions.describes_picture(text) and (not text.endswith(".") or bool(captions.POSES.search(text)))


def is_subheadline(plain: Sequence[Passage], index: int) -> bool:
    """Tell whether a line below the headline, before a caption or a paragraph, is none itself."""
    text = plain[index].text
    return index == 1 and short(plain[1]) and not TERMINAL.search(text) and len(plain) > 2 and len(plain[2].text) > 120


def is_kicker(above: str, below: str) -> bool:
    """Tell whether ``above`` is the short line over a headline ``below``."""
    count = len(above.split())
    return (
        count <= 6
        and len(below.split()) > count
        and not is_furniture(above)
        and not is_agency(above)
        and (
            above.isupper()
            and not below.isupper()
            or above.lower() in labels.SECTIONS
            or (count <= 4 or bool(OCCASION.match(above)))
            and not TERMINAL.search(above)
        )
    )


def take_above(plain: Sequence[Passage], layout: Layout) -> list[Passage]:
    """Take the lines above a headline that are a section's name (the last counts) or say what follows: RALAT."""
    rest = list(plain)
    while len(rest) > 2 and (is_issuer(rest[0].text) or names_issuer(rest[0].text)):
        layout.noise.append((rest.pop(0), "letterhead"))
    while len(rest) > 1 and layout.headline is None:
        if found := notice(rest[0]):
            rest.pop(0)
            if layout.kicker is None:
                layout.kicker = found
            else:
                layout.unused.append(found.passage)
        elif names_section(rest[0].text, layout):
            if layout.section and labels.same(rest[0].text, layout.section.text):
                layout.noise.append((rest.pop(0), "repeat"))
                continue
            if layout.section:
                layout.noise.append((layout.section.passage, "navigation"))
            layout.section = whole(rest.pop(0))
        elif len(rest) > 2 and names_issuer(rest[0].text):
            layout.noise.append((rest.pop(0), "letterhead"))
        else:
            break
    return rest


def drop_above(plain: Sequence[Passage], layout: Layout, repeated: set[Passage]) -> list[Passage]:
    """Take what a page or an office prints above the headline, as far as the lines between it and the body tell."""
    start = next((index for index, passage in enumerate(plain[:20]) if begins_body(passage, repeated)), 0)
    lines = [passage for passage in plain[:start] if short(passage) and not captions.labelled(passage.text)]
    if layout.headline is not None or len(lines) < 2:
        return list(plain)
    chosen = lines[first_headline(lines, [passage.text for passage in plain[start:]], repeated)]
    at = plain.index(chosen)
    kept = list(plain[at:])
    for passage in reversed(plain[:at]):
        if found := notice(passage):
            layout.kicker = layout.kicker or found
        elif captions.labelled(passage.text) and not is_furniture(passage.text):
            kept.insert(1, passage)
        elif (
            passage is plain[at - 1]
            and is_kicker(passage.text, chosen.text)
            and not names_section(passage.text, layout)
        ):
            kept.insert(0, passage)
        elif layout.section is None and names_section(passage.text, layout):
            layout.section = whole(passage)
        else:
            layout.noise.append((passage, "letterhead" if is_issuer(passage.text) else "navigation"))
    return kept


def begins_body(passage: Passage, repeated: set[Passage]) -> bool:
    """Tell whether ``passage`` is the first of the body: it has a dateline, or is prose and no caption."""
    text = passage.text
    if body_dateline(passage, repeated):
        return True
    return (
        len(text) > 120
        and bool(TERMINAL.search(text))
        and passage not in repeated
        and not captions.labelled(text)
        and not captions.CREDITED.search(text)
        and not captions.describes_picture(text)
    )


def names_section(text: str, layout: Layout) -> bool:
    """Tell whether a line above the headline is a section's name: a usual one, or that of the breadcrumb again."""
    return text.lower() in labels.SECTIONS or bool(layout.section and labels.same(text, layout.section.text))


def take_head(head: Sequence[Passage], layout: Layout, repeated: set[Passage]) -> None:
    """Sort what stands before the body into kicker, headline, captions and the rest."""
    lines = list(head)
    while len(lines) > 1 and (is_issuer(lines[0].text) or names_issuer(lines[0].text)):
        layout.noise.append((lines.pop(0), "letterhead"))
    pictures = [passage for passage in lines if captions.labelled(passage.text)]
    if layout.headline is None and 0 < len(pictures) < len(lines) and lines[0] is pictures[0]:
        lines = [passage for passage in lines if passage not in pictures] + pictures  # captions above the headline
    if (
        layout.headline is None
        and len(lines) > 1
        and short(lines[0])
        and short(lines[1])
        and is_kicker(lines[0].text, lines[1].text)
        and not is_picture(lines[1], repeated)
    ):
        above = whole(lines.pop(0))
        if layout.kicker is None:
            layout.kicker = above
        else:
            layout.unused.append(above.passage)
    if (
        layout.headline is None
        and lines
        and (short(lines[0]) or len(lines) > 1)
        and not captions.labelled(lines[0].text)
    ):
        layout.headline = whole(lines.pop(0))
    if layout.subject and layout.headline is None:
        layout.headline = layout.subject
    elif layout.subject:
        layout.unused.append(layout.subject.passage)
    for passage in lines:
        if layout.headline and labels.same(passage.text, layout.headline.text):
            layout.noise.append((passage, "repeat"))
        elif captions.credit_alone(passage.text):
            layout.unused.append(passage)
        elif passage is lines[0] and is_plain_line(passage, repeated) and len(lines) > 1:
            layout.unused.append(passage)  # a subheadline, since the caption follows
        elif is_picture(passage, repeated):
            layout.captions.append(caption(passage))
        else:
            layout.unused.append(passage)


def is_plain_line(passage: Passage, repeated: set[Passage]) -> bool:
    """Tell whether nothing but its place speaks for this line being a caption."""
    text = passage.text
    sure = captions.labelled(text) or captions.describes_picture(text) or TERMINAL.search(text)
    return passage not in repeated and not sure


def is_picture(passage: Passage, repeated: set[Passage]) -> bool:
    """Tell whether a passage between headline and dateline is a caption; a line in title case is a subheadline."""
    text = passage.text
    if passage in repeated or captions.labelled(text) or captions.CREDITED.search(text):
        return True
    if captions.describes_picture(text) or text.endswith("."):
        return True
    words = [word for word in text.split() if word[0].isalpha()]
    return len(words) >= 9 and sum(word[0].isupper() for word in words) <= 0.7 * len(words)


def caption(passage: Passage) -> Part:
    """Return a caption without its label."""
    label = captions.LABEL.fullmatch(passage.text)
    return matched(passage, label, "caption") if label else whole(passage)
