"""Old addresses lead on, and never in a circle."""

import pytest
from django.core.exceptions import ValidationError

from news.newsroom import redirecting
from news.newsroom.models import Redirect

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("/2019/03/11/Judul/", "/2019/03/11/judul"),
        ("https://lama.example/2019/03/11/judul", "/2019/03/11/judul"),
        ("/?p=123", "/?p=123"),
        ("?p=123", "/?p=123"),
        ("/a%20b/", "/a b"),
        ("/", "/"),
    ],
)
def test_an_old_address_is_kept_in_one_form(address, expected):
    assert redirecting.normalised(address) == expected


@pytest.mark.parametrize("address", ["judul", "", "/" + "x" * 500, "/%ff", "http://[", "/a\x00b"])
def test_what_is_no_address_is_refused(address):
    with pytest.raises(ValidationError):
        redirecting.normalised(address)


@pytest.mark.parametrize(
    "target", ["javascript:alert(1)", "//evil.example/", "/\\evil", "", "judul", "https://", "/a b", "/a\nb"]
)
def test_a_target_is_ours_or_a_whole_address(target):
    with pytest.raises(ValidationError):
        redirecting.checked_target(target)


def test_lines_are_read_and_kept_and_followed_with_hits():
    rows = redirecting.read("lama;baru\n/satu/;/2026/03/11/satu/\n\n/?p=7;/rubrik/kota/\n")
    assert [row.problem for row in rows] == ["", ""]
    assert redirecting.keep(rows) == 2
    assert redirecting.follow("/Satu", "utm=x") == "/2026/03/11/satu/"
    assert redirecting.follow("/", "p=7") == "/rubrik/kota/"
    assert redirecting.follow("/", "p=8") == ""
    assert Redirect.objects.get(path="/satu").hits == 1


@pytest.mark.parametrize("lines", ["/a,/a", "/a,/b\n/b,/c\n/c,/A/", "/a", "/a,"])
def test_circles_and_half_lines_are_told(lines):
    assert any(row.problem for row in redirecting.read(lines))


def test_a_circle_with_what_is_kept_already_is_told():
    redirecting.keep(redirecting.read("/a,/b"))
    assert [bool(row.problem) for row in redirecting.read("/b,/a")] == [True]
    assert [row.problem for row in redirecting.read("/a,/c\n/b,/a")] == ["", ""]


def test_twenty_thousand_lines_are_kept_and_one_more_refused():
    lines = "\n".join(f"/lama-{number},/baru-{number}" for number in range(redirecting.MOST_ROWS))
    assert redirecting.keep(redirecting.read(lines)) == redirecting.MOST_ROWS
    with pytest.raises(ValidationError):
        redirecting.read(lines + "\n/x,/y")
