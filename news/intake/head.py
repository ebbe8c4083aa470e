"""Find where the body begins, and sort what stands above it: kicker, headline, captions."""

from collections.abc import Sequence

from . import captions, labels
from .datelines import WrittenDateline, read_dateline
from .lexicon import AGENCY_WORDS, CONNECTORS
from .lines import Passage
from .parts import TERMINAL, Layout, Part, matched, whole

LONGEST_HEADLINE = 220
NOTICES = {"ralat", "klarifikasi", "hak jawab", "pengumuman", "undangan liputan", "undangan peliputan"}
ISSUERS = frozenset(
    """
    pemerintah dinas badan bagian kantor sekretariat satuan kecamatan kelurahan pemko pemkot pemkab inspektorat
    perumda rsud
    """.split()
)


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
        return index
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
    if captions.labelled(text) or captions.credit_alone(text) or plain[index] in repeated:
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
        and (
            above.isupper()
            and not below.isupper()
            or above.lower() in labels.SECTIONS
            or count <= 4
            and not TERMINAL.search(above)
        )
    )


def take_above(plain: Sequence[Passage], layout: Layout) -> list[Passage]:
    """Take the lines above a headline that are a section's name (the last counts) or say what follows: RALAT."""
    rest = list(plain)
    while len(rest) > 2 and is_issuer(rest[0].text):
        layout.noise.append((rest.pop(0), "letterhead"))
    while len(rest) > 1 and layout.headline is None and (name := rest[0].text.lower()) in labels.SECTIONS | NOTICES:
        part = whole(rest.pop(0))
        if name in NOTICES and layout.kicker is None:
            layout.kicker = part
        elif name in NOTICES:
            layout.unused.append(part.passage)
        else:
            if layout.section:
                layout.noise.append((layout.section.passage, "navigation"))
            layout.section = part
    return rest


def is_issuer(text: str) -> bool:
    """Tell whether ``text`` is the line of a letterhead: capitals, and nothing but an agency's name."""
    words = text.lower().split()
    if not text.isupper() or words[0] not in ISSUERS:
        return False
    return all(
        word in AGENCY_WORDS | CONNECTORS
        or {"kota", "kabupaten", "provinsi", "pemko", "pemkot"} & set(words[max(0, at - 2) : at])
        for at, word in enumerate(words)
    )


def take_head(head: Sequence[Passage], layout: Layout, repeated: set[Passage]) -> None:
    """Sort what stands before the body into kicker, headline, captions and the rest."""
    lines = list(head)
    while len(lines) > 1 and is_issuer(lines[0].text):
        layout.noise.append((lines.pop(0), "letterhead"))
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
    if passage in repeated or captions.labelled(text) or captions.describes_picture(text) or text.endswith("."):
        return True
    words = [word for word in text.split() if word[0].isalpha()]
    return len(words) >= 6 and sum(word[0].isupper() for word in words) <= 0.7 * len(words)


def caption(passage: Passage) -> Part:
    """Return a caption without its label."""
    label = captions.LABEL.fullmatch(passage.text)
    return matched(passage, label, "caption") if label else whole(passage)
