"""The QR code is drawn as the standard asks, in any size."""

import xml.etree.ElementTree as ET

import segno

from news.pages import qr_codes

ADDRESS = "https://warta.example/s/1k/"
SVG = "{http://www.w3.org/2000/svg}"


def test_it_is_svg_without_a_size_and_with_its_quiet_zone():
    drawing = ET.fromstring(qr_codes.svg(ADDRESS))
    modules = segno.make(ADDRESS, error="m", micro=False).symbol_size(border=4)[0]
    assert drawing.tag == f"{SVG}svg"
    assert drawing.get("viewBox") == f"0 0 {modules} {modules}"
    assert drawing.get("width") is None


def test_nothing_of_an_address_becomes_markup():
    drawing = ET.fromstring(qr_codes.svg('https://warta.example/"><script>alert(1)</script>'))
    assert {element.tag for element in drawing.iter()} == {f"{SVG}svg", f"{SVG}path"}
