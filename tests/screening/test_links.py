"""Links are found where a browser or a reader would find them, and not where a space was forgotten."""

import pytest

from news.screening.links import Link, is_under, links


@pytest.mark.parametrize(
    ("text", "hosts"),
    [
        ("lihat https://www.contoh.com/a?b=c#d", ["contoh.com"]),
        ("contoh.com dan contoh.com/lagi", ["contoh.com"]),
        ("a.contoh.co.id:8080/x", ["a.contoh.co.id"]),
        ("http://192.0.2.7/masuk", ["192.0.2.7"]),
        ("http://siapa@jahat.example/", ["jahat.example"]),
        ("t.me/grup", ["t.me"]),
        ("bantuan-pangan.info", ["bantuan-pangan.info"]),
        ("jalan.info lebih lanjut", []),
        ("rusak.ke mana", []),
        ("ditutup.id", ["ditutup.id"]),
        ("budi@contoh.com", []),
        ("versi 2.0.1 dan rp1.000.000", []),
        ("", []),
    ],
)
def test_links_are_found(text, hosts):
    assert [link.host for link in links(text)] == hosts


@pytest.mark.parametrize(
    "text",
    ["contoh [dot] com", "contoh(titik)com", "contoh dot com", "contoh titik com", "contoh . com", "contoh,com",
     "contoh[.]com", "hxxps://contoh.com"],
)  # fmt: skip
def test_disguised_links_are_found(text):
    assert list(links(text)) == [Link("contoh.com", True)]


@pytest.mark.parametrize(
    ("text", "host"), [("bitly com", "bit.ly"), ("bit ly", "bit.ly"), ("wa me/628", "wa.me"), ("t . m e / x", "t.me")]
)
def test_known_sites_are_found_without_their_dot(text, host):
    assert Link(host, True) in list(links(text))


@pytest.mark.parametrize("text", ["titik kumpul di com", "baik, net, bersih", "rapi,nett", "beli meja,lemari"])
def test_words_are_no_disguised_links(text):
    assert list(links(text)) == []


def test_a_site_is_under_its_domains():
    domains = frozenset({"go.id", "contoh.com"})
    assert is_under("jdih.kota.go.id", domains) == "go.id"
    assert is_under("contoh.com", domains) == "contoh.com"
    assert is_under("bukancontoh.com", domains) == ""
