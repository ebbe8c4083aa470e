"""Know common slips of Indonesian spelling, and advise on them outside quoted words.

The standard is the Kamus Besar Bahasa Indonesia, https://kbbi.kemdikbud.go.id/.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import NamedTuple

from .lines import LINE_END, MOST_CHARACTERS, split
from .quotes import find_quoted

# As written → as the dictionary has it, a pair a word.
PAIRS = """
abjat:abjad adzan:azan aktifis:aktivis aktifitas:aktivitas ambulan:ambulans analisa:analisis
antri:antre antrian:antrean apotik:apotek aqiqah:akikah atlit:atlet atmosfir:atmosfer azaz:asas azas:asas
balsem:balsam bathin:batin berfikir:berpikir bis:bus cabe:cabai
cendikiawan:cendekiawan cinderamata:cendera·mata cidera:cedera cilaka:celaka coklat:cokelat
detil:detail definitip:definitif dekrit:dekret deterjen:detergen diantara:di·antara
disamping:di·samping diatas:di·atas dibawah:di·bawah didalam:di·dalam diluar:di·luar didepan:di·depan
dibelakang:di·belakang disini:di·sini disana:di·sana disitu:di·situ dimana:di·mana kemana:ke·mana kesini:ke·sini
kesana:ke·sana ditengah:di·tengah duren:durian ekstrim:ekstrem esei:esai fikir:pikir fihak:pihak
fikiran:pikiran formil:formal frekwensi:frekuensi gladi:geladi gubug:gubuk
hakekat:hakikat handal:andal himbau:imbau himbauan:imbauan hirarki:hierarki hipotesa:hipotesis
hutang:utang idiil:ideal ijasah:ijazah ijin:izin indera:indra insyaf:insaf isteri:istri istiqamah:istikamah
jadual:jadwal jaman:zaman jendral:jenderal jum’at:Jumat jenasah:jenazah justeru:justru kadaluarsa:kedaluwarsa
kadaluwarsa:kedaluwarsa karir:karier katagori:kategori katholik:katolik
komplek:kompleks kongkrit:konkret konkrit:konkret konsekwensi:konsekuensi konsekwen:konsekuen
konperensi:konferensi kordinasi:koordinasi kreatifitas:kreativitas
kwalitas:kualitas kwantitas:kuantitas kuatir:khawatir kwitansi:kuitansi legalisir:legalisasi
lembab:lembap lobang:lubang managemen:manajemen manejemen:manajemen masjit:masjid mensukseskan:menyukseskan
mensosialisasikan:menyosialisasikan mentaati:menaati menterjemahkan:menerjemahkan mentargetkan:menargetkan
merubah:mengubah metoda:metode milyar:miliar milyard:miliar mie:mi mujizat:mukjizat mulya:mulia moderen:modern
nafas:napas nampak:tampak nasehat:nasihat negri:negeri nomer:nomor nopember:November notulen:notula
obyek:objek obyektif:objektif olah-raga:olahraga orisinil:orisinal pebruari:Februari penglola:pengelola
pasca-panen:pascapanen perduli:peduli perobahan:perubahan pondasi:fondasi praktek:praktik prgram:program
prosentase:persentase proyektil:proyektil putera:putra puteri:putri produktifitas:produktivitas propinsi:provinsi
prosedure:prosedur qolbu:kalbu resiko:risiko rejeki:rezeki rapih:rapi rame:ramai ramadhan:Ramadan
sekedar:sekadar sekertaris:sekretaris sertipikat:sertifikat shalat:salat sholat:salat silahkan:silakan
sistim:sistem skedul:jadwal standarisasi:standardisasi stop-kontak:stopkontak subyek:subjek supir:sopir
survey:survei sutera:sutra syaraf:saraf sparepart:suku·cadang tahta:takhta
tauladan:teladan tehnik:teknik tehnis:teknis tehnologi:teknologi tekhnologi:teknologi telor:telur
tentram:tenteram terimakasih:terima·kasih terlanjur:telanjur trampil:terampil
transparant:transparan trilyun:triliun trotoir:trotoar ustadz:ustaz varitas:varietas wassalam:wasalam
walikota:wali·kota kerjasama:kerja·sama kerja-sama:kerja·sama tanggungjawab:tanggung·jawab
tandatangan:tanda·tangan orangtua:orang·tua rumahsakit:rumah·sakit beritahu:beri·tahu bertanggungjawab:bertanggung·jawab
sumberdaya:sumber·daya ketrampilan:keterampilan dirumah:di·rumah
disekolah:di·sekolah dikota:di·kota didaerah:di·daerah dihari:di·hari dipasar:di·pasar kedepan:ke·depan
keatas:ke·atas kebawah:ke·bawah kedalam:ke·dalam keluarkota:ke·luar·kota masing2:masing-masing
masyarkat:masyarakat masayarakat:masyarakat pemerinta:pemerintah pembangunnan:pembangunan kesehatn:kesehatan
pendidkan:pendidikan kegaitan:kegiatan kegitan:kegiatan menyampikan:menyampaikan mengatakn:mengatakan
pelayananan:pelayanan bantuaan:bantuan
"""
SLIPS: dict[str, str] = {
    wrong: right.replace("·", " ")
    for wrong, _colon, right in (pair.partition(":") for pair in PAIRS.split())
    if wrong != right
}
WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+|2\b)*")
MOST = 50


class Advice(NamedTuple):
    """A word that the dictionary spells otherwise: where it stands, and how it is spelt."""

    line: int
    start: int
    end: int
    written: str
    better: str


def advise(text: str) -> list[Advice]:
    """Return advice for ``text``, at most 50 pieces, in order; quoted words and words in all capitals are let be.

    A capital begins a name unless it begins the sentence, so that only there it is looked at.
    """
    return list(_take(_find(text[:MOST_CHARACTERS]), MOST))


def _take(found: Iterator[Advice], most: int) -> Iterator[Advice]:
    for _, advice in zip(range(most), found, strict=False):
        yield advice


def _find(text: str) -> Iterator[Advice]:
    for number, line in enumerate(split(text), start=1):
        quoted = [(each.begin, each.finish) for each in find_quoted(line)] if line.strip() else []
        for match in WORD.finditer(line):
            word = match.group()
            better = SLIPS.get(word.lower())
            if better is None or (word.isupper() and len(word) > 1):
                continue
            if word[0].isupper() and re.search(r"[^\W\d_][,]? \Z", line[max(0, match.start() - 3) : match.start()]):
                continue
            if any(begin <= match.start() < finish for begin, finish in quoted):
                continue
            spelt = better[0].upper() + better[1:] if word[0].isupper() else better
            yield Advice(number, match.start(), match.end(), word, spelt)


def corrected(text: str, chosen: Collection[int]) -> str:
    """Return ``text`` with the advice of these numbers (from 0) taken; numbers that name none change nothing."""
    starts = [0, *(end.end() for end in LINE_END.finditer(text))]
    pieces, behind = [], 0
    for index, advice in enumerate(advise(text)):
        if index in chosen:
            start = starts[advice.line - 1] + advice.start
            pieces += [text[behind:start], advice.better]
            behind = start + len(advice.written)
    return "".join([*pieces, text[behind:]])
