"""Sort the body and what follows it: paragraphs, captions, byline, and what comes after."""

import re
from collections.abc import Sequence

from . import captions, labels
from .head import caption
from .lines import Passage
from .parts import TERMINAL, Layout, Part

CONTACT = re.compile(
    r"\W*(?:kontak(?: media| person| pers)?|narahubung|contact person|cp|informasi lebih lanjut|hubungi|"
    r"media contact|telp|telepon|no\.? hp|hp|whatsapp|e-?mail)\b",
    re.IGNORECASE,
)
END_MARK = re.compile(r"\s*[(\[][*#-]{1,5}[)\]]\Z|\s+\*{1,5}\Z")
LIST_ITEM = re.compile(r"\s*(?:[-•*·–]|\(?\d{1,2}[.)]|\(?[a-z][.)])\s")


def take_body(body: Sequence[Passage], layout: Layout, repeated: set[Passage], ended: int) -> None:
    """Sort what stands from the body's first paragraph on: paragraphs, captions, byline, and what comes after."""
    paragraphs: list[Part] = []
    for passage in body:
        text = passage.text
        start = layout.dateline.end if layout.dateline and passage is layout.dateline_passage else 0
        if passage.lines[0].number > ended or CONTACT.match(text) and len(text) < 300 or captions.credit_alone(text):
            layout.unused.append(passage)
        elif captions.labelled(text) and passage is not layout.dateline_passage:
            layout.captions.append(caption(passage))
        elif start < len(text):
            paragraphs.append(Part(passage, start, len(text)))
    paragraphs = [without_end_mark(part) for part in paragraphs]
    last = take_byline(paragraphs, layout)
    layout.unused += [part.passage for part in paragraphs[last:]]
    paragraphs = paragraphs[:last]
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
