"""The page of two editors who changed the same release, as it is posted and answered."""

import json
import re

import pytest
from django.urls import reverse

from news.articles import workflow
from news.articles.merging import Side
from news.articles.models import Edition, Quote

from ..filled import browser, form_data


def change_url(edition: Edition) -> str:
    return reverse("admin:articles_edition_change", args=[edition.pk])


def base(opened, **changed: object) -> str:
    """Return what the page's script would note of the boxes that changed."""
    data = form_data(opened)
    return json.dumps({name: [data[name]] if name in data else None for name in changed})


def what_the_page_posts(response, **choices: str) -> dict[str, str]:
    """Return what the form of a conflict posts with its choices as they are preselected, and with ``choices``."""
    page = response.content.decode()
    data = {}
    for box in re.findall(r"<input[^>]*>", page):
        found = dict(re.findall(r'(\w+)="([^"]*)"', box))
        if found.get("type") == "hidden" or (found.get("type") == "radio" and " checked" in box):
            data[found["name"]] = found["value"].replace("&quot;", '"').replace("&lt;", "<").replace("&gt;", ">")
            data[found["name"]] = data[found["name"]].replace("&#x27;", "'").replace("&amp;", "&")
    for group in response.context["groups"]:
        for choice in group[1]:
            for option in choice.options:
                if option.box:
                    data[option.box.html_name] = option.box.value()
    return {name: value for name, value in data.items() if name != "language"} | {"_save": "1"} | choices


def sides(response) -> dict[str, Side]:
    return {choice.name: choice.side for _side, choices in response.context["groups"] for choice in choices}


@pytest.fixture
def meeting(draft, penulis, redaktur):
    """Two editors who opened the draft; penulis saved another headline, lead and byline."""
    first, second = browser(penulis), browser(redaktur)
    opened = second.get(change_url(draft))
    changes = {"headline": "Judul dari penulis", "lead": "Dinas Kesehatan membuka vaksinasi.", "byline": "abc"}
    first.post(change_url(draft), form_data(first.get(change_url(draft)), **changes))
    return second, opened


def test_who_changed_what_is_told_and_all_of_it_is_saved_as_proposed(meeting, draft):
    second, opened = meeting
    mine = {
        "headline": "Judul dari redaktur", "venue": "Balai kota",
        "quotes-TOTAL_FORMS": "1", "quotes-0-words": "Kutipan redaktur", "quotes-0-order": "0",
    }  # fmt: skip
    response = second.post(change_url(draft), form_data(opened, **mine, _base=base(opened, **mine)))
    assert response.status_code == 409
    assert sides(response) == {
        "headline": Side.BOTH, "lead": Side.THEIRS, "byline": Side.THEIRS, "venue": Side.MINE, "quotes-new0": Side.MINE,
    }  # fmt: skip
    assert "Judul dari penulis" in response.content.decode().replace("</ins>", "").replace("<ins>", "")
    assert Edition.objects.get(pk=draft.pk).venue == ""
    assert second.post(change_url(draft), what_the_page_posts(response)).status_code == 302
    edition = Edition.objects.get(pk=draft.pk)
    assert (edition.lead, edition.byline, edition.venue) == ("Dinas Kesehatan membuka vaksinasi.", "abc", "Balai kota")
    assert {"redaktur", "penulis", "Judul"} <= set(edition.headline.split())
    assert edition.quotes.get().words == "Kutipan redaktur"


def test_what_was_chosen_is_what_is_saved(meeting, draft):
    second, opened = meeting
    mine = {"headline": "Judul dari redaktur", "lead": "Teras dari redaktur.", "venue": "Balai"}
    response = second.post(change_url(draft), form_data(opened, **mine, _base=base(opened, **mine)))
    posted = what_the_page_posts(
        response, **{"choice-headline": "both", "joined-headline": "Judul bersama", "choice-lead": "mine",
                     "choice-venue": "theirs", "choice-byline": "mine"},
    )  # fmt: skip
    assert second.post(change_url(draft), posted).status_code == 302
    edition = Edition.objects.get(pk=draft.pk)
    assert (edition.headline, edition.lead, edition.venue, edition.byline) == (
        "Judul bersama", "Teras dari redaktur.", "", "rsi",
    )  # fmt: skip


