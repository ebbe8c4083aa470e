"""How long intake reads a text: a whole one of 100 kB as they come, and a megabyte made to choke on."""

from __future__ import annotations

import time

PARAGRAPH = (
    "“Posyandu malam dibuka di tiga pasar,” kata Kepala Dinas Kesehatan Kota Tanjung Selasih dr. Rahmat Simbolang, "
    "M.Kes. di Balai Kota, Rabu (11/3/2026). Menurut Rahmat, warga cukup membawa KTP.\n\n"
)
HOSTILE = (
    "“Aku, kata Kepala Dinas Kota Budi " * 500 + "\n",
    "a" + " " * 19_000 + "a\n",
    "(" * 19_000 + "\n",
    '"',
    "“ ",
    "1/",
    "a\n",
    "Senin (",
    "Dr. H. ",
    "Kepala Kota, ",
    "di Hotel ",
    "(",
)


def seconds_of_a_text(size: int = 100_000) -> float:
    """Return how long a text of ``size`` characters takes."""
    return _seconds(
        "Posyandu Malam Dibuka\n\nTANJUNG SELASIH – "
        + "".join(PARAGRAPH.replace("tiga pasar", f"pasar ke-{number}") for number in range(size // len(PARAGRAPH)))
    )


def seconds_of_the_worst(size: int = 1_000_000) -> float:
    """Return how long the slowest of several hostile texts of ``size`` characters takes."""
    return max(_seconds(piece * (size // len(piece))) for piece in HOSTILE)


def _seconds(text: str) -> float:
    from news.intake.reading import read

    begun = time.perf_counter()
    read(text)
    return time.perf_counter() - begun
