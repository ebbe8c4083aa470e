"""A flood of comments through HTTP: campaigns of spam, copies, links, and citizens who write in the midst of it.

The texts are the corpora of tests/screening. A campaign is a text that several senders post, each with names and
addresses of a program's making; some senders are plain programs, some replay a form and a proof, some do all that a
browser does. Every citizen writes once, from a form that they opened, with a proof or, a few, without scripts; a class
of pupils sits behind one address.
"""

from __future__ import annotations

import random
import re
import uuid
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import altcha
from django.test import Client
from django.utils import timezone

from news.articles.models import Article
from news.comments import proof
from news.comments.forms import mark

CORPORA = Path(__file__).resolve().parent.parent / "screening" / "corpora"
_ESCAPED = re.compile(r"\\u([0-9A-Fa-f]{4})")
PUPILS = 30
COPIED = [
    "Cara saya melunasi cicilan dalam sebulan, tanya saja lewat pesan pribadi ya kawan semua.",
    "Teman saya dapat pekerjaan sampingan dari rumah dan hasilnya lumayan untuk belanja.",
    "Siapa mau ikut kelompok usaha kami, syaratnya mudah dan semua dibimbing sampai bisa.",
]
LINKED = "Baca selengkapnya di {site} sebelum dihapus, bagian {number} paling menarik."
PROGRAM, REPLAYING, BROWSING = "program", "replaying", "browsing"


@dataclass(frozen=True)
class Post:
    """One comment to be sent: ``kind`` is how; ``is_innocent`` says who wrote it."""

    name: str
    text: str
    address: str
    kind: str
    is_innocent: bool = False
    has_scripts: bool = True
    is_sent_twice: bool = False


@dataclass
class Outcome:
    """What came of a flood: answers by status code, and what each post that was taken in carried as its token."""

    answers: Counter[int] = field(default_factory=Counter)
    taken: dict[uuid.UUID, Post] = field(default_factory=dict)
    refused: list[Post] = field(default_factory=list)
    without_text: list[Post] = field(default_factory=list)


def corpus(name: str) -> list[tuple[str, str]]:
    """Return the names and texts of a corpus."""
    lines = (CORPORA / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t", 1) for line in lines if line.strip() and not line.startswith("#"))
    found = [(_read(name), _read(text)) for name, text in rows]
    return [(name, text) for name, text in found if len(text.strip()) > 1]  # the form asks for as much


def posts(count: int, seed: int = 1) -> list[Post]:
    """Return ``count`` posts in the order in which they come; the same for the same seed."""
    chance = random.Random(seed)
    innocent = corpus("innocent")[: count // 4]
    citizens = [
        Post(
            name,
            text,
            "203.0.113.7" if place < PUPILS else f"10.{place // 200}.{place % 200}.{chance.randrange(1, 255)}",
            BROWSING,
            is_innocent=True,
            has_scripts=place % 9 != 8,
            is_sent_twice=place % 5 == 0,
        )
        for place, (name, text) in enumerate(innocent)
    ]
    campaigns = list(_campaigns(count - len(citizens), chance))
    mixed = citizens + campaigns
    chance.shuffle(mixed)
    return mixed


def _campaigns(count: int, chance: random.Random) -> list[Post]:
    spam = [text for _name, text in corpus("spam") + corpus("obfuscated") if sum(map(str.isalpha, text)) >= 30]
    found: list[Post] = []
    while len(found) < count:
        number = len(found)
        kind = chance.choice([PROGRAM, PROGRAM, REPLAYING, BROWSING])
        text = chance.choice([*chance.choices(spam, k=3), COPIED[number % 3], LINKED])
        for _copy in range(chance.randrange(4, 9)):
            site = f"{chance.choice(['a', 'www', 'm'])}.promo{number}.com"
            found.append(
                Post(
                    f"{chance.choice(['Andi', 'Rina', 'Agen', 'Budi'])} {chance.randrange(1000)}",
                    text.format(site=site, number=chance.randrange(1000)) if text == LINKED else text,
                    f"198.51.{chance.randrange(100, 102)}.{chance.randrange(1, 30)}",
                    kind,
                    is_sent_twice=chance.random() < 0.04,
                )
            )
    return found[:count]


def send(article: Article, post: Post, outcome: Outcome, replayed: str) -> None:
    """Send ``post`` through HTTP and note what came of it."""
    browser, path = Client(), f"/komentar/{article.slug}/"
    token, now = uuid.uuid4(), timezone.now()
    fields = {"name": post.name, "text": post.text, "email": "", "parent": "", "token": str(token)}
    if post.kind == BROWSING:
        if post.is_innocent:  # whoever opens the form takes a minute; here the minute is over at once
            assert browser.get(path, REMOTE_ADDR=post.address).status_code == 200
        opened = now - timezone.timedelta(seconds=60)
        fields |= {"opened": mark(token, opened), "proof": solved(now) if post.has_scripts else ""}
    elif post.kind == REPLAYING:
        fields |= {"opened": mark(uuid.UUID(int=1), now), "proof": replayed, "website": "x"}
    for _time in range(2 if post.is_sent_twice else 1):
        answer: Any = browser.post(path, fields, REMOTE_ADDR=post.address)
        outcome.answers[answer.status_code] += 1
        if answer.status_code == 303:
            outcome.taken[token] = post
        else:
            outcome.refused.append(post)
            if post.text.strip()[:20] not in answer.context["form"]["text"].value():
                outcome.without_text.append(post)


def solved(now: Any) -> str:
    """Return a proof as a browser would send it; the test makes the work small."""
    issued = altcha.Challenge.from_dict(proof.challenge(now)["challenge"])
    solution = altcha.solve_challenge(issued)
    assert solution
    return altcha.Payload(issued, solution).to_base64()


def _read(written: str) -> str:
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), written)
