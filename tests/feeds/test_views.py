"""Feeds as a subscriber sees them: through feedparser and a strict XML parser, while time goes on."""

import datetime

import feedparser
import pytest
import time_machine
from defusedxml import ElementTree
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils.http import parse_http_date

from news.articles import workflow
from news.articles.models import Edition, PhotoCaption, Section
from news.directory.models import Agency
from news.directory.succession import rename
from news.photos import uploads
from news.photos.models import Photo
from tests.conftest import NOON

from .conftest import DAY, HOUR, MINUTE, drawn

pytestmark = pytest.mark.django_db

SITE = "/umpan/rss.xml"
FEEDS = [
    SITE,
    "/rubrik/kesehatan/rss.xml",
    "/topik/imunisasi/rss.xml",
    "/instansi/dinas-kesehatan/rss.xml",
    "/pejabat/rahmat-simbolang/rss.xml",
]


@pytest.fixture(autouse=True)
def clock(newsroom):
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


def parsed(url: str = SITE, **headers: str) -> feedparser.FeedParserDict:
    """Fetch ``url`` as a stranger and return what feedparser understands; a strict parser must accept it too."""
    response = Client().get(url, headers=headers)
    assert response.status_code == 200
    ElementTree.fromstring(response.content)
    found = feedparser.parse(response.content)
    assert not found.bozo
    assert found.version == "rss20"
    return found


# What it says


@pytest.mark.parametrize("url", FEEDS)
def test_every_feed_carries_the_release_in_full(url, illustrated, release):
    Edition.objects.filter(pk=illustrated.pk).update(citizen_when="Setiap <Sabtu>", citizen_contact="(0000) 555-100")
    release(illustrated)
    found = parsed(url)
    assert [entry.title for entry in found.entries] == ["Vaksinasi gratis di puskesmas mulai Senin"]
    entry = found.entries[0]
    text = entry.content[0].value
    assert text.index("Apa artinya bagi warga") < text.index("Layanan dibuka")
    assert "<dt>Kapan</dt><dd>Setiap &lt;Sabtu&gt;</dd>" in text
    assert "(0000) 555-100" in text
    assert "Layanan dibuka pukul 08.00." in text
    assert "Warga cukup membawa KTP." in text
    assert "Tanjung Selasih" in text
    assert "001/SP/III/2026" in text
    assert entry.summary == "Dinas Kesehatan membuka vaksinasi gratis di dua belas puskesmas."
    assert entry.author == "Dinas Kesehatan Kota Tanjung Selasih"
    assert [tag.term for tag in entry.tags] == ["Kesehatan", "Imunisasi"]
    assert entry.link == "http://127.0.0.1:8000/2026/03/11/vaksinasi-gratis-di-puskesmas-mulai-senin/"
    assert datetime.datetime(*entry.published_parsed[:6], tzinfo=datetime.UTC) == NOON
    assert "updated" not in entry


@pytest.mark.parametrize("url", FEEDS)
def test_channel_names_itself_and_its_page(url, released):
    found = parsed(url)
    assert "Humas Tanjung Selasih" in found.feed.title
    assert found.feed.link == "http://127.0.0.1:8000" + (url.removesuffix("rss.xml") if url != SITE else "/")
    assert [link.href for link in found.feed.links if link.rel == "self"] == [f"http://127.0.0.1:8000{url}"]
    assert found.feed.language == "id"
    assert found.feed.description


def test_channel_elements_come_before_items(released):
    channel = ElementTree.fromstring(Client().get(SITE).content).find("channel")
    names = [element.tag for element in channel]
    assert names[names.index("item") :] == ["item"]


def test_photo_comes_with_true_length_caption_and_credit(illustrated, release, photo, pembaca):
    release(illustrated)
    entry = parsed().entries[0]
    enclosure = entry.enclosures[0]
    assert len(entry.enclosures) == 1
    assert enclosure.type == "image/jpeg"
    assert str(photo.key) in enclosure.href
    picture = entry.media_content[0]
    assert picture["url"] == enclosure.href
    assert (picture["width"], picture["height"], picture["medium"]) == ("400", "300", "image")
    assert entry.media_credit[0]["content"] == "Foto: Humas"
    document = ElementTree.fromstring(pembaca.get(SITE).content)
    assert document.find(".//{http://search.yahoo.com/mrss/}description").text == "Warga mengantre sejak pagi."
    text = entry.content[0].value
    assert f'src="{enclosure.href}"' in text
    assert 'alt="Antrean warga di teras puskesmas"' in text
    assert "Warga mengantre sejak pagi. (Foto: Humas)" in text
    response = pembaca.get(enclosure.href.removeprefix("http://127.0.0.1:8000"))
    assert response.status_code == 200
    assert response["Content-Type"] == "image/jpeg"
    assert len(response.getvalue()) == int(enclosure.length)


