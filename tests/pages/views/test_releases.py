"""The page of a release: what it shows, what it says when the release has ended, and where it sends who errs."""

import datetime
import html
import json
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.http import int_to_base36
from django.utils.translation import gettext as _

from news.articles import workflow
from news.articles.models import Article, Edition, Mention, PhotoCaption, Quote, Section
from news.directory.models import Appointment, Official, Position
from news.photos.uploads import receive
from tests.articles.documents import CSV, PDF
from tests.articles.test_attachments import attach
from tests.conftest import NOON
from tests.pages.conftest import ADDRESS, DAY, HOUR, MINUTE
from tests.photos import pictures

HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(2)>\"'&"


def text(client, address: str = ADDRESS) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def linked_data(page: str) -> list[dict]:
    block = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    return json.loads(block[1])["@graph"]


def test_the_page_shows_all_that_the_release_has(full, release, newsroom, pembaca):
    newsroom.contact_name, newsroom.contact_email = "Bagian Humas", "humas@tanjungselasih.example"
    newsroom.save()
    article = release(full).article
    page = html.unescape(text(pembaca))
    for words in (
        "Imunisasi", full.headline, "Tanpa mendaftar lebih dulu", "Tanjung Selasih, HUMAS", full.lead,
        "<p>Layanan dibuka pukul 08.00.</p>", "Rabu, 11 Maret 2026 pukul 12.00 WIB", "Warga mengantre sejak pagi.",
        "Humas/Wira", 'alt="Antrean warga di teras"', "“Cukup bawa KTP.”", "dr. Rahmat Simbolang, M.Kes.",
        "Kepala Dinas Kesehatan Kota Tanjung Selasih", "Ibu Rukmini", article.number, "(rsi)", "Puskesmas Muara",
        "/topik/imunisasi/", "/rubrik/kesehatan/", "/instansi/dinas-kesehatan/", "/pejabat/rahmat-simbolang/",
        "Bagian Humas", "humas@tanjungselasih.example", "https://wa.me/?text=", "/komentar/", "/card.jpg",
    ):  # fmt: skip
        assert words in page, words
    assert page.index("wa.me") < page.index("facebook.com")


def test_the_lead_agency_is_asked_before_the_newsroom(full, agency, release, pembaca):
    agency.contact_name, agency.contact_phone, agency.boilerplate = "Seksi Informasi", "(0000) 555-1", "Melayani warga."
    agency.save()
    release(full)
    page = text(pembaca)
    assert "Seksi Informasi" in page
    assert 'href="tel:(0000)555-1"' in page
    assert "Melayani warga." in page


def test_a_bare_release_needs_nothing_more(another, pembaca):
    article = another("Siaran singkat", event_date=None).article
    page = text(pembaca, article.get_absolute_url())
    assert "<figure" not in page
    assert f'og:image" content="http://127.0.0.1:8000{article.get_absolute_url()}kartu.jpg?' in page


def test_metadata_for_machines(full, release, correct, settings, pembaca, clock):
    settings.BASE_URL = "https://warta.example"
    released = release(full)
    clock.move_to(NOON + HOUR)
    correct(released, "ralat", "Jam dibetulkan.")
    page = text(pembaca)
    for tag in (
        f'<link rel="canonical" href="https://warta.example{ADDRESS}">',
        f'<meta property="og:url" content="https://warta.example{ADDRESS}">',
        '<meta property="og:type" content="article">',
        '<meta property="og:locale" content="id_ID">',
        '<meta property="og:image:alt" content="Antrean warga di teras">',
        '<meta property="article:published_time" content="2026-03-11T12:00:00+07:00">',
        '<meta property="article:modified_time" content="2026-03-11T13:00:00+07:00">',
        '<meta property="article:tag" content="Imunisasi">',
        '<link rel="alternate" type="application/rss+xml"',
    ):
        assert tag in page, tag
    assert re.search(r'og:image" content="https://warta\.example/media/[0-9a-f-]{36}/card\.jpg"', page)
    article, crumbs = linked_data(page)
    assert article["@type"] == "NewsArticle"
    assert article["datePublished"] == "2026-03-11T12:00:00+07:00"
    assert article["dateModified"] == "2026-03-11T13:00:00+07:00"
    assert article["correction"][0]["text"] == "Jam dibetulkan."
    assert article["mentions"][0]["jobTitle"] == "Kepala Dinas Kesehatan Kota Tanjung Selasih"
    assert [image["url"].rsplit("/", 1)[1] for image in article["image"]] == ["1x1.jpg", "4x3.jpg", "16x9.jpg"]
    assert [item["name"] for item in crumbs["itemListElement"]][1:] == ["Kesehatan", full.headline]


