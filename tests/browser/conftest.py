"""Chromium, the live site, and what every page must be free of: axe's findings, script errors, breaches of the CSP.

The tests use the system's Chromium; where there is none they are skipped, but under ``CI`` they fail.
"""

import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import axe_playwright_python
import pytest
from django.conf import settings as project
from django.test import Client
from django.urls import reverse
from playwright.sync_api import ConsoleMessage, Page, Request, Response

from news.accounts.models import User

# Playwright keeps an event loop running in the test's thread; Django would refuse to query beside it.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SIZES = {320: 640, 768: 1024, 1280: 800}
PASSWORD = "rahasia-sekali-1"
AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
# Without a copy of the style sheets, which no rule here reads, and which the CSP would not let axe make.
RUN_AXE = """async (rules) => {
    const asked = {resultTypes: ["violations"], preload: false, ...(rules.length && {runOnly: rules})};
    const found = (await axe.run(document, asked)).violations;
    return found.flatMap((one) => one.nodes.map((node) => `${one.id}: ${node.html.slice(0, 160)}`));
}"""
# The dark scheme changes colours alone, so only they are looked at again.
SCHEMES: dict[str, Sequence[str]] = {"light": (), "dark": ("color-contrast", "link-in-text-block")}


def chromium_path() -> str | None:
    """Return where the system's Chromium is."""
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what lies under tests/browser, and skip it where there is no Chromium."""
    for item in items:
        if "tests/browser/" not in item.path.as_posix():
            continue
        item.add_marker("browser")
        if not chromium_path() and not os.environ.get("CI"):
            item.add_marker(pytest.mark.skip(reason="Chromium was not found: apt install chromium"))


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """Start the system's Chromium, quiet towards the network."""
    path = chromium_path()
    assert path, "Chromium was not found: apt install chromium"
    return browser_type_launch_args | {"executable_path": path, "args": FLAGS}


@pytest.fixture(params=SIZES, ids=lambda width: f"{width}px")
def width(request) -> int:
    """A phone, a tablet, a desktop: a test that asks for it runs on each."""
    return request.param


@pytest.fixture(params=["light", "dark"])
def scheme(request) -> str:
    """Both colour schemes: a test that asks for it runs in each."""
    return request.param


@pytest.fixture
def browser_context_args(browser_context_args, request):
    """Give the browser the newsroom's language and zone, and the size and scheme that the test asks for."""
    width = request.getfixturevalue("width") if "width" in request.fixturenames else 1280
    scheme = request.getfixturevalue("scheme") if "scheme" in request.fixturenames else "light"
    return browser_context_args | {
        "viewport": {"width": width, "height": SIZES[width]},
        "color_scheme": scheme,
        "locale": "id-ID",
        "timezone_id": "Asia/Jakarta",
        "reduced_motion": "reduce",
    }


@pytest.fixture
def site(live_server, newsroom, settings) -> str:
    """Return the address of the live site; ask for ``released``, ``penulis`` … beside it to fill it."""
    settings.BASE_URL = live_server.url
    settings.CSRF_TRUSTED_ORIGINS = [live_server.url]
    return live_server.url


@pytest.fixture
def faults() -> Iterator[list[str]]:
    """What went wrong in the pages of this test, which fails for it; one that provokes something takes it out again."""
    found: list[str] = []
    yield found
    assert found == []


def watched(page: Page, faults: list[str]) -> Page:
    """Note in ``faults`` script errors, breaches of the CSP, failed requests and requests elsewhere, on ``page``."""

    def on_console(message: ConsoleMessage) -> None:
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            faults.append(f"{page.url}: {message.text}")

    def on_request(request: Request) -> None:
        if not request.url.startswith(("http://localhost:", "http://127.0.0.1:", "data:", "blob:")):
            faults.append(f"{page.url}: asked for {request.url}")

    def on_response(response: Response) -> None:
        if response.status >= 400 and response.request.resource_type != "document":
            faults.append(f"{page.url}: {response.status} for {response.url}")

    page.on("console", on_console)
    page.on("pageerror", lambda error: faults.append(f"{page.url}: {error}"))
    page.on("request", on_request)
    page.on("response", on_response)
    page.on("popup", lambda popup: watched(popup, faults))
    return page


