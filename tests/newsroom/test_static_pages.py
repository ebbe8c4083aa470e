"""Static pages begin with what a public body needs, and the foot of the site follows them."""

import pytest

from news.newsroom import static_pages
from news.newsroom.models import Newsroom, StaticPage

pytestmark = pytest.mark.django_db


def test_a_newsroom_begins_with_the_pages_of_a_public_body(newsroom, pembaca):
    static_pages.begin()
    static_pages.begin()
    slugs = ["tentang", "kebijakan-komentar", "privasi", "aksesibilitas", "koreksi"]
    assert list(StaticPage.objects.values_list("slug", flat=True)) == slugs
    assert [slug for slug, _ in Newsroom.current().foot_pages] == slugs
    for slug in slugs:
        page = pembaca.get(f"/statis/{slug}/")
        assert page.status_code == 200
        assert page.text.count(f'href="/statis/{slug}/"') == 1


def test_a_page_that_is_not_public_is_not_found(newsroom, pembaca):
    static_pages.begin()
    StaticPage.objects.filter(slug="tentang").update(is_public=False)
    static_pages.list_again()
    assert pembaca.get("/statis/tentang/").status_code == 404
    assert "/statis/tentang/" not in pembaca.get("/").text
