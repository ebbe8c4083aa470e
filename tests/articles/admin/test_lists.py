"""The list of releases: filters that combine and show, search, steps with many at once, and the list as a file."""

import datetime

import pytest
import time_machine
from django.urls import reverse
from django.utils import translation

from news.articles import editing, workflow
from news.articles.history import remark
from news.articles.models import Edition
from news.articles.views import exporting
from news.desk.templatetags.chips import chips as chips_of
from news.directory import tables
from news.search import indexing
from tests.articles.filled import browser
from tests.conftest import NOON

LIST = "/admin/articles/edition/"


def headlines(response):
    return [edition.headline for edition in response.context["cl"].result_list]


def said(response):
    return " ".join(str(message) for message in response.context["messages"])


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


# Steps with many at once


def bulk(client, step, editions, **sent):
    chosen = [f"{edition.pk}:{edition.version}" for edition in editions]
    return client.post(reverse("admin:articles_edition_bulk", args=[step]), {"chosen": chosen, **sent})


def test_nothing_is_decided_before_what_was_chosen_is_shown(draft, penulis, redaktur):
    workflow.take("submit", draft, by=penulis)
    chosen = {"action": "return_", "_selected_action": [draft.pk]}
    page = browser(redaktur).post(LIST, chosen).content.decode()
    assert f'value="{draft.pk}:{draft.version}"' in page
    assert "What should change" in page
    assert Edition.objects.get(pk=draft.pk).state == "in_review"


def test_each_row_of_a_bulk_step_has_its_result(draft, penulis, redaktur):
    workflow.take("submit", draft, by=penulis)
    own = editing.begin_draft(redaktur, headline="Tanpa <b>isi</b>")
    client = browser(redaktur)
    response = bulk(client, "approve", [draft, own])
    page = response.content.decode()
    assert [(row.edition.pk, row.is_done) for row in response.context["outcomes"]] == [
        (own.pk, False),
        (draft.pk, True),
    ]
    assert "Tanpa &lt;b&gt;isi&lt;/b&gt;" in page
    assert "Done with 1 release." in page
    assert "1 was left as it was" in page
    assert 'role="status"' in page
    assert Edition.objects.get(pk=draft.pk).state == "approved"


def test_many_are_returned_with_one_remark_which_they_need(draft, penulis, redaktur):
    workflow.take("submit", draft, by=penulis)
    client = browser(redaktur)
    response = bulk(client, "return", [draft], note="  ")
    assert response.status_code == 422
    assert "Please say why." in response.content.decode()
    bulk(client, "return", [draft], note="Sebut jamnya.")
    assert remark(Edition.objects.get(pk=draft.pk)).note == "Sebut jamnya."


def test_a_bulk_step_decides_on_the_version_that_was_seen(draft, penulis, redaktur, moderator):
    workflow.take("submit", draft, by=penulis)
    Edition.objects.update(version=9)
    response = bulk(browser(redaktur), "approve", [draft])
    assert "Somebody else changed this release in the meantime." in response.content.decode()
    assert Edition.objects.get().state == "in_review"
    draft.refresh_from_db()
    assert bulk(browser(moderator), "approve", [draft]).status_code == 403
    assert bulk(browser(penulis), "approve", [draft]).status_code == 403
    client = browser(redaktur)
    assert bulk(client, "withdraw", [draft], note="x").status_code == 302
    address = reverse("admin:articles_edition_bulk", args=["approve"])
    assert client.get(address).status_code == 302
    for hostile in (["x"], [], ["1:"], ["9" * 40 + ":1"], ["-1:1"], ["\u0661:\u0661"]):
        assert client.post(address, {"chosen": hostile}).status_code == 422


def test_a_bulk_step_has_a_limit(draft, penulis, redaktur):
    rows = [editing.begin_draft(penulis, headline=f"Siaran {number}") for number in range(101)]
    sent = {"action": "submit", "_selected_action": [row.pk for row in rows]}
    response = browser(redaktur).post(LIST, sent, follow=True)
    assert "at most 100" in said(response)


# Filters, chips, search


def test_filters_combine_and_each_is_a_chip_that_removes_it(draft, penulis, redaktur, agency, official):
    client = browser(redaktur)
    query = {"state": "draft", "agency": agency.pk, "official": "simbolang", "topic": "imun", "dari": "2020-01-01",
             "sampai": "", "q": "vaksinasi", "photo": "none", "article__kind__exact": "release"}  # fmt: skip
    response = client.get(LIST, query)
    assert len(headlines(response)) == 1
    chips = chips_of(response.context["cl"])
    assert [chip.words for chip in chips] == [
        "Search: vaksinasi", "State: draft", "Date: from 1 Jan 2020", "Agency: Dinkes", "Kind: release",
        "Official: simbolang", "Topic: imun", "Photo: without photo",
    ]  # fmt: skip
    for chip in chips:
        without = client.get(LIST + chip.url)
        assert len(chips_of(without.context["cl"])) == len(chips) - 1, chip.words
        assert chip.words.split(": ", 1)[1] not in [other.words.split(": ", 1)[1] for other in
                                                     chips_of(without.context["cl"])]  # fmt: skip


