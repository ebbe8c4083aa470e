"""The rules that come with Warta; moderators add to them, and switch off what does not suit their city.

Names of gambling sites stand here as shapes, and no real one does. "Judi" and "slot" alone are in no list: "Pemkot
harus tutup situs judi slot" is a citizen's complaint. A phrase is written as :mod:`.patterns` says.
"""

from __future__ import annotations

_BRANDS = """
+4d +4d# +4dslot +4dtoto +win# +win#+ +bet# bet#+ +slot# slot# slot#+ +toto# toto#+ +togel# togel# +gacor# gacor#
+maxwin# maxwin# +poker# poker#+ +jackpot# jackpot# +jp# +kasino# +casino# +judi# +lotre# +slot4d *slotgacor*
*gacorslot* *slotmaxwin* *gacormaxwin* *maxwinslot* *maxwingacor* *slotraja* *slotdewa* *totoslot* *slottoto*
*judislot* *situsgacor* *agenslot* *bandarslot* *slotonline* *slotresmi* *slotdana* *slotpulsa* *slotbet* +togel
+toto4d +#win +#bet +#slot +#toto +#gacor
"""

# Less sure: many a user's name ends in such digits.
_SHAPES = """
+77 +88 +99 +69 +138 +168 +303 +777 +888 +999 +vip# +play# +bola# bola#+ +spin# mega#+ dewa# +dewa# hoki# +hoki# cuan#
+cuan# zeus# +zeus# raja# +raja# naga# +naga# sultan# +sultan# +88slot +slot +bet +4dku
"""

# By weight; what weighs 3 holds a comment alone.
_SUSPECT = {
    3: """
slot gacor | gacor slot | gacor hari ini | gacor malam ini | gacor parah | gampang menang | *maxwin* | auto maxwin |
auto jp | auto cuan | auto sultan | auto kaya | link alternatif | rtp live | live rtp | rtp slot | rtp tertinggi |
rtp tinggi | rtp gacor | bocoran rtp | bocoran slot | bocoran pola | pola gacor | jam gacor | slot terpercaya |
slot resmi | situs slot terbaik | slot terbaik | slot deposit | slot depo | slot pulsa | slot dana | agen slot |
bandar slot | bandar togel resmi | agen togel | togel online | togel terpercaya | togel resmi | prediksi togel |
bocoran togel | angka jitu | angka main | angka bocoran | situs gacor | link gacor | akun gacor | akun pro |
akun wso | server thailand | server luar negeri gacor | bonus new member | new member 100 | bonus deposit |
bonus member baru | member baru pasti | wd cepat | wd kilat | wd berapapun | berapapun dibayar | wd lancar |
pasti wd | pasti dibayar | withdraw cepat | depo pulsa | depo dana | depo receh | depo minimal | min depo |
minimal depo | minimal deposit | deposit pulsa | deposit dana | deposit receh | tanpa potongan | freespin |
free spin | buy spin | scatter hitam | scatter emas | pecah scatter | scatter pecah | jp paus | jackpot terus |
jackpot besar | jp terus | jp besar | jepe | modal receh | receh jadi | modal 10rb | modal 20rb | modal 50rb |
modal kecil hasil besar | anti rungkad | anti rungkat | anti zonk | bandar bola | agen bola | taruhan bola |
judi bola terpercaya | judi online terpercaya | casino online | kasino online | live casino | mix parlay |
poker online | domino online | ceme online | menang terus | dijamin menang | gampang maxwin | mudah menang |
sensasional hari ini | pinjaman dana cepat | dana cepat cair | dana cair cepat | langsung cair | cair hitungan menit |
cair dalam hitungan | cair 5 menit | pinjol langsung cair | pinjaman online cepat | pinjaman cepat |
tanpa bi checking | tanpa slik | tanpa survei langsung | tanpa survey | jasa pinjaman | jasa gestun | gestun |
gesek tunai | dana talangan cepat | joki pinjol | galbay aman | hapus data pinjol | dana tunai cepat |
proses kilat cair | butuh dana cepat | butuh dana mendesak | obat kuat | pembesar alat | tahan lama di ranjang |
obat perangsang | obat aborsi | penggugur kandungan | open bo | vcs | video call seks | video bokep | nonton bokep |
bokep viral | link bokep | cewek panggilan | pijat plus | jual followers | jual follower | tambah followers |
jasa followers | followers murah | jasa seo | jasa backlink | jual backlink | jual akun | jual ijazah | jasa ijazah |
ijazah asli tanpa kuliah | jasa skripsi | joki skripsi | joki tugas | jual sim tanpa | jasa pembuatan sim | jual ktp |
uang gaib | pesugihan | penglaris | pelaris | dukun sakti | pelet ampuh | pengasihan | penggandaan uang |
profit harian | profit konsisten | cuan harian | profit pasti | robot trading | trading dijamin |
investasi pasti untung | modal kembali | passive income | kerja sampingan | komisi harian | cukup like dan |
tonton video dibayar | penghasilan jutaan | hasilkan jutaan | jutaan per hari | juta per hari | jual uang palsu |
uang palsu | uang mutilasi | jual data | hack wa | jasa hack | sadap wa | teman tidur | film dewasa | video dewasa |
mr p | jasa pembuatan ktp | rokok ilegal murah | rokok murah grosir | dibantu lunas | togel jitu | jitu togel |
teman kencan | centang biru murah | panel sosmed | *makswin* | pembesar alat vital | alat vital pria | tugas like |
like dan subscribe | video mesum | panggil ke hotel | jual blangko | jual database | agen resmi togel |
online casino | free spins | no deposit | without prescription | pills online | 10x guaranteed | dibayar per like |
no prescription | viagra | cialis | earn money online | visit my website | check my website | work from home and earn |
guaranteed profit | make money fast | hot singles | cheap pills | buy followers | auto jackpot | gampang jackpot |
rtp paling | rtp akurat | info rtp | info gacor | mahjong ways | mahjong wins | gates of olympus | starlight princess |
domino ceme | domino qq | dominoqq | ceme | bandarqq | capsa susun | juta jadi | jt jadi | ribu jadi juta |
balik modal seminggu | profit seminggu | transfer admin dulu | biaya admin dulu | bayar admin dulu | pria dewasa |
vitamin pria | jasa hapus | rocag | niwxam | scat ter
""",
    2: """
*gacor* | *togel* | slot online | situs slot | main slot | jackpot | toto macau | toto hk | toto sgp | prediksi jitu |
live draw | keluaran hk | keluaran sgp | data sdy | judi bola | parlay | *casino* | *kasino* | rungkad | new member |
member baru | bonus harian | rollingan | free bet | pasti menang | dana tunai | dana kilat | bunga ringan |
syarat mudah | proses mudah | syarat ktp | cukup ktp | modal ktp | cair hari ini | cair cepat | cepat cair |
tanpa agunan | diskon besar | promo terbatas | harga pabrik | original 100 | forex | crypto gratis | airdrop |
janda kesepian | bokep | cewek bispak | bispak | gaji harian | jimat | pecah terus | tanpa survei | dana pinjaman |
gadai bpkb | pelangsing | tanpa ijazah | grup telegram | channel telegram | lotre | uang tambahan |
sinyal trading | termurah se
""",
    1: """
jitu | scatter | depo | wd | receh | modal awal | bonus | promo | hoki | sultan | tanpa jaminan | bunga rendah |
cair | murah meriah | terpercaya | bergaransi | garansi | dijamin | anti ribet | sepanjang masa | 24 jam nonstop |
cs 24 jam | livechat | live chat | profit | trading | followers | viewers | turnover | spin | withdraw | deposit |
cashback | testimoni | reseller | dropship | cuan | tante | dukun | pelet | taruhan | jp | rtp | pinjol | kta |
binary | penghasilan tambahan | kerja dari rumah | kerja online | stok terbatas | ready stock | open order
""",
}

