"""The ledger is read by editors, publishers and administrators, in words and with links; written by nobody."""

import pytest
from django.db import transaction
from django.urls import reverse

from news.articles import workflow
from news.ledger import chain
from news.ledger.models import LedgerEntry
from tests.articles.filled import browser

LIST = "/admin/ledger/ledgerentry/"


def entry_url(entry):
    return reverse("admin:ledger_ledgerentry_change", args=[entry.pk])


@pytest.mark.parametrize(
    ("role", "status"),
    [("penulis", 403), ("moderator", 403), ("redaktur", 200), ("penerbit", 200), ("administrator", 200)],
)
def test_who_reads(role, status, released, request):
    client = browser(request.getfixturevalue(role))
    assert client.get(LIST).status_code == status
    assert client.get(entry_url(LedgerEntry.objects.first())).status_code == status


def test_nobody_writes(released, administrator):
    entry = LedgerEntry.objects.first()
    client = browser(administrator)
    assert client.post(f"{LIST}add/").status_code == 403
    assert client.post(entry_url(entry), {"note": "x"}).status_code == 403
    assert client.post(f"{LIST}{entry.pk}/delete/", {"post": "yes"}).status_code == 403


def test_it_is_searched_by_subject(released, redaktur):
    client = browser(redaktur)
    found = client.get(LIST, {"q": released.article.subject}).context["cl"].result_list
    assert {entry.event for entry in found} == {"create", "submit", "approve", "release"}
    assert not client.get(LIST, {"q": "article:0"}).context["cl"].result_list


def test_each_entry_says_in_words_what_happened_and_leads_to_the_edition(released, redaktur):
    correction = workflow.take("revise", released, by=redaktur, kind="ralat", note="Jam diperbaiki.")
    client = browser(redaktur)
    page = client.get(LIST).content.decode()
    for words in ("Released", "Began a correction", "Submitted for review"):
        assert words in page
    for edition in (released, correction):
        address = reverse("admin:articles_edition_change", args=[edition.pk])
        assert f'<a href="{address}">{edition.headline}</a>' in page
        entry = LedgerEntry.objects.filter(subject=edition.article.subject, part=edition.part).first()
        assert f'<a href="{address}">{edition.headline}</a>' in client.get(entry_url(entry)).content.decode()


def test_who_may_not_see_releases_gets_no_link_to_one(released, administrator):
    page = browser(administrator).get(LIST).content.decode()
    assert "Released" in page
    assert released.headline not in page
    assert reverse("admin:articles_edition_change", args=[released.pk]) not in page


@pytest.mark.parametrize(
    "subject", ["article:0", "position:999", "directory:agencies", "x", "article:²", "article:" + "9" * 30]
)
def test_an_entry_about_what_is_not_there_shows_its_subject(subject, redaktur):
    with transaction.atomic():
        chain.record("unheard_of", subject=subject, by=redaktur)
    page = browser(redaktur).get(LIST).content.decode()
    assert subject in page
    assert "unheard_of" in page


def test_an_entry_about_the_directory_leads_there(official, redaktur):
    with transaction.atomic():
        chain.record("merge", subject=f"official:{official.pk}", by=redaktur, note="…")
    page = browser(redaktur).get(LIST).content.decode()
    assert "Merged" in page
    assert reverse("admin:directory_official_change", args=[official.pk]) in page


def test_a_page_of_entries_asks_the_database_a_constant_number_of_times(
    released, redaktur, django_assert_max_num_queries
):
    with transaction.atomic():
        for number in range(30):
            chain.record("edit", subject=f"article:{released.article_id + number}", part="edition:1", by=redaktur)
    client = browser(redaktur)
    client.get(LIST)
    with django_assert_max_num_queries(10):
        client.get(LIST)
