"""Find where the event was: the words behind ``di`` that name a building, a square or the like."""

import re
from collections.abc import Sequence

from .dates import WrittenDate
from .lexicon import COMPASS, PLACE_OF, PLACE_STARTS
from .quotes import find_quoted
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
    tikungan kampung perempatan pertigaan persimpangan bundaran jalur lorong rest embarkasi talud tanggul
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
    rf"kerja|kerjanya|dinas|depan|serbaguna|umum|pola|sidang|kelas|data|terbuka|sekolah|desa|kampus|masjid|pasar)\b)*)"
)
VENUE = re.compile(
    r"\b[dD]i(?: (?:lokasi|area|seputaran|sekitar|depan|dalam|sepanjang|atas|bawah|seberang|samping|belakang))?"
    r"(?: trotoar| (?:bekas|eks)| lantai (?:\d+|dasar|atas|satu|dua|tiga|empat|lima|enam))? "
    rf"(?P<venue>(?:{LOWER_START} ?|(?:tepi|pinggir|bantaran|pesisir|pelataran) )?"
    rf"(?:{WORD}(?: |(?=[,.;:()”“\"]|\Z))){{0,9}})"
)
ONLINE = re.compile(
    r"\b(?:melalui|lewat|via|menggunakan)(?: aplikasi)? (?P<venue>(?:Zoom|Google Meet|Microsoft Teams|Webex)"
    r"(?: (?:Meeting|Cloud|Webinar))*)\b"
)
# What is visited, opened or put in order is where the event was: "meninjau Posko Induk", "menertibkan lapak Pasar Pon".
_NAMED = (
    r"\b(?:Pasar|Terminal|Lapangan|Gedung|Stadion|Taman|Posko|Rumah Baca|Aula|Balai|Masjid|Gereja|Vihara|Puskesmas|"
    r"Hotel|Museum|Alun-alun|Kampung|Gelanggang|Stasiun|SDN?|SMPN?|SMAN?|SMKN?|RSUD|GOR|Pendopo|Pendapa|Gudang|Dermaga|"
    r"Wisma|Pos Ronda|Pos Terpadu|Perpustakaan|Graha|Auditorium|Sentra|Rumah Sakit|Tempat Pelelangan|Posyandu|Lapas|"
    r"Rutan|Panti|Bandara|Terowongan|Tanggul|Halte|Kios|Dapur|Bendungan|Embung|Waduk|Jembatan|Saluran|[Hh]alaman|"
    r"Instalasi|Rumah (?:Pompa|Singgah|Dinas|Jabatan|Potong|Produksi|Kompos|Pintar|Adat|Budaya)|"
    r"Sekretariat|Klinik|Sanggar|Pos|Kolam|Pantai|Rusunawa|Galeri|Pabrik)"
)
_MORE = rf"(?: {WORD}(?=[ ,.;:()”“\"]|\Z)){{1,7}}"
VISITED = re.compile(rf"(?P<venue>{_NAMED}{_MORE})")
# "membersihkan tanggul Sungai Lampis"
SEEN_TO = re.compile(
    r"\b(?:meninjau|membersihkan|mengunjungi|mendatangi|menyambangi|mengecek|memeriksa|memperbaiki) "
    rf"(?P<venue>(?:tanggul|jembatan|gudang|kebun|pabrik|dapur|kolam|tribun|bendungan|pintu air){_MORE})"
)
DEPARTED = re.compile(
    rf"\b(?:dilepas|diberangkatkan|bertolak|berangkat|dimulai)\b[^.]{{0,100}}? dari (?P<venue>{_NAMED}{_MORE})"
)
MOVED = re.compile(
    r"\b(?:pindah|dipindahkan|direlokasi|mengungsi|diungsikan|(?:memindahkan|merelokasi)\b[^.]{0,60}?) ke "
    rf"(?:(?:bekas|eks) )?(?P<venue>{_NAMED}{_MORE})"
)
# What happened to a road or the like happened there.
CLOSED = re.compile(
    r"\b(?:ditutup|menutup|tumbang|ambruk|longsor|kecelakaan|terbakar|diperbaiki|dibuka kembali|tergenang|retak)\b"
)
ROAD = re.compile(rf"(?P<venue>\b(?:Jalan|Jl\.|Jembatan|Pelabuhan(?: [a-z]+)?|Terminal|Pasar){_MORE})")
# "Museum Noken di Jalan Cenderawasih": the house, not the street that it stands in.
ADDRESS = re.compile(r"(?:Jalan|Jl|Desa|Kelurahan|Kecamatan|Dusun|Gang)\b")
HOUSE = re.compile(rf"(?P<venue>{_NAMED}{_MORE}) di \Z")
# What somebody does elsewhere on other days: "tukang cukur yang biasa mangkal di Pasar Ateh mencukur …".
USUALLY = re.compile(r"\byang (?:biasa|biasanya|sehari-hari|selama ini|semula|sebelumnya|dulu)\b[^,.A-Z]*\Z")
# "di tepi jalan Kota X": anywhere in a town.
TOWNWIDE = re.compile(r"[a-z ]+ (?:Kota|Kabupaten) .*")
SPOTS = {"bukit", "gunung", "pantai", "pulau", "sungai", "danau", "teluk", "kampung", "lubuk"}
OFFICE_BEFORE = re.compile(
    r"\b(?:kepala|ketua|direktur|camat|lurah|wali|anggota|manajer|koordinator|siswa|guru|badan|perumda|pd|tim|dewan|"
    r"halaman|pasien|warga|pegawai|karyawan|alumni|mahasiswa|kader|petugas|pelajar|penumpang|suara|pembangunan|konstruksi|pekerjaan|proyek|renovasi|"
    r"penghuni|dokter|perawat|dosen|panitia|pengurus|jemaah|jemaat|kelompok|tim|untuk|oleh)\W+\Z",
    re.IGNORECASE,
)
# "digelar di Bukit Selarong Indah": what is held somewhere names its venue, whatever the words.
HELD = re.compile(
    r"\b(?:bertempat|berlangsung|dipusatkan|digelar|diadakan|dilaksanakan|diselenggarakan|dilangsungkan|berpusat)"
    r"(?: (?:dengan|secara) \w+)? [dD]i \Z"
)
HAPPENED = re.compile(
    r"\b(?:di(?:luncurkan|resmikan|buka|lepas|serahkan|lantik|mulai|kukuhkan|tandatangani|bagikan)"
    r"|(?:[Pp]eresmian|[Pp]embukaan|[Pp]elantikan|[Pp]eluncuran|[Pp]enyerahan|[Pp]elepasan|[Pp]engukuhan)"
    r"|(?:meresmikan|meluncurkan|membuka|melantik|melepas|menyerahkan|mengukuhkan|menandatangani))\b"
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
    departed = DEPARTED.search(text, begin, when.start) or MOVED.search(text, begin, when.start)
    if departed:
        return bare(departed)
    before = candidates(text, begin, when.start, place)
    if before:
        return before[-1]
    beside = spot_beside(text, begin, when.start, place)
    if beside:
        return beside
    stop = SENTENCE_END.search(text, when.end)
    end = stop.start() if stop else len(text)
    after = candidates(text, when.end, end, place)
    if after:
        return after[0]
    online = ONLINE.search(text, begin, end)
    return online.span("venue") if online else None


def bare(found: re.Match[str]) -> tuple[int, int]:
    """Return where a venue stands, without the ``dan`` and the marks that follow it."""
    words = re.sub(r"(?: dan)?[ ,.(;:]*\Z", "", found["venue"])
    return found.start("venue"), found.start("venue") + len(words)


def spot_beside(text: str, begin: int, end: int, place: str | None) -> tuple[int, int] | None:
    """Return the spot that a date follows at once: ``di Bukit Camang, Selasa (30/9/2025)``."""
    for match in VENUE.finditer(text, begin, end):
        words = match["venue"].rstrip(" ,.(;:")
        behind = text[match.start("venue") + len(words) : end]
        first = words.lower().split()[:1]
        spot = place and first and first[0] in SPOTS and not words.lower().startswith(place.lower())
        if re.fullmatch(r"\W{0,3}(?:pada )?", behind) and (spot and " " in words or is_spot(words, place)):
            return match.start("venue"), match.start("venue") + len(words)
    return None


def happened(text: str, place: str | None) -> tuple[int, int] | None:
    """Return the first venue behind a verb of what is done in public in the same sentence: ``diluncurkan … di …``."""
    if departed := departure(text):
        return departed
    spans = candidates(text, 0, len(text), place)
    ends = [match.end() for match in SENTENCE_END.finditer(text)]
    return next(
        (
            span
            for span in spans
            if HAPPENED.search(text, max((end for end in ends if end <= span[0]), default=0), span[0])
        ),
        None,
    )


def departure(text: str) -> tuple[int, int] | None:
    """Return where it began: ``Sidak dimulai dari Lapangan X``."""
    found = DEPARTED.search(text)
    quoted = found and any(each.begin < found.start() < each.finish for each in find_quoted(text))
    return bare(found) if found and not quoted else None


def visited(text: str, when: WrittenDate, town: Sequence[str]) -> tuple[int, int] | None:
    """Return the one place that the sentence of ``when`` names in capitals without ``di``; None if none or several.

    The name of its town behind it, of the words ``town`` in small letters, is cut off with the ``Kota`` before it.
    """
    begin = max((match.end() for match in SENTENCE_END.finditer(text, 0, when.start)), default=0)
    stop = SENTENCE_END.search(text, when.end)
    end = stop.start() if stop else len(text)
    found = []
    quoted = find_quoted(text)
    roads = list(ROAD.finditer(text, begin, end)) if CLOSED.search(text, begin, end) else []
    seen_to = list(SEEN_TO.finditer(text, begin, end))
    for match in seen_to or [*VISITED.finditer(text, begin, end), *roads]:
        if OFFICE_BEFORE.search(text, max(0, match.start() - 20), match.start()):
            continue
        if any(each.begin < match.start() < each.finish for each in quoted):
            continue
        if USUALLY.search(text, max(begin, match.start() - 80), match.start()):
            continue
        whole = match["venue"].rstrip(" ,.(;:")
        words = re.split(r" (?:Kota|Kabupaten) ", whole)[0].rstrip(" ,.(;:")
        if words.endswith(" Umum") or words.split()[-1].isupper():
            words = whole  # without its town it has no name: "Perpustakaan Umum Kota X", "Gedung DPRD Kota X"
        if is_venue(words, " ".join(town)) and len(words.split()) > 1:
            found.append((match.start("venue"), match.start("venue") + len(words)))
    return found[0] if len(set(found)) == 1 else None


def candidates(text: str, begin: int, end: int, place: str | None) -> list[tuple[int, int]]:
    """Return the spans between two offsets that name a venue."""
    found = []
    for match in VENUE.finditer(text, begin, end):
        words = match["venue"].rstrip(" ,.(;:")
        words = re.sub(r"(?: dan| no\.?)+\Z", "", words)
        words = re.sub(r" (?:19|20)\d\d\Z", "", words)
        if USUALLY.search(text, max(begin, match.start() - 80), match.start()) or TOWNWIDE.fullmatch(words):
            continue
        held = HELD.search(text, max(0, match.start("venue") - 50), match.start("venue"))
        if ADDRESS.match(words) and (house := HOUSE.search(text, max(begin, match.start() - 90), match.start("venue"))):
            found.append(house.span("venue"))
        elif is_venue(words, place) or held and is_spot(words, place):
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
    if parts[0] in {"kecamatan", "kec."}:
        return False
    if "dan" in parts and set(parts) <= NOUNS | {"dan"}:
        return False  # "di SD dan SMP"
    if any(part.strip(".") in NOUNS for part in parts) and not (len(parts) == 1 and words[0].islower()):
        return not (parts[0] in {"kota", "kabupaten", "provinsi"} or parts[0] in PLACE_OF and len(parts) == 1)
    return False
