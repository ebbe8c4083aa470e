"""Personal data in a text: numbers of identity cards, telephones and accounts, e-mail and private addresses.

What belongs to an office is none: call centres, addresses under go.id, "Jl. Melati depan SDN 01". Law 27 of 2022 (UU
PDP) protects the rest, and whoever wrote it may not know.
"""

from __future__ import annotations

import enum
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class Kind(enum.StrEnum):
    """What is personal."""

    IDENTITY = "identity"
    PHONE = "phone"
    EMAIL = "email"
    ADDRESS = "address"
    ACCOUNT = "account"

    @property
    def words(self) -> Promise:
        """What it is, to be shown."""
        return _WORDS[self]


_WORDS = {
    Kind.IDENTITY: gettext_lazy("number of an identity or family card"),
    Kind.PHONE: gettext_lazy("telephone number"),
    Kind.EMAIL: gettext_lazy("e-mail address"),
    Kind.ADDRESS: gettext_lazy("private address"),
    Kind.ACCOUNT: gettext_lazy("account number"),
}


@dataclass(frozen=True)
class Found:
    """Something personal, and where it stands in the text: ``text[start:end]``."""

    kind: Kind
    start: int
    end: int


_PROVINCES = frozenset(
    (
        "11 12 13 14 15 16 17 18 19 21 31 32 33 34 35 36 51 52 53 61 62 63 64 65 71 72 73 74 75 76 81 82 91 92 93 94"
        " 95 96 97"
    ).split()
)
_SIXTEEN = re.compile(r"(?<![0-9])[0-9](?:[ .\-]{0,2}[0-9]){15}(?![ .\-]?[0-9])")
# A mobile number begins with 08, 628 or 8 where that was left out; o and l are digits among digits.
_DIGIT = "[0-9OolI]"
_MOBILE = re.compile(
    r"(?<![0-9A-Za-z/=.,])(?:\(?\+?\s?62\)?[\s.\-]{0,2}(?:\(0\))?0?|\(?[0Oo])[\s.\-]{0,2}"
    rf"8[\s.\-]{{0,2}}[1-9Il](?:[)\s.\-_/,*]{{0,3}}{_DIGIT}){{7,11}}(?![0-9A-Za-z])"
)
_BARE_MOBILE = re.compile(r"(?<![0-9A-Za-z.,/\-])8[1-9][0-9](?:[ \-]?[0-9]{3,4}){2}[0-9]{0,2}(?![0-9A-Za-z.,])")
_LINKED = re.compile(r"(?:wa\.me/|phone=|send\?phone=)\+?(62[0-9]{8,13})")
_LANDLINE = re.compile(
    r"(?<![0-9A-Za-z.,/\-])(?:\(\+?(?:62|0)[2-79][0-9]{1,2}\)[ \-]?|(?:\+62[ \-]?|0)[2-79][0-9]{1,2}-)"
    r"[0-9]{3,4}[ \-]?[0-9]{3,4}(?![0-9./\-])"
)
_MONEY = re.compile(r"(?:rp|idr|usd|rupiah|senilai|sebesar)\.?\s{0,2}$", re.IGNORECASE)
# Whose number it is: an office's is no secret, and hardly anybody else has a telephone on a wire.
_OF_AN_OFFICE = re.compile(
    r"(?i:\b(?:kantor|dinas|badan|puskesmas|rsud|rumah sakit|humas|camat|kecamatan|kelurahan|lurah|call center|hotline|"
    r"polsek|polres|damkar|pemadam|pdam|pln|upt|sekolah|loket|layanan|pelayanan|spanduk|pengaduan)\b)"
)
_NUMERALS = "nol|kosong|satu|dua|tiga|empat|lima|enam|tujuh|delapan|lapan|sembilan"
_SPELLED = re.compile(rf"\b(?:{_NUMERALS})(?:[\s,.\-]{{1,3}}(?:{_NUMERALS})){{8,14}}\b", re.IGNORECASE)
_EMAIL = re.compile(
    r"(?<![A-Za-z0-9._%+\-])[A-Za-z0-9][A-Za-z0-9._%+\-]{0,63}\s?(?:@|\s?[\[(]\s?(?:at|et)\s?[\])]\s?)\s?"
    r"([A-Za-z0-9][A-Za-z0-9\-]{0,62}(?:\.[A-Za-z0-9\-]{1,62}){0,3}\.[A-Za-z]{2,24})(?![A-Za-z0-9])"
)
_ACCOUNT = re.compile(
    r"(?i:\b(?:no(?:mor)?\.?\s?rek(?:ening)?|norek|rek(?:ening)?|bca|bri|bni|btn|bsi|mandiri|bank\s[a-z]{2,15}|dana|ovo|gopay|"
    r"shopeepay|a/n|an\.|virtual account|va)\b[^0-9\n]{0,25})(?P<number>[0-9](?:[ .\-]?[0-9]){8,17})(?![0-9])"
)
_STREET = re.compile(
    r"(?i:\b(?:jl|jln|jalan|gg|gang|lorong|lrg|perumahan|perum|komplek|kompleks|dusun|dsn|kampung|kp)\b)\.?\s?"
    r"[^\n;!?]{2,60}?(?i:\b(?:no|nomor|nmr)\b\.?\s?[0-9]{1,4}\s?[a-z]?\b"
    r"|\bblok\s?[a-z]{1,2}[ \-]?[0-9]{0,3}\s?(?:no\.?\s?)?[0-9]{1,3})"
)
_NEIGHBOURHOOD = re.compile(r"(?i:\brt\b)\.?\s?[0-9]{1,3}\s?[/,.\-]?\s{0,2}(?i:(?:rw\b)?)\.?\s?[0-9]{1,3}")
_OF_SOMEBODY = re.compile(
    r"(?i:\b(?:rumah|alamat|kediaman|tinggal|kontrakan|kos|kost)\b[^\n]{0,20}\b(?:saya|aku|pak|bu|bapak|ibu|sdr|sdri|saudara|mas|mbak|"
    r"bang|kak|si|nya|dia|beliau|dokter|dr)\b|\batas nama\b|\ba\.?\s?n\.\s|\bbernama\b|\bnama\s?:)"
)
NEAR = 100