def test_lead_photo_is_the_enclosure_wherever_it_stands(illustrated, release, photo):
    second = uploads.receive(drawn("navy"), by=None, alt="Papan jadwal", credit="Foto: Dinkes")
    PhotoCaption.objects.create(edition=illustrated, photo=second, caption="Jadwal.")
    PhotoCaption.objects.filter(photo=photo).update(order=5)
    release(illustrated)
    entry = parsed().entries[0]
    assert str(photo.key) in entry.enclosures[0].href
    for picture, shown in zip(entry.media_content, (photo, second), strict=True):
        assert str(shown.key) in picture["url"]


def test_lost_photo_file_costs_the_enclosure_not_the_feed(illustrated, release):
    release(illustrated)
    Photo.objects.update(master="master/hilang.jpg")
    entry = parsed().entries[0]
    assert entry.enclosures == []
    assert "Layanan dibuka" in entry.content[0].value


def test_links_in_the_text_are_absolute(draft, release):
    draft.body = '<p><a href="/statis/tentang/?a=1&amp;b=2">Tentang</a> <a href="https://example.org/x">luar</a></p>'
    draft.save()
    release(draft)
    text = parsed().entries[0].content[0].value
    assert 'href="http://127.0.0.1:8000/statis/tentang/?a=1&amp;b=2"' in text
    assert 'href="https://example.org/x"' in text


def test_newest_thirty_by_first_publication(another, clock, section):
    for number in range(33):
        another(f"Siaran {number}")
        clock.shift(MINUTE)
    assert [entry.title for entry in parsed().entries] == [f"Siaran {number}" for number in range(32, 2, -1)]


def test_section_without_releases_is_an_empty_feed():
    Section.objects.create(name="Niaga", slug="niaga")
    found = parsed("/rubrik/niaga/rss.xml")
    assert found.entries == []
    assert found.feed.title == "Niaga – Humas Tanjung Selasih"


@pytest.mark.parametrize(
    "url",
    ["/rubrik/x/rss.xml", "/topik/x/rss.xml", "/instansi/x/rss.xml", "/pejabat/x/rss.xml", "/rubrik/a%00b/rss.xml"],
)
def test_unknown_subject_is_404(url, released, pembaca):
    assert pembaca.get(url).status_code == 404


def test_topic_without_anything_live_is_404(approved, penerbit, pembaca, clock):
    workflow.take("release", approved, by=penerbit, at=NOON + HOUR)
    assert pembaca.get("/topik/imunisasi/rss.xml").status_code == 404
    clock.move_to(NOON + HOUR)
    assert pembaca.get("/topik/imunisasi/rss.xml").status_code == 200


# What changes, and what never does


def test_scheduled_minute_changes_the_etag_without_any_write(approved, penerbit, pembaca, clock):
    workflow.take("release", approved, by=penerbit, at=NOON + HOUR)
    before = pembaca.get(SITE)
    assert b"Vaksinasi" not in before.content
    clock.move_to(NOON + HOUR - datetime.timedelta(microseconds=1))
    assert pembaca.get(SITE, headers={"If-None-Match": before["ETag"]}).status_code == 304
    clock.move_to(NOON + HOUR)
    after = pembaca.get(SITE, headers={"If-None-Match": before["ETag"]})
    assert after.status_code == 200
    assert b"Vaksinasi" in after.content
    assert after["ETag"] != before["ETag"]
    assert parse_http_date(after["Last-Modified"]) == (NOON + HOUR).timestamp()


def test_embargo_holds_and_lifts_by_itself(draft, release, clock):
    draft.embargo_until = NOON + DAY
    draft.save()
    release(draft)
    assert parsed().entries == []
    clock.move_to(NOON + DAY)
    assert len(parsed().entries) == 1


def test_expired_release_is_gone_and_the_feed_says_when_it_changed(draft, release, another, clock):
    draft.expires_at = NOON + HOUR
    draft.save()
    another("Tetap")
    release(draft)
    assert len(parsed().entries) == 2
    clock.move_to(NOON + 2 * HOUR)
    found = parsed()
    assert [entry.title for entry in found.entries] == ["Tetap"]
    assert datetime.datetime(*found.feed.updated_parsed[:6], tzinfo=datetime.UTC) == NOON + HOUR


