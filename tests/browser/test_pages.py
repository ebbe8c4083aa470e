"""What readers see: in every size, in light and dark, with and without JavaScript, and never with a cookie."""

import pytest
from django.template.loader import render_to_string
from django.urls import reverse
from playwright.sync_api import Route, expect

from news.articles import editing, workflow
from news.articles.models import Edition, EditionAgency, PhotoCaption, Quote
from news.comments import moderation, receiving
from news.photos import uploads
from news.photos.models import Photo

from ..photos import pictures
from .conftest import SIZES

LONG = "Pertanggungjawaban penyelenggaraan ketatausahaan, keanekaragaman-kesejahteraan, dipertanggungjawabkan"
BODY = """<h2>Jadwal</h2><p>Layanan dibuka pukul 08.00.</p><ul><li>Puskesmas Muara</li><li>Puskesmas Kuala</li></ul>
<blockquote><p>Warga cukup membawa KTP.</p></blockquote><h3>Pendaftaran</h3><ol><li>Datang</li><li>Daftar</li></ol>
<p>Lihat <a href="https://example.org/jadwal/puskesmas-dengan-alamat-yang-panjang-sekali-tanpa-spasi">jadwal</a>,
<strong>gratis</strong>, <em>setiap hari</em>.<br>Alamat: https://example.org/alamat-yang-panjang-sekali-tanpa-spasi</p>"""


@pytest.fixture
def photos(penulis) -> list[Photo]:
    """One photo that is wide and one that is high."""
    sizes = [(480, 320), (300, 450)]
    files = [pictures.upload(pictures.encoded(pictures.blocks().resize(size))) for size in sizes]
    return [uploads.receive(file, by=penulis, alt="Enam bidang warna", credit="Humas") for file in files]


@pytest.fixture
def addresses(draft, penulis, redaktur, penerbit, moderator, agency, section, official, appointment, photos):
    """A site with one of each thing; return where its pages are, by name."""
    newsroom_page(agency, official, photos[0])
    Quote.objects.create(edition=draft, appointment=appointment, words="Warga cukup membawa KTP.")
    Quote.objects.create(edition=draft, speaker="Sari", office="warga Muara", words="Kami tidak lagi menyeberang.")
    for order, photo in enumerate(photos):
        caption = f"Suasana layanan {order} di Puskesmas Muara, {LONG}."
        PhotoCaption.objects.create(edition=draft, photo=photo, caption=caption, order=order)
    with editing.change(draft.pk, by=penulis) as edition:
        edition.kicker, edition.subheadline, edition.body = "Imunisasi", LONG, BODY
        edition.save()

    def release(edition: Edition) -> Edition:
        workflow.take("submit", edition, by=penulis)
        workflow.take("approve", edition, by=redaktur)
        return workflow.take("release", edition, by=penerbit)

    def another(headline: str, **content: object) -> Edition:
        content = {"section": section, "dateline_place": "Tanjung Selasih", "body": "<p>Isi.</p>"} | content
        edition = editing.begin_draft(penulis, headline=headline, **content)
        EditionAgency.objects.create(edition=edition, agency=agency, is_lead=True)
        return release(edition)

    corrected = release(draft)
    for kind in ("ralat", "klarifikasi"):
        corrected = release(workflow.take("revise", corrected, by=penulis, kind=kind, note=f"Yang benar: {LONG}."))
    article = corrected.article
    root = receiving.receive(article, name="Rina", text=f"Apakah lansia juga dilayani?\n\n{'a' * 300}")
    moderation.decide(root, "approve", by=moderator, version=root.version)
    root.refresh_from_db()
    reply = receiving.receive(article, name="Budi", text="Ya.", parent=root)
    moderation.decide(reply, "approve", by=moderator, version=reply.version)
    for number in range(5):
        another(f"{LONG} {number}" if number < 2 else f"Berita singkat {number}")
    withdrawn = another("Ditarik")
    workflow.take("withdraw", withdrawn, by=penerbit, note="Jadwal belum disepakati.")
    withdrawn.article.refresh_from_db()
    address = Edition.objects.select_related("article").get(pk=corrected.pk).article.get_absolute_url()
    return {
        "home": "/",
        "section": section.get_absolute_url(),
        "release": address,
        "agency": agency.get_absolute_url(),
        "official": official.get_absolute_url(),
        "topic": draft.tags.get().get_absolute_url(),
        "archive": reverse("archive"),
        "year": address[:6],
        "month": address[:9],
        "agencies": reverse("agencies"),
        "officials": reverse("officials"),
        "replies": reverse("comment_replies", args=[article.slug, root.pk]),
        "404": "/tidak-ada/",
        "410": withdrawn.article.get_absolute_url(),
        "comment": reverse("comment", args=[article.slug]),
    }


