"""Name the words of Indonesian offices and agencies, so that a name can be told from the office before it."""

ACTING = ("pelaksana tugas", "pelaksana harian", "penjabat sementara", "penjabat", "plt", "plh", "pjs", "pj")

# Offices; those of one word that contain their agency (Camat, Kadis) name it in TERRITORIES and UNITS below.
OFFICES = tuple(
    tuple(office.split())
    for office in """
        wakil wali kota, wakil walikota, wali kota, walikota, wawako, wawalkot, wawali, wakil bupati, wabup, bupati,
        wakil gubernur, wagub, gubernur, wakil presiden, presiden, wakil menteri, wamen, menteri koordinator,
        menteri, sekretaris jenderal, sekjen, direktur jenderal, dirjen, sekretaris daerah, sekdako, sekdaprov,
        sekdakab, sekda, asisten, staf ahli, staf khusus, tenaga ahli, juru bicara, jubir, kepala pelaksana, kepala
        bidang, kepala bagian, kepala seksi, kepala subbagian, kepala sub bagian, kepala subbidang, kepala, kabid,
        kasi, kasubbag, kasubag, kadis, kaban, kabag, kasat, kasatpol, kakan, kakanwil, kakanreg, kakansar, kalapas,
        karutan, kabinda, pimpinan wilayah, pimpinan cabang, kepala wilayah, kepala perwakilan, deputi, sekretaris
        umum, kapus, kalaksa, kepling, ketua umum, ketua harian, wakil ketua umum, wakil ketua, ketua, wakil
        sekretaris, sekretaris, bendahara, anggota, camat, sekcam, lurah, seklur, kepala desa, kades, kepala
        distrik, kepala kampung, kepala dusun, wali nagari, perbekel, kuwu, pambakal, keuchik, geuchik, penghulu,
        direktur utama, direktur umum, direktur teknik, direktur operasional, direktur, dirut, wakil direktur,
        manajer umum, general manager, project manager, site manager, manajer proyek, manajer operasional, manajer
        area, manajer unit, manajer teknik, manajer pemasaran, manajer keuangan, manajer, komisaris utama,
        komisaris, inspektur, wakil komandan, komandan, kapolrestabes, kapolresta, kapolres, wakapolres, kapolsek,
        kapolda, kapolri, kasat lantas, kasat reskrim, kasat samapta, dandim, danramil, danlanal, danrem, pangdam,
        babinsa, bhabinkamtibmas, kajari, kajati, kasi intel, rektor, wakil rektor, dekan, dosen, guru besar,
        peneliti, pengamat, koordinator, kepala cabang, kepala sekolah, kepala ruangan, penasihat, pembina,
        pimpinan, duta, perwakilan, manager, ketua komisi, deputi direktur, bunda paud, bunda literasi, wakil
        kepala, wakil dekan, arsiparis, kurator, pustakawan, penyuluh, analis, widyaiswara, kanit, kasatlantas,
        kasatreskrim, kasatresnarkoba, kepsek, kasek, wakasek, sekretaris camat, sekretaris
        lurah, sekretaris desa, kasatbinmas, kasubbid, kasubdit, wadir, wadirut, wakapolsek, kasdim, sekdes,
        kadus, kaur
    """.replace("\n", " ").split(",")
)
OFFICE_STARTS: dict[str, list[tuple[str, ...]]] = {}
for _office in sorted(OFFICES, key=len, reverse=True):
    OFFICE_STARTS.setdefault(_office[0], []).append(_office)
OFFICE_WORDS = {office[0] for office in OFFICES} | {"plt", "plh", "pj", "pjs", "penjabat", "pelaksana"}

