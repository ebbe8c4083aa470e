"""A report: from a link beside the comment, by an uncached form, to thanks that tell nothing."""

import pytest
from django.test import Client
from django.utils.translation import gettext as _

from news.comments import moderation
from news.comments.models import Comment, Report


@pytest.fixture
def shown(held, moderator) -> Comment:
    """A comment that a moderator approved."""
    return moderation.decide(held, "approve", by=moderator, version=held.version)


def address(comment) -> str:
    return f"/komentar/~lapor/{comment.pk}/"


def test_each_comment_has_its_link(pembaca, shown):
    assert f'href="{address(shown)}"' in pembaca.get(shown.article.get_absolute_url()).content.decode()


def test_the_form_shows_what_is_reported_and_is_in_no_cache(pembaca, shown):
    answer = pembaca.get(address(shown))
    assert shown.text in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    assert answer["X-Robots-Tag"] == "noindex"
    assert 'value="appeal"' not in answer.content.decode()


def test_a_report_is_kept_under_a_hash_and_thanked_for(pembaca, shown):
    answer = pembaca.post(address(shown), {"reason": "insult", "text": "Kasar."}, REMOTE_ADDR="203.0.113.9")
    assert (answer.status_code, answer["Location"]) == (303, f"/komentar/{shown.article.slug}/dilaporkan/")
    report = Report.objects.get()
    assert (report.comment, report.reason, report.text) == (shown, "insult", "Kasar.")
    assert len(report.address_hash) == 64
    thanks = pembaca.get(answer["Location"])
    assert _("Thank you for your report") in thanks.content.decode()
    assert not thanks.cookies


def test_twice_is_once_and_thanked_for_alike(pembaca, shown):
    answers = [pembaca.post(address(shown), {"reason": "insult"}, REMOTE_ADDR="203.0.113.9") for _number in range(2)]
    assert {answer["Location"] for answer in answers} == {f"/komentar/{shown.article.slug}/dilaporkan/"}
    assert Report.objects.count() == 1


@pytest.mark.parametrize("sent", [{}, {"reason": "appeal"}, {"reason": "x"}, {"reason": "other", "text": "x" * 1001}])
def test_what_is_incomplete_is_said_and_nothing_is_lost(pembaca, shown, sent):
    answer = pembaca.post(address(shown), {"text": "Kata-kata saya"} | sent)
    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()
    assert sent.get("text", "Kata-kata saya") in answer.content.decode()
    assert not Report.objects.exists()


def test_only_what_is_shown_can_be_reported(pembaca, shown):
    never = pembaca.get(f"/komentar/~lapor/{shown.pk + 1}/")
    for status in ("held", "rejected", "spam", "removed"):
        Comment.objects.update(status=status)
        answer = pembaca.get(address(shown))
        assert (answer.status_code, answer.content) == (404, never.content)
        assert pembaca.post(address(shown), {"reason": "insult"}).status_code == 404
    assert not Report.objects.exists()


def test_a_form_that_did_not_come_from_here_is_refused(shown):
    assert Client(enforce_csrf_checks=True).post(address(shown), {"reason": "insult"}).status_code == 403
