"""What the look promises: targets that a thumb hits, a way past the menu, nothing that moves, and few bytes."""

import gzip
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from playwright.sync_api import expect

from news.articles import workflow
from news.articles.models import Edition, PhotoCaption
from news.photos.uploads import receive
from tests.photos import pictures

WHOLE_SHEET, ORNAMENT, BARE_PAGE = 15_000, 1_000, 30_000  # bytes


@pytest.fixture
def shown(draft, penulis, redaktur, penerbit) -> Edition:
    """A release with a photo, live."""
    content = pictures.encoded(pictures.blocks().resize((1200, 800)))
    photo = receive(pictures.upload(content), by=None, alt="Antrean warga di teras", credit="Humas/Wira")
    PhotoCaption.objects.create(edition=draft, photo=photo, caption="Warga mengantre sejak pagi.", is_lead=True)
    workflow.take("submit", draft, by=penulis)
    workflow.take("approve", draft, by=redaktur)
    return workflow.take("release", draft, by=penerbit)


def test_menus_lists_and_buttons_are_44_pixels_high(site, shown, page):
    for address in ("/", "/rubrik/kesehatan/", shown.article.get_absolute_url(), "/arsip/", "/tidak-ada/"):
        page.goto(site + address)
        small = page.locator(".menu a, .tags a, .crumbs a, .pager a, .button, .foot-links a").evaluate_all(
            "links => links.filter(link => link.getBoundingClientRect().height < 44).map(link => link.outerHTML)"
        )
        assert small == [], address


def test_the_first_tab_leads_past_the_menu(site, shown, page):
    page.goto(site + "/")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_attribute("href", "#isi")
    page.keyboard.press("Enter")
    expect(page.locator("#isi")).to_be_focused()


def test_on_a_phone_the_search_is_at_hand_and_the_menu_opens_without_a_script(site, shown, visitor):
    page = visitor(java_script_enabled=False)
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(site + "/rubrik/kesehatan/")
    menu, opener = page.locator("#menu"), page.get_by_role("button", name="Menu")
    expect(menu).to_be_hidden()
    for control in (opener, page.locator(".find input").first, page.locator(".find button").first):
        assert control.bounding_box()["height"] >= 44
    opener.press("Enter")
    expect(menu).to_be_visible()
    page.keyboard.press("Tab")
    expect(menu.get_by_role("button", name="Tutup")).to_be_focused()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.keyboard.press("Escape")
    expect(menu).to_be_hidden()
    expect(opener).to_be_focused()
    opener.click()
    menu.get_by_role("button", name="Tutup").click()
    expect(menu).to_be_hidden()
    page.locator("#find").fill("vaksinasi")
    page.locator("#find").press("Enter")
    page.wait_for_url(site + "/cari/?q=vaksinasi")


def test_the_open_menu_is_accessible(site, shown, page, axe):
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(site + "/")
    page.get_by_role("button", name="Menu").click()
    expect(page.locator("#menu")).to_be_visible()
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        axe(page)


def test_nothing_moves_while_pictures_load(site, shown, page):
    page.add_init_script(
        "window.moved = 0;"
        "const observer = new PerformanceObserver(list => list.getEntries().forEach(one => window.moved += one.value));"
        "observer.observe({type: 'layout-shift', buffered: true})"
    )
    for address in ("/", shown.article.get_absolute_url()):
        page.goto(site + address)
        page.wait_for_load_state("networkidle")
        assert page.evaluate("window.moved") < 0.01, address


def test_the_sheet_the_ornament_and_a_page_are_small(approved, penerbit, pembaca):
    sheet = len(gzip.compress(Path(finders.find("css/warta.css")).read_bytes()))
    ornament, icon = (Path(finders.find(f"img/{name}.svg")).stat().st_size for name in ("tenun", "ikon"))
    article = workflow.take("release", approved, by=penerbit).article
    page = len(gzip.compress(pembaca.get(article.get_absolute_url()).content))
    assert sheet <= WHOLE_SHEET
    assert max(ornament, icon) <= ORNAMENT
    assert sheet + ornament + icon + page <= BARE_PAGE
