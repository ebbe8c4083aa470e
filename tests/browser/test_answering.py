"""An agency's journey: a moderator hands a question over in the queue, its staff answer, a reader sees who did."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from news.comments import answering, figures, moderation, receiving
from news.comments.models import Comment, Referral

from ..conftest import today


@pytest.fixture
def asked(released, moderator) -> Comment:
    """A published question."""
    comment = receiving.receive(released.article, name="Rina", text="Apakah lansia juga dilayani?")
    return moderation.decide(comment, "approve", by=moderator, version=comment.version)


def test_a_question_goes_to_the_agency_and_its_answer_to_the_reader(
    desk, visitor, site, asked, agency, moderator, penulis
):
    queue = desk(moderator)
    queue.goto(f"{site}{reverse('admin:comments_comment_changelist')}?tab=published")
    card = queue.locator(f"#comment-{asked.pk}")
    card.locator(".card-agency > summary").click()
    panel = card.locator(".card-agency form")
    panel.locator("select").select_option(str(agency.pk))
    panel.locator("textarea").fill("Mohon dijawab hari ini.")
    panel.locator("button[type=submit]").click()
    expect(queue.locator("#outcome")).to_contain_text(agency.name)
    assert Referral.objects.get().agency == agency

    staff = desk(penulis)
    staff.goto(f"{site}{reverse('admin:comments_referral_changelist')}")
    question = staff.locator(f"#comment-{asked.pk}")
    expect(question).to_contain_text("Mohon dijawab hari ini.")
    question.locator("textarea").fill("Ya, lansia dilayani setiap hari kerja.")
    question.locator("button[type=submit]").first.click()
    expect(staff.locator("#outcome")).to_contain_text(agency.name)
    expect(staff.locator(f"#comment-{asked.pk}")).to_have_count(0)

    reader = visitor(java_script_enabled=False)
    reader.goto(f"{site}{asked.article.get_absolute_url()}")
    answer = reader.locator(f"#komentar-{Comment.objects.get(agency=agency).pk}")
    expect(answer).to_contain_text("Ya, lansia dilayani setiap hari kerja.")
    expect(answer).to_contain_text(agency.name)


def test_the_pages_look_right(desk, site, asked, held_question, agency, moderator, penulis, looks_right):
    answering.refer(asked, agency=agency, by=moderator, due_date=today())
    figures.count_newest()
    page: Page = desk(moderator)
    for name in ("comments_referral_changelist", "comments_comment_figures"):
        page.goto(f"{site}{reverse(f'admin:{name}')}")
        looks_right(page)
    staff = desk(penulis)
    staff.goto(f"{site}{reverse('admin:comments_referral_changelist')}")
    looks_right(staff)


@pytest.fixture
def held_question(released) -> Comment:
    """A question with a long name that waits for a moderator."""
    return receiving.receive(released.article, name="W" * 80, text="x" * 500)
