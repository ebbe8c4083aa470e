"""The newsroom is one page, for administrators."""

import pytest

from news.newsroom.models import Newsroom
from tests.articles.filled import browser, form_data

LIST = "/admin/newsroom/newsroom/"
CHANGE = "/admin/newsroom/newsroom/1/change/"


def test_the_list_leads_straight_to_the_newsroom(administrator):
    assert browser(administrator).get(LIST).headers["Location"] == CHANGE


@pytest.mark.parametrize("role", ["penulis", "redaktur", "penerbit", "moderator"])
def test_others_do_not_reach_it(role, request):
    client = browser(request.getfixturevalue(role))
    assert client.get(CHANGE).status_code == 403
    assert client.get(LIST).status_code == 403


def test_it_is_changed_and_never_deleted_or_doubled(administrator):
    client = browser(administrator)
    client.post(CHANGE, form_data(client.get(CHANGE), name="Humas Baru"))
    assert Newsroom.current().name == "Humas Baru"
    assert client.get("/admin/newsroom/newsroom/add/").status_code == 403
    assert client.post("/admin/newsroom/newsroom/1/delete/", {"post": "yes"}).status_code == 403


def test_a_number_template_that_cannot_work_is_refused_in_words(administrator):
    client = browser(administrator)
    response = client.post(CHANGE, form_data(client.get(CHANGE), number_template="{bulan}"))
    assert "bulan" in str(response.context["adminform"].form.errors["number_template"])
