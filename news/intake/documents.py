"""Give the text of what is pasted or uploaded: plain text of any encoding, HTML, a Word document.

Everything is hostile: sizes are capped before anything is unpacked or parsed, and no entity of XML is resolved.
"""

from __future__ import annotations

import io
import re
import zipfile
from html.parser import HTMLParser
from xml.etree.ElementTree import ParseError

import nh3
from defusedxml.common import DefusedXmlException  # type: ignore[import-untyped]  # it has no types
from defusedxml.ElementTree import DefusedXMLParser  # type: ignore[import-untyped]  # it has no types
from django.utils.translation import gettext as _

from .captions import LABEL

LARGEST_FILE = 20_000_000  # bytes of an upload; a Word document brings its pictures along
LARGEST_TEXT = 1_000_000  # bytes of a text
LARGEST_PASTE = 2_000_000  # characters of what is pasted with its markup: Word brings its styles along
LARGEST_DOCUMENT = 10_000_000  # bytes of a Word document's text with its markup, unpacked
LONGEST = 1_000_000  # characters that are given at most
MOST_TAGS = 20_000  # of a page: what nests deeper costs the square of its depth
CHUNK = 65_536

BLOCKS = frozenset(
    """
    address article aside blockquote body caption center dd div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6 header
    hr html li main ol p pre section table tr ul
    """.split()
)
DROPPED = frozenset(
    """
    button canvas embed form head iframe input math noscript object option script select style svg template textarea
    title video audio
    """.split()
)
# Tags that a plain text does not have by chance: with one of these it is a page's source.
MARKUP = re.compile(r"</(?:p|div|li|h[1-6]|td|body|html|article|section)\s*>|<br\s*/?>|<!doctype html", re.IGNORECASE)

# How Word begins a list item that it pastes as a paragraph.
BULLET = re.compile(r"\A[ ]?[·•§o][ \u00a0]+(?=\S)")

# What is no text, by its first bytes.
OTHER_KINDS = {
    b"%PDF": "PDF",
    b"\xd0\xcf\x11\xe0": "Word 97–2003 (.doc)",
    b"{\\rtf": "RTF",
    b"\xff\xd8\xff": "JPEG",
    b"\x89PNG": "PNG",
}


class UnreadableDocument(ValueError):
    """What was given is no text that can be read; the message says in words why, and what helps."""