# What an office holds, if only its place follows: "Wali Kota Medan" speaks for Kota Medan.
TERRITORIES = {
    "wali kota": "Kota",
    "walikota": "Kota",
    "wawako": "Kota",
    "wawalkot": "Kota",
    "wawali": "Kota",
    "wakil wali kota": "Kota",
    "wakil walikota": "Kota",
    "sekdako": "Kota",
    "bupati": "Kabupaten",
    "wabup": "Kabupaten",
    "wakil bupati": "Kabupaten",
    "sekdakab": "Kabupaten",
    "gubernur": "Provinsi",
    "wagub": "Provinsi",
    "wakil gubernur": "Provinsi",
    "sekdaprov": "Provinsi",
    "camat": "Kecamatan",
    "sekcam": "Kecamatan",
    "sekretaris camat": "Kecamatan",
    "sekretaris lurah": "Kelurahan",
    "sekretaris desa": "Desa",
    "sekdes": "Desa",
    "lurah": "Kelurahan",
    "seklur": "Kelurahan",
    "kades": "Desa",
    "kepala desa": "Desa",
    "kepala distrik": "Distrik",
    "kepala kampung": "Kampung",
    "kepala dusun": "Dusun",
    "wali nagari": "Nagari",
    "keuchik": "Gampong",
    "geuchik": "Gampong",
    "perbekel": "Desa",
    "kuwu": "Desa",
    "pambakal": "Desa",
}
# The unit that a contracted office names: "Kadis Kesehatan" heads the Dinas Kesehatan.
UNITS = {
    "kapolres": "Polres",
    "kapolresta": "Polresta",
    "kapolrestabes": "Polrestabes",
    "kapolsek": "Polsek",
    "wakapolres": "Polres",
    "wakapolresta": "Polresta",
    "wakapolsek": "Polsek",
    "wakapolda": "Polda",
    "kasdim": "Kodim",
    "kapolda": "Polda",
    "dandim": "Kodim",
    "danramil": "Koramil",
    "kajari": "Kejari",
    "kajati": "Kejati",
    "kadis": "Dinas",
    "kaban": "Badan",
    "kabag": "Bagian",
    "kasatpol": "Satpol",
    "kakan": "Kantor",
    "kapus": "Puskesmas",
    "kepling": "Lingkungan",
}

