"""Know the lines that a web page or a letterhead adds to a text, each with its reason."""

import re
from collections.abc import Callable

from news.articles.written_dates import MONTH

from .dates import DATE, find_dates

LONGEST = 250

# reason → what a whole line of that kind looks like
KINDS: dict[str, re.Pattern[str]] = {
    "share": re.compile(
        r"(?:berbagi|bagikan|share|sebarkan|salin (?:link|tautan)|copy link|facebook|twitter|whats\s?app|telegram|"
        r"pinterest|linkedin|instagram|tiktok|line|x|email|"
        r"e-mail|print|cetak|tweet|like|suka|simpan|save|follow us|ikuti kami)(?: (?:ini|berita(?: ini)?|"
        r"artikel(?: ini)?|this|ke|di|via|on|facebook|twitter|whatsapp|telegram)|\W+)*"
        r"(?:(?:facebook|twitter|whats\s?app|telegram|email|pinterest|linkedin|line|x|instagram)\W*)*:?"
        r"|(?:share on (?:facebook|twitter|whats\s?app|telegram|linkedin|pinterest|x)\W*)+"
        r"|(?:(?:facebook|twitter|whats\s?app|telegram|instagram|linkedin|email|copy link|salin tautan)\W*){2,}"
        r"|klik untuk (?:ber|mem)?bagi\w*\b.{0,80}|(?:suka )?memuat\W*|click to (?:share|email|print)\b.{0,80}|"
        r"(?:share|tweet|send|pin|scan){2,4}|(?:like )?loading\W*"
        r"|(?:url|tautan|link) (?:telah |berhasil )?(?:ter|di)(?:copy|salin)\W*",
        re.IGNORECASE,
    ),
    "greeting": re.compile(
        r"\W*(?:assalamu ?['’]?alaikum.{0,90}|(?:selamat|met) (?:pagi|siang|sore|malam)\b.{0,90}|wassalamu?\W?.{0,40}|"
        r"dear\b.{0,60}(?:media|rekan|jurnalis|wartawan|redaksi).{0,40}|"
        r"(?:mohon|minta) (?:bantu(?:an)?|izin|ijin|maaf)\w* .{0,60}(?:muat|siar|tayang|terbit|publikasi|share|rilis|"
        r"menyusul).{0,40}|"
        r"mohon (?:izin|ijin)(?: (?:melapor\w*|menyampaikan|meneruskan|berbagi|share|kirim))?|"
        r"(?:izin|ijin) (?:berbagi|share|kirim|melapor\w*|meneruskan)\b.{0,60}|"
        r"berikut (?:kami )?(?:kirim|sampai|rilis)\w*.{0,60}|"
        r"(?:foto|video|dokumentasi) (?:menyusul|terlampir)\b.{0,40}|(?:ter(?:i|e)ma ?kasih|makasih|tks|"
        r"thx)\W*.{0,30})\W*",
        re.IGNORECASE,
    ),
    "comments": re.compile(
        r"\W*(?:\d+ )?(?:comments?|komentar|tinggalkan (?:komentar|balasan)|leave a (?:reply|comment)|"
        r"no comments?(?: yet)?|belum ada komentar|beri komentar|"
        r"tulis komentar|kirim komentar|jadilah yang pertama berkomentar.{0,20}|your email address will not be.*|"
        r"discussion about this post|be the first to comment)\W*(?:\(?\d*\)?)?\W*",
        re.IGNORECASE,
    ),
    "advertisement": re.compile(
        r"\W*(?:advertisements?|advertorial|iklan|scroll (?:to (?:continue|resume)(?: (?:with )?content)?|"
        r"(?:ke bawah )?untuk (?:lanjut|melanjutkan|membaca)(?: membaca)?)|"
        r"gulir untuk (?:lanjut|melanjutkan) membaca|sponsored|"
        r"ads by google|"
        r"lanjutkan (?:membaca|ke halaman (?:berikut|selanjut)nya)|continue reading|adsense|artikel kompilasi|"
        r"gambas\W.{0,40})\W*",
        re.IGNORECASE,
    ),
    "related": re.compile(
        r"\W*(?:(?:baca|lihat|simak|tonton) (?:juga|pula)|see also|read also|read more)\b.*"
        r"|\W*(?:berita|artikel|pos) (?:terkait|lain|lainnya|populer|terbaru|terpopuler|pilihan)\W*"
        r"|\W*(?:berita|artikel|pos) (?:sebelumnya|berikutnya|selanjutnya)\W*"
        r"|\W*baca lainnya\W*|\W*(?:terkait|terpopuler|terkini|trending|selengkapnya|lihat semua|you may also like|"
        r"rekomendasi(?: untuk anda)?)\W*"
        r"|\W*(?:related (?:posts?|articles?|news)|(?:previous|next) (?:post|article))\b.{0,120}",
        re.IGNORECASE,
    ),
    "credits": re.compile(
        r"\W*(?:editor|redaktur|penyunting|uploader|sumber(?: (?:foto|berita))?)\s*:.*"
        r"|\W*(?:(?:by|oleh|penulis|posted by)\s*:?\s*)?(?:redaksi|admin|administrator|tim redaksi|webmaster)\W*",
        re.IGNORECASE,
    ),
    "copyright": re.compile(
        r"\W*(?:copyright|hak cipta|©|\(c\)|all rights? reserved|dilarang (?:keras )?(?:mengambil|menyalin|mengutip|"
        r"memperbanyak|mengcopy)).*",
        re.IGNORECASE,
    ),
    "counter": re.compile(
        r"[\d.,]{1,9}[km]?|\W*(?:shares|views|hits)\W*|\W*berita ini [\d.,]+ kali dibaca\W*|"
        r"\W*(?:(?:dibaca|dilihat|views?|hits|post views|pengunjung|pembaca|shares?)\s*:?\s*[\d.,]+\s*\w*(?: kali)?|"
        r"[\d.,]+\s?[km]?\s*(?:views?|kali dibaca|x dibaca|shares?|pembaca|likes?|comments?|hits)|"
        r"(?:waktu baca|reading time|read time)\W.*|\d+ (?:menit|min(?:utes?)?)(?: (?:baca|read|yang lalu|lalu))?|"
        r"\d+ (?:jam|hari|minggu|bulan) (?:yang )?lalu|(?:teks|font|huruf)?\W*a\W*a(?:\W*a)?|ukuran (?:font|teks|"
        r"huruf).*)\W*",
        re.IGNORECASE,
    ),
    "navigation": re.compile(
        r"\W*(?:what['’]s your reaction\W*|(?:reaksi anda|cc|simak video|tonton video)\s*:.{0,100}|(?:previous|next|"
        r"lihat video|lanjut baca|sebelumnya|"
        r"selanjutnya)\b\W.{0,100}|"
        r"lanjut baca\W*|(?:diposting|posted|ditulis|dipublikasikan) (?:oleh|by)\b.{0,100}|beranda|home|menu|cari|"
        r"search|login|masuk|daftar|subscribe|berlangganan|kembali(?: ke atas)?|"
        r"back to top|skip to content|loading\W*|follow|ikuti(?: kami)?(?: di)? (?:google news|whatsapp channel|"
        r"channel whatsapp).*|"
        r"dengarkan(?: berita)?|listen(?: to this article)?|google news|reporter|"
        r"halaman\W{0,2}(?:\d|selanjutnya|berikutnya|[ ,|])*|"
        r"\d(?: \d)*(?: (?:selanjutnya|berikutnya|next|semua))?|post navigation|posted in .{2,40}|"
        r"(?:simak|ikuti|baca|dapatkan|cek) (?:update |kabar |info )?(?:berita|kabar|informasi|artikel)\b.{0,60}\b"
        r"(?:di|dari|lewat|melalui|pada) (?:aplikasi|google|whatsapp|channel|kanal|telegram|situs|ponsel\w*|"
        r"[\w.]+\.(?:com|id|co|net)).{0,60}|"
        r"proudly powered by.*|"
        r"page \d+(?: of \d+)?)\W*",
        re.IGNORECASE,
    ),
    "letterhead": re.compile(
        r"\W*(?:(?:siaran|rilis|keterangan) pers|(?:press|news|media) release|pers rilis|rilis(?: berita)?|(?:untuk|"
        r"mohon) (?:segera )?(?:di(?:siarkan|terbitkan|rilis|publikasikan|muat|sebarluaskan))(?: segera)?|"
        r"untuk segera|"
        r"for immediate release|dikirim dari (?:iphone|ponsel|android).*|(?:telah )?diteruskan(?: berkali-kali)?|"
        r"forwarded(?: many times)?|(?:telah )?diteruskan dari .{2,60}|tentang|"
        r"(?-i:(?:Pemerintah|PEMERINTAH) (?:Kota|KOTA|Kabupaten|KABUPATEN|Provinsi|PROVINSI)(?: [A-Z]\w*){1,5}))\W*",
        re.IGNORECASE,
    ),
    "address": re.compile(
        r"\W*(?:(?:jalan|jl\.?|alamat)\b.{0,120}(?:telp|tlp|telepon|fax|faks|kode pos|\d{5}|e-?mail|website|laman).*|"
        r"(?:telp|tlp|telepon|fax|faks(?:imile)?|website|laman|e-?mail|surel|kode pos)\.?\s*:?\s*[(+\d\w].{0,100})",
        re.IGNORECASE,
    ),
    "end-mark": re.compile(r"[\W_]{1,200}|\W*(?:selesai|end|sekian|\W*\(\*+\))\W*", re.IGNORECASE),
}
STAMP_WORDS = re.compile(
    r"\b(?:pukul|jam|wib|wita|wit|am|pm|diterbitkan|dipublikasikan|diperbarui|diposting|terbit|published|updated|"
    r"posted|update|on|oleh|by|admin|redaksi|humas|tanggal|tgl|at|last|terakhir|pada|dibuat|siang|pagi|sore|malam)\b",
    re.IGNORECASE,
)
# In which section a page says that it stands, in a line with other things.
SHELF = re.compile(r"(?:kategori|rubrik|kanal)\s*:.{0,40}|\d{1,2}[.:]\d{2}(?: (?:WIB|WITA|WIT))?", re.IGNORECASE)
MONTH_FIRST = re.compile(rf"\b(?:{MONTH})\.? \d{{1,2}}, \d{{4}}\b", re.IGNORECASE)
CLOCKS = re.compile(r"\d{1,2}[.:]\d{2}(?:[.:]\d{2})?")


def stamp(text: str) -> bool:
    """Tell whether ``text`` is nothing but when (and by which desk) a page was published."""
    if len(text) > 90 or not (any(find_dates(text)) or MONTH_FIRST.search(text)):
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
    if stamp(text):
        return "publication-date"
    cells = [cell.strip() for cell in text.split("|")]
    if len(cells) > 1 and all(not cell or SHELF.fullmatch(cell) or noise_reason(cell) for cell in cells):
        return "publication-date" if any(map(stamp, cells)) else "navigation"
    return None


Reason = Callable[[str], str | None]