@pytest.mark.parametrize(
    ("query", "words"),
    [({"dari": "besok"}, "Date: from “besok” is no date"), ({"state": "zzz"}, "State: zzz"),
     ({"agency": "x"}, "Agency: x"), ({"id__lt": "99999"}, "older than: 99999"),
     ({"sampai": "9999-99-99"}, "Date: until “9999-99-99” is no date")],
)  # fmt: skip
def test_what_is_not_understood_is_still_said(query, words, draft, redaktur):
    response = browser(redaktur).get(LIST, query)
    assert [chip.words for chip in chips_of(response.context["cl"])] == [words]
    assert words in response.content.decode()


def test_a_date_range_is_of_the_newsrooms_days(approved, penerbit, redaktur):
    with time_machine.travel(NOON, tick=False):
        workflow.take("release", approved, by=penerbit, at=NOON + datetime.timedelta(hours=12, minutes=30))  # 00.30 WIB
    client = browser(redaktur)
    for query, found in (
        ({"dari": "2026-03-12", "sampai": "2026-03-12"}, 1), ({"sampai": "2026-03-11"}, 0),
        ({"dari": "2026-03-13"}, 0), ({"dari": "2026-03-12"}, 1),
    ):  # fmt: skip
        assert len(headlines(client.get(LIST, query))) == found, query


def test_special_states_and_what_waits(draft, penulis, redaktur, penerbit):
    workflow.take("submit", draft, by=penulis)
    for user, query, found in (
        (redaktur, {"waiting": "me"}, 1), (penulis, {"waiting": "others"}, 1), (penulis, {"waiting": "me"}, 0),
        (redaktur, {"state": "live"}, 0), (redaktur, {"state": "embargoed"}, 0), (redaktur, {"photo": "none"}, 1),
    ):  # fmt: skip
        assert len(headlines(browser(user).get(LIST, query))) == found, (user, query)
    workflow.take("approve", draft, by=redaktur)
    workflow.take("release", draft, by=penerbit)
    assert len(headlines(browser(redaktur).get(LIST, {"state": "live"}))) == 1


@pytest.mark.parametrize(
    ("words", "found"),
    [("vaksinasi", 1), ("VAKSINASI senin", 1), ("puskesmas dua belas", 1), ("simbolang", 1), ("rahmat gratis", 1),
     ("vaksinasi banjir", 0), ("%", 0), ("_____", 0), ("'", 0), ("\\", 0), ("a " * 500, 1), ("\0", 1)],
)  # fmt: skip
def test_search_looks_at_headline_lead_and_officials(words, found, draft, redaktur):
    assert len(headlines(browser(redaktur).get(LIST, {"q": words}))) == found


def test_search_finds_a_number(released, redaktur):
    indexing.catch_up()
    assert len(headlines(browser(redaktur).get(LIST, {"q": released.article.number}))) == 1
    assert len(headlines(browser(redaktur).get(LIST, {"q": "999/SP"}))) == 0


# The list as a file


def exported(response):
    return tables.read(b"".join(response.streaming_content))


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_the_list_is_exported_as_filtered_and_safe_from_formulas(form, released, redaktur, penulis):
    evil = editing.begin_draft(penulis, headline="=HYPERLINK(1)", venue="@SUM(1)", citizen_when="Sabtu\n=1+1")
    client = browser(redaktur)
    response = client.get(reverse("admin:articles_edition_export", args=[form]))
    assert response.headers["Content-Disposition"].endswith(f'.{form}"')
    content = b"".join(response.streaming_content)
    if form == "csv":
        assert content.startswith(b"\xef\xbb\xbfNumber,Headline")
        assert b"'=HYPERLINK(1)" in content
        assert b"'@SUM(1)" in content
    rows = [row for _number, row in tables.read(content)]
    assert [row[1] for row in rows] == ["Headline", evil.headline, released.headline]
    assert rows[0][11:17] == [
        "Venue", "What it means for citizens", "Where, for citizens", "When, for citizens", "Whom citizens contact",
        "Embargo until",
    ]  # fmt: skip
    assert rows[1][14] == "Sabtu\n=1+1"
    assert rows[2][5:9] == ["Dinkes", "", "dr. Rahmat Simbolang, M.Kes.", "Imunisasi"]
    response = client.get(reverse("admin:articles_edition_export", args=[form]), {"state": "draft", "q": "hyperlink"})
    assert len(exported(response)) == 2


def test_an_export_is_no_more_than_its_user_sees(draft, penulis, redaktur, moderator, other_agency):
    draft.agency_rows.update(agency=other_agency)
    Edition.objects.update(created_by=redaktur)
    address = reverse("admin:articles_edition_export", args=["csv"])
    assert len(exported(browser(penulis).get(address))) == 1
    assert browser(moderator).get(address).status_code == 403
    assert browser(redaktur).get(reverse("admin:articles_edition_export", args=["pdf"])).status_code == 404
    assert browser(redaktur).get(address, {"nonsense": "x"}).status_code == 302


def test_an_export_has_a_cap_and_few_queries(draft, penulis, redaktur, monkeypatch, django_assert_max_num_queries):
    monkeypatch.setattr(exporting, "MOST_ROWS", 5)
    for number in range(9):
        editing.begin_draft(penulis, headline=f"Siaran {number}")
    client = browser(redaktur)
    with django_assert_max_num_queries(30):
        assert len(exported(client.get(reverse("admin:articles_edition_export", args=["csv"])))) == 6
