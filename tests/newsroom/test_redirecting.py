"""Old addresses lead on, and never in a circle."""

import pytest
import time_machine
from django.core.exceptions import ValidationError

from news.newsroom import redirecting
from news.newsroom.models import Redirect
from tests.conftest import NOON

pytestmark = pytest.mark.django_db


@pytest.fixture
def clock():
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture(autouse=True)
def nothing_waits():
    redirecting.waiting.write()


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
    assert redirecting.follow("/Satu?utm=x", "/Satu") == "/2026/03/11/satu/"
    assert redirecting.follow("/?p=7", "/") == "/rubrik/kota/"
    assert redirecting.follow("/?p=8", "/") == ""
    assert redirecting.follow("/%ff", "\x00") == ""


def test_hits_are_counted_without_a_write_for_each(django_assert_num_queries, clock):
    redirecting.keep(redirecting.read("/satu,/2026/03/11/satu/"))
    with django_assert_num_queries(300):  # each looks twice, for itself and for what its target is: no write
        for _ in range(150):
            redirecting.follow("/satu")
    assert Redirect.objects.get(path="/satu").hits == 0
    assert redirecting.waiting.write() == 150
    kept = Redirect.objects.get(path="/satu")
    assert (kept.hits, kept.last_hit_at) == (150, NOON)
    redirecting.follow("/satu")
    Redirect.objects.all().delete()
    assert redirecting.waiting.write() == 1, "one that was deleted meanwhile is no error"


def test_a_chain_is_followed_at_once_and_a_circle_ends():
    redirecting.keep(redirecting.read("/a,/b\n/b,/c\n/c,https://lain.example/x\n/d,/e?p=1\n/e?p=1,/rubrik/kota/"))
    assert redirecting.follow("/a") == "https://lain.example/x"
    assert redirecting.follow("/d") == "/rubrik/kota/"
    Redirect.objects.filter(path="/c").update(target="/a")  # no form lets this happen
    assert redirecting.follow("/a").startswith("/")


@pytest.mark.parametrize(
    "content",
    [
        "\ufefflama,baru\r\n/Satu Dua/,/x/\r\n".encode(), b"lama\tbaru\n/satu%20dua\t/x/",
        "/satu dua;/x/;catatan \xe9".encode("cp1252"), b'"/satu dua","/x/"\r',
    ],
)  # fmt: skip
def test_a_file_is_read_as_spreadsheets_write_it(content):
    (row,) = redirecting.read(redirecting.decoded(content))
    assert (row.path, row.target, row.problem) == ("/satu dua", "/x/", "")


@pytest.mark.parametrize("line", ['/a,"', "/a\x00,/b", "a" * 200_000 + ",/b", '"' * 1001 + "/a,/b"])
def test_a_hostile_line_is_told_and_spoils_no_other(line):
    rows = redirecting.read(f"{line}\n/satu,/dua")
    assert rows[-1] == redirecting.Row(2, "/satu", "/dua")
    assert all(row.problem for row in rows[:-1])


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
