"""The program prints what it is given, reads nothing else, and says when it cannot."""

import io
import os
import subprocess
import sys

import pypdf
import pytest

from news.pages.packs import printing
from tests.photos import pictures

from .conftest import needs_pango

PAGE = '<!doctype html><html lang="id"><head><title>Judul</title></head><body><h1>Judul</h1>{}</body></html>'


@needs_pango
def test_the_pdf_is_tagged_for_pdf_ua(tmp_path):
    photo = tmp_path / "foto.jpg"
    photo.write_bytes(pictures.encoded(pictures.blocks()))
    page = PAGE.format('<p>Isi.</p><img src="pack:1.jpg" alt="Enam bidang">')
    reader = pypdf.PdfReader(io.BytesIO(printing.printed(page, {"1.jpg": photo}, {})))
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "id"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b'pdfuaid:part="1"' in root["/Metadata"].get_object().get_data()
    assert reader.metadata.title == "Judul"
    assert len(reader.pages[0].images) == 1


@needs_pango
@pytest.mark.parametrize(
    "markup",
    [
        '<img src="{}">', '<link rel="attachment" href="{}">', '<link rel="stylesheet" href="{}">',
        '<style>@import url({})</style>', '<p style="background:url({})">x</p>', '<object data="{}"></object>',
        '<embed src="{}">', '<a href="{}" rel="attachment">x</a>', '<svg><image href="{}"/></svg>',
    ],
)  # fmt: skip
def test_no_file_is_read(markup, tmp_path):
    """Whatever the HTML says: the same bytes come out whether the file is there or not, and none of it is in them."""
    secret = tmp_path / "rahasia.svg"
    page = PAGE.format(markup.format(secret.as_uri()))
    without = printing.printed(page, {}, {})
    secret.write_text('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><text>RAHASIA</text></svg>')
    with_it = printing.printed(page, {}, {})
    reader = pypdf.PdfReader(io.BytesIO(with_it))
    assert reader.attachments == {}
    assert len(reader.pages[0].images) == 0
    assert "RAHASIA" not in reader.pages[0].extract_text()
    assert len(with_it) == len(without)


@needs_pango
def test_no_host_is_asked():
    import socket

    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        address = f"http://127.0.0.1:{server.getsockname()[1]}/x.png"
        printing.printed(PAGE.format(f'<img src="{address}"><link rel="stylesheet" href="{address}">'), {}, {})
        with pytest.raises(BlockingIOError):
            server.accept()


@needs_pango
def test_it_gets_no_secret(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "rahasia-benar")
    done = subprocess.run(
        [sys.executable, "-c", "import os; print(sorted(os.environ))"],
        env={name: os.environ[name] for name in printing._PASSED_ON if name in os.environ},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert "SECRET_KEY" not in done.stdout
    assert printing.printed(PAGE.format(""), {}, {}).startswith(b"%PDF")


@needs_pango
def test_what_fails_says_why(tmp_path):
    with pytest.raises(printing.NotPrinted, match="Exit code 1"):
        printing.printed(PAGE.format(""), {"1.jpg": tmp_path / "tidak-ada.jpg"}, {})


@needs_pango
def test_what_takes_too_long_is_ended(monkeypatch):
    monkeypatch.setattr(printing, "SECONDS", 0.2)
    with pytest.raises(printing.NotPrinted, match="longer"):
        printing.printed(PAGE.format("<p>Isi.</p>" * 2000), {}, {})


def test_the_web_process_does_not_load_weasyprint(live, pembaca):
    from tests.pages.packs.conftest import PACK

    for name in ("", "siaran.pdf"):
        pembaca.get(PACK + name)
    assert "weasyprint" not in sys.modules


@needs_pango
def test_a_machine_without_fonts_is_known(monkeypatch, tmp_path):
    empty = tmp_path / "fonts.conf"
    empty.write_text("<fontconfig></fontconfig>")
    monkeypatch.setenv("FONTCONFIG_FILE", str(empty))
    assert printing._run(["probe"], b"", 20).returncode == 3


def test_a_machine_without_libraries_is_known(monkeypatch):
    monkeypatch.setattr(printing, "_LIBRARIES", {"pango": ("libtidak-ada.so.0",)})
    assert printing.main(["probe"]) == 3
