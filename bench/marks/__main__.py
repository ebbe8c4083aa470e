"""Print what readers get next to what they should: on a demo of its own, which is thrown away.

Whatever is not installed here (Chromium, npm, Java, w3m) is said, and its part left out.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from .. import budgets, server
from ..table import WIDTH, note, row
from . import browsing, cards, content, lighthouse, tools, validity
from .asking import ask
from .content import Page, Site

PARTS = ("weights", "cards", "text", "speed", "shift", "validity", "lighthouse")


def main() -> int:
    """Measure, print each figure as it is known, and return 1 if one of them misses what it should be."""
    parser = argparse.ArgumentParser(prog="python -m bench.marks", description=__doc__)
    parser.add_argument("--runs", type=int, default=3, help="how often Lighthouse judges each page (default: 3)")
    parser.add_argument("--parts", nargs="+", choices=PARTS, default=PARTS)
    parser.add_argument("--keep", type=Path, help="a directory in which the content is kept, and found again")
    arguments = parser.parse_args()
    kept = Path(os.environ.get("VAR_DIR") or "var") / "marks"
    with tempfile.TemporaryDirectory(prefix="warta-marks-") as temporary:
        directory = arguments.keep or Path(temporary)
        os.environ.pop("DATABASE_URL", None)
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "VAR_DIR": str(directory),
            "MEDIA_ROOT": str(directory / "media"),
            "BASE_URL": "http://127.0.0.1:8000",
            "DEBUG": "off",
            "DJANGO_ALLOW_ASYNC_UNSAFE": "1",  # Playwright keeps a loop running
        }
        print(f"{'figure':<{WIDTH}} {'measured':>14}   limit")
        lines = []
        for line in measure(arguments.runs, arguments.parts, kept, Path(temporary)):
            print(line, flush=True)
            lines.append(line)
    missed = [line for line in lines if line.endswith(("missed", "over budget"))]
    print(f"\n{len(missed)} missed" if missed else "\nnothing missed")
    return bool(missed)


def measure(runs: int, parts: list[str], kept: Path, temporary: Path) -> Iterator[str]:
    """Yield the table's lines; the environment names the database, and Django is not set up yet."""
    import django

    django.setup()
    from django.core.management import call_command

    note("making the database and its content")
    call_command("migrate", verbosity=0, interactive=False)
    call_command("collectstatic", verbosity=0, interactive=False)
    site = content.make()
    chromium = tools.chromium()
    with server.serving(dict(os.environ), with_worker=False) as running:
        if "weights" in parts:
            yield from documents(running.port, site)
        if "cards" in parts:
            yield from of_cards(running.port, site)
        if "text" in parts:
            yield from of_text(running.port, site)
        if chromium and {"weights", "text", "speed", "shift", "lighthouse"} & set(parts):
            yield from in_chromium(chromium, running.port, site, parts)
        if not chromium:
            note("Chromium was not found (apt install chromium): no weights with photos, no speed, no marks")
        if {"validity", "lighthouse"} & set(parts):
            modules = tools.installed(kept)
            if modules is None:
                note("Lighthouse and the Nu checker could not be installed: that needs npm, and its registry")
            if modules and "validity" in parts:
                yield from of_validity(modules, running.port, site, temporary)
            if modules and chromium and "lighthouse" in parts:
                yield from of_lighthouse(modules, chromium, running.port, site, runs)


def documents(port: int, site: Site) -> Iterator[str]:
    """Yield what the HTML of each page weighs, in both compressions."""
    for name, page in site.read.items():
        for encoding in ("br", "gzip"):
            yield row(f"HTML, {encoding}, {name}", ask(port, page, encoding).wire_bytes / 1000, None, "kB")


def of_cards(port: int, site: Site) -> Iterator[str]:
    """Yield what WhatsApp shows of a release with photos and of one without."""
    for name in ("release with photos", "release without photos"):
        found = cards.card(port, site.read[name])
        size = found.image_bytes / 1000 if found.image_bytes is not None else None
        is_jpeg = int(found.kind == "JPEG image/jpeg")
        yield row(f"card, {name}, JPEG", is_jpeg, 1, "(1: yes)", at_least=True)
        yield row(f"card, {name}", size, budgets.CARD_KB, "kB")
        yield row(f"card, {name}, width", found.width, budgets.CARD_WIDTH, "px", at_least=True)
        yield row(f"card, {name}, faults in its tags", len(found.faults), 0)
        yield from detail(found.faults)


def of_text(port: int, site: Site) -> Iterator[str]:
    """Yield how many of the pages a text browser shows whole: headline and words of each."""
    if not shutil.which("w3m"):
        note("w3m was not found (apt install w3m): no text browser")
        return
    missing = []
    for name, page in site.read.items():
        command = ["w3m", "-dump", "-cols", "80", f"http://127.0.0.1:{port}{page.path}"]
        seen = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True).stdout
        missing += [f"{name}: {words}" for words in wanted(port, page) if squeezed(words) not in squeezed(seen)]
    yield row("missing in a text browser", len(missing), 0)
    yield from detail(missing)


