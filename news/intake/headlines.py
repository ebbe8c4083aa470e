"""Tell the headline from what a page or an office prints above it: names, slogans, menus, sections."""

import re
from collections.abc import Sequence

from . import labels
from .dates import find_dates
from .letterheads import ISSUERS, KIND, is_issuer, names_issuer
from .lexicon import AGENCY_WORDS, CONNECTORS
from .lines import Passage

LONGEST_HEADLINE = 220
PARAGRAPHS_COMPARED = 12
MARGIN = 3  # by how much a later line must look more like a headline than the first
MARKS = re.compile(r"[|•≡☰»>↓→←▼▲🔍👁]|\.{3}|…|#\w|https?:|www\.")
SITE = re.compile(r"\S+\.(?:com|id|info|net|co|org|news|tv|go|ac|example)\b", re.IGNORECASE)
# What an office or a page says of itself and of the text, and not of what happened.
META = re.compile(
    r"\W*(?:kepada\b|yth\b|di tempat\b|sifat\b|lampiran\b|perihal\b|hal\b|edisi\b|buletin\b|tabloid\b|surat kabar\b|"
    r"laporan untuk\b|(?:dapat|untuk|boleh)\b.{0,20}\b(?:di)?(?:siar|terbit|rilis|muat)|dari\s?:|from\s?:|to\s?:|"
    r"subject\s?:|(?:berita|siaran|rilis|pernyataan|keterangan|kabar) (?:pers|media|kegiatan|resmi|humas|kota|info)\b|"
    r"rilis\b|info(?:rmasi)?\b|media center\b|press release\b|portal (?:resmi|berita)|website|terakreditasi\b|trending|"
    r"terkini|breaking news|live\b|(?-i:KOTA|KABUPATEN|PROVINSI) [A-Z ]+\Z|kampus\b|jl\.|jalan .*\d{5}|telp|fax|visi\b|"
    r"motto\b|data sementara|login|masuk\b|beranda|home\b|menu\b)",
    re.IGNORECASE,
)
HAPPENS = re.compile(
    r"\b(?:me[a-z]{4,}|di[a-z]{4,}|ber[a-z]{3,}|ter[a-z]{4,}|tutup|buka|minta|ajak|sabet|raih|juara|gelar|siap|jadi|resmi|kini|"
    r"pantau|tinjau|lantik|serahkan|terima|dapat|naik|turun|rusak|bagikan|bagi|hadiri|kunjungi|harus|akan|tak|tidak|bisa|"
    r"mulai|ikut|pakai|setop|stop|rebut|tanam|bangun|bongkar|tangkap|pimpin|dorong|dukung|ingatkan|imbau|jamin|pastikan|"
    r"lepas|sambut|dilarang|belajar|berhenti|hidupkan|perkuat|percepat|gandeng|luncurkan|terapkan|targetkan|bantu|beri|"
    r"gratis|butuh|bikin|panen|tumbang|tewas|untuk|karena|lewat|tanpa|dengan|dari|ke|di)\b",
    re.IGNORECASE,
)


def first_headline(lines: Sequence[Passage], body: Sequence[str], doubled: set[Passage]) -> int:
    """Return which of the short lines above a body is its headline: the first, unless a later one looks more like it.

    :param body: the paragraphs below; a headline is made of their words.
    :param doubled: what the text says twice.
    """
    words = {stem for text in body[:PARAGRAPHS_COMPARED] for stem in stems(text)}
    scores = [score(line, words, line in doubled) for line in lines]
    best = max(range(len(lines)), key=lambda index: (scores[index], -index))
    return best if best and scores[best] >= scores[0] + MARGIN else 0


def score(line: Passage, words: set[str], is_doubled: bool) -> int:
    """Return how much a line looks like a headline."""
    text = line.text
    count = len(text.split())
    shared = len(set(stems(text)) & words)
    return (
        2 * min(shared, 4)
        + (2 if 4 <= count <= 18 else -2 if count < 3 else 0)
        + (2 if HAPPENS.search(text) else 0)
        + (3 if is_doubled else 0)
        - (6 if is_furniture(text) else 0)
        - (2 if next(find_dates(text), None) else 0)
    )


def is_furniture(text: str) -> bool:
    """Tell whether ``text`` is a name, a menu or a note of a page or an office, and no headline or kicker."""
    words = re.findall(r"[\w/&-]+", text.lower())
    named = sum(word in AGENCY_WORDS | CONNECTORS | ISSUERS for word in words)
    return bool(
        not words
        or MARKS.search(text)
        or SITE.search(text)
        or META.match(text)
        or KIND.match(text)
        or is_issuer(text)
        or names_issuer(text)
        or (words[0] in ISSUERS and (text.isupper() or named * 2 > len(words)) and not HAPPENS.search(text))
        or named == len(words)
        and (words[0] in ISSUERS or not text.isupper())
        or len(words) <= 3
        and text.isupper()
        and text.lower() in labels.SECTIONS
    )


def stems(text: str) -> list[str]:
    """Return the beginnings of the longer words of ``text`` that are no words of agencies, for comparing."""
    return [word[:5] for word in re.findall(r"[^\W\d_]{4,}", text.lower()) if word not in AGENCY_WORDS]