# A place follows these words.
PLACE_OF = frozenset(
    """
    kota kabupaten kab provinsi prov kecamatan kec kelurahan kel desa pemko pemkot pemkab pemprov camat lurah
    puskesmas walikota bupati pasar terminal ulp up3 kcp daop divre kodim polres polrestabes tirta distrik nagari
    gampong
    """.split()
)
# First halves of Indonesian place names of two words.
PLACE_STARTS = frozenset(
    """
    tanjung tebing bandar pematang padang banda bukit sungai sei kuala pangkal pulau teluk muara lubuk gunung
    batu banjar ujung kampung karang parit pasar rantau simpang tanah air pantai labuhan sumatera jawa
    kalimantan sulawesi nusa papua kepulauan deli aek suka
    """.split()
)
COMPASS = frozenset(
    """
    utara timur selatan barat tengah tenggara ilir ulu hulu hilir laut kidul lor wetan kulon atas bawah dalam luar
    darat julu jae tonga
    """.split()
)
DIRECTIONS = COMPASS | frozenset(
    """
    utara timur selatan barat tengah kota baru lama ilir ulu hulu hilir tenggara laut raya jaya indah kecil
    besar tuntungan polonia area tua
    """.split()
)
AGENCY_WORDS = frozenset(
    """
    sumut sumbar sumsel jabar jateng jatim kalbar kalsel kaltim kalteng sulsel sulut sulteng sultra ntb ntt diy
    dki aceh riau jambi bengkulu banten perum bulog pertamina pln bri bni btn mandiri bsi telkom angkasa pura
    pelindo kai otoritas imigrasi lapas rutan bkkbn bpom ojk kadin apindo hipmi mui nu dinas badan bagian kantor
    sekretariat setda setdako setdakab inspektorat satuan satpol pp polisi pamong praja kecamatan kelurahan
    lingkungan bidang seksi subbagian unit upt uptd uptb rsud rsu rs rumah sakit puskesmas perumda perusda
    perusahaan pdam bumd bumn pt tbk cv bank komisi fraksi partai lembaga forum majelis dewan dekranasda pkk tim
    penggerak bnn kpu bawaslu bpjs bps bpk polres polrestabes polda polsek kodim koramil kejaksaan pengadilan
    kementerian pemko pemkot pemkab pemprov pemerintah dprd dpr dpd mpr kota kabupaten provinsi desa daerah
    kesehatan pendidikan kebudayaan perhubungan pekerjaan umum penataan ruang perumahan kawasan permukiman
    pemukiman cipta karya bina marga pertanahan komunikasi informatika informasi statistik persandian sosial
    tenaga kerja ketenagakerjaan transmigrasi hidup kebersihan pertamanan pertanian peternakan perikanan
    kelautan ketahanan pangan koperasi usaha kecil menengah mikro umkm ukm perindustrian perdagangan pariwisata
    ekonomi kreatif pemuda olahraga kepemudaan kependudukan pencatatan sipil catatan penanaman modal pelayanan
    terpadu satu pintu perizinan perpustakaan arsip kearsipan pemberdayaan perempuan perlindungan anak
    masyarakat pengendalian penduduk keluarga berencana pemadam kebakaran penyelamatan damkar perencanaan
    pembangunan penelitian pengembangan riset inovasi kepegawaian sumber daya manusia aset keuangan pendapatan
    pengelola pengelolaan pajak retribusi kesatuan kesbangpol bangsa politik penanggulangan bencana hukum
    organisasi protokol pimpinan prokopim humas hubungan pemerintahan kesejahteraan rakyat kesra perekonomian
    administrasi pengadaan barang jasa tata sama operasional air minum ulama nasional kerajinan kominfo
    diskominfo dishub dinkes disdik dinsos disnaker disperindag dispora disdukcapil dlh dkp bappeda bapenda bkd
    bkpsdm bpbd bpkad bpkpd dpmptsp dp3a dpu pupr puprpkp kantah pengawasan pembinaan pencegahan kesiapsiagaan
    rehabilitasi rekonstruksi kedaruratan logistik lalu lintas angkutan penyakit kemasyarakatan keagamaan agama
    ketertiban ketenteraman tramtib penegakan perda perkim wilayah cabang regional universitas institut
    politeknik sekolah sd smp sma smk mts man yayasan ikatan himpunan persatuan asosiasi gerakan pramuka kwartir
    palang merah pmi basarnas bmkg balai besar pos komando sar pelabuhan bandara stasiun terminal pasar
    pansus ps bersih limbah drainase irigasi jembatan mutasi disiplin karier karir kinerja anggaran akuntansi verifikasi
    parkir sarana prasarana rawat inap medis medik farmasi gizi surveilans imunisasi paud dikdas kurikulum ekspor
    impor tanaman hortikultura konservasi hutan energi mineral aplikasi komputer media publikasi dokumentasi publik
    teknis teknik operasi khusus lapangan industri syariah upz baznas kemenag kemenkumham kemenkes bkkbd bpom bbpom
    bkd bkn lan lpm lpmk pkk fkub knpi karang taruna bumdes bpd bpn atr kua samsat ditlantas satlantas reskrim
    narkoba satresnarkoba intel tipikor pidsus lanal lanud korem yonif brimob
    perseroan tirta investasi promosi ii iii iv vi vii viii ix fakultas kelompok nelayan tani paguyuban rukun tetangga
    komunitas sanggar perkumpulan serikat aliansi gapoktan pokdarwis kader relawan pedagang warga wanita ibu ibu-ibu
    remaja takmir pengurus panitia penyelenggara organda tipe kelas negeri fraksi sampah
    """.split()
)
# Agencies by their first letters: names too, unless they stand in capitals ("Goh Siau Lan", and the LAN).
ACRONYMS = frozenset(
    """
    lan atr kua kai nu pp mui man mts sar pmi sd lpm bpd bnn kpu pt ii pos komando tim
    """.split()
)
CONNECTORS = {"dan", "&", "/", "-", "serta", "untuk"}

