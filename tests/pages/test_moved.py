"""Old addresses lead to what the public may read, and a wrong address suggests what it could mean."""

import pytest

from news.newsroom import redirecting
from news.search import indexing
from tests.conftest import NOON

from .conftest import ADDRESS, HOUR

pytestmark = pytest.mark.django_db
SLUG = ADDRESS.strip("/").rsplit("/", 1)[-1]


@pytest.fixture
def indexed(full, release):
    edition = release(full)
    indexing.index_article(edition.article_id)
    return edition


def test_the_table_leads_on_and_counts(indexed, pembaca):
    redirecting.keep(redirecting.read(f"/?p=123,{ADDRESS}\n/berita/lama.html,https://lama.example/x"))
    answer = pembaca.get("/?p=123")
    assert (answer.status_code, answer["Location"]) == (301, ADDRESS)
    assert pembaca.get("/berita/lama.html")["Location"] == "https://lama.example/x"
    assert pembaca.get("/?p=124").status_code == 404
    assert pembaca.get("/?utm_source=wa").status_code == 200


@pytest.mark.parametrize(
    "old",
    [
        f"/{SLUG}/", f"/2026/03/{SLUG}/", f"/index.php{ADDRESS}", f"{ADDRESS}amp/", f"/{SLUG}.html", f"{ADDRESS}feed/",
        f"/{SLUG}", f"/{SLUG.upper()}/", f"/2019/03/11/{SLUG}", f"/index.php/2019/3/1/{SLUG}/", f"{ADDRESS}2/",
        f"/berita/{SLUG}/", f"/berita/kesehatan/{SLUG}.html", f"{ADDRESS}feed/atom/", f"{ADDRESS}comment-page-3/",
        f"/Vaksinasi%2Dgratis{SLUG.removeprefix('vaksinasi-gratis')}/",
    ],
)  # fmt: skip
def test_permalinks_of_wordpress_lead_on(indexed, pembaca, old):
    answer = pembaca.get(old)
    assert (answer.status_code, answer["Location"]) == (301, ADDRESS)


def test_sections_topics_feeds_and_searches_of_wordpress_lead_on(indexed, pembaca):
    assert pembaca.get(f"/category/{indexed.section.slug}/")["Location"] == indexed.section.get_absolute_url()
    assert pembaca.get("/tag/imunisasi/")["Location"] == "/topik/imunisasi/"
    for old in ("/feed/", "/feed", "/rss.xml", "/feed/atom/", "/comments/feed/", "/?feed=rss2", "/index.php/feed/"):
        assert pembaca.get(old)["Location"] == "/umpan/rss.xml", old
    for old in ("/category/berita/{}/", "/CATEGORY/{}/page/2/", "/index.php/category/{}/feed/"):
        assert pembaca.get(old.format(indexed.section.slug))["Location"] == indexed.section.get_absolute_url(), old
    assert pembaca.get("/?tag=imunisasi")["Location"] == "/topik/imunisasi/"
    assert pembaca.get("/?s=air+bersih")["Location"] == "/cari/?q=air+bersih"


def test_what_is_not_live_is_not_led_to_and_not_suggested(full, release, pembaca, clock):
    edition = release(full, at=NOON + HOUR)
    indexing.index_article(edition.article_id)
    hidden, never = pembaca.get(f"/{SLUG}/"), pembaca.get(f"/{SLUG}-x/")
    assert (hidden.status_code, hidden.content) == (404, never.content)
    clock.shift(HOUR)
    assert pembaca.get(f"/{SLUG}/").status_code == 301


def test_a_wrong_address_suggests_by_its_words(indexed, pembaca):
    page = pembaca.get("/2020/01/02/vaksinasi-puskesmas-xyzzy/")
    assert page.status_code == 404
    assert ADDRESS in page.text


@pytest.mark.parametrize(
    "path", ["/%00", "/%ff%fe", "/" + "a-" * 4000, "/?p=%00", "/?s=%00", "/index.php/", "//evil.example/x"]
)
def test_hostile_addresses_are_answered(indexed, pembaca, path):
    assert pembaca.get(path).status_code in {301, 302, 400, 404}


@pytest.mark.parametrize(
    "old",
    ["/?p=123&utm_source=wa", "/?utm_source=wa&p=123", "/index.php?p=123", "/index.php/?p=123", "/Berita/Lama.PHP",
     "/berita/lama.php/", "/wp-content/uploads/2019/03/Surat%20Edaran.pdf",
     "/wp-content/uploads/2019/03/surat edaran.pdf?x=1"],
)  # fmt: skip
def test_the_table_knows_an_address_in_every_spelling(old, indexed, pembaca):
    table = ("/?p=123", "/berita/lama.php", "https://lama.example/wp-content/uploads/2019/03/Surat%20Edaran.pdf")
    redirecting.keep(redirecting.read("\n".join(f"{path},{ADDRESS}" for path in table)))
    answer = pembaca.get(old)
    assert (answer.status_code, answer["Location"]) == (301, ADDRESS)


@pytest.mark.parametrize(
    "path",
    ["/author/admin/", "/wp-login.php", "/xmlrpc.php", "/wp-content/uploads/2019/03/foto.jpg", "/wp-json/wp/v2/posts",
     "/?page_id=9", "/?author=1", "/pejabat/vaksinasi-gratis-di-puskesmas-mulai-senin/", "/kategori/tidak-ada/"],
)  # fmt: skip
def test_what_nobody_knows_is_told_so(path, indexed, pembaca):
    answer = pembaca.get(path)
    assert answer.status_code == 404
    assert "Location" not in answer.headers