def test_the_card_can_be_fetched(full, release, pembaca):
    release(full)
    address = re.search(r'og:image" content="[a-z]+://[^/]+(/media/[^"]+)"', text(pembaca))[1]
    assert pembaca.get(address)["Content-Type"] == "image/jpeg"


# What changed


def test_a_correction_is_told_at_the_top_with_its_kind_date_and_note(full, release, correct, pembaca, clock):
    released = release(full)
    clock.move_to(NOON + HOUR)
    first = correct(released, "update", "Jumlah puskesmas ditambah.")
    clock.move_to(NOON + DAY)
    correct(first, "ralat", "Hari dibetulkan.", headline="Vaksinasi gratis mulai Selasa")
    page = text(pembaca)
    assert page.index("Hari dibetulkan.") < page.index("Jumlah puskesmas ditambah.") < page.index(full.lead)
    assert "Kamis, 12 Maret 2026 pukul 12.00 WIB" in page
    assert "Rabu, 11 Maret 2026 pukul 12.00 WIB" in page
    assert full.headline not in page


def test_a_minor_correction_is_silent(full, release, correct, pembaca, clock):
    released = release(full)
    clock.move_to(NOON + HOUR)
    correct(released, "minor", body="<p>Salah ketik dibetulkan.</p>")
    page = text(pembaca)
    assert "Salah ketik dibetulkan." in page
    assert "13.00 WIB" not in page
    assert 'class="notice"' not in page


def test_a_scheduled_correction_is_not_told_before_its_time(full, release, correct, pembaca, clock):
    released = release(full)
    clock.move_to(NOON + MINUTE)
    correct(released, "ralat", "Hari dibetulkan.", at=NOON + HOUR)
    answer = pembaca.get(ADDRESS)
    assert "Hari dibetulkan." not in answer.content.decode()
    clock.move_to(NOON + HOUR - datetime.timedelta(seconds=20))
    assert pembaca.get(ADDRESS)["Cache-Control"] == "public, max-age=0, s-maxage=20"
    clock.move_to(NOON + HOUR)
    assert "Hari dibetulkan." in text(pembaca)


def test_an_old_release_keeps_the_office_then_held(full, release, official, appointment, other_agency, pembaca, clock):
    release(full)
    appointment.end_date = datetime.date(2026, 6, 1)
    appointment.save()
    position = Position.objects.create(title="Kepala", agency=other_agency)
    Appointment.objects.create(official=official, position=position, capacity="plt", start_date="2026-06-01")
    clock.move_to(NOON + 365 * DAY)
    page = text(pembaca)
    assert "Kepala Dinas Kesehatan Kota Tanjung Selasih" in page
    assert "Dinas Perhubungan" not in page


# Gone, elsewhere, or never there


def test_a_withdrawn_release_says_so_and_no_more(full, release, another, penerbit, pembaca, clock):
    released = release(full)
    successor = another("Jadwal vaksinasi yang benar").article
    clock.move_to(NOON + HOUR)
    workflow.take("withdraw", released, by=penerbit, note="Jadwal keliru <b>total</b>.", successor=successor)
    answer = pembaca.get(ADDRESS)
    page = answer.content.decode()
    assert answer.status_code == 410
    assert Article.objects.get(pk=full.article_id).number in page
    assert "Rabu, 11 Maret 2026 pukul 13.00 WIB" in page
    assert "Jadwal keliru &lt;b&gt;total&lt;/b&gt;." in page
    assert successor.get_absolute_url() in page
    for hidden in (full.headline, full.lead, "Layanan dibuka", "Cukup bawa KTP", "Jadwal vaksinasi yang benar"):
        assert hidden not in page


@pytest.mark.parametrize("delay", [HOUR, None])
def test_a_successor_that_is_not_live_is_not_named(delay, full, release, another, penerbit, pembaca, clock):
    released = release(full)
    successor = another("Pengganti", at=NOON + delay if delay else None)
    if not delay:
        workflow.take("withdraw", successor, by=penerbit, note="Juga keliru.")
    workflow.take("withdraw", released, by=penerbit, note="Keliru.", successor=successor.article)
    answer = pembaca.get(ADDRESS)
    assert answer.status_code == 410
    assert "pengganti" not in answer.content.decode()
    assert "Juga keliru" not in answer.content.decode()


