"""Find quoted speech in a paragraph, whatever marks were typed: curly, straight, reversed, nested or left out."""

import re
from dataclasses import dataclass

from .lexicon import SAYING, STATING, TOLD
from .words import SENTENCE_END

MARK = re.compile("[“”„‟\"«»＂″]+|''|’’|‘‘|``")
SINGLE = re.compile("['‘’‚‛`]")
OPENS_BEFORE = " ([{:–—-/"
ENDS_INSIDE = ",.!?…;:"
# … or any verb, where a comma ends the words: "…," tepisnya.
ANY_VERB = (
    r"(?-i:(?:(?<=,[”\"“])|(?<=,['’])|\s?,)\s*(?!(?:dalam|demikian|saat|ketika|kepada|sambil|seraya|dari|dan|serta|"
    r"untuk|dengan|pada|yang|atau|tetapi|namun|lalu|oleh|usai|setelah|karena|bersama|milik|versi|antara|warga|hingga|"
    r"sampai|bagi|tentang|kini|para|juga)\b)[a-z]{4,}(?:(?P<any>nya)\b|(?=\s+[A-Z])))"
)
SAID_BEHIND = re.compile(
    rf"\s*,?\s*[-–—]?\s*(?:demikian(?:lah)?,?\s+|begitu,?\s+)?(?P<verb>{'|'.join(sorted(SAYING))})(?P<nya>nya)?\b"
    rf"|\s*,?\s*(?-i:(?:demikian|begitu)(?:lah)?,?\s+[a-z]{{4,}}(?=\s+[A-Z]))"
    rf"|\s*,?\s*(?:demikian|begitu)(?:lah)?\s+\w{{4,}}(?P<noun>nya)\b|(?<=[”\"“])[a-z]{{3,}}(?P<glued>nya)\b|{ANY_VERB}",
    re.IGNORECASE,
)
SAID_INSIDE = re.compile(
    rf"[,.!?]['’”]?\s*(?P<verb>{'|'.join(sorted(SAYING))})(?:nya\b|\s+(?=[A-Z]|dia\b|beliau\b|kepala\b|wali\b))"
)
SAID_AT_ONCE = re.compile(rf"(?:[a-z]{{3,}}nya|{'|'.join(sorted(SAYING))})\b")
STATED_BEFORE = re.compile(rf"\b(?:{'|'.join(sorted(STATING | TOLD | SAYING))}|menurut|bahwa)(?:nya)?\b", re.IGNORECASE)
NAMES_A_THING = re.compile(
    r"\b(?:ber)?(?:tema(?:kan)?|tajuk|judul|slogan|moto|motto|tagline|tag line|jargon|nama|istilah|program|aplikasi|"
    r"lagu|gerakan|kegiatan|acara|predikat|sebutan|"
    r"dikenal|disebut|bertuliskan|berbunyi|tertulis|seharusnya|"
    r"semestinya|yang benar|kategori|inovasi|buku|film|layanan)(?:nya)?(?: dengan| yakni| yaitu|"
    r" sebagai| adalah)?[ ]?[:,]?[ ]?\Z",
    re.IGNORECASE,
)
WINDOW = 400  # how far around a quote its attribution is looked for, in characters


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words in quote marks: ``text[start:end]`` are the words, ``begin`` and ``finish`` take in the marks."""

    begin: int
    start: int
    end: int
    finish: int
    closed: bool = True
    opened: bool = True


def find_quoted(text: str) -> list[Quoted]:
    """Return what stands in quote marks in ``text``, in order; single marks count where there is no double one."""
    marks = [(match.start(), match.end()) for match in MARK.finditer(text)]
    if not marks:
        marks = single_marks(text)
    found: list[Quoted] = []
    opened: tuple[int, int] | None = None
    depth = 0
    last: tuple[int, int] | None = None
    for index, (start, end) in enumerate(marks):
        before, after = text[start - 1 : start], text[end : end + 1]
        opening = (not before or before in OPENS_BEFORE) and after.strip(" ,;:!?)") != ""
        if opened is not None and not before.strip() and SAID_AT_ONCE.match(text, end):
            opening = False  # a closing mark with its space on the wrong side: dicabut "ancamnya
        closing = before.strip() != "" and (not after or after in " ,.;:!?)–—-")
        if opened is None:
            if closing and not opening and (len(marks) - index) % 2:
                found += orphan(text, start, end, found[-1].finish if found else 0)
            else:
                opened, depth, last = (start, end), 0, None
        elif opening:
            cut = SAID_INSIDE.search(text, opened[1], start)
            if cut:
                found.append(Quoted(opened[0], opened[1], cut.start(), cut.start() + 1, closed=False))
                opened, depth, last = (start, end), 0, None
            else:
                depth += 1
        elif depth:
            depth -= 1
            last = (start, end)
        else:
            found.append(Quoted(opened[0], opened[1], start, end))
            opened = None
    if opened is not None:
        found.append(unclosed(text, opened, last))
    return [trimmed(text, quoted) for quoted in found if text[quoted.start : quoted.end].strip()]


def single_marks(text: str) -> list[tuple[int, int]]:
    """Return the single quote marks of ``text`` that open or close, those inside words (``Jum’at``) left out."""
    found: list[tuple[int, int]] = []
    for match in SINGLE.finditer(text):
        before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
        opening = (not before or before in OPENS_BEFORE) and after.strip() != ""
        closing = before != "" and before in ENDS_INSIDE or before.isalnum() and (not after or not after.isalnum())
        if (opening and len(found) % 2 == 0) or (closing and len(found) % 2):
            found.append(match.span())
    return found[: len(found) // 2 * 2]


def orphan(text: str, start: int, end: int, after: int) -> list[Quoted]:
    """Return the words before a closing mark whose opening one is missing, if a verb of saying follows it."""
    if not SAID_BEHIND.match(text, end, end + WINDOW):
        return []
    begin = max((match.end() for match in SENTENCE_END.finditer(text, after, start - 1)), default=after)
    return [Quoted(begin, begin, start, end, opened=False)]


def unclosed(text: str, opened: tuple[int, int], last: tuple[int, int] | None) -> Quoted:
    """Return the words behind an opening mark without a closing one: up to the verb of saying, else to the end."""
    if last is not None:
        return Quoted(opened[0], opened[1], last[0], last[1])
    cut = max((match.start() for match in SAID_INSIDE.finditer(text, opened[1])), default=None)
    if cut is None:
        return Quoted(opened[0], opened[1], len(text), len(text), closed=False)
    return Quoted(opened[0], opened[1], cut + (text[cut] != ","), cut + 1, closed=False)


def trimmed(text: str, quoted: Quoted) -> Quoted:
    """Return ``quoted`` without outer space and without the comma that belongs to the sentence around it."""
    start, end = quoted.start, quoted.end
    while start < end and text[start] in " '‘":
        start += 1
    while end > start and text[end - 1] in " ,":
        end -= 1
    return Quoted(quoted.begin, start, end, quoted.finish, quoted.closed, quoted.opened)


def states(before: str) -> bool:
    """Tell whether the last sentence of ``before`` says that somebody says something."""
    begin = max((match.end() for match in SENTENCE_END.finditer(before)), default=0)
    return bool(STATED_BEFORE.search(before, begin))


def is_speech(text: str, quoted: Quoted) -> bool:
    """Tell whether the quoted words are somebody's speech, and not a motto, a title or a word held at arm's length."""
    before = text[max(0, quoted.begin - WINDOW) : quoted.begin]
    words = text[quoted.start : quoted.end]
    count = words.count(" ") + 1
    behind = SAID_BEHIND.match(text, quoted.finish, quoted.finish + WINDOW)
    if behind:
        return True
    if NAMES_A_THING.search(before):
        return False
    ended = text[quoted.end : quoted.finish].strip(" ”“\"'’")[:1] or text[quoted.end - 1]
    introduced = before.rstrip()[-1:] in {":", ","} and states(before)
    if introduced and count >= 2:
        return True
    if count < 3 or not (words[0].isupper() or words[0].isdigit()):
        return False
    at_start = not before.strip() or before.rstrip()[-1] in '.!?”"“:'
    if (
        at_start
        and count >= 4
        and text[quoted.finish : quoted.finish + 1] == "."
        and not text[quoted.finish + 1 :].strip()
    ):
        return True  # "…saja". The stop that ends the words stands behind the mark
    return (ended in ENDS_INSIDE and (at_start or count >= 6)) or (at_start and not quoted.closed)
