"""The ledger is read by editors, publishers and administrators, and written by nobody."""

import pytest

from news.ledger.models import LedgerEntry
from tests.articles.filled import browser

LIST = "/admin/ledger/ledgerentry/"


@pytest.mark.parametrize(
    ("role", "status"),
    [("penulis", 403), ("moderator", 403), ("redaktur", 200), ("penerbit", 200), ("administrator", 200)],
)
def test_who_reads(role, status, released, request):
    client = browser(request.getfixturevalue(role))
    assert client.get(LIST).status_code == status
    assert client.get(f"{LIST}{LedgerEntry.objects.first().pk}/change/").status_code == status


def test_nobody_writes(released, administrator):
    entry = LedgerEntry.objects.first()
    client = browser(administrator)
    assert client.post(f"{LIST}add/").status_code == 403
    assert client.post(f"{LIST}{entry.pk}/change/", {"note": "x"}).status_code == 403
    assert client.post(f"{LIST}{entry.pk}/delete/", {"post": "yes"}).status_code == 403


def test_it_is_searched_by_subject(released, redaktur):
    client = browser(redaktur)
    found = client.get(LIST, {"q": released.article.subject}).context["cl"].result_list
    assert {entry.event for entry in found} == {"create", "submit", "approve", "release"}
    assert not client.get(LIST, {"q": "article:0"}).context["cl"].result_list
