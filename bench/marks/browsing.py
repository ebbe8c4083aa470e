"""What a phone does with a page: what it loads before anybody scrolls, when it shows the headline, what moves."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from playwright.sync_api import Browser, Page, sync_playwright

from .tools import CHROMIUM_FLAGS

PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 3,
    "is_mobile": True,
    "has_touch": True,
    "locale": "id-ID",
    "timezone_id": "Asia/Jakarta",
}
SLOW_NETWORK = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
SLOW_CPU = 4
# The headline is there when it is laid out and something was painted: no frame is made while styles are missing.
_WATCH = """
window.seen = {headline: null, shift: 0, shifted: [], largest: null};
const look = () => {
  const found = document.querySelector('main h1, main h2');
  if (found && found.getClientRects().length && found.textContent.trim()) {
    seen.headline = performance.now();
  } else requestAnimationFrame(look);
};
requestAnimationFrame(look);
const watch = (type, act) => new PerformanceObserver((list) => list.getEntries().forEach(act))
  .observe({type, buffered: true});
watch('layout-shift', (entry) => {
  seen.shift += entry.value;
  seen.shifted.push(...entry.sources.map((source) => source.node?.outerHTML?.slice(0, 80) ?? '?'));
});
watch('largest-contentful-paint', (entry) => { seen.largest = entry.startTime; });
"""
_SEEN = """() => ({
  ...window.seen, first: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? null,
})"""


class Weight(NamedTuple):
    """Bytes over the wire, headers included, before anybody scrolls; and each file's, the heaviest first."""

    total: int
    files: dict[str, int]


class Speed(NamedTuple):
    """Seconds until the first paint, the headline and the largest thing in view."""

    first: float
    headline: float
    largest: float


class Shift(NamedTuple):
    """The cumulative layout shift (https://web.dev/articles/cls), and what moved."""

    score: float
    moved: list[str]


@contextmanager
def browser(path: str) -> Iterator[Browser]:
    """Start the Chromium at ``path``, and stop it at the end."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=list(CHROMIUM_FLAGS))
        try:
            yield started
        finally:
            started.close()


@contextmanager
def _visit(browser: Browser, **more: Any) -> Iterator[Page]:
    """Open a phone's browser that knows nothing of the site yet."""
    context = browser.new_context(**PHONE | more)
    try:
        yield context.new_page()
    finally:
        context.close()


def weight(browser: Browser, url: str) -> Weight:
    """Return what ``url`` weighs on a phone that never was here."""
    with _visit(browser) as page:
        session = page.context.new_cdp_session(page)
        names: dict[str, str] = {}
        files: dict[str, int] = {}
        session.on("Network.requestWillBeSent", lambda sent: names.update({sent["requestId"]: sent["request"]["url"]}))
        session.on(
            "Network.loadingFinished",
            lambda done: files.update({names.get(done["requestId"], "?"): int(done["encodedDataLength"])}),
        )
        session.send("Network.enable")
        page.goto(url, wait_until="networkidle")
        return Weight(sum(files.values()), dict(sorted(files.items(), key=lambda item: -item[1])))


def speed(browser: Browser, url: str) -> Speed:
    """Return how soon a cheap phone on a slow network shows ``url``."""
    with _visit(browser) as page:
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.send("Network.emulateNetworkConditions", SLOW_NETWORK)
        session.send("Emulation.setCPUThrottlingRate", {"rate": SLOW_CPU})
        page.add_init_script(_WATCH)
        page.goto(url, wait_until="load")
        page.wait_for_function("() => seen.headline && performance.getEntriesByName('first-contentful-paint').length")
        seen = page.evaluate(_SEEN)
        first = seen["first"] / 1000
        return Speed(first, max(first, seen["headline"] / 1000), (seen["largest"] or seen["first"]) / 1000)


def shift(browser: Browser, url: str) -> Shift:
    """Return what moves in ``url`` while it loads slowly, and while somebody scrolls to its end."""
    with _visit(browser) as page:
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.send("Network.emulateNetworkConditions", SLOW_NETWORK | {"latency": 100, "downloadThroughput": 400_000})
        page.add_init_script(_WATCH)
        page.goto(url, wait_until="load")
        for _screen in range(40):
            page.mouse.wheel(0, 700)
            page.wait_for_timeout(50)
            if page.evaluate("scrollY + innerHeight >= document.documentElement.scrollHeight - 2"):
                break
        page.wait_for_load_state("networkidle")
        seen = page.evaluate(_SEEN)
        return Shift(seen["shift"], sorted(set(seen["shifted"])))


def without_scripts(browser: Browser, url: str) -> str:
    """Return the title and the words of ``url`` as they stand where scripts are switched off."""
    with _visit(browser, java_script_enabled=False) as page:
        page.goto(url)
        return f"{page.title()}\n{page.locator('body').inner_text()}"