_INVITATIONS = """
daftar sekarang | daftar disini | daftar di sini | yuk daftar | ayo daftar | langsung daftar | buruan daftar |
klik link | klik disini | klik di sini | klik tautan | klik profil | klik foto profil | cek bio | cek profil |
link di bio | link bio | link di profil | link di komentar | cari di google | ketik di google | search di google |
googling aja | cek google | gabung sekarang | join sekarang | join grup | gabung grup | yuk gabung | buruan gabung |
yuk join | join yuk | langsung join | mainkan sekarang | main sekarang | coba sekarang | buktikan sendiri |
buktikan sekarang | buruan | minat hubungi | berminat hubungi | yang minat | minat wa | hubungi wa | chat wa |
wa sekarang | inbox wa | hubungi admin | chat admin | hub wa | info wa | wa aja | dm aja | japri aja |
order sekarang | pesan sekarang | klaim bonus | whatsapp admin | wa admin | order wa | order via wa | kirim alamat |
chat 08 | hub 08 | wa 08 | klaim sekarang | ambil bonus | claim bonus | rasakan sensasinya |
jangan sampai ketinggalan | kunjungi situs | kunjungi website | kunjungi web kami | main di | mainnya di | menang di |
jp di | maxwin di | wd di | depo di | gacor di | cuma di | cobain di | cobain deh | masuk grup | masuk grup telegram |
pesan via wa | chat aja | yang belum coba | hubungi marketing | daftar di link
"""

_COMPLAINTS = """
tutup | ditutup | tutupin | blokir | diblokir | blok | berantas | diberantas | brantas | razia | dirazia | tangkap |
ditangkap | tangkapin | tindak | ditindak | menindak | kecanduan | ketagihan | nyandu | korban | jadi korban | haram |
dosa | dilarang | larang | lapor | laporkan | melaporkan | melapor | resah | meresahkan | bahaya | berbahaya |
polisi | polres | polsek | satpol | kominfo | diskominfo | edukasi | sosialisasi | cegah | mencegah | waspada |
hati hati | penipuan | ditipu | menipu | tertipu | bangkrut | cerai | bercerai | terlilit | dililit | hancur |
merusak | stop | hentikan | basmi | hukum | penjara | akun palsu | diretas | kena hack | dihack | prihatin | miris |
utang | hutang | kalah | nyatanya | kasihan | apa tindakan
"""

