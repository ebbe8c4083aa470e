"""Read what a release labels or marks itself: number, embargo, tags, byline, breadcrumb, section."""

import re

NUMBER = re.compile(
    r"(?:\W*(?:siaran pers|rilis pers|press release|rilis|surat)\W{0,3})?\W{0,3}(?:nomor|no|nomer|"
    r"number)\b\W{0,4}(?P<number>[\w.()-]+(?:[ ]?/[ ]?[\w.()-]+)+)",
    re.IGNORECASE,
)
# "PRESS RELEASE 09/PR-TBS/VII/2025", "LAPORAN UNTUK MEDIA No. B/77/OPS/V/2026"
NUMBER_BEHIND = re.compile(
    r"\W*(?:(?:siaran|rilis|keterangan|pernyataan) pers|press release|rilis|(?:berita|laporan|"
    r"rilis) [\w ]{4,30}?)\W{1,4}"
    r"(?:(?:nomor|no)\b\W{0,4})?(?P<number>[\w.()-]*\d[\w.()-]*(?:/[\w.()-]+){2,}(?:\. ?[IVX]+\b)?)(?:,.{0,40})?\W*\Z",
    re.IGNORECASE,
)
NUMBER_ALONE = re.compile(r"(?P<number>\d[\w.-]*(?:/[\w.-]+){2,})\W*\Z")
EMBARGO = re.compile(
    r"\W*(?:di)?embargo\b|\W*(?:jangan|tidak untuk|belum boleh|baru boleh|boleh|dapat|baru dapat) (?:di)?(?:siarkan|"
    r"terbitkan|"
    r"publikasikan|tayangkan|siar|tayang)\w*\b.{0,40}\b(?:sebelum|sampai|hingga|setelah)\b",
    re.IGNORECASE,
)
TAGS = re.compile(
    r"\W*(?:(?i:tags?|topik|kata kunci|keywords?|tagar|label)\s*[:：]\s*|TAGS(?=[A-Za-z])|[Tt]agged (?=.))(?P<tags>.*)",
)
# What stands alone above the tags, one a line, or above the author's name.
TAGS_BELOW = re.compile(r"\W*(?:(?:tags?|topik)(?: terkait)?|tagged|kata kunci|tagar|label)\s*[:：]?\s*", re.IGNORECASE)
AUTHOR_BELOW = re.compile(r"\W*(?:oleh|by|penulis|reporter|pewarta|laporan)\s*[:：]?\s*", re.IGNORECASE)
HASHTAGS = re.compile(r"(?:[ ]*#[\w-]+[ ]*[,;]?)+\Z")
SECTION = re.compile(r"\W*(?:rubrik|kategori|kanal|category|section)\s*:\s*(?P<section>\S.*)", re.IGNORECASE)
KICKER = re.compile(r"\W*(?:kicker|topi judul)\s*:\s*(?P<kicker>\S.*)", re.IGNORECASE)
HEADLINE = re.compile(r"\W*(?:judul(?: berita)?|headline|title)\s*:\s*(?P<headline>\S.*)", re.IGNORECASE)
SUBJECT = re.compile(r"\W*(?:perihal|hal|subject|subjek)\s*:\s*(?P<subject>\S.*)", re.IGNORECASE)
AUTHOR = re.compile(
    r"\W*(?:[a-z]{3,9} \d{1,2}, \d{4} (?=by ))?"
    r"(?:pewarta|penulis|reporter|wartawan|laporan|kontributor|jurnalis|"
    r"(?:di)?(?:tulis|lapor(?:kan)?) oleh|oleh|by|author)"
    r"(?:\s*:\s*(?P<byline>[^|/]{2,60}?)(?:\s+[-–•]\s+(?=.*\d{4}).{4,50})?|"
    r"\s+(?P<name>(?-i:[A-Z][a-z.'’]*(?: [A-Z][a-z.'’]*){1,3})))\s*(?:[|/].*|(?:[-–—]|on)\s+(?=.*\d{4}).{4,50})?\Z",
    re.IGNORECASE,
)
# "Jufri Wasahua December 19, 2024", "Roni Sitepu - Teras Pesisir": the author above or beside the page's stamp.
AUTHOR_STAMP = re.compile(
    r"(?!(?:By|Oleh|Penulis|Reporter|Pewarta|Redaksi|Admin)\b)"
    r"(?P<byline>[A-Z][a-z.'’]+(?: [A-Z][a-z.'’]*){1,3})(?: (?=\d{1,2}[/ .-]|[A-Z][a-z]+ \d{1,2}, \d{4})|"
    r" [-–|•] ).{4,60}\Z"
)
AUTHOR_NAME = re.compile(r"(?!(?:By|Oleh|Penulis|Reporter|Pewarta)\b)[A-Z][a-z.'’]+(?: [A-Z][a-z.'’]*){1,3}\Z")
BYLINE = re.compile(
    r"(?:(?<=[.!?”\"“'’*…])[ ]*|\A[ ]*)[(\[][ ]?(?P<byline>[^\W\d_][^()\[\]\d]{0,38}?|"
    r"\*{0,3}/?[A-Za-z/]{2,20}\*{0,3}|[A-Za-z]{1,6}[-/ ]?\d{1,3})[ ]?[)\]][ ]*[.*]*\Z"
)
BYLINE_BEHIND_DASH = re.compile(r"(?<=[.!?”\"])[ ]*[–—-]{1,2}[ ]?(?P<byline>[a-z]{2,5}(?:/[a-z]{2,5})?)\Z")
NOT_A_BYLINE = re.compile(r"\b(?:foto|dok|ist|istimewa|red catatan|bersambung|kiri|kanan|tengah)\b", re.IGNORECASE)
CRUMB = re.compile(
    r"\W*(?:(?:anda (?:berada )?di sini|you are here)\W+)?(?:beranda|home|"
    r"depan)\b[ ]*(?P<mark>[»›>/|\\:→•·–-]+)?[ ]*(?P<rest>.+)\Z",
    re.IGNORECASE,
)
# "Suararanah > Ranah", "PASUNDANPOST.COM » Hukum » Judul": a trail that begins with the page's own name.
TRAIL = re.compile(r"\W*[\w.& -]{2,40}?(?P<mark> ?[»›>] ?| [/|] )(?P<rest>[\w&./ ,'’“”\":-]{3,200})\Z")
# "HOME HUKRIM POLITIK OLAHRAGA", "Login | Daftar": a menu leads nowhere in particular.
MENU = re.compile(
    r"\W*(?:(?:home|beranda|login|masuk|daftar|menu|cari|hukrim|politik|olahraga|ekonomi|advertorial|nasional|daerah|"
    r"berita|"
    r"profil|layanan|ppid|agenda|kontak|galeri|pengumuman|klasemen|jadwal|statistik|video|foto|indeks|redaksi|opini|"
    r"sport|"
    r"tentang(?: kami)?|hubungi(?: kami)?)\b\W*){2,}",
    re.IGNORECASE,
)
# "Beranda / Ekonomi", "Home » Daerah": a breadcrumb, though a menu has these words too.
CRUMB_OF_TWO = re.compile(r"\W*(?:beranda|home)[ ]*(?:[»›>→]|/(?![^/]*/))", re.IGNORECASE)
CRUMB_MARK = re.compile(r"[ ]*(?:[»›>|\\→•·]+|(?<= )[/–-](?= ))[ ]*")
SECTIONS = frozenset(
    name.strip()
    for name in """
        advertorial, agama, agenda, aktual, balai kota, bencana, berita, berita daerah, berita kota, berita terkini,
        berita utama, birokrasi, bisnis, budaya, bulu tangkis, cuaca, daerah, desa, dprd, dunia, ekbis, ekonomi,
        ekonomi & bisnis, ekonomi bisnis, ekonomi dan bisnis, ekonomi desa, ekonomi kreatif, eksekutif, energi,
        feature, features, fokus, foto, galeri, gaya hidup, headline, hiburan, hikmah, hukrim, hukum, hukum &
        kriminal, hukum dan kriminal, hukum dan politik, info, info daerah, informasi, infrastruktur, inspirasi,
        internasional, investasi, kabar daerah, kabar desa, kabar kampung, kabar kota, kabupaten, kampung, kampus,
        keamanan, kecamatan, kegiatan, kelautan, kesehatan, kesehatan masyarakat, kesra, ketenagakerjaan, keuangan,
        khazanah, komunitas, kota, kota kita, kriminal, kuliner, lalu lintas, laporan khusus, layanan, layanan publik,
        legislatif, lifestyle, lingkungan, lintas daerah, lintas kota, liputan khusus, literasi, medan, megapolitan,
        metro, metropolitan, mitigasi, nasional, news, nusantara, olah raga, olahraga, opini, otomotif, pangan,
        pariwisata, parlemen, pelayanan, pelayanan publik, pemerintah, pemerintahan, pemkab, pemko, pemkot, pemprov,
        pendidikan, pendidikan & budaya, pendidikan dan kebudayaan, pengumuman, perempuan, perhubungan, perikanan,
        peristiwa, pertanian, politik, politik & pemerintahan, politik dan pemerintahan, press release, profil,
        properti, provinsi, pustaka, ragam, regional, religi, rilis, ruang publik, sains, sekolah, seni, seni &
        budaya, seni budaya, seni dan budaya, sepak bola, sepakbola, seputar kota, serba-serbi, siaran, siaran pers,
        sorotan, sosial, sosial & budaya, sosial budaya, sosok, sport, sports, sumut, tekno, teknologi, terkini,
        transportasi, umkm, umum, utama, video, voli, warta, wisata
    """.split(",")
)