def test_an_expired_release_says_when_it_ended(full, release, pembaca, clock):
    Edition.objects.filter(pk=full.pk).update(expires_at=NOON + HOUR)
    release(full)
    clock.move_to(NOON + HOUR)
    answer = pembaca.get(ADDRESS)
    assert answer.status_code == 410
    assert "Rabu, 11 Maret 2026 pukul 13.00 WIB" in answer.content.decode()
    assert full.headline not in answer.content.decode()


def test_the_right_slug_under_a_wrong_date_leads_to_the_right_address(full, release, penerbit, pembaca, clock):
    wrong = "/2019/01/31/vaksinasi-gratis-di-puskesmas-mulai-senin/"
    released = release(full)
    for _round in range(2):
        answer = pembaca.get(wrong, {"x": "1"})
        assert answer.status_code == 301
        assert answer["Location"] == ADDRESS
        clock.move_to(NOON + HOUR)
        workflow.take("withdraw", released, by=penerbit, note="Keliru.") if _round == 0 else None


def test_the_local_date_stands_in_the_address(full, release, newsroom, pembaca, clock):
    clock.move_to(datetime.datetime(2026, 3, 11, 17, 30, tzinfo=datetime.UTC))  # 00.30 WIB of the next day
    article = release(full).article
    assert article.get_absolute_url() == ADDRESS.replace("/11/", "/12/")
    assert "Kamis, 12 Maret 2026 pukul 00.30 WIB" in text(pembaca, article.get_absolute_url())


# Hostile content


def test_whatever_an_editor_typed_is_only_text(full, release, agency, official, section, photo, pembaca):
    fields = ("kicker", "headline", "subheadline", "dateline_place", "dateline_source", "lead", "byline", "venue")
    for name in fields:
        setattr(full, name, HOSTILE)
    full.body = (
        f"<p>Isi {HOSTILE}</p><p onclick=alert(3)>Dua</p><a href='javascript:alert(4)'>Tiga</a><style>p{{}}</style>"
    )
    full.save()
    full.tags.add("<b>Tebal</b>")
    PhotoCaption.objects.update(caption=HOSTILE)
    Quote.objects.update(words=HOSTILE, speaker=HOSTILE, office=HOSTILE)
    photo.alt, photo.credit = HOSTILE, HOSTILE
    photo.save()
    for row in (agency, official, section):
        row.name = HOSTILE[:60]
        row.save()
    agency.boilerplate = agency.contact_name = HOSTILE
    agency.save()
    article = release(full).article
    for address in (
        article.get_absolute_url(), "/", section.get_absolute_url(), agency.get_absolute_url(),
        official.get_absolute_url(), "/2026/", "/instansi/", "/pejabat/",
    ):  # fmt: skip
        page = text(pembaca, address)
        ours = r'<script type="(?:application/ld\+json|module" src="[^"<]*)">.*?</script>'
        outside = re.sub(ours, "", page, flags=re.DOTALL)
        for markup in ("<script", "<img src=x", "<b>Tebal", "javascript:", "<style", "onclick="):
            assert markup not in outside, (address, markup)
    data = linked_data(text(pembaca, article.get_absolute_url()))
    assert data[0]["headline"].startswith("</script>")


def test_comments_that_stand_are_shown_and_closed_ones_offer_no_form(full, release, pembaca):
    article = release(full).article
    assert f"/komentar/{article.slug}/" in text(pembaca)
    Article.objects.filter(pk=article.pk).update(comments=Article.Comments.CLOSED)
    assert f'href="/komentar/{article.slug}/"' not in text(pembaca)


def test_words_of_the_page_follow_the_newsroom_not_the_browser(full, release, pembaca):
    release(full)
    page = pembaca.get(ADDRESS, headers={"accept-language": "en"}).content.decode()
    assert '<html lang="id">' in page
    assert _("Press contact") in page


def test_a_release_in_another_language_says_so_of_its_own_words_only(full, release, pembaca):
    Article.objects.filter(pk=full.article_id).update(language="en")
    release(full)
    page = text(pembaca)
    assert '<h1 lang="en">' in page
    assert '<html lang="id">' in page


def test_the_files_are_listed_with_kind_and_size_in_their_order(full, release, pembaca):
    first = attach(full, PDF, "b.pdf", title="Jadwal <lengkap>", order=2)
    attach(full, CSV, "a.csv", order=1)
    article = release(full).article
    page = text(pembaca)
    assert page.index('>a</a> <span class="soft">(CSV, 1 kB)</span>') < page.index("(PDF, 1 kB)")
    assert f'<a href="/media/lampiran/{first.key}.pdf" download>Jadwal &lt;lengkap&gt;</a>' in page
    with CaptureQueriesContext(connection) as with_files:
        pembaca.get(article.get_absolute_url())
    assert len(with_files) <= 8


