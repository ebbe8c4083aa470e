"""What a messenger shows of a link: the Open Graph tags (https://ogp.me), as WhatsApp reads them."""

from __future__ import annotations

import io
from html.parser import HTMLParser
from typing import NamedTuple
from urllib.parse import urlsplit

from .asking import ask
from .content import Page

READ_BYTES = 300_000
"""Of a page WhatsApp reads no more, so that the tags have to stand before."""
NEEDED = ("og:title", "og:description", "og:url", "og:image")


class _Tags(HTMLParser):
    """Collect the Open Graph tags."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        row = dict(attrs)
        if tag == "meta" and (name := row.get("property")):
            self.found.setdefault(name, row.get("content") or "")


class Card(NamedTuple):
    """The picture of a card; and which tags are missing, or lead elsewhere than to this site."""

    image_bytes: int | None
    width: int | None
    kind: str
    faults: list[str]


def card(port: int, page: Page) -> Card:
    """Return the card of ``page``."""
    tags = _Tags()
    tags.feed(ask(port, page).body[:READ_BYTES].decode(errors="ignore"))
    faults = [f"no {name}" for name in NEEDED if not tags.found.get(name)]
    addresses = {name: tags.found.get(name, "") for name in ("og:url", "og:image")}
    faults += [
        f"{name} is {address}"
        for name, address in addresses.items()
        if address and not address.startswith(f"http://127.0.0.1:{port}/")
    ]
    if not tags.found.get("og:image"):
        return Card(None, None, "", faults)
    from PIL import Image

    answer = ask(port, Page(urlsplit(tags.found["og:image"]).path))
    with Image.open(io.BytesIO(answer.body)) as image:
        size = [tags.found.get(f"og:image:{side}", "") for side in ("width", "height")]
        if size != list(map(str, image.size)):
            faults.append(f"the image is {image.size}, the tags say {size}")
        return Card(len(answer.body), image.width, f"{image.format} {answer.kind}", faults)
