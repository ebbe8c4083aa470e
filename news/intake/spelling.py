"""Compare names as they are spelt: words in small letters, without marks and titles, short forms spelt out."""

import re
from collections.abc import Iterable, Iterator

from .lexicon import HONORIFICS

Words = tuple[str, ...]

# Short forms that every city uses, so that "Dishub" finds the Dinas Perhubungan, and the reverse.
SHORT_FORMS = {
    "dinkes": "dinas kesehatan",
    "dishub": "dinas perhubungan",
    "disdik": "dinas pendidikan",
    "dinsos": "dinas sosial",
    "disdikbud": "dinas pendidikan dan kebudayaan",
    "disnaker": "dinas tenaga kerja",
    "dispora": "dinas pemuda dan olahraga",
    "disdukcapil": "dinas kependudukan dan pencatatan sipil",
    "diskominfo": "dinas komunikasi dan informatika",
    "kominfo": "komunikasi dan informatika",
    "dlh": "dinas lingkungan hidup",
    "dpupr": "dinas pekerjaan umum dan penataan ruang",
    "bpbd": "badan penanggulangan bencana daerah",
    "bappeda": "badan perencanaan pembangunan daerah",
    "bapenda": "badan pendapatan daerah",
    "satpol": "satuan polisi",
    "pp": "pamong praja",
    "setda": "sekretariat daerah",
    "sekda": "sekretaris daerah",
    "sekdako": "sekretaris daerah kota",
    "pemko": "pemerintah kota",
    "pemkot": "pemerintah kota",
    "pemkab": "pemerintah kabupaten",
    "kadis": "kepala dinas",
    "kabag": "kepala bagian",
    "kaban": "kepala badan",
    "walikota": "wali kota",
    "wawali": "wakil wali kota",
    "wawako": "wakil wali kota",
    "rsud": "rumah sakit umum daerah",
    "prokopim": "protokol dan komunikasi pimpinan",
    "damkar": "pemadam kebakaran",
    "dirut": "direktur utama",
    "&": "dan",
}


def words_of(text: str) -> Words:
    """Return the words of ``text`` for comparing: small letters, no marks, the short forms of every city spelt out."""
    found: list[str] = []
    for word in re.findall(r"[^\W_]+(?:['’.-][^\W_]+)*|&", text.lower()):
        plain = re.sub(r"['’.-]", "", word)
        found += SHORT_FORMS.get(plain, plain).split()
    return tuple(found)


def name_words(name: str) -> Words:
    """Return the words of a person's name without titles before it."""
    words = re.sub(r"['’.-]", "", name.lower()).split()
    while len(words) > 1 and words[0] in HONORIFICS:
        words = words[1:]
    return tuple(words)


class Index:
    """Where in a text which words stand, so that each of many names is looked up and not searched for."""

    def __init__(self, texts: Iterable[str]) -> None:
        self.words: list[str] = []
        self.capital: list[bool] = []
        for text in texts:
            for match in re.finditer(r"[^\W_]+(?:['’.-][^\W_]+)*|&", text):
                spelt = words_of(match.group())
                self.words += spelt
                self.capital += [match.group()[0].isupper()] * len(spelt)
            self.words.append("¶")
            self.capital.append(False)
        self.places: dict[str, list[int]] = {}
        for place, word in enumerate(self.words):
            self.places.setdefault(word, []).append(place)

    def find(self, wanted: Words) -> Iterator[int]:
        """Yield where ``wanted`` begins, written with a capital."""
        for place in self.places.get(wanted[0], ()) if wanted else ():
            if self.capital[place] and tuple(self.words[place : place + len(wanted)]) == wanted:
                yield place
