"""The box for citizens: nothing where nothing is told, its lines kept, its numbers to press, and never markup."""

import pytest
from django.utils import translation

from news.articles import citizens
from news.articles.models import Edition


@pytest.fixture(autouse=True)
def indonesian():
    with translation.override("id"):
        yield


def test_nothing_is_shown_where_nothing_is_told():
    assert citizens.box(Edition()) == ""
    assert citizens.box(Edition(citizen_where=" \n ")) == ""
    assert citizens.rows(Edition(lead="Teras")) == []


def test_what_is_told_stands_in_order_under_its_name():
    edition = Edition(citizen_contact="112", citizen_what="Bawa KTP.", citizen_when="Senin–Jumat, 08.00–15.00 WIB")
    assert [(row.label, row.text) for row in citizens.rows(edition)] == [
        ("Apa", "Bawa KTP."), ("Kapan", "Senin–Jumat, 08.00–15.00 WIB"), ("Hubungi", "112"),
    ]  # fmt: skip
    box = citizens.box(edition)
    assert box.startswith('<section class="citizens" aria-labelledby="citizens"><h2 id="citizens">Apa artinya bagi')
    assert '<dt>Hubungi</dt><dd><a href="tel:112">112</a></dd>' in box


def test_lines_are_kept_and_only_whom_to_contact_is_called():
    edition = Edition(
        citizen_what="Transfer ke 0123456789\r\nDaftar: https://kota.go.id/?a=1&b=2",
        citizen_contact="Ibu\n(021) 555-100",
    )
    box = citizens.box(edition)
    assert "<dd>Transfer ke 0123456789<br>Daftar: " in box
    assert '<a href="https://kota.go.id/?a=1&amp;b=2">https://kota.go.id/?a=1&amp;b=2</a>' in box
    assert '<dd>Ibu<br><a href="tel:021555100">(021) 555-100</a></dd>' in box


@pytest.mark.parametrize("field", Edition.CITIZEN_FIELDS)
def test_what_is_typed_is_never_markup(field):
    hostile = '<script>x</script> "a"@b.id https://a.id/\'><img src=x> 0812-3456-7890<b>'
    box = citizens.box(Edition(**{field: hostile}))
    assert "<script" not in box
    assert "<img" not in box
    assert "<b>" not in box