@pytest.mark.parametrize("url", FEEDS)
def test_correction_keeps_guid_and_publication_and_is_marked_and_dated(url, released, correct, clock):
    before = parsed(url).entries[0]
    clock.move_to(NOON + DAY)
    correct(released, headline="Vaksinasi gratis di puskesmas mulai Selasa")
    found = parsed(url)
    after = found.entries[0]
    assert len(found.entries) == 1
    assert after.title == "Vaksinasi gratis di puskesmas mulai Selasa"
    assert (after.id, after.link, after.published) == (before.id, before.link, before.published)
    assert after.guidislink is False
    assert "Jam layanan dibetulkan." in after.content[0].value.split("</p>")[0]
    assert "12 Maret 2026" in after.content[0].value.split("</p>")[0]
    assert after.summary.index("12 Maret 2026: Jam layanan dibetulkan.") < after.summary.index("Dinas Kesehatan")
    assert datetime.datetime(*after.updated_parsed[:6], tzinfo=datetime.UTC) == NOON + DAY
    assert datetime.datetime(*found.feed.updated_parsed[:6], tzinfo=datetime.UTC) == NOON + DAY


def test_minor_correction_is_silent_and_an_earlier_ralat_stays_marked(released, correct, clock):
    clock.move_to(NOON + HOUR)
    second = correct(released)
    clock.move_to(NOON + 2 * HOUR)
    correct(second, kind="minor", note="Salah ketik.", headline="Vaksinasi gratis di puskesmas")
    entry = parsed().entries[0]
    assert entry.title == "Vaksinasi gratis di puskesmas"
    assert "Jam layanan dibetulkan." in entry.content[0].value
    assert "Salah ketik" not in entry.content[0].value
    assert datetime.datetime(*entry.updated_parsed[:6], tzinfo=datetime.UTC) == NOON + HOUR


def test_scheduled_correction_is_not_told_before_its_time(released, correct, clock):
    correct(released, at=NOON + HOUR, headline="Rahasia sampai nanti", note="Belum waktunya.")
    text = Client().get(SITE).content.decode()
    assert "Rahasia" not in text
    assert "Belum waktunya" not in text
    clock.move_to(NOON + HOUR)
    assert parsed().entries[0].title == "Rahasia sampai nanti"


def test_correction_that_moves_to_another_section_changes_both_feeds(released, correct, clock):
    niaga = Section.objects.create(name="Niaga", slug="niaga")
    clock.move_to(NOON + HOUR)
    correct(released, section=niaga)
    for slug, count in (("kesehatan", 0), ("niaga", 1)):
        found = parsed(f"/rubrik/{slug}/rss.xml")
        assert len(found.entries) == count
        assert datetime.datetime(*found.feed.updated_parsed[:6], tzinfo=datetime.UTC) == NOON + HOUR


@pytest.mark.parametrize("url", [url for url in FEEDS if "topik" not in url])
def test_withdrawal_leaves_a_tombstone_for_thirty_days(url, illustrated, release, another, penerbit, clock):
    released = release(illustrated)
    before = parsed(url).entries[0]
    clock.move_to(NOON + HOUR)
    workflow.take("withdraw", released, by=penerbit, note="Jadwal dibatalkan oleh panitia.")
    found = parsed(url)
    after = found.entries[0]
    assert len(found.entries) == 1
    assert (after.id, after.published) == (before.id, before.published)
    assert "001/SP/III/2026" in after.title
    assert "11 Maret 2026: Jadwal dibatalkan oleh panitia." in after.summary
    assert "Jadwal dibatalkan oleh panitia." in after.content[0].value
    text = Client().get(url).content.decode()
    for gone in ("Vaksinasi", "Layanan", "dua belas", "Warga", "mengantre", "/media/", "Foto: Humas", "Imunisasi"):
        assert gone not in text
    assert datetime.datetime(*found.feed.updated_parsed[:6], tzinfo=datetime.UTC) == NOON + HOUR
    clock.move_to(NOON + HOUR + 30 * DAY)
    found = parsed(url)
    assert found.entries == []
    assert datetime.datetime(*found.feed.updated_parsed[:6], tzinfo=datetime.UTC) == NOON + HOUR + 30 * DAY


def test_withdrawal_while_a_correction_is_scheduled_tells_nothing_of_it(released, correct, penerbit, clock):
    correct(released, at=NOON + DAY, headline="Rahasia")
    clock.move_to(NOON + HOUR)
    workflow.take("withdraw", released, by=penerbit, note="Keliru.")
    for moment in (NOON + HOUR, NOON + 2 * DAY):
        clock.move_to(moment)
        assert len(parsed().entries) == 1
        assert b"Rahasia" not in Client().get(SITE).content


