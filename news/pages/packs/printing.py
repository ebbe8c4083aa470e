"""Print HTML as a tagged PDF (PDF/UA-1, ISO 14289-1), in a process of its own: run as a program, it knows no Django.

WeasyPrint takes some 100 MB and seconds to load, so no web process does. The program is given no secret and nothing of
the environment that it does not need. WeasyPrint reads no file and no host: the one fetcher that it is given knows the
pictures that came along, and nothing else.

With ``probe`` as its argument it says whether a PDF can be made here at all: 0 if so, 3 if a library or every font is
missing.
"""

from __future__ import annotations

import ctypes
import json
import os
import resource
import signal
import subprocess
import sys
from functools import cache
from importlib.util import find_spec
from pathlib import Path

SCHEME = "pack:"
"""Of the addresses by which the HTML names the pictures that come along: ``pack:1.jpg``."""
SECONDS = 60
"""For a release with forty photos; a usual one takes three."""
_MEMORY = 1_500_000_000  # bytes of address space
_LACKING = 3
_PASSED_ON = ("PATH", "HOME", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "XDG_CACHE_HOME", "TMPDIR", "FONTCONFIG_PATH",
              "FONTCONFIG_FILE", "FONTCONFIG_SYSROOT")  # fmt: skip
# By the names under which WeasyPrint looks for them.
_LIBRARIES = {
    "gobject": ("libgobject-2.0.so.0", "libgobject-2.0.0.dylib"),
    "pango": ("libpango-1.0.so.0", "libpango-1.0.dylib"),
    "pangoft2": ("libpangoft2-1.0.so.0", "libpangoft2-1.0.dylib"),
    "harfbuzz": ("libharfbuzz.so.0", "libharfbuzz.0.dylib"),
    "harfbuzz-subset": ("libharfbuzz-subset.so.0", "libharfbuzz-subset.0.dylib"),
    "fontconfig": ("libfontconfig.so.1", "libfontconfig.1.dylib"),
}


class NotPrinted(Exception):
    """The program failed, or took too long; the message is for the log."""


def can_print() -> bool:
    """Say whether PDFs can be made on this machine; found out once in the life of a process, in 0.1 s."""
    try:
        return _found_able()
    except subprocess.TimeoutExpired:  # a machine that is very busy; asked again next time
        return False


@cache
def _found_able() -> bool:
    if find_spec("weasyprint") is None or os.name != "posix":
        return False
    return _run(["probe"], b"", 20).returncode == 0


def printed(html: str, pictures: dict[str, Path], drawings: dict[str, str]) -> bytes:
    """Return ``html`` as a PDF.

    :param pictures: JPEG files by the name that stands behind :data:`SCHEME` in the HTML.
    :param drawings: SVG by such a name.
    :raises NotPrinted: if it cannot be done, or takes longer than :data:`SECONDS`.
    """
    job = {"html": html, "pictures": {name: str(path) for name, path in pictures.items()}, "drawings": drawings}
    try:
        done = _run([], json.dumps(job).encode(), SECONDS)
        if done.returncode == -signal.SIGSEGV:  # seen once in some thousand, in a library below WeasyPrint
            done = _run([], json.dumps(job).encode(), SECONDS)
    except subprocess.TimeoutExpired as error:
        raise NotPrinted(f"It took longer than {SECONDS} s.") from error
    if done.returncode or not done.stdout.startswith(b"%PDF"):
        raise NotPrinted(f"Exit code {done.returncode}: {done.stderr[-2000:].decode(errors='replace')}")
    return done.stdout


def _run(arguments: list[str], stdin: bytes, seconds: int) -> subprocess.CompletedProcess[bytes]:
    environment = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    return subprocess.run(  # noqa: S603  # our own program and interpreter
        [sys.executable, "-I", __file__, *arguments],
        input=stdin, capture_output=True, timeout=seconds, env=environment, check=False, close_fds=True,
    )  # fmt: skip


# The program


def main(arguments: list[str]) -> int:
    """Print what standard input says to standard output, or answer ``probe``; return the exit code."""
    if arguments == ["probe"]:
        return 0 if _has_libraries() and _has_fonts() else _LACKING
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    job = json.load(sys.stdin.buffer)
    pictures = {name: Path(path).read_bytes() for name, path in job["pictures"].items()}
    _write(job["html"], pictures | {name: drawing.encode() for name, drawing in job["drawings"].items()})
    return 0


def _write(html: str, pictures: dict[str, bytes]) -> None:
    from weasyprint import HTML  # only here: it takes seconds
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class OurPictures(URLFetcher):  # type: ignore[misc]  # WeasyPrint has no types
        """Knows the pictures that came along, and nothing else: no file, no host, no data."""

        def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
            name = url.removeprefix(SCHEME)
            if not url.startswith(SCHEME) or name not in pictures:
                raise ValueError("Nothing is fetched.")
            kind = "image/svg+xml" if name.endswith(".svg") else "image/jpeg"
            return URLFetcherResponse(url, pictures[name], {"Content-Type": kind})

    document = HTML(string=html, base_url=SCHEME, url_fetcher=OurPictures(allowed_protocols=()))
    document.write_pdf(sys.stdout.buffer, pdf_variant="pdf/ua-1")


def _has_libraries() -> bool:
    return all(any(map(_loads, names)) for names in _LIBRARIES.values())


def _loads(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def _has_fonts() -> bool:
    """Say whether fontconfig knows a font (https://www.freedesktop.org/software/fontconfig/fontconfig-devel/)."""
    library = ctypes.CDLL(next(filter(_loads, _LIBRARIES["fontconfig"])))
    library.FcInitLoadConfigAndFonts.restype = ctypes.c_void_p
    library.FcConfigGetFonts.restype = ctypes.POINTER(ctypes.c_int)  # FcFontSet, which begins with how many there are
    library.FcConfigGetFonts.argtypes = [ctypes.c_void_p, ctypes.c_int]
    fonts = library.FcConfigGetFonts(library.FcInitLoadConfigAndFonts(), 0)
    return bool(fonts) and fonts.contents.value > 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