HONORIFICS = frozenset(
    """
    ny dr drg drh drs dra ir h hj hajjah prof dreng dring drmed eng ing med kh tgk tengku teuku t r rr ra raden ust
    ustaz ustadz ustadzah apt ns pdt letkol kolonel mayor kapten lettu letda brigjen mayjen letjen jenderal kombes
    akbp kompol akp iptu ipda aiptu aipda bripka irjen komjen pol inf arm kav czi marsda marsma laksda laksma serka
    serma sertu peltu pelda capt kapt serda kopda kopka praka pratu bripda briptu brigpol bripol romo tgh sr suster
    """.split()
)
# Honorifics that stay with the name ("H. Budi"), with those of adat.
KEPT_HONORIFICS = frozenset(
    """
    h hj hajjah tengku teuku raden t r rr ra kh tgk
    """.split()
)
ADDRESSES = frozenset(
    """
    bapak ibu acil teh ceu bli pak bu bang kang mas mbak saudara saudari sdr buya bunda
    """.split()
)
# What old or motherly people are called by, as part of their name: "Mbah Karto", "Mama Ice".
KIN = frozenset(
    """
    mbah mak mama mamak nek oma opa opung ompung eyang mbok mbokde abah emak ambu amang inang wak uwak tante om tete
    nenek kakek nini aki
    """.split()
)
TITLE_CASE_WORDS_THAT_ARE_NO_NAMES = frozenset(
    """
    ia dia beliau kami kita saya mereka pihaknya pihak hal itu ini tersebut selain selanjutnya sementara
    sebelumnya menurut menurutnya dalam pada di ke dari untuk dengan oleh karena sebab namun tetapi akan juga
    turut sebagai setelah usai saat ketika sejak hingga lebih lanjut terkait atas melalui acara kegiatan program
    salah para seluruh semua setiap tidak bahkan apalagi sehingga kemudian lalu mengingat demikian begitu adapun
    bila jika kalau agar supaya masyarakat warga senin selasa rabu kamis jumat sabtu minggu ahad januari
    februari maret april mei juni juli agustus september oktober november nopember desember lanjutnya katanya
    ujarnya tambahnya seperti yang harapannya tujuannya hadir tampak terlihat dikatakan disampaikan dijelaskan
    ditambahkan disebutkan diungkapkan ditegaskan kepada pemerintah asn opd skpd covid apbd rt rw wib wita wit
    indonesia perda perwal uu nomor no bantuan jalan peserta petugas siswa guru pelajar anak orang ibu bapak
    kegiatannya seorang tentang antara lain sambil seraya hasil tim kondisi proses sebanyak sekitar total jumlah
    data sekarang tahun bulan hari tanggal pukul musrenbang pelatihan rapat sosialisasi pembangunan penyaluran
    penertiban
    """.split()
)
# Words that begin a sentence, where their capital makes no name; inside one they can be part of a place or a name.
STARTERS = frozenset(
    """
    bagi meski meskipun walau walaupun sejumlah beberapa kini tapi padahal sebelum berkat sesuai mulai tanpa hanya
    maka jadi semoga silakan mari sebuah satu dua tiga empat lima enam pertama kedua ketiga hampir berdasarkan
    rupanya ternyata akibat akibatnya akhirnya sepanjang termasuk terakhir puncak bersama berbeda dulu dahulu nanti
    besok kemarin hasilnya caranya artinya misalnya contohnya tentu memang sudah belum masih ada adalah ialah yakni
    yaitu lagi pun pula saja baru bukan jangan mungkin bisa dapat harus perlu ingin sering kadang biasanya umumnya
    rata-rata selama seusai sesudah begitulah itulah inilah siapa apa mengapa bagaimana berapa kapan dimana di pagi
    siang sore malam penyebabnya alasannya rencananya targetnya intinya pokoknya khusus khususnya terutama seiring
    guna demi serta dan atau sedangkan sebaliknya lantas soal mengenai tatkala alhasil walhasil kendati biarpun
    sekalipun manakala andai seandainya kala lain begitupun pasalnya sebabnya untungnya sayangnya uniknya menariknya tak
    tiap saban belakangan sesekali sekali kadang-kadang sepertinya semestinya sebetulnya sebenarnya sejatinya memasuki
    menjelang selepas sepulang sekembali sampai lewat menyusul menanggapi bertempat begitu adalah bahwa jika apabila
    ketimbang daripada sambil lah toh justru malah meskipun setelahnya sesudahnya seperti layaknya pemiliknya ketuanya
    namanya dialah barulah giliran tampak terlihat
    """.split()
)
# Words of grammar of which bodies have some in their names all the same: "Paguyuban Warga Bantaran", "Forum Anak".
NOUNS_IN_BODIES = frozenset(
    """
    masyarakat warga peserta petugas siswa guru pelajar anak orang ibu bapak tim program kegiatan bantuan jalan data
    pelatihan pembangunan penyaluran penertiban indonesia rt rw kondisi pihak atas dalam khusus puncak pagi malam
    pemerintah asn opd kita bersama pertama terutama sore satu dua tiga
    """.split()
)

