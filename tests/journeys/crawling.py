"""Crawl the desk as a browser would, and note what a request writes into the database."""

from __future__ import annotations

import re
from collections import defaultdict, deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urldefrag, urljoin

from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.urls import ResolverMatch, resolve

DESK = "/admin/"
Fields = dict[str, list[str]]


@dataclass(frozen=True)
class Request:
    """A request that a page offers: by a link, by the address of a picture, by a button of a form, or for a script."""

    method: str
    address: str
    data: tuple[tuple[str, tuple[str, ...]], ...] = ()
    json: str = ""

    @property
    def match(self) -> ResolverMatch:
        return resolve(self.address.partition("?")[0])

    @property
    def name(self) -> str:
        """The name of its address, without the namespace of the admin."""
        return self.match.view_name.removeprefix("admin:")

    @property
    def kind(self) -> tuple[str, ...]:
        """What it is one of: its name, with the words in its address that are no numbers."""
        words = [str(value) for value in self.match.kwargs.values()]
        return (self.method, self.name, *(word for word in words if not word.isdigit() and len(word) < 20))

    def send(self, client: Client, method: str = "") -> HttpResponse:
        """Send it with ``client``, by ``method`` if that is another."""
        method = method or self.method
        if self.json:
            return client.generic(method, self.address, self.json, "application/json")
        if method == "POST":
            return client.post(self.address, dict(self.data))
        return client.generic(method, self.address)

    def __str__(self) -> str:
        return f"{self.method} {self.address}"


@dataclass
class _Form:
    method: str
    action: str
    fields: list[tuple[str, str]] = field(default_factory=list)
    buttons: list[tuple[str, str, str]] = field(default_factory=list)  # name, value, formaction


class _Page(HTMLParser):
    """The links and forms of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.for_scripts: list[str] = []
        self.forms: list[_Form] = []
        self._by_id: dict[str, _Form] = {}
        self._open: _Form | None = None
        self._area: tuple[_Form, str] | None = None
        self._select: tuple[_Form, str, list[str]] | None = None
        self._loose: list[tuple[str, dict[str, str]]] = []  # boxes and buttons that name their form
        self.feed(html)
        self.close()
        for tag, given in self._loose:
            if form := self._by_id.get(given["form"]):
                self._box(form, tag, given)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        for name, value in given.items():
            if name in {"href", "src"}:
                self.links.append(value)
            elif name.startswith("data-") and value.startswith(DESK):
                self.for_scripts.append(value)
        if tag == "form":
            self._open = _Form(given.get("method", "get").upper(), given.get("action", ""))
            self.forms.append(self._open)
            self._by_id[given.get("id", "")] = self._open
        elif "form" in given and tag in {"input", "button"}:
            self._loose.append((tag, given))
        elif self._open:
            self._box(self._open, tag, given)

    def _box(self, form: _Form, tag: str, given: dict[str, str]) -> None:
        name, value, kind = given.get("name", ""), given.get("value", ""), given.get("type", "")
        if "disabled" in given:
            return
        if tag == "button" and kind in {"", "submit"} or (tag, kind) == ("input", "submit"):
            form.buttons.append((name, value, given.get("formaction", "")))
        elif tag == "input" and name and kind not in {"file", "button", "image", "reset"}:
            if kind not in {"checkbox", "radio"} or "checked" in given:
                form.fields.append((name, value or ("on" if kind in {"checkbox", "radio"} else "")))
        elif tag == "textarea" and name:
            form.fields.append((name, ""))
            self._area = (form, name)
        elif tag == "select" and name:
            self._select = (form, name, [])
        elif tag == "option" and self._select and "selected" in given:
            self._select[2].append(value)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._open = None
        elif tag == "textarea":
            self._area = None
        elif tag == "select" and self._select:
            form, name, values = self._select
            form.fields += [(name, value) for value in values]
            self._select = None

    def handle_data(self, data: str) -> None:
        if self._area:
            form, name = self._area
            form.fields[-1] = (name, form.fields[-1][1] + data.removeprefix("\n"))


def offered(address: str, html: str) -> Iterator[Request]:
    """Yield the requests within the desk that the page at ``address`` offers; ``ASK`` stands for what a script does."""
    page = _Page(html)
    found = [("GET", link, ()) for link in page.links]
    found += [("ASK", link, ()) for link in page.for_scripts]
    for form in page.forms:
        for name, value, action in form.buttons or [("", "", "")]:
            fields: Fields = {}
            for box, text in [*form.fields, *([(name, value)] if name else [])]:
                fields.setdefault(box, []).append(text)
            fields.pop("csrfmiddlewaretoken", None)
            data = tuple((box, tuple(texts)) for box, texts in fields.items()) if form.method == "POST" else ()
            found.append((form.method, action or form.action, data))
    for method, link, data in found:
        whole = urldefrag(urljoin(address, link)).url
        if whole.startswith(DESK) and method in {"GET", "POST", "ASK"}:  # not what a dialog does on the page
            yield Request(method, whole, data)


def crawl(client: Client, most: Callable[[Request], int]) -> tuple[dict[Request, HttpResponse], set[Request]]:
    """Follow the links of the desk that ``client`` is offered; return the answers, and what else it could send.

    :param most: says of how many addresses of one kind (the same name, the same words in it) it is enough.
    """
    waiting, answers, others = deque([Request("GET", DESK)]), {}, set()
    found: dict[tuple[str, ...], int] = defaultdict(int)
    while waiting:
        request = waiting.popleft()
        if request in answers or request.name == "logout" or found[request.kind] >= most(request):
            continue
        found[request.kind] += 1
        answers[request] = answer = request.send(client)
        if answer.status_code in {301, 302} and answer.headers["Location"].startswith(DESK):
            waiting.append(Request("GET", urldefrag(urljoin(request.address, answer.headers["Location"])).url))
        if "text/html" not in answer.headers.get("Content-Type", ""):
            continue
        for one in offered(request.address, answer.content.decode()):
            if one.method == "GET":
                waiting.append(one)
            elif one.method == "POST":
                others.add(one)
            else:
                others |= {Request("GET", one.address), Request("POST", one.address)}
    return answers, others


_WRITE = re.compile(r'\s*(?:INSERT INTO|UPDATE|DELETE FROM|REPLACE INTO)\s+"?(\w+)"?', re.IGNORECASE)


@contextmanager
def written() -> Iterator[set[str]]:
    """Note the tables that are written."""
    tables: set[str] = set()

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if found := _WRITE.match(sql):
            tables.add(found[1])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield tables