def test_rich_text_of_both_is_joined(meeting, draft, penulis):
    second, opened = meeting
    third = browser(penulis)
    changed = form_data(third.get(change_url(draft)), body=draft.body.replace("08.00", "07.00"))
    third.post(change_url(draft), changed)
    mine = {"body": draft.body.replace("KTP", "KTP asli")}
    response = second.post(change_url(draft), form_data(opened, **mine, _base=base(opened, **mine)))
    assert sides(response)["body"] == Side.BOTH
    second.post(change_url(draft), what_the_page_posts(response))
    body = Edition.objects.get(pk=draft.pk).body
    assert body == "<p>Layanan dibuka pukul 07.00.</p><p>Warga cukup membawa KTP asli.</p>"


def test_without_the_script_the_page_says_that_it_does_not_know_who_changed_what(meeting, draft):
    second, opened = meeting
    response = second.post(change_url(draft), form_data(opened, headline="Judul dari redaktur"))
    assert response.status_code == 409
    assert set(sides(response).values()) == {Side.BOTH}
    assert "cannot be told" in response.content.decode()
    assert second.post(change_url(draft), what_the_page_posts(response)).status_code == 302
    assert {"redaktur", "penulis"} <= set(Edition.objects.get(pk=draft.pk).headline.split())


def test_rows_that_were_deleted_meanwhile_come_back_as_they_were_typed(draft, penulis, redaktur):
    Quote.objects.create(edition=draft, words="Lama", speaker="Warga")
    first, second = browser(penulis), browser(redaktur)
    opened = second.get(change_url(draft))
    first.post(change_url(draft), form_data(first.get(change_url(draft)), **{"quotes-0-DELETE": "on"}))
    assert not draft.quotes.exists()
    mine = {"quotes-0-words": "Baru"}
    response = second.post(change_url(draft), form_data(opened, **mine, _base=base(opened, **mine)))
    assert response.status_code == 409
    assert second.post(change_url(draft), what_the_page_posts(response)).status_code == 302
    assert (draft.quotes.get().words, draft.quotes.get().speaker) == ("Baru", "Warga")


def test_who_is_too_late_a_second_time_chooses_again(meeting, draft, penulis):
    second, opened = meeting
    mine = {"venue": "Balai kota"}
    response = second.post(change_url(draft), form_data(opened, **mine, _base=base(opened, **mine)))
    third = browser(penulis)
    third.post(change_url(draft), form_data(third.get(change_url(draft)), kicker="Kesehatan", byline="xyz"))
    again = second.post(change_url(draft), what_the_page_posts(response))
    assert again.status_code == 409
    assert sides(again) == {"venue": Side.MINE, "kicker": Side.THEIRS, "byline": Side.THEIRS}
    assert second.post(change_url(draft), what_the_page_posts(again)).status_code == 302
    edition = Edition.objects.get(pk=draft.pk)
    assert (edition.venue, edition.kicker, edition.byline) == ("Balai kota", "Kesehatan", "xyz")


def test_a_faulty_choice_comes_back_with_its_fault_and_all_that_was_typed(meeting, draft):
    second, opened = meeting
    mine = {"venue": "Balai kota", "expires_at": "besok"}
    response = second.post(change_url(draft), form_data(opened, **mine, _base=base(opened, **mine)))
    refused = second.post(change_url(draft), what_the_page_posts(response))
    assert refused.status_code == 200
    assert "expires_at" in refused.context["adminform"].form.errors
    assert b"Balai kota" in refused.content


def test_a_forged_base_is_text_only(meeting, draft):
    second, opened = meeting
    forged = {"headline": ["<script>alert(1)</script>"], "body": ["<p>x<script>alert(2)</script></p>"]}
    mine = form_data(opened, headline="<b>Judul</b>", _base=json.dumps(forged))
    page = second.post(change_url(draft), mine).content.decode()
    assert "<script>alert" not in page
    assert "<b>Judul" not in page


def test_text_for_what_was_decided_meanwhile_stands_there_to_be_copied(draft, penulis, redaktur, penerbit):
    client = browser(redaktur)
    opened = client.get(change_url(draft))
    workflow.take("submit", draft, by=penulis)
    workflow.take("approve", draft, by=redaktur)
    workflow.take("release", draft, by=penerbit)
    response = client.post(change_url(draft), form_data(opened, lead="Terlambat datang", body="<p>Juga terlambat</p>"))
    page = response.content.decode()
    assert response.status_code == 409
    assert 'name="_merge"' not in page
    text = re.sub(r"</?(?:ins|del)>", "", page)
    assert "Terlambat datang" in text
    assert "Juga terlambat" in text