# Verbs of saying as they stand behind a quote ("…," ungkap X), with or without -nya.
SAYING = frozenset(
    """
    kata ujar ungkap jelas tutur ucap tegas terang imbuh sambung papar urai pesan harap pungkas tutup beber tandas
    imbau himbau cuit lanjut tambah sebut pinta ajak aku nilai cetus cerita kisah ulas rinci bilang timpal kilah
    tukas jawab seru puji tulis simpul tekan sahut kenang saran duga klaim keluh sesal akui sindir celetuk warning
    usul simpulnya seloroh kelakar canda ledek gerutu bisik teriak protes tanya balas gumam sapa sanggah gurau pekik
    sentil kritik ulang catat nasihat sambut tegur bela kutip lapor dalih ingat himbaunya
    """.split()
)
# … and as they stand before one or in indirect speech.
STATING = frozenset(
    """
    mengatakan menyampaikan menjelaskan menyebut menyebutkan mengungkapkan menuturkan mengucapkan menegaskan
    menerangkan mengimbuhkan menambahkan memaparkan menguraikan berpesan berharap mengharapkan memungkasi membeberkan
    menandaskan mengimbau menghimbau mencuit berkata berujar bertutur berucap meminta mengajak mengaku mengakui
    menilai mengingatkan menekankan melanjutkan menyatakan memastikan membenarkan mengapresiasi menginstruksikan
    merinci menanggapi menceritakan menyoroti menargetkan mendorong menyambut menulis menyarankan menuliskan mengklaim
    menyimpulkan mengemukakan mengutarakan melaporkan memuji mengumumkan menyayangkan menyebutnya mengatakannya
    bercerita menjawab mengusulkan menduga memerintahkan memberi mengucap berterima menyerukan berjanji berkomitmen
    mencontohkan membantah optimistis optimis yakin bersyukur memprediksi memperkirakan menyeletuk berteriak berseru
    berbisik bergumam menimpali menyahut menyela membalas bertanya menggerutu berkelakar berseloroh bergurau mengeluh
    mengeluhkan memekik berkilah menepis menukas menyindir mengenang menyebutkan berpendapat beralasan berdalih
    menyanggah memprotes mempertanyakan
    """.split()
)
TOLD = frozenset(
    """
    dikatakan disampaikan dijelaskan disebutkan diungkapkan ditegaskan ditambahkan dipaparkan diterangkan diapresiasi
    disorot disoroti diceritakan dikeluhkan dilontarkan dikisahkan dijawab ditimpali dibenarkan diamini dibantah
    dirasakan dialami ditutup dituturkan diakui diutarakan dikemukakan diungkap dibeberkan diuraikan dilanjutkan
    """.split()
)
ADVERBS = frozenset(
    """
    juga pun turut kembali lantas kemudian lebih lanjut lagi selanjutnya sempat langsung terus tak lupa secara
    tegas singkat sambil seraya saat itu dalam sambutannya arahannya kesempatan sendiri menambahkan sangat akan
    telah
    """.split()
)
# Words of grammar that are names where they have a capital inside a sentence: "Lalu Hamdani", "Juli Hartini".
GRAMMAR_AND_NAMES = frozenset(
    """
    lalu guru seraya bulan januari februari maret april mei juni juli agustus oktober
    """.split()
)
# Small words inside a name: "Nurdin bin Saleh", "Tommy van der Linden".
PARTICLES = frozenset({"bin", "binti", "br", "bt", "van", "von", "der", "den", "de", "da", "dos"})
PRONOUNS = {"dia", "ia", "beliau", "nya"}

