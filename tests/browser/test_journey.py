"""The main job, from a raw text to a page, a feed, a comment, a correction and a withdrawal: every hand that takes part
in it sits at a browser of its own.
"""

import re
from pathlib import Path

import feedparser
import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from news.articles.models import Edition, Section
from news.directory.models import Agency

from ..photos import pictures

# As such texts come: copied off a page, with its navigation and buttons, the caption twice, quote marks of every kind,
# an editor's mark at the end and what stands below an article.
RAW = (Path(__file__).parent / "raw.txt").read_text(encoding="utf-8")
HEADLINE = "Puskesmas Muara Buka Layanan Malam bagi Nelayan"
CORRECTED = "Puskesmas Muara dan Kuala Buka Layanan Malam bagi Nelayan"
REMARK = "Mohon sebut dari mana obatnya."
ANSWER = "Obat berasal dari gudang farmasi kota."
COMMENT = "Apakah istri nelayan juga dilayani?"
NOTE = "Layanan malam dibuka di dua puskesmas, bukan satu."
REASON = "Jadwal layanan belum disepakati."
CAPTION = "Kepala Dinas Kesehatan meninjau layanan malam."
CREDIT = "Dok. Dinkes"


def lines_with(page: Page, text: str) -> int:
    """Return how many times the open page shows ``text``."""
    return page.locator("main, #content").inner_text().count(text)


def take(page: Page, step: str, **fields: str) -> None:
    """Take ``step`` with the release that is open at the desk, with what it asks for: on its screen if it can be."""
    way = page.locator("aside .way-more, aside form.way, aside div.way", has=page.locator(f"[data-step={step}]")).first
    if not way.count():
        page.locator(f"aside [data-step={step}]").click()  # a writer's text is saved by that
        page.wait_for_url(f"**/steps/{step}/")
        way = page.locator("#step_form")
    elif way.evaluate("way => way.matches('details:not([open])')"):
        way.locator("summary").click()
    for name, value in fields.items():
        field = way.locator(f"[name={name}]").first
        if field.get_attribute("type") == "radio":
            way.locator(f"[name={name}][value={value}]").check()
        else:
            field.fill(value)
    with page.expect_navigation():
        way.locator("button[type=submit]").last.click()
    page.wait_for_url("**/articles/edition/*/change/")


def open_release(page: Page, site: str, headline: str = HEADLINE) -> None:
    """Open the release from the first page of the desk, where it waits for whoever is at it."""
    page.goto(site + reverse("admin:index"))
    page.locator("#content a", has_text=headline).first.click()
    page.wait_for_url("**/articles/edition/*/change/")


def type_into_body(page: Page, text: str) -> None:
    """Add ``text`` at the end of the body, as it is typed."""
    page.locator("#id_body[role=textbox]").click()
    page.keyboard.press("Control+End")
    page.keyboard.type(text)


def paste(page: Page, site: str, section: Section, agency: Agency) -> None:
    """Paste the raw text, and make the draft of what was read."""
    page.goto(site + reverse("admin:intake:paste"))
    page.locator("[name=text]").fill(RAW)
    page.locator("[name=step][value=read]").click()
    page.locator("[name=agency]").select_option(str(agency.pk))
    assert page.locator("[name=section]").input_value() == str(section.pk)
    expect(page.locator("[name=officials]:checked")).to_have_count(1)
    page.locator("[name=step][value=draft]").click()
    page.wait_for_url("**/articles/edition/*/change/")


def add_photo(page: Page, picture: bytes) -> None:
    """Send a photo from the form of the release, with all that a photo needs, and give it its caption."""
    row = page.locator("#captions-0")
    file = {"name": "malam.jpg", "mimeType": "image/jpeg", "buffer": picture}
    page.locator(".photo-send input[multiple]").set_input_files(file)
    row.locator("[data-word=alt]").fill("Pejabat berbicara dengan perawat di ruang tunggu")
    row.locator("[data-word=credit]").fill(CREDIT)
    row.locator("[data-word=credit]").press("Tab")
    row.locator(".photo-lacks .badge").first.wait_for(state="detached")
    row.locator("[name$=-caption]").fill(CAPTION)


class Public:
    """What a stranger sees, and what subscribers get."""

    def __init__(self, page: Page, site: str, address: str, lists: list[str]) -> None:
        self.page, self.site, self.address, self.lists = page, site, address, lists

    def open(self, address: str) -> int:
        """Open ``address`` and return the status of the answer."""
        answer = self.page.goto(self.site + address, wait_until="domcontentloaded")
        assert answer
        return answer.status

    def is_listed(self) -> list[bool]:
        """Say for each list whether it leads to the release."""
        found = []
        for address in self.lists:
            self.open(address)
            found.append(self.page.locator(f"main a[href='{self.address}']").count() > 0)
        return found

    def feed(self, address: str) -> feedparser.FeedParserDict:
        """Return a feed as a subscriber's reader understands it."""
        answer = self.page.request.get(self.site + address)
        assert answer.status == 200
        feed = feedparser.parse(answer.body())
        assert not feed.bozo, feed.bozo_exception
        return feed

    def status(self, address: str) -> int:
        """Return how ``address`` answers."""
        return self.page.request.get(self.site + address if address.startswith("/") else address).status


@pytest.fixture
def picture() -> bytes:
    return pictures.encoded(pictures.blocks().resize((640, 427), 0))


