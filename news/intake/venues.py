"""Find where the event was: the words behind ``di`` that name a building, a square or the like."""

import re

from .dates import WrittenDate
from .lexicon import COMPASS, PLACE_OF, PLACE_STARTS
from .words import SENTENCE_END

NOUNS = frozenset(
    """
    baruga anjungan sasana joglo griya dome saung bale pesanggrahan tempat tpi tpa hotel gedung aula balai
    kantor lapangan taman ruang ruangan rumah masjid gereja vihara pura pendopo pendapa stadion gor gelanggang
    terminal pasar rsud rsu rs puskesmas posyandu sekolah sd sdn smp smpn sma sman smk smkn universitas kampus
    pelabuhan dermaga bandara stasiun jalan jl kelurahan kecamatan lingkungan posko convention center centre
    hall mall plaza alun-alun pantai halaman tepi pinggir bantaran pesisir pelataran graha wisma pusat command
    museum monumen tugu kawasan kompleks komplek perumahan hutan waduk danau sungai jembatan simpang café cafe
    restoran resto kafe asrama markas makodim mapolres polres kodim pesantren madrasah studio teater auditorium
    ballroom grand sport arena mess tps bank pabrik gudang kebun sawah embung pujasera sentra mal perpustakaan
    panti lembaga islamic dinas lantai gerbang lobi teras serambi trotoar gang rusunawa dusun desa hotel's
    garden resort swiss-belhotel aston santika instalasi ipa wantilan banjar lapas rutan bendungan bendung irigasi
    pintu pasraman klenteng kelenteng padepokan sanggar tpu makam kebun agrowisata objek obyek wahana curug
    polda polsek makoramil koramil kejaksaan pengadilan balaikota balairung bioskop galeri klinik laboratorium
    bengkel pujasera foodcourt kios los selter shelter halte stasion mushola musala langgar surau meunasah
    poskamling kebon bandar depo gerai bumi perkemahan sirkuit velodrome kolam bantaran asrama workshop showroom
    """.split()
)
# First words of provinces and countries of two words.
PROVINCES = {"jawa", "sumatera", "kalimantan", "sulawesi", "papua", "nusa", "kepulauan", "dki", "di", "arab", "korea"}
NOUN = rf"(?:{'|'.join(sorted(map(re.escape, NOUNS), key=len, reverse=True))})"
WORD = (
    r"(?:\([A-Z]{2,8}\)(?= [A-Z])|(?:dr|[Ll]t|[Nn]o|Jl|Dr|H|St|K\.H|Ir|Prof|Gg)\."
    r"|[A-Z0-9][\w’'/&-]*(?:\.\w+)*|lantai|dan|no)"
)
LOWER_START = (
    rf"(?:(?:tepi|pinggir|bantaran|ujung|kaki|pesisir|puncak|pelataran) )?(?:{NOUN}(?: (?:rapat|utama|pertemuan|"
    rf"kerja|kerjanya|dinas|depan|serbaguna|umum|pola|sidang|kelas|data|terbuka))*)"
)
VENUE = re.compile(
    rf"\b[dD]i(?: (?:lokasi|area|seputaran|sekitar|depan|dalam|sepanjang))? "
    rf"(?P<venue>(?:{LOWER_START} ?|(?:tepi|pinggir|bantaran|pesisir|pelataran) )?"
    rf"(?:{WORD}(?: |(?=[,.;:()”“\"]|\Z))){{0,9}})"
)
# "digelar di Bukit Selarong Indah": what is held somewhere names its venue, whatever the words.
HELD = re.compile(
    r"\b(?:bertempat|berlangsung|dipusatkan|digelar|diadakan|dilaksanakan|diselenggarakan|dilangsungkan|berpusat)"
    r"(?: (?:dengan|secara) \w+)? [dD]i \Z"
)
CUE = re.compile(r"\b(?:bertempat|berlangsung|dipusatkan|digelar|diadakan|dilaksanakan|diselenggarakan) di \Z")


def find_venue(text: str, when: WrittenDate | None, place: str | None, *, cued: bool = False) -> tuple[int, int] | None:
    """Return where in ``text`` the venue stands: in the sentence of ``when`` if given, and there nearest before it.

    Without ``when`` the first one counts; if ``cued``, the first that a verb such as ``bertempat`` leads to.
    """
    if when is None:
        spans = candidates(text, 0, len(text), place)
        return next((span for span in spans if not cued or CUE.search(text, max(0, span[0] - 30), span[0])), None)
    begin = max((match.end() for match in SENTENCE_END.finditer(text, 0, when.start)), default=0)
    before = candidates(text, begin, when.start, place)
    if before:
        return before[-1]
    stop = SENTENCE_END.search(text, when.end)
    after = candidates(text, when.end, stop.start() if stop else len(text), place)
    return after[0] if after else None


def candidates(text: str, begin: int, end: int, place: str | None) -> list[tuple[int, int]]:
    """Return the spans between two offsets that name a venue."""
    found = []
    for match in VENUE.finditer(text, begin, end):
        words = match["venue"].rstrip(" ,.(;:")
        words = re.sub(r"(?: dan| no\.?)+\Z", "", words)
        words = re.sub(r" (?:19|20)\d\d\Z", "", words)
        held = HELD.search(text, max(0, match.start("venue") - 50), match.start("venue"))
        if is_venue(words, place) or held and is_spot(words, place):
            found.append((match.start("venue"), match.start("venue") + len(words)))
    return found


def is_spot(words: str, place: str | None) -> bool:
    """Tell whether ``words`` behind ``digelar di`` name a spot: more than one word, and no town, territory or body."""
    parts = words.lower().split()
    town = parts[0] in PLACE_STARTS and len(parts) == 2 or (place and words.lower().startswith(place.lower()))
    return len(parts) > 1 and not town and parts[0] not in PLACE_OF | PROVINCES and parts[1] not in COMPASS


def is_venue(words: str, place: str | None) -> bool:
    """Tell whether ``words`` name a venue rather than a whole town."""
    parts = words.lower().split()
    if not parts or (place and words.lower() == place.lower()):
        return False
    if any(part.strip(".") in NOUNS for part in parts) and not (len(parts) == 1 and words[0].islower()):
        return not (parts[0] in {"kota", "kabupaten", "provinsi"} or parts[0] in PLACE_OF and len(parts) == 1)
    return False
