"""Know the letterhead: the lines of an office above the line that says what follows, and the notice that does."""

import re
from collections.abc import Sequence

from .lexicon import AGENCY_WORDS, CONNECTORS
from .lines import Passage
from .parts import TERMINAL, Part

NOTICES = {
    "ralat", "klarifikasi", "hak jawab", "pengumuman", "undangan liputan", "undangan peliputan", "undangan jurnalis",
    "imbauan", "himbauan", "surat edaran", "maklumat", "hak koreksi", "agenda", "agenda liputan", "pemberitahuan",
}  # fmt: skip
ISSUERS = frozenset(
    """
    pemerintah dinas badan bagian kantor sekretariat satuan kecamatan kelurahan pemko pemkot pemkab inspektorat
    perumda perumdam perusahaan pt rsud rumah humas diskominfo prokopim puskesmas uptd upt bpbd dprd dewan balai lembaga
    komisi kepolisian polres kejaksaan pengadilan kementerian universitas politeknik institut yayasan majelis forum tim
    ikatan persatuan palang kwartir unit
    """.split()
)
KIND = re.compile(
    r"\W*(?:(?:siaran|rilis|keterangan) pers|(?:press|news) release|pers rilis|rilis)\b(?P<rest>.*)",
    re.IGNORECASE,
)
MOST_LINES = 8


def letterhead(passages: Sequence[Passage]) -> int:
    """Return how many of the first passages are a letterhead: those of an office, down to what says what follows."""
    for index, passage in enumerate(passages[:MOST_LINES]):
        text = passage.text
        if notice(passage) or KIND.match(text) and len(text) < 90:
            return index if index and heads_letter(passages[0].text) else 0
        if len(text) > 110 or (text.endswith(".") and not text.endswith("No.")):
            return 0
    return 0


def notice(passage: Passage) -> Part | None:
    """Return the words of a line that is nothing but ``PENGUMUMAN``, ``RALAT`` …, without marks around them."""
    words = passage.text.strip("".join(mark for mark in passage.text if not mark.isalnum()))
    if words.lower() not in NOTICES:
        return None
    start = passage.text.index(words)
    return Part(passage, start, start + len(words))


def heads_letter(text: str) -> bool:
    """Tell whether ``text`` begins a letterhead: capitals, an office first."""
    return text.isupper() and text.split()[0].lower() in ISSUERS


def names_issuer(text: str) -> bool:
    """Tell whether ``text`` says which office sends the release, and on what day at most: ``Humas Pemkot, 5 Juli``."""
    found = KIND.match(text)
    rest = (found["rest"] if found else text).strip(" -–—:,")
    words = rest.lower().split()
    if not words or words[0] not in ISSUERS or len(text) > 110 or TERMINAL.search(text):
        return False
    return found is not None or bool(re.search(r",? \d{1,2} \w+ \d{4}\Z", text))


def is_issuer(text: str) -> bool:
    """Tell whether ``text`` is the line of a letterhead: capitals, and nothing but an agency's name."""
    words = re.findall(r"[\w/&-]+", text.lower())
    if not text.isupper() or not words or words[0] not in ISSUERS:
        return False
    return all(
        word in AGENCY_WORDS | CONNECTORS | ISSUERS
        or {"kota", "kabupaten", "provinsi", "pemko", "pemkot"} & set(words[max(0, at - 2) : at])
        for at, word in enumerate(words)
    )