def test_what_expired_before_its_withdrawal_leaves_no_tombstone(draft, release, penerbit, clock):
    draft.expires_at = NOON + HOUR
    draft.save()
    released = release(draft)
    clock.move_to(NOON + 2 * HOUR)
    workflow.take("withdraw", released, by=penerbit, note="Keliru.")
    assert parsed().entries == []


def test_tombstone_stands_where_the_release_stood(another, penerbit, clock):
    editions = []
    for name in ("Satu", "Dua", "Tiga"):
        editions.append(another(name))
        clock.shift(HOUR)
    workflow.take("withdraw", editions[1], by=penerbit, note="Keliru.")
    titles = [entry.title for entry in parsed().entries]
    assert [titles[0], titles[2]] == ["Tiga", "Satu"]
    assert "002/SP/III/2026" in titles[1]


def test_guids_are_unique_and_do_not_depend_on_the_host(released, another, settings):
    another("Lain")
    before = [entry.id for entry in parsed().entries]
    settings.BASE_URL = "https://humas.example.org"
    assert [entry.id for entry in parsed().entries] == before
    assert len(set(before)) == 2
    assert parsed().entries[0].link.startswith("https://humas.example.org/")


# How it answers


@pytest.mark.parametrize("url", FEEDS)
def test_same_bytes_for_everybody_and_nothing_personal(url, released, penerbit, pembaca):
    editor = Client(headers={"Accept-Language": "en"})
    editor.force_login(penerbit)
    stranger = pembaca.get(url)
    assert editor.get(url).content == stranger.content
    assert stranger["Content-Type"] == "application/rss+xml; charset=utf-8"
    assert stranger["Cache-Control"] == "public, max-age=0, s-maxage=60"
    assert stranger["Vary"].lower() == "accept-encoding"
    assert not stranger.cookies


def test_body_is_one_chunk_and_compresses(released, another, pembaca):
    for number in range(5):
        another(f"Siaran {number}", body="<p>Panjang sekali.</p>" * 50)
    assert len(list(pembaca.get(SITE))) == 1
    packed = pembaca.get(SITE, headers={"Accept-Encoding": "gzip"})
    assert packed["Content-Encoding"] == "gzip"
    assert len(packed.content) < len(pembaca.get(SITE).content) / 3
    again = pembaca.get(SITE, headers={"Accept-Encoding": "gzip", "If-None-Match": packed["ETag"]})
    assert again.status_code == 304


def test_known_feed_is_304_by_etag_or_by_date(released, pembaca, clock):
    first = pembaca.get(SITE)
    clock.shift(DAY)
    for headers in ({"If-None-Match": first["ETag"]}, {"If-Modified-Since": first["Last-Modified"]}):
        again = pembaca.get(SITE, headers=headers)
        assert again.status_code == 304
        assert again.content == b""
    assert pembaca.get(SITE).content == first.content


def test_empty_feed_is_304_too(pembaca, clock):
    first = pembaca.get(SITE)
    clock.shift(DAY)
    assert pembaca.get(SITE, headers={"If-None-Match": first["ETag"]}).status_code == 304
    assert pembaca.get(SITE, headers={"If-Modified-Since": first["Last-Modified"]}).status_code == 304


def test_queries_do_not_grow(another, correct, penerbit, photo, clock, django_assert_max_num_queries):
    first = another("Siaran")
    for url in FEEDS[:2]:
        with django_assert_max_num_queries(8):
            parsed(url)
    correct(first, headline="Siaran dibetulkan")
    for number in range(12):
        edition = another(f"Siaran {number}")
        clock.shift(MINUTE)
        if number % 4 == 0:
            workflow.take("withdraw", edition, by=penerbit, note="Keliru.")
    for url in (*FEEDS[:2], "/instansi/dinas-kesehatan/rss.xml"):
        with django_assert_max_num_queries(8):
            assert len(parsed(url).entries) == 13


@pytest.mark.parametrize("url", FEEDS)
def test_eight_queries_serve_a_feed(url, illustrated, release, correct, pembaca, clock, django_assert_max_num_queries):
    released = release(illustrated)
    clock.shift(HOUR)
    correct(released)
    with django_assert_max_num_queries(8):
        assert len(parsed(url).entries) == 1


@pytest.mark.parametrize("query", ["?limit=-1", "?page=x", "?page=10000000000", "?a=%00", "?%ff=%fe"])
def test_odd_parameters_change_nothing(query, released, pembaca):
    assert pembaca.get(SITE + query).content == pembaca.get(SITE).content