def in_chromium(chromium: str, port: int, site: Site, parts: list[str]) -> Iterator[str]:
    """Yield weights, speed, shifts, and what is missing without scripts."""
    with browsing.browser(chromium) as browser:
        addresses = {name: f"http://127.0.0.1:{port}{page.path}" for name, page in site.read.items()}
        note("making the pictures that the pages show")
        for url in addresses.values():
            browsing.weight(browser, url)
        if "weights" in parts:
            for name, url in addresses.items():
                weight = browsing.weight(browser, url)
                limit = budgets.WEIGHT_KB.get(name, budgets.WEIGHT_KB["any"])
                yield row(f"weight before scrolling, {name}", weight.total / 1000, limit, "kB")
                heaviest = list(weight.files.items())[:3]
                yield from detail([f"{size / 1000:.1f} kB {address.split('/', 3)[3]}" for address, size in heaviest])
        if "text" in parts:
            missing = []
            for name, page in site.read.items():
                seen = squeezed(browsing.without_scripts(browser, addresses[name]))
                missing += [f"{name}: {words}" for words in wanted(port, page) if squeezed(words) not in seen]
            yield row("missing without scripts", len(missing), 0)
            yield from detail(missing)
        if "speed" in parts:
            note("reading on a slow phone: 50 kB/s, 400 ms, a processor slowed down four times")
            for name, url in addresses.items():
                speed = browsing.speed(browser, url)
                yield row(f"slow phone, headline, {name}", speed.headline, budgets.HEADLINE_SECONDS, "s")
                yield from detail([f"first paint {speed.first:.2f} s, largest {speed.largest:.2f} s"])
        if "shift" in parts:
            for name, url in addresses.items():
                shift = browsing.shift(browser, url)
                yield row(f"layout shift, {name}", shift.score, 0.0)
                yield from detail(shift.moved)


def of_validity(modules: Path, port: int, site: Site, temporary: Path) -> Iterator[str]:
    """Yield what the Nu checker finds in all pages and in the stylesheet."""
    if not shutil.which("java"):
        note("Java was not found (apt install default-jre-headless): no Nu checker")
        return
    note("asking the Nu checker")
    pages = {name: ask(port, page).body for name, page in (site.read | site.more).items()}
    with content.banner():
        pages["home with banner"] = ask(port, site.read["home"]).body
    pages["warta.css"] = ask(port, Page(stylesheet(pages["home"].decode()))).body
    directory = temporary / "html"
    directory.mkdir()
    found = validity.findings(modules / "vnu-jar" / "build" / "dist" / "vnu.jar", pages, directory)
    errors = [finding for finding in found if finding.is_error]
    yield row(f"errors in HTML, {len(pages) - 1} pages", sum(not one.page.endswith(".css") for one in errors), 0)
    yield row("errors in CSS", sum(one.page.endswith(".css") for one in errors), 0)
    yield row("warnings", len(found) - len(errors), None)
    said = {finding.words: finding for finding in reversed(found)}.values()
    yield from detail([f"{finding.page}, {finding.place}: {finding.words} {finding.extract}" for finding in said])


def of_lighthouse(modules: Path, chromium: str, port: int, site: Site, runs: int) -> Iterator[str]:
    """Yield the marks of each page in all categories, and what cost them."""
    note(f"asking Lighthouse, {runs} times for each page")
    for name, page in site.read.items():
        url = f"http://127.0.0.1:{port}{page.path}"
        skip = () if page.is_for_engines else lighthouse.INDEXING
        try:
            marks = lighthouse.marks(modules, chromium, url, runs, skip)
        except (RuntimeError, subprocess.TimeoutExpired) as error:
            note(str(error))
            yield row(f"Lighthouse, {name}", None, budgets.MARK, at_least=True)
            continue
        for category, mark in marks.by_category.items():
            yield row(f"Lighthouse, {category}, {name}", mark, budgets.MARK, at_least=True)
        yield from detail(marks.lost_by)


def detail(lines: list[str], most: int = 40) -> Iterator[str]:
    """Yield lines that explain the one above."""
    yield from (f"    {line[:240]}" for line in lines[:most])


def wanted(port: int, page: Page) -> list[str]:
    """Return words that nobody should miss in ``page``: its headline, and the first paragraph of a release."""
    html = ask(port, page).body.decode()
    found = re.findall(r"<main.*?<h[12][^>]*>(.*?)</h[12]>", html, re.DOTALL)[:1]
    found += re.findall(r'<p class="lead">(.*?)</p>', html, re.DOTALL)
    return [text(words) for words in found]


def text(html: str) -> str:
    """Return the words of a piece of HTML."""
    from html import unescape

    from django.utils.html import strip_tags

    words: str = strip_tags(html)
    return unescape(words)


def squeezed(words: str) -> str:
    """Return ``words`` without spaces and lines, which browsers break as they like."""
    return "".join(words.split()).lower()


def stylesheet(html: str) -> str:
    """Return the path of the site's stylesheet."""
    found: list[str] = re.findall(r'<link rel="stylesheet" href="([^"]+)"', html)
    return found[0]


if __name__ == "__main__":
    sys.exit(main())