def test_a_release_without_files_has_no_place_for_them(full, release, pembaca):
    release(full)
    assert 'id="attachments"' not in text(pembaca)


# Ways on: contents, what stands beside it, the short link


def test_a_long_release_begins_with_its_contents(full, release, pembaca):
    full.body = "".join(f"<h2>Bagian {number} &amp; lain</h2><p>Isi.</p>" for number in range(3))
    full.save()
    release(full)
    page = text(pembaca)
    for number in range(3):
        assert f'<a href="#bagian-bagian-{number}-lain">Bagian {number} &amp; lain</a>' in page
        assert page.count(f'<h2 id="bagian-bagian-{number}-lain">') == 1
    assert page.index('class="contents"') < page.index("<h2 id=")


def test_a_short_one_does_not(full, release, pembaca):
    full.body = "<h2>Satu</h2><p>Isi.</p><h2>Dua</h2><p>Isi.</p>"
    full.save()
    release(full)
    assert "Satu</h2>" in text(pembaca)
    assert 'class="contents"' not in text(pembaca)


def beside(page: str) -> dict[str, str]:
    """Return where the links to what stands beside a release lead."""
    return dict(re.findall(r'<a class="\w+" rel="(prev|next)" href="([^"]+)"', page))


def test_what_stands_beside_it_in_its_section_is_one_step_away(another, pembaca, clock):
    kept = []
    for number in range(3):
        clock.move_to(NOON + number * HOUR)
        kept.append(another(f"Siaran {number}").article)
    first, middle, last = (article.get_absolute_url() for article in kept)
    assert beside(text(pembaca, first)) == {"prev": middle}
    assert beside(text(pembaca, middle)) == {"prev": last, "next": first}
    assert beside(text(pembaca, last)) == {"next": middle}


def test_of_the_same_moment_the_later_one_is_newer(another, pembaca):
    one, two = another("Satu").article.get_absolute_url(), another("Dua").article.get_absolute_url()
    assert beside(text(pembaca, one)) == {"prev": two}
    assert beside(text(pembaca, two)) == {"next": one}


def test_what_is_not_live_and_other_sections_stand_beside_nothing(another, penerbit, pembaca, clock):
    here = another("Di sini").article.get_absolute_url()
    clock.move_to(NOON + MINUTE)
    another("Rubrik lain", section=Section.objects.create(name="Lain", slug="lain"))
    gone = another("Dicabut")
    workflow.take("withdraw", gone, by=penerbit, note="Keliru.")
    late = another("Terjadwal", at=NOON + HOUR)
    assert beside(text(pembaca, here)) == {}
    clock.move_to(NOON + HOUR)
    assert beside(text(pembaca, here)) == {"prev": late.article.get_absolute_url()}


def short(article: Article) -> str:
    return f"/s/{int_to_base36(article.pk)}/"


def test_a_short_link_leads_to_it(full, release, pembaca):
    article = release(full).article
    assert f"{short(article)}</a>" in text(pembaca)
    for method in (pembaca.get, pembaca.head):
        answer = method(short(article))
        assert (answer.status_code, answer["Location"]) == (301, ADDRESS)


def test_a_short_link_tells_nothing_of_what_is_not_live_yet(full, release, pembaca, clock):
    never = pembaca.get("/s/zzzz/")
    assert pembaca.get(short(full.article)).content == never.content
    article = release(full, at=NOON + HOUR).article
    answer = pembaca.get(short(article))
    assert (answer.status_code, answer.content) == (404, never.content)
    clock.move_to(NOON + HOUR)
    assert pembaca.get(short(article)).status_code == 301


def test_a_short_link_to_what_ended_leads_to_the_word_of_its_end(full, release, penerbit, pembaca):
    article = release(full).article
    workflow.take("withdraw", article.editions.get(), by=penerbit, note="Keliru.")
    assert pembaca.get(short(article), follow=True).status_code == 410


@pytest.mark.parametrize("key", ["0", "01", "A", "-1", "z" * 12, "z" * 13, "%00", "a/b", "١"])
def test_an_odd_short_link_is_no_page(key, newsroom, pembaca):
    assert pembaca.get(f"/s/{key}/").status_code == 404


def test_photos_open_in_full_without_a_script(full, release, photo, pembaca):
    content = pictures.encoded(pictures.blocks().resize((900, 600)))
    second = receive(pictures.upload(content), by=None, alt="Dua", credit="H")
    PhotoCaption.objects.create(edition=full, photo=second, caption="Kedua.", order=2)
    release(full)
    address = re.search(rf'<a href="(/media/{second.key}/\d+\.jpg)" aria-label="[^"]*Dua"', text(pembaca))
    assert address
    assert pembaca.get(address[1]).status_code == 200


