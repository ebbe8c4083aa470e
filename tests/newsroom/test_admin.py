"""The newsroom is one page, for administrators."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from news.newsroom.models import Newsroom, Redirect
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


def test_the_terms_of_use_are_the_newsrooms_own(administrator):
    client = browser(administrator)
    page = client.get(CHANGE)
    assert "dengan menyebut sumbernya" in page.text
    client.post(CHANGE, form_data(page, usage_terms="Tanyakan dahulu."))
    assert Newsroom.current().usage_terms == "Tanyakan dahulu."


# Old addresses, many at once

IMPORT = "/admin/newsroom/redirect/impor/"


def test_ten_thousand_old_addresses_come_from_a_file(administrator):
    content = "lama;baru\r\n" + "\r\n".join(f"/?p={number};/2026/03/11/siaran-{number}/" for number in range(10_000))
    file = SimpleUploadedFile("alamat.csv", b"\xef\xbb\xbf" + content.encode(), "text/csv")
    answer = browser(administrator).post(IMPORT, {"file": file, "lines": ""})
    assert answer.status_code == 302
    assert Redirect.objects.count() == 10_000
    assert Redirect.objects.get(path="/?p=9999").target == "/2026/03/11/siaran-9999/"


@pytest.mark.parametrize(
    "data",
    [{"lines": ""}, {"lines": "/a,/b\n/b,javascript:alert(1)"}, {"lines": "/a,/b\n/b,/a"}, {"lines": "lama,baru"},
     {"lines": "/a,/b", "file": b"/c,/d"}, {"file": b"\x00\xff\xfe"}],
)  # fmt: skip
def test_what_cannot_be_imported_keeps_nothing_and_is_told(data, administrator):
    if isinstance(data.get("file"), bytes):
        data = data | {"file": SimpleUploadedFile("alamat.csv", data["file"])}
    answer = browser(administrator).post(IMPORT, data)
    assert answer.status_code == 422
    assert Redirect.objects.count() == 0
    assert "errornote" in answer.text or "errorlist" in answer.text


@pytest.mark.parametrize("role", ["penulis", "redaktur", "moderator"])
def test_others_import_nothing(role, request):
    answer = browser(request.getfixturevalue(role)).post(IMPORT, {"lines": "/a,/b"})
    assert answer.status_code == 403
    assert Redirect.objects.count() == 0
