"""Know the lines that a web page or a letterhead adds to a text, each with its reason."""

import re
from collections.abc import Callable

from news.articles.written_dates import MONTH

from .dates import DATE

LONGEST = 250

# reason → what a whole line of that kind looks like
KINDS: dict[str, re.Pattern[str]] = {
    "share": re.compile(
        r"(?:berbagi|bagikan|share|sebarkan|salin (?:link|tautan)|copy link|facebook|twitter|whats\s?app|telegram|"
        r"pinterest|linkedin|instagram|tiktok|line|x|email|"
        r"e-mail|print|cetak|tweet|like|suka|simpan|save|follow us|ikuti kami)(?: (?:ini|berita(?: ini)?|"
        r"artikel(?: ini)?|this|ke|di|via|on|facebook|twitter|whatsapp|telegram)|\W+)*"
        r"(?:(?:facebook|twitter|whats\s?app|telegram|email|pinterest|linkedin|line|x|instagram)\W*)*:?",
        re.IGNORECASE,
    ),
    "comments": re.compile(
        r"\W*(?:\d+ )?(?:comments?|komentar|tinggalkan (?:komentar|balasan)|leave a (?:reply|comment)|"
        r"no comments?(?: yet)?|belum ada komentar|beri komentar|"
        r"tulis komentar|kirim komentar|discussion about this post|be the first to comment)\W*(?:\(?\d*\)?)?\W*",
        re.IGNORECASE,
    ),
    "advertisement": re.compile(
        r"\W*(?:advertisements?|advertorial|iklan|scroll (?:to continue(?: with content)?|untuk (?:lanjut|"
        r"melanjutkan)(?: membaca)?)|gulir untuk (?:lanjut|melanjutkan) membaca|sponsored|ads by google|"
        r"lanjutkan membaca|continue reading|adsense)\W*",
        re.IGNORECASE,
    ),
    "related": re.compile(
        r"\W*(?:(?:baca|lihat|simak|tonton) (?:juga|pula)|see also|read also|read more)\b.*"
        r"|\W*(?:berita|artikel|pos) (?:terkait|lain|lainnya|populer|terbaru|terpopuler|pilihan)\W*"
        r"|\W*(?:berita|artikel|pos) (?:sebelumnya|berikutnya|selanjutnya)\W*"
        r"|\W*(?:terkait|terpopuler|terkini|trending|selengkapnya|rekomendasi(?: untuk anda)?|you may also like)\W*"
        r"|\W*(?:related (?:posts?|articles?|news)|(?:previous|next) (?:post|article))\b.{0,120}",
        re.IGNORECASE,
    ),
    "credits": re.compile(
        r"\W*(?:editor|redaktur|penyunting|uploader|sumber foto)\s*:.*"
        r"|\W*(?:(?:by|oleh|penulis|posted by)\s*:?\s*)?(?:redaksi|admin|administrator|tim redaksi|webmaster)\W*",
        re.IGNORECASE,
    ),
    "copyright": re.compile(
        r"\W*(?:copyright|hak cipta|©|\(c\)|all rights? reserved|dilarang (?:keras )?(?:mengambil|menyalin|mengutip|"
        r"memperbanyak|mengcopy)).*",
        re.IGNORECASE,
    ),
    "counter": re.compile(
        r"[\d.,]{1,9}[km]?|"
        r"\W*(?:(?:dibaca|dilihat|views?|hits|post views|pengunjung|pembaca|shares?)\s*:?\s*[\d.,]+\s*\w*(?: kali)?|"
        r"[\d.,]+\s?[km]?\s*(?:views?|kali dibaca|x dibaca|shares?|pembaca|likes?|comments?|hits)|"
        r"(?:waktu baca|reading time|read time)\W.*|\d+ (?:menit|min(?:utes?)?)(?: (?:baca|read|yang lalu|lalu))?|"
        r"\d+ (?:jam|hari|minggu|bulan) (?:yang )?lalu|a\W*a\W*a?|ukuran (?:font|teks).*)\W*",
        re.IGNORECASE,
    ),
    "navigation": re.compile(
        r"\W*(?:beranda|home|menu|cari|search|login|masuk|daftar|subscribe|berlangganan|kembali(?: ke atas)?|"
        r"back to top|skip to content|loading\W*|follow|ikuti(?: kami)?(?: di)? (?:google news|whatsapp channel|"
        r"channel whatsapp).*|"
        r"dengarkan(?: berita)?|listen|google news|reporter|halaman(?: \d+| selanjutnya| berikutnya)*|"
        r"page \d+(?: of \d+)?)\W*",
        re.IGNORECASE,
    ),
    "letterhead": re.compile(
        r"\W*(?:(?:siaran|rilis|keterangan) pers|(?:press|news|media) release|pers rilis|rilis(?: berita)?|(?:untuk|"
        r"mohon) (?:segera )?(?:di(?:siarkan|terbitkan|rilis|publikasikan|muat|sebarluaskan))(?: segera)?|"
        r"untuk segera|"
        r"for immediate release|dikirim dari (?:iphone|ponsel|android).*|(?:telah )?diteruskan(?: berkali-kali)?|"
        r"forwarded(?: many times)?|pemerintah (?:kota|"
        r"kabupaten|provinsi) [\w ]{2,40})\W*",
        re.IGNORECASE,
    ),
    "address": re.compile(
        r"\W*(?:(?:jalan|jl\.?|alamat)\b.{0,120}(?:telp|tlp|telepon|fax|faks|kode pos|\d{5}|e-?mail|website|laman).*|"
        r"(?:telp|tlp|telepon|fax|faks(?:imile)?|website|laman|e-?mail|surel|kode pos)\.?\s*:?\s*[(+\d\w].{0,100})",
        re.IGNORECASE,
    ),
    "end-mark": re.compile(r"[\W_]{1,40}|\W*(?:selesai|end|sekian|\W*\(\*+\))\W*", re.IGNORECASE),
}
STAMP_WORDS = re.compile(
    r"\b(?:pukul|jam|wib|wita|wit|am|pm|diterbitkan|dipublikasikan|diperbarui|diposting|terbit|published|updated|"
    r"posted|update|on|oleh|by|admin|redaksi|humas|tanggal|tgl|at|last|terakhir|pada|dibuat|siang|pagi|sore|malam)\b",
    re.IGNORECASE,
)
MONTH_FIRST = re.compile(rf"\b(?:{MONTH})\.? \d{{1,2}}, \d{{4}}\b", re.IGNORECASE)
CLOCKS = re.compile(r"\d{1,2}[.:]\d{2}(?:[.:]\d{2})?")


def stamp(text: str) -> bool:
    """Tell whether ``text`` is nothing but when (and by which desk) a page was published."""
    if len(text) > 90 or not (DATE.search(text) or MONTH_FIRST.search(text)):
        return False
    rest = STAMP_WORDS.sub("", CLOCKS.sub("", MONTH_FIRST.sub("", DATE.sub("", text))))
    return not re.search(r"\w", rest)


def noise_reason(text: str) -> str | None:
    """Return why the line ``text`` says nothing of the release itself (``share``, ``letterhead`` …), or None."""
    if len(text) > LONGEST:
        return None
    for reason, pattern in KINDS.items():
        if pattern.fullmatch(text):
            return reason
    return "publication-date" if stamp(text) else None


Reason = Callable[[str], str | None]