def read_tags(text: str) -> list[str] | None:
    """Return the tags of a line ``Tags: a, b`` or ``#a #b``; None if it is no such line."""
    labelled = TAGS.fullmatch(text) if len(text) <= 500 else None
    words = labelled["tags"] if labelled else text
    if labelled is None and not HASHTAGS.match(text):
        return None
    parts = re.split(r"[\s,;]*#|,|;" if "#" in words else r"[,;|•·]", words)
    tags = [part.strip(" .#") for part in parts]
    return list(dict.fromkeys(tag for tag in tags if tag))


def read_breadcrumb(text: str, headlines: list[str]) -> tuple[str | None, str | None] | None:
    """Return (section, headline) of ``Beranda METRO <headline>`` or ``Beranda » Metro » <headline>``; None if none.

    Without marks between them, the headline is known by standing on another line (``headlines``), else by capitals.
    """
    found = CRUMB.match(text) or TRAIL.match(text)
    if found is None or len(text) > 400 or text[:1].isdigit():  # "24 Oktober 2025 | Dibaca 61 kali"
        return None
    if MENU.fullmatch(text) and not CRUMB_OF_TWO.match(text):
        return None, None
    rest = found["rest"].strip()
    divider = re.compile("/") if found["mark"] == "/" and " / " not in rest else CRUMB_MARK
    parts = [part for part in divider.split(rest) if part] if found["mark"] else [rest]
    if found["mark"]:
        tail = parts[-1]
        is_headline = (
            any(same(tail, line) and len(tail.split()) > 2 or tail.endswith(("...", "…")) for line in headlines)
            or len(tail.split()) > 3
        )
        topic = len(tail.split()) == 3 and tail.lower() not in SECTIONS  # "Home / Budaya / Museum Kretek Kecil"
        is_below = topic and any(part.lower() in SECTIONS for part in parts)
        sections = parts[:-1] if is_headline or is_below else parts
        return (sections[-1] if sections else None), (tail if is_headline else None)
    for line in headlines:
        if len(line) > 8 and rest.lower().endswith(line.lower()):
            return rest[: -len(line)].strip(" »›>/|-") or None, rest[-len(line) :]
    words = rest.split()
    count = 0
    while count < len(words) and (words[count].isupper() or words[count] in "&"):
        count += 1
    if count == len(words) or count == 0:
        lower = [" ".join(words[:size]) for size in (2, 1) if " ".join(words[:size]).lower() in SECTIONS]
        if not lower:
            return None
        count = len(lower[0].split())
    return " ".join(words[:count]), " ".join(words[count:]) or None


def same(one: str, other: str) -> bool:
    """Tell whether two lines say the same, whatever the case, the marks and the site's name behind a dash."""
    return folded(one) == folded(other) or (
        len(other) > 15 and folded(one).startswith(folded(other)) and bool(re.match(r"\s*[-–|»]", one[len(other) :]))
    )


def folded(text: str) -> str:
    """Return the letters and digits of ``text`` in lower case, for comparing."""
    return re.sub(r"[\W_]+", " ", text.lower()).strip()


def read_byline(text: str) -> re.Match[str] | None:
    """Return the match of a byline at the end of a paragraph: ``(eza)``, ``(CHA/RZD)``, ``– eza``."""
    found = BYLINE.search(text, max(0, len(text) - 60)) or BYLINE_BEHIND_DASH.search(text, max(0, len(text) - 30))
    return found if found and not NOT_A_BYLINE.search(found["byline"]) else None
