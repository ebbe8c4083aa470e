"""What a text says once its disguises are off; for matching only, what readers see is the original.

The order is NFKC → NFD → without marks and format characters → lookalikes of Cyrillic, Greek, Armenian and Cherokee →
anyascii → casefold → words → runs of a letter → spaced letters; then the same once more without leet. Every step is
linear. NFKC and NFD are those of Unicode Standard Annex 15, https://www.unicode.org/reports/tr15/.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from anyascii import anyascii

# In characters. More is not read; whoever reads such a text says so, and it is held: padding hides nothing.
MOST = 20_000
FINGERPRINT_LETTERS = 20

# Letters by eye, not by sound: Cyrillic р looks like p, though anyascii rightly reads r. Capitals that look like
# another letter than their small form does stand for themselves; anyascii reads what is not here.
_LOOKALIKES = {
    pair[0]: pair[1]
    for pair in (
        # Cyrillic
        "аa вb еe кk мm нh оo рp сc тt уy хx ѕs іi јj ԁd ԛq ԝw һh ӏl ьb пn гr зe үy ҽe ѡw ѵv ґr қk ҳx ҫc ԍg "
        "АA ВB ЕE КK МM НH ОO РP СC ТT УY ХX ЅS ІI ЈJ ԚQ ԜW ӀI ЗE ҮY ЬB ПN ГR ѴV ҚK ҲX ҪC ԌG "
        # Greek
        "αa βb εe κk νv οo ρp τt υu χx ωw γy ηn ςc ϲc ϳj ϱp "
        "ΑA ΒB ΕE ΖZ ΗH ΙI ΚK ΜM ΝN ΟO ΡP ΤT ΥY ΧX ϹC ϺM ϜF ϒY ͿJ ΞE ΣE ΛA ΔA "
        # Armenian
        "աw հh գq զq ոn ռn սu ցg քf օo ՍU ՏS ՕO ԼL ՈN "
        # Lisu
        "ꓐB ꓑP ꓓD ꓔT ꓖG ꓗK ꓙJ ꓚC ꓜZ ꓝF ꓟM ꓠN ꓡL ꓢS ꓣR ꓦV ꓧH ꓪW ꓫX ꓬY ꓮA ꓰE ꓲI ꓳO ꓴU "
        # Upside down
        "ɐa ɔc ǝe ɟf ƃg ɥh ᴉi ɾj ʞk ןl ɯm ɹr ʇt ʌv ʍw ʎy "
        # Cherokee
        "ᎠD ᎡR ᎢT ᎥI ᎩY ᎪA ᎫJ ᎬE ᎳW ᎷM ᎻH ᎽY ᏀG ᏂH ᏃZ ᏎA ᏏB ᏒR ᏔW ᏕS ᏙV ᏚS ᏞL ᏟC ᏢP ᏦK ᏧD ᏴB ᏳG ᎾO ᎤO ᏋE"
    ).split()
} | {"ι": "i"}
MIXED_ALPHABETS = re.compile(f"[A-Za-z][{''.join(_LOOKALIKES)}]|[{''.join(_LOOKALIKES)}][A-Za-z]")

_DROPPED = frozenset({"Mn", "Me", "Cf"})
_WORD = re.compile("[a-z0-9]+")
_LONG_RUN = re.compile(r"([a-z])\1{2,}")
_RUN = re.compile(r"([a-z])\1+")
_SPACED = re.compile(r"(?<= )(?:[a-z0-9] ){2,}[a-z0-9](?= )")
# Words letter by letter, cut by punctuation, and in bits of at most three letters.
_LETTER_BY_LETTER = re.compile(r"(?<![a-z0-9])[a-z0-9](?:[^a-z0-9]{1,3}+[a-z0-9](?![a-z0-9])){2,}+")
_CUT = re.compile(r"(?<![a-z0-9])[a-z0-9]++(?:[^\sa-z0-9]{1,3}+[a-z0-9]++)++")
_BITS = re.compile(r"(?<= )(?:[a-z0-9]{1,3} ){2,}")
# A sign is a letter where one follows; at a word's end it is only a sign: "tutup!".
_SIGNS = str.maketrans("@$!|+", "asiit")
_SIGN = re.compile(r"(?<![@$!|+])[@$!|+]++(?=[a-z0-9])")
_LEET = str.maketrans("0134567892", "oieasgtbgz")
_INNER_DIGITS = re.compile(r"(?<![0-9])[0-9]++(?=[a-z])")
# A letter that is crossed out: "g*cor", "sl()t".
_CROSSED_OUT = re.compile(r"(?<![a-z0-9*])[a-z]{1,12}+(?:(?:[*]{1,2}|\(\)|[#?])[a-z]{1,12}+){1,3}+(?![a-z0-9*])")
_ONE_STROKE = str.maketrans("l", "i")  # 1, l, i and I are one stroke


@dataclass(frozen=True)
class Normalised:
    """A text for matching.

    ``folded``: lower case ASCII with its punctuation. ``words``: words of a–z and 0–9 with a space before and after
    each. ``letters``: the same without leet, without any double letter, and with i for l (see :func:`bare`).
    ``is_cut``: the text was longer than what is read.
    """

    folded: str
    words: str
    letters: str
    is_cut: bool

    @cached_property
    def crossed_out(self) -> list[str]:
        """Return the words in which signs stand for letters, as regular expressions of what they may be."""
        if "*" not in self.folded and "()" not in self.folded and "#" not in self.folded and "?" not in self.folded:
            return []
        found = dict.fromkeys(match[0] for match in _CROSSED_OUT.finditer(self.folded))
        return [re.sub("[^a-z]+", lambda signs: f"[a-z]{{1,{len(signs[0])}}}", word) for word in found]

    @cached_property
    def cut(self) -> list[list[str]]:
        """Words that were cut: into letters ("g a c o r", "k y t4d") and by punctuation ("ga-cor")."""
        cut = [_WORD.findall(match[0]) for shape in (_LETTER_BY_LETTER, _CUT) for match in shape.finditer(self.folded)]
        unsigned = _SIGN.sub(_as_letters, self.folded)
        if unsigned != self.folded:
            cut += [_WORD.findall(match[0]) for match in _CUT.finditer(unsigned)]
        return cut + [bits for bits in self._bits if sum(len(bit) == 1 for bit in bits) > 1]

    @cached_property
    def bits(self) -> list[list[str]]:
        """What may belong together: words that were cut, and short ones beside each other ("ga co r")."""
        return self.cut + self._bits

    @cached_property
    def _bits(self) -> list[list[str]]:
        return [match[0].split() for match in _BITS.finditer(self.words)]

    def with_digits(self) -> Iterator[str]:
        """Yield each word that has both letters and digits, and what it is with inner digits read as letters."""
        for word in filter(_is_mixed, self.words.split()):
            yield word
            plainer = without_inner_leet(word)
            if plainer != word:
                yield plainer


def normalise(text: str) -> Normalised:
    """Return ``text`` as it is matched; of a text longer than :data:`MOST` characters, its beginning and its end."""
    is_cut = len(text) > MOST
    if is_cut:
        text = f"{text[: MOST // 2]} {text[-MOST // 2 :]}"
    folded = _fold(text)
    if len(folded) > 4 * MOST:  # some characters stand for eighteen
        folded, is_cut = folded[: 4 * MOST], True
    words = _words(folded)
    return Normalised(folded, words, _bare(_words(_SIGN.sub(_as_letters, folded))), is_cut)


def bare(words: str) -> str:
    """Return ``words`` (lower case, ASCII) as :attr:`Normalised.letters` has them: leet read, double letters single."""
    return _bare(words)


def without_inner_leet(word: str) -> str:
    """Return ``word`` with the digits before a letter read as letters: m4xw1n88 is maxwin88."""
    return _INNER_DIGITS.sub(lambda digits: digits[0].translate(_LEET), word)


def without_runs(text: str) -> str:
    """Return ``text`` with one letter for each run of three or more: "gaaacor" is gacor."""
    return _LONG_RUN.sub(r"\1", text)


def without_leet(word: str) -> str:
    """Return ``word`` with all its digits read as letters, unless it is a number."""
    return word.translate(_LEET) if _is_mixed(word) else word


def fingerprint(text: str) -> str:
    """Return a hash (32 hexadecimal digits) by which the same words are known again, however disguised.

    Empty for a text of fewer than 20 letters: many people write "terima kasih".
    """
    letters = normalise(text).letters.replace(" ", "")
    if len(letters) < FINGERPRINT_LETTERS:
        return ""
    return hashlib.sha256(letters.encode()).hexdigest()[:32]


def _fold(text: str) -> str:
    if not text.isascii():
        # Marks go first as well: ordering a long run of them, as NFKC must, takes quadratic time.
        text = _without_marks(text)
        text = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", text))
        text = _without_marks(text)
        text = text.translate({ord(char): _as_ascii(char) for char in set(text) if not char.isascii()})
    return text.casefold()


def _without_marks(text: str) -> str:
    return text.translate(
        {ord(char): None for char in set(text) if not char.isascii() and unicodedata.category(char) in _DROPPED}
    )


@lru_cache(8192)
def _as_ascii(char: str) -> str:
    if char in _LOOKALIKES:
        return _LOOKALIKES[char]
    read = anyascii(char)
    return " " if not read or read.startswith(":") else read  # of a picture its name is no word of the text


def _words(folded: str) -> str:
    words = _LONG_RUN.sub(r"\1", _between_spaces(_WORD.findall(folded)))
    return _SPACED.sub(_join, words)


def _between_spaces(words: Iterable[str]) -> str:
    joined = " ".join(words)
    return f" {joined} " if joined else " "


def _join(match: re.Match[str]) -> str:
    """Join letters that stand apart; digits that do are numbers."""
    spaced = match[0]
    return _LONG_RUN.sub(r"\1", spaced.replace(" ", "")) if not spaced.replace(" ", "").isdigit() else spaced


def _as_letters(match: re.Match[str]) -> str:
    return match[0].translate(_SIGNS)


def _is_mixed(word: str) -> bool:
    return not word.isalpha() and not word.isdigit()


def _bare(words: str) -> str:
    plain = _between_spaces(map(without_leet, words.split()))
    return _RUN.sub(r"\1", plain.replace("vv", "w").translate(_ONE_STROKE))
