"""The figures' page: for moderators, in spans, with a table beside the chart."""

import re

import pytest

from news.comments import figures, moderation
from tests.comments.conftest import logged_in

ADDRESS = "/admin/comments/comment/figures/"


def test_moderators_see_figures(held, moderator):
    moderation.decide(held, "reject", by=moderator, version=held.version, reason="insult")
    figures.count_newest()
    page = logged_in(moderator).get(ADDRESS, {"days": "7"}).content.decode()
    assert page.count("<rect") == 14
    assert page.count('<th scope="row">') >= 7
    assert "moderator" in page
    assert re.findall(r"<dd>(\d+)</dd>", page) == ["1", "1"]
    assert "<td>1</td>" in page


def test_without_any_comment_the_page_stands(newsroom, moderator):
    assert logged_in(moderator).get(ADDRESS).status_code == 200


@pytest.mark.parametrize("days", ["8", "-1", "x", "1000000"])
def test_other_spans_are_not_found(newsroom, moderator, days):
    assert logged_in(moderator).get(ADDRESS, {"days": days}).status_code == 404


@pytest.mark.parametrize("role", ["penulis", "administrator"])
def test_others_are_kept_out(role, request):
    assert logged_in(request.getfixturevalue(role)).get(ADDRESS).status_code == 403