@pytest.fixture
def page(page: Page, faults: list[str]) -> Page:
    """Open a page that fails the test on what :func:`watched` notes."""
    return watched(page, faults)


@pytest.fixture
def visitor(new_context, faults: list[str]) -> Callable[..., Page]:
    """Return what opens a page in a browser of its own, watched like ``page``: somebody else who visits."""

    def enter(**options: object) -> Page:
        return watched(new_context(**options).new_page(), faults)

    return enter


def findings(page: Page, rules: Sequence[str] = ()) -> list[str]:
    """Return what axe finds on the page that is open, by all its rules or by ``rules``.

    https://github.com/dequelabs/axe-core
    """
    if page.evaluate("typeof axe === 'undefined'"):
        page.evaluate(AXE)
    return page.evaluate(RUN_AXE, list(rules))


@pytest.fixture
def axe() -> Callable[[Page], None]:
    """Return a check that fails with all that axe finds on a page."""

    def check(page: Page) -> None:
        found = findings(page)
        assert not found, "\n".join(found)

    return check


def admit(page: Page, site: str, user: User) -> Page:
    """Log ``user`` in without the form, which test_log_in.py looks at."""
    client = Client()
    client.force_login(user)
    cookie = client.cookies[project.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": project.SESSION_COOKIE_NAME, "value": cookie, "url": site}])
    return page


def enter_desk(page: Page, site: str, user: User) -> Page:
    """Log ``user`` in through the form, and leave ``page`` at the desk."""
    page.goto(site + reverse("admin:login"))
    page.locator("input[name=username]").fill(user.get_username())
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("input[name=password]").press("Enter")
    page.wait_for_url(site + reverse("admin:index"))
    return page


@pytest.fixture
def log_in(page: Page, site: str) -> Callable[[User], Page]:
    """Return what logs a user in at the desk, in place of whoever was before."""

    def enter(user: User) -> Page:
        page.context.clear_cookies()
        return enter_desk(page, site, user)

    return enter


@pytest.fixture
def desk(visitor, site: str) -> Callable[[User], Page]:
    """Return what opens the desk for a user in a browser of their own: several can work at once."""

    def enter(user: User) -> Page:
        page = admit(visitor(), site, user)
        page.goto(site + reverse("admin:index"))
        return page

    return enter


def faults_of(page: Page, sizes: Iterable[int] = SIZES) -> Iterator[str]:
    """Yield what is wrong with the page that is open: what axe finds in each size and scheme, and what sticks out."""
    for width in sizes:
        page.set_viewport_size({"width": width, "height": SIZES[width]})
        if not fits(page):
            yield f"{page.url} at {width} px scrolls sideways: {page.evaluate(STICKING_OUT)}"
        for scheme, rules in SCHEMES.items():
            page.emulate_media(color_scheme=scheme)
            yield from (f"{page.url} at {width} px, {scheme}: {found}" for found in findings(page, rules))
    page.emulate_media(color_scheme="light")


@pytest.fixture
def looks_right() -> Callable[..., None]:
    """Return a check of the page that is open: in each size and scheme axe finds nothing, and nothing sticks out."""

    def check(page: Page, sizes: Iterable[int] = SIZES) -> None:
        found = list(faults_of(page, sizes))
        assert not found, "\n".join(found)

    return check


# The elements that reach beyond the right edge, innermost ones only.
STICKING_OUT = """() => {
    const out = [...document.body.querySelectorAll("*")].filter(
        (element) => element.getBoundingClientRect().right > document.documentElement.clientWidth + 1);
    return out.filter((element) => !out.some((other) => other !== element && element.contains(other)))
        .slice(0, 5).map((element) => element.outerHTML.slice(0, 160));
}"""


def fits(page: Page) -> bool:
    """Say whether the page can be read without scrolling sideways."""
    return page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