def text_of(data: bytes) -> str:
    """Return the text of ``data``: a Word document (.docx), HTML, or plain text in UTF-8, UTF-16 or Windows-1252.

    What it is, its bytes say and not its name. Paragraphs are parted by a blank line.

    :raises UnreadableDocument: if it is too large or no such text.
    """
    if len(data) > LARGEST_FILE:
        raise UnreadableDocument(_("The file is larger than %d MB.") % (LARGEST_FILE // 1_000_000))
    if data.startswith(b"PK\x03\x04"):
        return text_of_docx(data)
    for start, kind in OTHER_KINDS.items():
        if data.startswith(start):
            raise UnreadableDocument(_("This is a file of the kind %s. Save it as .docx or .txt.") % kind)
    return text_of_paste(decode(data))


def text_of_paste(text: str) -> str:
    """Return ``text`` as it is, or the text in it if it is a page's source.

    :raises UnreadableDocument: if it is a page with too much markup.
    """
    return text_of_html(text) if MARKUP.search(text) else text


def decode(data: bytes) -> str:
    """Return the text of ``data``: UTF-8 with or without a mark, UTF-16 with one, else Windows-1252.

    :raises UnreadableDocument: if it is larger than 1 MB or no text.
    """
    if len(data) > LARGEST_TEXT:
        raise UnreadableDocument(_("The text is larger than %d MB: that is no release.") % (LARGEST_TEXT // 1_000_000))
    marked = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    if not marked and b"\x00" in data:
        raise UnreadableDocument(_("The file holds no text. Save it as .docx or .txt."))
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnreadableDocument(_("The file holds no text in UTF-8, UTF-16 or Windows-1252."))


# Pages


class _Blocks(HTMLParser):
    """Collect the text of HTML that nh3 has made well formed, block by block."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.caption = False  # whether the next words begin a picture's caption
        self.lists: list[int] = []  # of each open list the number of its last item, or -1 where it has none

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a block, a line or a list item."""
        if tag == "br":
            self.pieces.append("\n")
        elif tag in {"td", "th"}:
            self.pieces.append(" ")
        elif tag in BLOCKS:
            self.pieces.append("\n\n")
        if tag in BLOCKS and tag != "p" or attrs:
            self.caption = tag == "figcaption" or any("caption" in (value or "") for _name, value in attrs)
        if tag in {"ol", "ul"}:
            self.lists.append(0 if tag == "ol" else -1)
        elif tag == "li" and self.lists and self.lists[-1] >= 0:
            self.lists[-1] += 1
            self.pieces.append(f"{self.lists[-1]}. ")
        elif tag == "li":
            self.pieces.append("- ")

    def handle_endtag(self, tag: str) -> None:
        """End a block."""
        if tag in BLOCKS:
            self.pieces.append("\n\n")
            self.caption = False
        if tag in {"ol", "ul"} and self.lists:
            self.lists.pop()

    def handle_data(self, data: str) -> None:
        """Keep the words; line ends in a page's source are spaces. A caption is labelled."""
        words = re.sub(r"[ \t\r\n\f]+", " ", data)
        if self.caption and words.strip():
            self.pieces.append("" if LABEL.match(words) else "Foto: ")
            self.caption = False
        self.pieces.append(BULLET.sub("- ", words) if self.pieces[-1:] == ["\n\n"] else words)


def text_of_html(html: str) -> str:
    """Return the text of ``html`` as a reader sees it: a block a paragraph, ``<br>`` a line, no scripts or forms.

    :raises UnreadableDocument: if it has more tags than any page of news.
    """
    if len(re.findall(r"<[A-Za-z]", html)) > MOST_TAGS:
        raise UnreadableDocument(_("The page has too much markup. Paste its text instead."))
    safe = nh3.clean(
        html,
        tags=set(BLOCKS) | {"br", "td", "th"},
        attributes={tag: {"class"} for tag in ("p", "div", "dd")},
        clean_content_tags=set(DROPPED) - {"head"},
    )
    blocks = _Blocks()
    blocks.feed(safe)
    blocks.close()
    return tidy("".join(blocks.pieces))


def tidy(text: str) -> str:
    """Return ``text`` without spaces at line ends and with one blank line between paragraphs."""
    lines = [line.strip(" ") for line in text.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")


# Word documents, ECMA-376: https://ecma-international.org/publications-and-standards/standards/ecma-376/

_WORD = (
    "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}",
    "{http://purl.oclc.org/ooxml/wordprocessingml/main}",
)
_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
# Moved away, deleted, or said a second time for old programs.
_UNREAD = {"moveFrom", "del", "Fallback", "instrText"}


class _Paragraphs:
    """Collect the paragraphs of a Word document while it is parsed, without keeping its tree."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self.open: list[list[str]] = []  # paragraphs within which we are: a text box stands in one
        self.unread = 0
        self.in_text = False
        self.characters = 0

    def start(self, tag: str, attrs: dict[str, str]) -> None:
        """Begin an element."""
        name = _local(tag)
        if self.unread or name in _UNREAD:
            self.unread += 1
        elif name == "p":
            self.open.append([])
        elif name == "t":
            self.in_text = True
        elif self.open and name == "numPr":
            self.open[-1].append("- ")
        elif self.open and name in {"br", "cr"}:
            self.open[-1].append("\n")
        elif self.open and name in {"tab", "noBreakHyphen"}:
            self.open[-1].append(" " if name == "tab" else "-")

    def end(self, tag: str) -> None:
        """End an element."""
        name = _local(tag)
        if self.unread:
            self.unread -= 1
        elif name == "t":
            self.in_text = False
        elif name == "p" and self.open:
            self.found.append("".join(self.open.pop()))

    def data(self, text: str) -> None:
        """Keep the words of a run."""
        if self.in_text and self.open and not self.unread and self.characters < LONGEST:
            self.characters += len(text)
            self.open[-1].append(text)

    def close(self) -> str:
        """Return the text."""
        return tidy("\n\n".join(self.found))


def _local(tag: str) -> str:
    """Return the name of an element of Word's own, or of a fallback; empty for any other."""
    for space in (*_WORD, _COMPATIBILITY):
        if tag.startswith(space):
            return tag[len(space) :]
    return ""


def text_of_docx(data: bytes) -> str:
    """Return the text of a Word document: its paragraphs, line breaks and list items; what was deleted is left out.

    :raises UnreadableDocument: if it is none, is damaged or protected, or unpacks to more than 10 MB.
    """
    parser = DefusedXMLParser(target=_Paragraphs(), forbid_dtd=True)
    size = 0
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open("word/document.xml") as document:
            while chunk := document.read(CHUNK):
                size += len(chunk)
                if size > LARGEST_DOCUMENT:
                    raise UnreadableDocument(_("The document unpacks to more than is safe to read."))
                parser.feed(chunk)
        text: str = parser.close()
    except KeyError as error:
        raise UnreadableDocument(_("This is no Word document. Save it as .docx or .txt.")) from error
    except (zipfile.BadZipFile, ParseError, DefusedXmlException, RuntimeError, OSError, EOFError, ValueError) as error:
        if isinstance(error, UnreadableDocument):
            raise
        raise UnreadableDocument(
            _("The Word document is damaged or protected. Save it again as .docx or .txt.")
        ) from error
    return text
