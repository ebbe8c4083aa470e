"""Readers find their way: orders and permalinks, an agency's answer, a report, and their own comment by its address."""

import datetime
import re

import pytest
from playwright.sync_api import Page, expect

from news.articles.models import Article
from news.comments import moderation, own, receiving
from news.comments.models import Comment, Report
from news.comments.tallying import recount

from .conftest import SIZES

MINUTE = datetime.timedelta(minutes=1)


@pytest.fixture
def article(released) -> Article:
    """The release that readers comment on."""
    return Article.objects.get(pk=released.article_id)


@pytest.fixture
def thread(article, agency, penulis) -> list[Comment]:
    """Sixty roots: one answered by its agency and by many, one that was taken back, long names and long words."""
    begun = article.first_released_at

    def said(number: int, **fields) -> Comment:
        fields = {"name": f"Warga {number}", "text": "Terima kasih.", "status": "published"} | fields
        return Comment.objects.create(article=article, created_at=begun + number * MINUTE, **fields)

    roots = [said(number) for number in range(60)]
    Comment.objects.filter(pk=roots[1].pk).update(is_answered=True)
    for number in range(40):
        said(100 + number, parent=roots[1])
    said(200, parent=roots[1], agency=agency, by=penulis, text="Benar, dilayani sampai pukul 12.00.")
    said(201, parent=roots[2], text="Saya setuju.")
    Comment.objects.filter(pk=roots[2].pk).update(status="removed")
    long = {"name": "Raden Mas Haji Abdurrahman " * 2 + "Wahyudiningrat", "text": "panjang" * 60, "edited_at": begun}
    Comment.objects.filter(pk=roots[3].pk).update(**long)
    recount()
    return roots


def test_a_thread_is_accessible_and_fits(page: Page, site, article, thread, looks_right):
    page.goto(site + article.get_absolute_url())
    looks_right(page)
    page.goto(f"{site}/komentar/{article.slug}/semua/{thread[1].pk}/")
    looks_right(page, [320, 1280])


def test_orders_pages_and_permalinks_are_plain_links(visitor, site, article, thread):
    page = visitor(java_script_enabled=False)
    page.goto(site + article.get_absolute_url())
    comments = page.locator(".comment-list > li > .comment")
    expect(comments).to_have_count(50)
    answer = page.locator(".replies .comment").first
    expect(answer).to_have_class(re.compile("official"))
    expect(page.locator(".answered")).to_contain_text("Dinas Kesehatan")
    page.locator(".comments > .more a").click()
    expect(comments).to_have_count(10)
    last = page.locator(f"#komentar-{thread[59].pk}")
    last.locator("time").click()
    expect(page.locator(":target")).to_have_attribute("id", f"komentar-{thread[59].pk}")
    page.locator(".comments > .more a[rel=prev]").click()
    expect(comments).to_have_count(50)
    page.locator(".orders a", has_text=re.compile("Terbaru|Newest")).click()
    expect(comments.first).to_have_id(f"komentar-{thread[59].pk}")
    page.locator(".orders a[href*=dijawab]").click()
    expect(comments.first).to_have_id(f"komentar-{thread[1].pk}")
    page.locator(".orders a").first.click()
    expect(page).to_have_url(re.compile(re.escape(article.get_absolute_url())))


@pytest.mark.parametrize("scripts", [True, False], ids=["with-javascript", "without-javascript"])
def test_a_reader_reports_a_comment(visitor, site, article, thread, scripts, looks_right):
    page = visitor(java_script_enabled=scripts)
    page.set_viewport_size({"width": 320, "height": SIZES[320]})
    page.goto(site + article.get_absolute_url())
    with page.expect_navigation():
        page.locator(f"#komentar-{thread[0].pk} a[href*=lapor]").click()
    page.locator("main form").evaluate("form => form.noValidate = true")
    page.locator("main form button").click()
    expect(page.locator("[role=alert]")).to_be_visible()
    if scripts:
        looks_right(page, [320, 1280])
    page.locator("[name=reason][value=insult]").check()
    page.locator("[name=text]").fill("Kasar.")
    page.locator("main form button").click()
    page.wait_for_url("**/dilaporkan/")
    report = Report.objects.get()
    assert (report.comment, report.reason, report.text) == (thread[0], "insult", "Kasar.")
    page.locator("main a.button").click()
    expect(page).to_have_url(site + article.get_absolute_url())


@pytest.mark.parametrize("scripts", [True, False], ids=["with-javascript", "without-javascript"])
def test_an_author_changes_and_removes_their_comment(visitor, site, article, scripts, looks_right):
    comment = receiving.receive(article, name="Rina", text="Apakah lansia dilayani?")
    page = visitor(java_script_enabled=scripts)
    page.goto(site + own.address(comment))
    if scripts:
        looks_right(page, [320, 1280])
    page.locator("[name=text]").fill("Apakah lansia dan balita dilayani?")
    page.locator("[value=change]").click()
    expect(page.locator("blockquote")).to_contain_text("balita")
    page.locator("details:has([value=remove]) summary").click()
    page.locator("[value=remove]").click()
    expect(page.locator("[value=change]")).to_have_count(0)
    comment.refresh_from_db()
    assert (comment.status, comment.text) == ("removed", "Apakah lansia dan balita dilayani?")


def test_an_author_learns_the_reason_and_appeals_once(visitor, site, article, moderator, looks_right):
    comment = receiving.receive(article, name="Rina", text="Apakah lansia dilayani?")
    moderation.decide(comment, "reject", by=moderator, version=comment.version, reason="off_topic")
    page = visitor()
    page.goto(site + own.address(comment))
    looks_right(page, [320, 1280])
    page.locator("[name=text]").fill("Ini pertanyaan tentang layanan itu.")
    page.locator("[value=appeal]").click()
    expect(page.locator("[value=appeal]")).to_have_count(0)
    looks_right(page, [320])
    assert Report.objects.get(reason="appeal").text == "Ini pertanyaan tentang layanan itu."
    comment.refresh_from_db()
    moderation.decide(comment, "approve", by=moderator, version=comment.version)
    page.reload()
    page.locator("a[href*='/k/']").click()
    expect(page.locator(":target")).to_contain_text("lansia")