# What is hostile


def test_hostile_text_never_breaks_the_feed(illustrated, release, agency, section, official, photo):
    nasty = "\x0b\x00\x1f\ufffe\uffff]]>&<b>\u202e"
    illustrated.headline = f"Awas {nasty} judul"
    illustrated.lead = f"Ringkas {nasty}"
    illustrated.body = f"<p>Isi {nasty}</p><script>alert(1)</script><p onclick='x()'>dua</p>"
    illustrated.save()
    release(illustrated)
    # Rows that came into the database on a way that cleans nothing.
    bare = nasty.replace("\x00", "")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE newsroom_newsroom SET name = %s, tagline = %s", [f"Humas {bare}", f"Slogan {bare}"])
        cursor.execute("UPDATE articles_section SET name = %s, description = %s", [f"Rubrik {bare}", f"Tentang {bare}"])
        cursor.execute("UPDATE directory_agency SET name = %s", [f"Dinas {bare}"])
        cursor.execute("UPDATE directory_official SET name = %s", [f"Nama {bare}"])
        cursor.execute("UPDATE photos_photo SET credit = %s, alt = %s", [f"Foto {bare}", f'"{bare}'])
        cursor.execute("UPDATE articles_tag SET name = %s", [f"Topik {bare}"])
        cursor.execute("UPDATE articles_edition SET state = 'draft', live_from = NULL, live_until = NULL")
        cursor.execute("UPDATE articles_photocaption SET caption = %s", [f"Teks {bare}"])
        cursor.execute(
            "UPDATE articles_edition SET headline = %s, body = %s, byline = %s",
            [f"Judul {bare}", f"<p>Isi {bare}</p><script>alert(1)</script>", f"rsi {bare}"],
        )
    Edition.objects.update(state="released", live_from=NOON)
    for url in FEEDS:
        found = parsed(url)
        assert found.entries[0].title.startswith("Judul")
        assert "<script" not in Client().get(url).content.decode().replace("&lt;script", "<script")


def test_headline_is_plain_text_not_markup(another):
    another("Tarif <b>naik</b> & turun")
    document = ElementTree.fromstring(Client().get(SITE).content)
    assert document.find(".//item/title").text == "Tarif <b>naik</b> & turun"


def test_forged_host_is_never_repeated(released):
    response = Client().get(SITE, headers={"X-Forwarded-Host": "jahat.example"})
    assert b"jahat.example" not in response.content
    assert Client().get(SITE, headers={"Host": "jahat.example"}).status_code == 400


def test_names_lead_to_the_addresses_that_were_promised():
    assert reverse("feed") == "/umpan/rss.xml"
    assert reverse("section_feed", args=["a"]) == "/rubrik/a/rss.xml"
    assert reverse("topic_feed", args=["a"]) == "/topik/a/rss.xml"
    assert reverse("agency_feed", args=["a"]) == "/instansi/a/rss.xml"
    assert reverse("official_feed", args=["a"]) == "/pejabat/a/rss.xml"


# Names


def test_a_feed_names_an_agency_as_on_the_day_of_the_release(
    released, agency, redaktur, clock, django_assert_max_num_queries
):
    old, new = "Dinas Kesehatan Kota Tanjung Selasih", "Dinas Kesehatan dan Gizi"
    clock.shift(3 * DAY)
    rename(agency, name=new, short_name="", date=(NOON + DAY).date(), by=redaktur)
    rename(agency, name="Dinas Kelak", short_name="", date=(NOON + 9 * DAY).date(), by=redaktur)
    with django_assert_max_num_queries(9):
        found = parsed()
    assert [entry.author for entry in found.entries] == [old]
    assert parsed("/instansi/dinas-kesehatan/rss.xml").feed.title.startswith(new)  # the subject, as it is today
    clock.shift(6 * DAY)
    assert parsed("/instansi/dinas-kesehatan/rss.xml").feed.title.startswith("Dinas Kelak")
    assert [entry.author for entry in parsed().entries] == [old]


def test_an_agency_to_come_has_no_feed_yet(agency, clock):
    Agency.objects.filter(pk=agency.pk).update(valid_from_date=(NOON + DAY).date())
    address = "/instansi/dinas-kesehatan/rss.xml"
    assert Client().get(address).status_code == 404
    assert address.removesuffix("rss.xml") not in Client().get("/sitemap-halaman.xml").content.decode()
    clock.shift(DAY)
    assert Client().get(address).status_code == 200
