"""Read what a release labels or marks itself: number, embargo, tags, byline, breadcrumb, section."""

import re

NUMBER = re.compile(
    r"(?:\W*(?:siaran pers|rilis pers|press release|rilis|surat)\W{0,3})?\W{0,3}(?:nomor|no|nomer|"
    r"number)\b\W{0,4}(?P<number>[\w.()-]+(?:[ ]?/[ ]?[\w.()-]+)+)",
    re.IGNORECASE,
)
NUMBER_ALONE = re.compile(r"(?P<number>\d[\w.-]*(?:/[\w.-]+){2,})\W*\Z")
EMBARGO = re.compile(
    r"\W*(?:di)?embargo\b|\W*(?:jangan|tidak untuk|belum boleh|baru boleh|boleh) (?:di)?(?:siarkan|terbitkan|"
    r"publikasikan|tayangkan|siar|tayang)\w*\b.{0,40}\b(?:sebelum|sampai|hingga|setelah)\b",
    re.IGNORECASE,
)
TAGS = re.compile(
    r"\W*(?:(?i:tags?|topik|kata kunci|keywords?|tagar|label)\s*[:：]\s*|TAGS(?=[A-Za-z]))(?P<tags>.*)",
)
HASHTAGS = re.compile(r"(?:[ ]*#[\w-]+[ ]*[,;]?)+\Z")
SECTION = re.compile(r"\W*(?:rubrik|kategori|kanal|category|section)\s*:\s*(?P<section>\S.*)", re.IGNORECASE)
KICKER = re.compile(r"\W*(?:kicker|topi judul)\s*:\s*(?P<kicker>\S.*)", re.IGNORECASE)
HEADLINE = re.compile(r"\W*(?:judul(?: berita)?|headline|title)\s*:\s*(?P<headline>\S.*)", re.IGNORECASE)
SUBJECT = re.compile(r"\W*(?:perihal|hal|subject|subjek)\s*:\s*(?P<subject>\S.*)", re.IGNORECASE)
AUTHOR = re.compile(
    r"\W*(?:pewarta|penulis|reporter|wartawan|laporan|kontributor|jurnalis|oleh|by|author)\s*:\s*(?P<byline>[^|"
    r"/]{2,60}?)\s*(?:[|/].*)?\Z",
    re.IGNORECASE,
)
BYLINE = re.compile(
    r"(?:(?<=[.!?”\"“'’*…])[ ]*|\A[ ]*)[(\[](?P<byline>[^\W\d_][^()\[\]\d]{0,38}?|"
    r"\*{0,3}/?[A-Za-z/]{2,20}\*{0,3}|[A-Za-z]{1,6}[-/ ]?\d{1,3})[)\]][ ]*[.*]*\Z"
)
BYLINE_BEHIND_DASH = re.compile(r"(?<=[.!?”\"])[ ]*[–—-]{1,2}[ ]?(?P<byline>[a-z]{2,5}(?:/[a-z]{2,5})?)\Z")
NOT_A_BYLINE = re.compile(r"\b(?:foto|dok|ist|istimewa|red catatan|bersambung|kiri|kanan|tengah)\b", re.IGNORECASE)
CRUMB = re.compile(r"\W*(?:beranda|home|depan)\b[ ]*(?P<mark>[»›>/|\\:→•·–-]+)?[ ]*(?P<rest>.+)\Z", re.IGNORECASE)
CRUMB_MARK = re.compile(r"[ ]*(?:[»›>|\\→•·]+|(?<= )[/–-](?= ))[ ]*")
SECTIONS = {
    "metro",
    "berita",
    "news",
    "daerah",
    "pemerintahan",
    "kota",
    "ekonomi",
    "pendidikan",
    "kesehatan",
    "olahraga",
    "politik",
    "hukum",
    "nasional",
    "headline",
    "umum",
    "sosial",
    "budaya",
    "pariwisata",
    "lingkungan",
    "infrastruktur",
    "advertorial",
    "regional",
    "warta",
    "sumut",
    "medan",
    "peristiwa",
    "birokrasi",
    "kabar kota",
    "berita kota",
    "berita utama",
    "seputar kota",
    "pengumuman",
    "siaran pers",
    "balai kota",
    "pelayanan publik",
}


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
    found = CRUMB.match(text)
    if found is None or len(text) > 400:
        return None
    rest = found["rest"].strip()
    parts = [part for part in CRUMB_MARK.split(rest) if part] if found["mark"] else [rest]
    if found["mark"]:
        tail = parts[-1]
        is_headline = (
            any(same(tail, line) or tail.endswith(("...", "…")) for line in headlines) or len(tail.split()) > 3
        )
        sections = parts[:-1] if is_headline else parts
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