_ALLOWED_SHAPES = """
hut# hutri# hutkota# ri# sd# sdn# sdit# smp# smpn# mts# mtsn# sma# sman# smk# smkn# man# min# mi# tk# paud# rt# rw#
rtrw# covid# apbd# apbdp# apbn# rapbd# pad# dau# dak# pp# uu# perpres# permen# permendagri# perda# perwal# perwali#
perbup# kpt# b# ppkm# kkn# km# kec# kel# pkm# cpns# pppk# asn# pns# pilkada# pemilu# ppdb# spmb# tps# gol# kls# kelas#
usia# th# thn# tahun# jan# mei# juni# juli# pkl# pukul# jam# jl# no# blok# gg# lt# lantai# usg4d film4d kelas4d kls4d
vaksin# dosis# tahap# gelombang# batch# angkatan# sesi# formasi# pasal# ayat# sk# se# rp# dapil# sppg# kdmp# g#s nik#
erwin# edwin# darwin# alwin# aswin# irwin# elwin# kelwin# ridwin# godwin# marwin# melwin# selwin# winwin# baldwin#
alphabet# bola# sepakbola# futsal# voli# basket# playgroup# display# timeslot robot robert elisabet elizabet alfabet
bet
"""

_ALLOWED = """
ga cor | burung gacor | kicau gacor | kicauan gacor | murai gacor | kacer gacor | lovebird gacor | perkutut gacor |
burungnya gacor | burung yang gacor | burung paling gacor | gacoran | lomba gacor | kenari gacor | cucak gacor |
mesin gacor | motor gacor | radio gacor | depo pertamina | depo bbm | depo sampah | depo arsip | depo petikemas |
depo minyak | depo kereta | depo lokomotif | depo lrt | depo mrt | bank sampah receh | uang receh | recehan |
scatter plot | jp morgan | totok | kotogel | sultan agung | sultan hasanuddin | sultan iskandar muda | sultan syarif |
jalan sultan | jl sultan | masjid sultan | istana sultan | kesultanan | bandara sultan | ritual adat |
upacara ritual | pasar murah | operasi pasar | pinjol ilegal | kredit usaha rakyat | garansi pekerjaan | bonus atlet |
bonus demografi | bonus peraih medali | bonus medali | bonus guru | taruhannya | pertaruhan | mempertaruhkan |
nyawa taruhan | taruhan nyawa | scatter diagram | pelet ikan | pakan pelet | dukun beranak | spin off
"""

_SHORTENERS = """
bit.ly cutt.ly tinyurl.com s.id linktr.ee t.co goo.gl is.gd v.gd ow.ly rb.gy rebrand.ly shorturl.at shorturl.asia
tiny.cc heylink.me lynk.id msha.ke taplink.cc bio.link beacons.ai adf.ly bl.ink t.ly short.gy gg.gg surl.li clck.ru
urlz.fr u.to link.tree solo.to linkr.bio linkbio.co magic.ly biolinky.co lnk.bio
"""
_MESSENGERS = """
t.me telegram.me telegram.dog wa.me wa.link api.whatsapp.com chat.whatsapp.com whatsapp.com line.me lin.ee m.me
discord.gg discord.com signal.me signal.group wasap.at wa.wizard.id
"""
# The governments' own, and schools.
_ALLOWED_DOMAINS = "go.id desa.id sch.id ac.id mil.id"


def _spaced(written: str) -> list[str]:
    return list(dict.fromkeys(written.split()))


def _barred(written: str) -> list[str]:
    phrases = (" ".join(phrase.split()) for phrase in written.split("|"))
    return list(dict.fromkeys(phrase for phrase in phrases if phrase))


# (kind, phrase) → weight; None is as much as the kind.
BUILT_IN: dict[tuple[str, str], int | None] = {
    **{("brand", phrase): None for phrase in _spaced(_BRANDS)},
    **{("shape", phrase): None for phrase in _spaced(_SHAPES)},
    **{("suspect", phrase): weight for weight, written in _SUSPECT.items() for phrase in _barred(written)},
    **{("invitation", phrase): None for phrase in _barred(_INVITATIONS)},
    **{("complaint", phrase): None for phrase in _barred(_COMPLAINTS)},
    **{("allowed", phrase): None for phrase in (*_spaced(_ALLOWED_SHAPES), *_barred(_ALLOWED))},
    **{("shortener", domain): None for domain in _spaced(_SHORTENERS)},
    **{("messenger", domain): None for domain in _spaced(_MESSENGERS)},
    **{("allowed_domain", domain): None for domain in _spaced(_ALLOWED_DOMAINS)},
}
