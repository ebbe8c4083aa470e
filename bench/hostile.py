"""How long the worst text takes: readers, editors and programs may send any, and the server must not stand still."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator, Sequence

HALF = 250_000  # characters of each side that is compared: a megabyte of UTF-16, as it comes from a browser


def figures() -> Iterator[tuple[str, float]]:
    """Yield each figure with the CPU seconds of its slowest text; nothing is asked of a database."""
    from news import richtext
    from news.articles import advice, contact_details, differing
    from news.articles.phrases import Phrases
    from news.readership.robots import is_program

    markup = (
        "&", "&a", "&#", "&amp;", "<", "<div>", "<ul><li>", "<blockquote>", "<b><div></b>", "<i></p>", "<p><strong>",
        "<!--",
    )  # fmt: skip
    yield "cleaning a rich text", _worst(richtext.clean, [(repeated(piece, richtext.LONGEST),) for piece in markup])
    for name, compare in (("words", differing.words), ("blocks", differing.blocks)):
        yield f"comparing {name} of two texts", _worst(compare, list(pairs()))
    signs = ("a@", "0 ", "0-", "a.", "(", "1.", "62 8", "https://", " @", "+0(")
    texts = [(repeated(sign, 100_000),) for sign in signs]
    yield "numbers and addresses in a text", _worst(contact_details.details, texts)
    yield "numbers that are not whole", _worst(contact_details.malformed, texts)
    phrases = Phrases(["Budi Santoso", "1271014505050001"])
    pieces = ("<", "&", "Budi ", "1", "<p>", "&#6", "Budi-", "\u0301")
    texts = [(repeated(piece, 300_000),) for piece in pieces]
    yield "finding what is to be redacted", _worst(phrases.hits, texts)
    yield "redacting it", _worst(phrases.without_in_markup, texts)
    names = [f"{first}{n} Simbolang{n % 7}" for n in range(1000) for first in ("Rahmat", "Rizki", "Putri")]
    text = "Pada hari itu Rahmat Hidayat dan Dinas Sosial Kota hadir di Balai Kota. " * 300
    yield "names of a directory of 3,000 in a text", _worst(advice.Names(names).slips, [(text,)])
    agents = [("x" * 5_000_000,), ("bot" * 100_000 + "a",), (" " * 1_000_000,)]
    yield "what a program calls itself", _worst(is_program, agents)


def repeated(piece: str, length: int) -> str:
    """Return ``piece`` again and again, at most ``length`` characters."""
    return piece * (length // len(piece))


def pairs() -> Iterator[tuple[str, str]]:
    """Yield texts that are hard to compare."""
    chance = random.Random(7)  # the same each time, nothing secret
    yield "x a " * (HALF // 2), "x b " * (HALF // 2)
    yield "x\na\n" * (HALF // 2), "x\nb\n" * (HALF // 2)
    yield "a" + "." * HALF, "b" + "." * HALF
    yield '<"' * HALF, '"<' * HALF
    yield " ".join(chance.choices("ab", k=HALF)), " ".join(chance.choices("ab", k=HALF))
    yield " ".join(f"x a{n}" for n in range(150)), " ".join(f"x b{n}" for n in range(150))
    yield "<p>a</p><p>x</p>" * 20_000, "<p>b</p><p>x</p>" * 20_000
    yield "<p>" + "a<br>" * 100_000, "<p>" + "b<br>" * 100_000
    old, new = ("".join(f"<p>{f'a {letter} ' * 100}{n}</p>" for n in range(1200)) for letter in "bc")
    yield old, new


def _worst(read: Callable[..., object], texts: Sequence[tuple[str, ...]]) -> float:
    slowest = 0.0
    for text in texts:
        begun = time.process_time()
        read(*text)
        slowest = max(slowest, time.process_time() - begun)
    return slowest