def words_for(kind: str) -> str:
    """Return in words what :class:`Kind` calls ``kind``; itself if there is no such kind."""
    return str(_WORDS[Kind(kind)]) if kind in _WORDS else kind


def find(text: str) -> list[Found]:
    """Return what is personal in ``text``, in its order and without overlaps."""
    plain = _plain_digits(text)
    has_digits = any(digit in plain for digit in "0123456789")
    found: list[Found] = []
    if has_digits:
        found += _identities(plain)
        found += _phones(plain)
        found += (Found(Kind.ACCOUNT, match.start("number"), match.end("number")) for match in _ACCOUNT.finditer(plain))
    if has_digits or " " in plain:
        found += (Found(Kind.PHONE, *match.span()) for match in _SPELLED.finditer(plain))
    found += _emails(plain)
    if has_digits:
        found += _addresses(plain, found)
    return _without_overlaps(found)


def mask(text: str) -> str:
    """Return ``text`` with a mark in the newsroom's language in place of everything personal."""
    pieces, at = [], 0
    with translation.override(settings.LANGUAGE_CODE):
        for found in find(text):
            pieces += [text[at : found.start], _("[%(what)s hidden]") % {"what": found.kind.words}]
            at = found.end
    return "".join([*pieces, text[at:]])


def _plain_digits(text: str) -> str:
    """Return ``text`` with the digits of every script as 0–9, character for character."""
    if text.isascii():
        return text
    return text.translate(
        {
            ord(char): str(value)
            for char in set(text)
            if not char.isascii() and (value := unicodedata.digit(char, None)) is not None
        }
    )


def _identities(text: str) -> Iterator[Found]:
    """Find identity cards (NIK) and family cards (KK): region, date, serial. Permendagri 72/2022 says how."""
    for match in _SIXTEEN.finditer(text):
        digits = re.sub("[^0-9]", "", match[0])
        day, month = int(digits[6:8]), int(digits[8:10])
        day -= 40 if day > 40 else 0  # of women
        if digits[:2] in _PROVINCES and 1 <= day <= 31 and 1 <= month <= 12 and digits[12:] != "0000":
            yield Found(Kind.IDENTITY, *match.span())


def _phones(text: str) -> Iterator[Found]:
    for match in _LANDLINE.finditer(text):
        if not _OF_AN_OFFICE.search(text[max(0, match.start() - 60) : match.end() + 40]):
            yield Found(Kind.PHONE, *match.span())
    for pattern in (_MOBILE, _BARE_MOBILE):
        for match in pattern.finditer(text):
            if not _MONEY.search(text[max(0, match.start() - 12) : match.start()]):
                yield Found(Kind.PHONE, *match.span())
    for match in _LINKED.finditer(text):
        yield Found(Kind.PHONE, match.start(1), match.end(1))


def _emails(text: str) -> Iterator[Found]:
    if "@" in text or "[" in text or "(" in text:
        for match in _EMAIL.finditer(text):
            if not match[1].casefold().endswith(".go.id"):
                yield Found(Kind.EMAIL, *match.span())


def _addresses(text: str, others: list[Found]) -> Iterator[Found]:
    """Find streets with a house number that belong to somebody: with RT and RW, or beside a name, phone or card."""
    for match in _STREET.finditer(text):
        start, end = match.span()
        around = text[end : end + NEAR]
        neighbourhood = _NEIGHBOURHOOD.search(around) or _NEIGHBOURHOOD.search(match[0])
        is_beside = any(other.start < end + NEAR and start - NEAR < other.end for other in others)
        if neighbourhood or is_beside or _OF_SOMEBODY.search(text[max(0, start - 80) : start]):
            after = _NEIGHBOURHOOD.search(around)
            yield Found(Kind.ADDRESS, start, end + (after.end() if after and after.start() < 20 else 0))


def _without_overlaps(found: list[Found]) -> list[Found]:
    kept: list[Found] = []
    for each in sorted(found, key=lambda item: (item.start, -item.end)):
        if not kept or each.start >= kept[-1].end:
            kept.append(each)
    return kept