def newsroom_page(agency, official, photo: Photo) -> None:
    """Fill in what the site says of its people."""
    agency.boilerplate, agency.contact_name, agency.contact_phone = "Dinas Kesehatan melayani warga.", "Sri", "0811-000"
    agency.contact_email, agency.logo = "humas.dinas.kesehatan@tanjungselasih.example", photo
    agency.save()
    official.biography, official.portrait = "Lahir di Muara.", photo
    official.save()


def test_every_page_is_accessible_fits_every_size_and_sets_no_cookie(page, site, addresses, looks_right):
    form = addresses.pop("comment")
    found = []
    for address in addresses.values():
        page.goto(site + address)
        try:
            looks_right(page)
        except AssertionError as error:
            found.append(str(error))
    assert page.context.cookies() == []
    page.goto(site + form)
    looks_right(page)
    assert [cookie["name"] for cookie in page.context.cookies()] == ["csrftoken"]  # what is sent needs one
    assert not found, "\n".join(found)


def test_the_site_works_without_javascript(visitor, site, addresses):
    page = visitor(java_script_enabled=False, has_touch=True)
    page.set_viewport_size({"width": 320, "height": SIZES[320]})
    headline = "Vaksinasi gratis di puskesmas mulai Senin"
    page.goto(site)
    for name in ("section", "release", "agency", "release", "official", "release", "topic", "release"):
        page.locator(f"main a[href='{addresses[name]}']").first.click()
        page.wait_for_url(site + addresses[name])
    assert page.locator("h1").inner_text() == headline
    expect(page.locator("figure img").first).to_be_visible()
    page.get_by_role("button", name="Menu").click()
    page.locator("#menu a[href='/arsip/']").click()
    for name in ("year", "month", "release"):
        page.locator(f"main a[href='{addresses[name]}']").first.click()
        page.wait_for_url(site + addresses[name])
    for name, status in (("404", 404), ("410", 410)):
        answer = page.goto(site + addresses[name])
        assert answer.status == status
        page.locator("main a[href='/']").first.click()
        expect(page.locator(f"main a[href='{addresses['release']}']").first).to_be_visible()
    assert page.context.cookies() == []


def test_the_pages_for_what_went_wrong_are_accessible_and_fit(page, site, newsroom, looks_right):
    def answer(route: Route) -> None:
        status = int(route.request.url.rsplit("/", 1)[1])
        body = render_to_string(f"pages/{status}.html")
        route.fulfill(status=status, content_type="text/html; charset=utf-8", body=body)

    for status in (400, 403, 500):
        page.route(f"{site}/{status}", answer)
        page.goto(f"{site}/{status}")
        assert page.locator("h1").is_visible()
        looks_right(page)


def test_whoever_uses_the_keyboard_gets_to_the_text_first(page, site, released):
    page.goto(site + released.article.get_absolute_url())
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_attribute("href", "#isi")
    expect(page.locator(":focus")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("#isi")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("main :focus")).to_have_count(1)
