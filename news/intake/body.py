"""Sort the body and what follows it: paragraphs, captions, byline, and what comes after."""

import re
from collections.abc import Sequence

from news.articles.written_dates import MONTH

from . import captions, labels
from .head import caption
from .lines import Passage
from .parts import TERMINAL, Layout, Part

CONTACT = re.compile(
    r"\W*(?:kontak(?: media| person| pers)?|narahubung|contact person|cp|(?:untuk )?informasi lebih lanjut|hubungi|"
    r"media contact|info(?:rmasi)?(?=\s*:)|telp|telepon|no\.? hp|hp|whatsapp|e-?mail)\b",
    re.IGNORECASE,
)
# "Siaga 24 jam: 0811-000-360"
PHONE = re.compile(r"[\w /().-]{3,40}:\s*\(?\+?\d[\d ()-]{6,}\W*")
# What an office says of itself below its text.
ABOUT = re.compile(r"Tentang (?:[A-Z][\w&.-]*|dan|di)(?: (?:[A-Z][\w&.-]*|dan|di)){0,8}")
COPIES = re.compile(r"\W*tembusan\b.{0,40}:?\W*", re.IGNORECASE)
SIGNED_BY = re.compile(r"\W*(?:ttd|tertanda|d\.?t\.?o)\W*", re.IGNORECASE)
END_MARK = re.compile(r"\s*[(\[][*#-]{1,5}[)\]]\Z|\s+\*{1,5}\Z")
SIGNED = re.compile(rf"[A-Z][\w.’' -]{{2,40}}, \d{{1,2}} (?:{MONTH}) \d{{4}}\W*", re.IGNORECASE)
# "Sekretaris DPRD Kota Batu Hijau," above a name.
SIGNING = re.compile(
    r"(?i:kepala|sekretaris|direktur|ketua|camat|lurah|wali kota|bupati|inspektur|plt|plh|kasubbag|kabag|asisten|"
    r"manajer)\b"
    r"[\w .&-]{0,60},"
)
CLOSING = re.compile(r"Demikian(?:lah)? (?:siaran pers|rilis|keterangan pers|berita)\b.{0,160}")
ENDED = re.compile(r"[.!?][”\"“'’)]*\Z|[”\"“]\Z")
LIST_ITEM = re.compile(r"\s*(?:[-•*·–]|\(?\d{1,2}[.)]|\(?[a-z][.)])\s")


def take_body(body: Sequence[Passage], layout: Layout, repeated: set[Passage], ended: int) -> None:
    """Sort what stands from the body's first paragraph on: paragraphs, captions, byline, and what comes after."""
    paragraphs: list[Part] = []
    listed = 0  # the last line of a list of captions
    contacted = 0  # the last line of a list of contacts
    for passage in body:
        text = passage.text
        if paragraphs and captions.LIST.fullmatch(text):
            layout.noise.append((passage, "label"))
            listed = passage.lines[-1].number
            continue
        if listed and passage.lines[0].number == listed + 1 and not CONTACT.match(text):
            layout.captions.append(caption(passage))
            listed = passage.lines[-1].number
            continue
        start = layout.dateline.end if layout.dateline and passage is layout.dateline_passage else 0
        if paragraphs and ABOUT.fullmatch(text):
            ended = min(ended, passage.lines[0].number - 1)
        if COPIES.fullmatch(text):
            layout.unused.append(passage)
            contacted = passage.lines[-1].number
            continue
        is_contact = CONTACT.match(text) and len(text) < 300 or paragraphs and PHONE.fullmatch(text)
        if passage.lines[0].number > ended or is_contact or captions.credit_alone(text):
            layout.unused.append(passage)
            if is_contact and text.rstrip().endswith(":"):
                contacted = passage.lines[-1].number
        elif contacted and passage.lines[0].number == contacted + 1 and len(text) < 90:
            layout.unused.append(passage)
            contacted = passage.lines[-1].number
        elif paragraphs and CLOSING.fullmatch(text):
            layout.unused.append(passage)
        elif captions.labelled(text) and passage is not layout.dateline_passage:
            layout.captions.append(caption(passage))
        elif start < len(text):
            paragraphs.append(Part(passage, start, len(text)))
    paragraphs = [without_end_mark(part) for part in paragraphs]
    last = take_byline(paragraphs, layout)
    layout.unused += [part.passage for part in paragraphs[last:]]
    paragraphs = paragraphs[:last]
    signed = signed_from(paragraphs)
    layout.unused += [part.passage for part in paragraphs[signed:]]
    paragraphs = paragraphs[:signed]
    while len(paragraphs) > 1 and signature(paragraphs[-1].text):
        layout.unused.append(paragraphs.pop().passage)
    layout.paragraphs = paragraphs


def without_end_mark(part: Part) -> Part:
    """Return a paragraph without ``(*)``, which only says that the text ends."""
    mark = END_MARK.search(part.text, max(0, len(part.text) - 20))
    return Part(part.passage, part.start, part.start + mark.start()) if mark and mark.start() else part


def signature(text: str) -> bool:
    """Tell whether a last line is no prose: a desk's name, a place and date to sign at."""
    return (
        len(text.split()) <= 9
        and len(text) < 90
        and not TERMINAL.search(text)
        and not LIST_ITEM.match(text)
        and ":" not in text
    )


def signed_from(paragraphs: Sequence[Part]) -> int:
    """Return where a letter's signature begins (``Medan, 4 Februari 2026``, an office, a name); the end if nowhere."""
    for index in range(max(1, len(paragraphs) - 7), len(paragraphs)):
        following = paragraphs[index + 1 :]
        if SIGNED_BY.fullmatch(paragraphs[index].text):
            while index > 1 and len(paragraphs[index - 1].text) < 60 and not ENDED.search(paragraphs[index - 1].text):
                index -= 1  # the office that signs
            return index
        if len(following) in (1, 2) and SIGNING.fullmatch(paragraphs[index].text) and len(following[0].text) < 60:
            return index
        if SIGNED.fullmatch(paragraphs[index].text) and all(
            len(part.text) <= 60 and not any(mark in part.text for mark in '“”"') for part in following
        ):
            return index
    return len(paragraphs)


def take_byline(paragraphs: list[Part], layout: Layout) -> int:
    """Take the byline off the last paragraph that has one; return how many paragraphs the body keeps."""
    for index in range(len(paragraphs) - 1, max(-1, len(paragraphs) - 6), -1):
        part = paragraphs[index]
        found = labels.read_byline(part.text)
        if found is None or (index == 0 and found.start() == 0):
            continue
        if layout.byline is not None:
            layout.noise.append((layout.byline.passage, "credits"))
        layout.byline = Part(part.passage, part.start + found.start("byline"), part.start + found.end("byline"))
        if found.start() == 0:
            del paragraphs[index]
            return index
        end = part.start + len(part.text[: found.start()].rstrip())
        paragraphs[index] = Part(part.passage, part.start, end)
        return index + 1
    return len(paragraphs)