# Words that are part of a name behind its first word, though agencies have them too.
NAME_INSIDE = frozenset(
    """
    al karya bina tirta cipta praja utama bangsa laut pemuda rakyat tani nelayan duta
    """.split()
)
# What stands before the name that somebody is called by.
NAME_STARTS = frozenset(
    """
    lalu baiq i ni ida bagus anak agung desak dewa cokorda ngakan la wa ode andi daeng sayid said syarif syarifah
    teuku cut pocut datuk sutan marah bagindo sidi raden mas rm rr nyimas kemas masagus kiagus tubagus siti nur
    muhammad abdul abd haji hajjah bin binti van der maria santa santo damang tengku encik dg wan puang karaeng tama
    ompu raja mangaraja
    """.split()
)
# What Indonesian names often begin with: enough to tell a village from the person behind it.
GIVEN_NAMES = frozenset(
    """
    abdul abdullah achmad adi adinda adit aditya afif agung agus ahmad aisyah ajeng akbar albert aldi alex
    alfian ali alya amalia amir anak ananda andi andika andre andreas andri andy anggi anggraini angga ani anita
    anton antonius ardi ardian ari arief arif aris arya asep astuti ayu bagas bagus bambang bayu benny bintang
    bobby budi budiman burhan cahya cahyo chandra christian citra cut dadang dani daniel darma darmawan david
    deddy dede deden dedi dedy deni denny dewa dewi dian diana dicky didik dimas dina dini djoko dodi doni donny
    dwi dyah edi edwin edy effendi eka eko elisabeth endang erik erna ervina erwin eva fadli fahmi fahri faisal
    fajar farid fatimah fauzan fauzi febri ferdi ferdinand feri ferry firman fitri fransiska gatot gede gilang
    guntur gunawan gusti hadi hafiz halim hamdan hana handoko hani hanif hardi hari hariyanto harris hartono
    haryanto hasan hasanuddin helmi hendra hendri hendro heni henny heri herman hermawan heru hery husin ibnu
    ibrahim ida iman imam indah indra intan iqbal irfan irma irwan irwansyah iskandar ismail iwan jaka jamal
    jaya joko johan johannes joni jonny jufri julia juliana junaidi kadek kartika ketut khairul komang krisna
    kristina kurnia kurniawan laila lestari lia lilis lina linda lisa luh lukman made maria mariana marlina maya
    mega melati mila mira mochamad mohamad mohammad moh muhamad muhammad muhd mukhlis mulyadi mulyono mustafa
    nadia nanda nanang nasrul neni ni nia nina ningsih nita novi novita nugroho nur nurdin nurhayati nurul
    nyoman oki oktavia parulian paulus petrus pramono pranata prasetyo putra putri putu raden rafi raharjo
    rahayu rahma rahman rahmat rahmawati rama ramadhan ramli randi rangga rani ratih ratna reza rian rika riki
    rina rini rio riri risma rita rizal rizki rizky robert robi rohmat roni rosa rosmawati rudi rudy rully rusdi
    rusli sabar saiful salim samsul samuel sandi santi santoso saputra sari satria sekar septian setiawan sigit
    silvia simon sinta siska siti slamet sofia sofyan soleh sri stefanus subagyo sudirman sugeng sugiarto
    suharto suharti sulaiman sulastri sumarni sunarto supriadi supriyadi surya suryadi susanti susanto susi
    susilo sutrisno suwarno syafruddin syahputra syahrul syamsuddin syarif taufik taufiq teddy teguh tengku
    teuku tiara tika tina titin togar toni tono tri triyono tuti ucok udin umar untung usman utami vera veronica
    vina wahid wahyu wahyudi wahyuni wati wawan wayan wibowo widodo widya wijaya wina winda wira wiwik yani
    yanti yanto yanuar yayan yeni yoga yohanes yoseph yudi yudha yuli yulia yulianti yuliana yuni yunus yusuf
    yusri yusril zaenal zahra zainal zainuddin zaki zulfikar zulkarnain zulkifli
    """.split()
)