def test_a_raw_text_becomes_a_release_is_answered_corrected_and_withdrawn(
    site, desk, visitor, penulis, redaktur, penerbit, moderator, agency, section, official, appointment, picture
):
    # penulis pastes the text, completes the draft and submits it
    writer = desk(penulis)
    paste(writer, site, section, agency)
    assert writer.locator("[name=headline]").input_value() == HEADLINE
    assert writer.locator("[name=dateline_source]").input_value().lower() == "selasihkini.example"
    assert writer.locator("[name=event_date]").input_value() == "2026-03-02"
    writer.locator("[name=tags]").fill("Nelayan")
    add_photo(writer, picture)
    take(writer, "submit")

    # redaktur returns it with a remark, which penulis sees; it is mended and submitted again
    editor = desk(redaktur)
    open_release(editor, site)
    take(editor, "return", note=REMARK)
    writer.goto(site + reverse("admin:index"))
    assert REMARK in writer.locator("#content").inner_text()
    open_release(writer, site)
    assert REMARK in writer.locator("aside .remark").first.inner_text()
    type_into_body(writer, f" {ANSWER}")
    take(writer, "submit")

    # redaktur approves it; nothing of it is public before penerbit releases it
    open_release(editor, site)
    assert ANSWER in editor.locator("#id_body[role=textbox]").inner_text()
    take(editor, "approve")
    reader = visitor()
    assert HEADLINE not in (reader.goto(site) and reader.content())
    publisher = desk(penerbit)
    open_release(publisher, site)
    take(publisher, "release")
    address = publisher.locator("aside a[href^='/2']").get_attribute("href")
    edition = Edition.objects.select_related("article").get()
    assert address == edition.article.get_absolute_url()

    # a stranger sees it at its address, in every list and in every feed
    topic = edition.tags.get().get_absolute_url()
    own = [section.get_absolute_url(), agency.get_absolute_url(), official.get_absolute_url(), topic]
    public = Public(reader, site, address, ["/", *own, address[:6], address[:9]])
    assert public.open(address) == 200
    assert reader.locator("h1").inner_text() == HEADLINE
    assert lines_with(reader, ANSWER) == 1
    assert lines_with(reader, "Nelayan tidak sakit pada jam kantor.") >= 1
    assert lines_with(reader, "Baca juga") == lines_with(reader, "(smw)") - 1 == 0
    figure = reader.locator("figure", has=reader.locator("img"))
    assert CAPTION in figure.inner_text()
    assert CREDIT in figure.inner_text()
    assert figure.locator("img").evaluate("image => image.decode().then(() => image.naturalWidth > 0)")
    photo = figure.locator("img").evaluate("image => image.currentSrc")
    share_card = reader.locator("meta[property='og:image']").get_attribute("content")
    assert all(public.is_listed())
    feeds = ["/umpan/rss.xml", *(f"{page}rss.xml" for page in own)]
    for feed in map(public.feed, feeds):
        (entry,) = feed.entries
        assert (entry.title, entry.link) == (HEADLINE, site + address)
        assert ANSWER in entry.content[0].value
        assert entry.media_credit[0]["content"] == CREDIT
    identity = entry.id
    assert address in sitemaps(public)

    # a reader comments; nobody sees it until the moderator has approved it
    public.open(address)
    reader.locator("#komentar a.button").click()
    reader.locator("[name=name]").fill("Rina")
    reader.locator("[name=text]").fill(COMMENT)
    reader.locator("main form button[type=submit]").click()
    reader.locator("#komentar .notice").wait_for()
    public.open(address)
    assert lines_with(reader, COMMENT) == 0
    queue = desk(moderator)
    queue.goto(site + reverse("admin:comments_comment_changelist"))
    queue.locator("article.card", has_text=COMMENT).locator("[name=action][value=approve]").click()
    queue.locator("article.card", has_text=COMMENT).wait_for(state="detached")
    public.open(address)
    assert lines_with(reader, COMMENT) == 1

    # penulis corrects it: the old text stays until the new one is released, and the reader is told what changed
    writer.goto(site + reverse("admin:articles_edition_change", args=[edition.pk]))
    take(writer, "revise", kind="ralat", note=NOTE)
    writer.locator("[name=headline]").fill(CORRECTED)
    take(writer, "submit")
    public.open(address)
    assert reader.locator("h1").inner_text() == HEADLINE
    open_release(editor, site, CORRECTED)
    take(editor, "approve")
    open_release(publisher, site, CORRECTED)
    take(publisher, "release")
    assert public.open(address) == 200
    assert reader.locator("h1").inner_text() == CORRECTED
    assert NOTE in reader.locator(".notice .ralat").inner_text()
    assert reader.locator(".meta .updated time").count() == 1
    assert lines_with(reader, COMMENT) == 1
    assert all(public.is_listed())
    for feed in map(public.feed, feeds):
        (entry,) = feed.entries
        assert CORRECTED in entry.title
        assert NOTE in entry.content[0].value
        assert entry.id == identity

    # penerbit withdraws it, and it is gone everywhere
    number = edition.article.number
    take(publisher, "withdraw", note=REASON)
    assert public.open(address) == 410
    gone = reader.locator("main").inner_text()
    assert REASON in gone
    assert number in gone
    assert "Puskesmas Muara" not in reader.content()
    assert not any(public.is_listed())
    for feed in map(public.feed, feeds[:-1]):
        (tombstone,) = feed.entries
        assert tombstone.id == identity
        assert REASON in str(tombstone)
        assert "Puskesmas Muara" not in str(feed)
    assert public.status(feeds[-1]) == 404  # a topic is there as long as something is live under it
    assert address not in sitemaps(public)
    assert public.status(f"/komentar/{edition.article.slug}/") == 404
    assert public.status(photo) == 404
    assert public.status(share_card) == 404


def sitemaps(public: Public) -> str:
    """Return all that the sitemaps name."""
    index = public.page.request.get(f"{public.site}/sitemap.xml").text()
    return "".join(public.page.request.get(location).text() for location in re.findall("<loc>(.*?)</loc>", index))