def test_what_it_means_for_citizens_stands_right_below_the_lead(full, release, pembaca):
    full.citizen_what, full.citizen_contact = "Bawa KTP.\nGratis.", f"Loket 1: (0000) 555-100 {HOSTILE}"
    full.save()
    with_box = release(full)
    page = text(pembaca)
    box = re.search(r'<section class="citizens".*?</section>', page, re.DOTALL)
    assert page.index('class="lead"') < box.start() < page.index("Layanan dibuka pukul 08.00.")
    assert "<dt>Apa</dt><dd>Bawa KTP.<br>Gratis.</dd>" in box[0]
    assert '<a href="tel:0000555100">(0000) 555-100</a>' in box[0]
    assert "<img" not in box[0]
    assert "<script" not in box[0]
    assert "Di mana" not in box[0]
    assert with_box.content()["citizen_what"] == "Bawa KTP.\nGratis."


def test_a_release_that_tells_citizens_nothing_has_no_box(live, pembaca):
    assert "citizens" not in text(pembaca)


# Who says it, what it is related to, and the sheet that is printed


def test_a_quote_in_the_text_is_set_off_there_and_not_told_again(full, release, official, photo, pembaca):
    full.body = f"<p>Isi.</p><p>“Cukup bawa KTP,” kata {official.name}.</p>"
    full.save()
    official.portrait = photo
    official.save()
    release(full)
    page = text(pembaca)
    figure = re.search(r'<figure class="said">(.*?)</figure>', page, re.DOTALL)[1]
    assert figure.startswith("<p>“Cukup bawa KTP,” kata Rahmat Simbolang.</p>")
    assert re.search(rf'<img src="/media/{photo.key}/\d+\.jpg" width="\d+" height="\d+" alt="" loading="lazy"', figure)
    assert "dr. Rahmat Simbolang, M.Kes.</a><br>" in figure
    assert "Kepala Dinas Kesehatan Kota Tanjung Selasih" in figure
    quotes = re.search(r'<section class="quotes".*?</section>', page, re.DOTALL)[0]
    assert "Antreannya cepat." in quotes
    assert "Cukup bawa KTP" not in quotes


def test_portraits_cost_no_query(full, release, official, appointment, photo, pembaca):
    official.portrait = photo
    official.save()
    position = appointment.position
    for number in range(3):
        person = Official.objects.create(name=f"Pejabat {number}", slug=f"pejabat-{number}", portrait=photo)
        held = Appointment.objects.create(official=person, position=position, capacity="plt", start_date="2024-01-01")
        Quote.objects.create(edition=full, appointment=held, words=f"Kata {number}.", order=3 + number)
    release(full)
    with CaptureQueriesContext(connection) as asked:
        assert text(pembaca).count('class="portrait"') == 4
    assert len(asked) <= 8


def test_many_officials_are_folded(full, release, pembaca):
    for number in range(9):
        named = Official.objects.create(name=f"Pejabat {number}", slug=f"pejabat-{number}")
        Mention.objects.get_or_create(edition=full, official=named)
    release(full)
    page = text(pembaca)
    folded = re.search(r"<details><summary>(.*?)</summary>(.*?)</details>", page, re.DOTALL)
    shown = Mention.objects.filter(edition=full).count()
    assert folded[1] == f"{shown - 6} lagi"
    assert folded[2].count("<li>") == shown - 6


def test_what_is_related_says_why(full, release, another, pembaca, clock):
    another("Imunisasi di sekolah")
    clock.move_to(NOON + HOUR)
    article = release(full).article
    page = text(pembaca, article.get_absolute_url())
    section = re.search(r'<section class="related".*?</section>', page, re.DOTALL)[0]
    assert '<p class="kicker">Dinkes</p><h3><a href="/2026/03/11/imunisasi-di-sekolah/">' in section


def test_the_code_for_print_is_there_as_long_as_the_short_link(full, release, pembaca, clock):
    never = pembaca.get("/s/zzzz/qr.svg")
    assert never.status_code == 404
    article = release(full, at=NOON + HOUR).article
    assert pembaca.get(f"{short(article)}qr.svg").content == never.content
    clock.move_to(NOON + HOUR)
    answer = pembaca.get(f"{short(article)}qr.svg")
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/svg+xml")
    assert answer.content.startswith(b"<svg")
    assert f'src="{short(article)}qr.svg"' in text(pembaca, article.get_absolute_url())
