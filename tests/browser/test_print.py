"""A release on paper: what a notice board needs, and nothing that one clicks; on the screen it costs nothing."""

import io

import segno
from PIL import Image
from playwright.sync_api import expect
from pypdf import PdfReader

from tests.browser.test_look import shown  # noqa: F401  # a fixture


def modules(picture: bytes, across: int) -> list[list[int]]:
    """Return a picture of a QR code as the rows of its modules, 1 for dark: the middle of each one counts."""
    image = Image.open(io.BytesIO(picture)).convert("L")
    step = image.width / across
    middles = [int((place + 0.5) * step) for place in range(across)]
    return [[int(image.getpixel((x, y)) < 128) for x in middles] for y in middles]


def test_a_release_is_printed_with_its_code_and_without_what_one_clicks(site, shown, page):  # noqa: F811
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(site + shown.article.get_absolute_url(), wait_until="networkidle")
    assert not [url for url in asked if url.endswith("qr.svg")]
    paper = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    link = page.locator(".short a").get_attribute("href")
    assert asked[-1] == f"{link}qr.svg"
    width, height = (round(float(side) / 72 * 25.4) for side in paper.pages[0].mediabox[2:])
    assert (width, height) == (210, 297)
    text = " ".join(paper.pages[0].extract_text().split())
    for printed in (shown.headline, shown.article.number, link, "Humas Tanjung Selasih", shown.lead):
        assert printed in text, printed
    everything = " ".join(sheet.extract_text() for sheet in paper.pages)
    for clicked in ("Bagikan", "Salin", "Tulis komentar", "Beranda", "Cari", "Paket pers", "Unduh foto"):
        assert clicked not in everything, clicked


def test_the_printed_code_is_that_of_the_short_link(site, shown, page):  # noqa: F811
    page.goto(site + shown.article.get_absolute_url())
    link = page.locator(".short a").get_attribute("href")
    page.emulate_media(media="print", color_scheme="dark")
    code = page.locator(".stamp img")
    code.scroll_into_view_if_needed()
    expect(code).to_have_js_property("complete", True)
    expected = [list(row) for row in segno.make(link, error="m", micro=False).matrix_iter(border=4)]
    code.evaluate(
        """(image, pixels) => Object.assign(
        image.style, {width: `${pixels}px`, height: `${pixels}px`, maxWidth: "none", margin: 0})""",
        10 * len(expected),
    )
    assert modules(code.screenshot(), len(expected)) == expected