# Offices that name their field and not their agency: "Kepala Bidang Pencegahan BPBD" is of the BPBD.
FIELD_OFFICES = {
    "kepala bidang",
    "kepala bagian",
    "kepala seksi",
    "kepala subbagian",
    "kepala sub bagian",
    "kepala subbidang",
    "kabid",
    "kasi",
    "kasubbag",
    "kasubag",
    "asisten",
    "staf ahli",
    "manajer",
    "manager",
    "arsiparis",
    "kurator",
    "pustakawan",
    "penyuluh",
    "analis",
    "widyaiswara",
    "wakil ketua komisi",
    "ketua komisi",
    "anggota",
    "dosen",
    "wakil rektor",
    "wakil dekan",
    "guru besar",
    "peneliti",
    "pengamat",
}
# What an office of small letters names: "Ketua panitia".
LEADS_A = frozenset(
    """
    panitia pelaksana aksi lapangan acara kegiatan posko relawan tim rombongan kelompok kontingen regu adat suku kelas
    karang paguyuban umum
    """.split()
)
AGENCY_HEADS = frozenset(
    """
    dinas badan sekretariat setda setdako setdakab satpol satuan kantor dprd pemko pemkot pemkab kota kabupaten
    inspektorat rsud perumda kecamatan kelurahan universitas institut politeknik akademi fakultas kementerian
    ps pt cv pln pdam bank hotel koperasi museum perum pelindo kai rs klinik yayasan
    polda polres polresta polrestabes polsek kodim koramil korem kejari kejati kejaksaan
    """.split()
)
# What somebody is paid for: an office where the text names the body that pays, "guru musik SMA Negeri 2 X".
PROFESSIONS = frozenset(
    """
    guru dosen dokter perawat bidan apoteker psikolog teknisi petugas staf penyuluh ahli pakar pengamat peneliti
    sejarawan arkeolog antropolog sosiolog ekonom kurator pustakawan arsiparis analis widyaiswara instruktur pelatih
    operator satpam mandor tenaga humas pendamping konselor terapis radiografer insinyur arsitek pastor pendeta imam
    takmir sopir pengemudi juru penerjemah pemandu masinis nakhoda kader fasilitator pengelola penyidik pengurus
    pengajar pengasuh pembimbing pamong
    """.split()
)
SCHOOLS = {"sd", "sdn", "smp", "smpn", "sma", "sman", "smk", "smkn", "tk"}
CLUBS = {"ps"}
HOSPITALS = {"rsud", "rsu", "rs", "rsia", "sakit", "rsup"}
# What the name of a body begins with that has people of a profession.
BODIES = (
    AGENCY_HEADS
    | SCHOOLS
    | HOSPITALS
    | frozenset(
        """
    asosiasi badan balai bandara bkkbn bmkg bpbd desa forum gereja ikatan kebun kelompok komite komunitas laboratorium
    lapas lembaga ma madrasah man masjid mi mts palang panti paroki pasar paud pelabuhan perkumpulan persatuan
    pesantren pmi posyandu pura pusat puskesmas rumah rutan sanggar sekolah stasiun taman terminal upt uptd vihara
    """.split()
    )
) - {"sakit"}
# "Permintaan serupa datang dari Poniran".
COMES = {"datang", "muncul", "terlontar", "dilontarkan", "berasal", "keluar", "terdengar"}
