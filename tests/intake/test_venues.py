"""Where it was: what is met behind "di", visited, closed, or what a sentence is about; no town, nobody's address."""

import pytest

from news.intake.reading import read


@pytest.mark.parametrize(
    ("lead", "venue"),
    [
        (
            "Sebanyak 40 lansia memeriksakan mata di Puskesmas Cempaka, Selasa (3/3/2026).",
            "Puskesmas Cempaka",
        ),
        (
            "Puskesmas Cempaka dipadati lansia yang hendak memeriksakan mata, Selasa (3/3/2026).",
            "Puskesmas Cempaka",
        ),
        (
            "Pemerintah Kota Sagara menggelar pasar murah di halaman Kantor Lurah Cempaka pada Selasa (3/3/2026) pagi.",
            "halaman Kantor Lurah Cempaka",
        ),
        (
            "Wali Kota Sagara Mardiana Usman melantik 12 pejabat, Selasa (3/3/2026), di Ruang Pola Balai Kota Sagara.",
            "Ruang Pola Balai Kota Sagara",
        ),
        (
            "Mobil tangki terguling di tikungan Jalan Pattimura, Selasa (3/3/2026) dini hari.",
            "tikungan Jalan Pattimura",
        ),
        (
            "Jalan Pattimura kembali dibuka setelah tiga hari tertutup longsor, Selasa (3/3/2026).",
            "Jalan Pattimura",
        ),
        (
            "Tim gabungan menyusuri Sungai Ranu untuk mencari seorang remaja yang hanyut, Selasa (3/3/2026).",
            None,
        ),
        (
            "Ratusan siswa SMA Negeri 1 Sagara mengikuti upacara di Lapangan Merdeka, Selasa (3/3/2026).",
            "Lapangan Merdeka",
        ),
        (
            "Bertempat di Gedung Kesenian, panitia memilih sepuluh lukisan terbaik, Selasa (3/3/2026).",
            "Gedung Kesenian",
        ),
        (
            "Ketua TP PKK mengunjungi Posyandu Melati 2 di Kelurahan Cempaka, Selasa (3/3/2026).",
            "Posyandu Melati 2",
        ),
        (
            "Puluhan pedagang menolak pindah dari Pasar Lama ke Pasar Cempaka. Mereka menyampaikannya dalam "
            "audiensi di Ruang Rapat Komisi II, Selasa (3/3/2026).",
            "Ruang Rapat Komisi II",
        ),
        (
            "Kirab budaya dimulai dari Lapangan Merdeka dan berakhir di Pantai Losari, Selasa (3/3/2026).",
            "Lapangan Merdeka",
        ),
        (
            "Sosialisasi digelar secara daring melalui Zoom Meeting, Selasa (3/3/2026).",
            "Zoom Meeting",
        ),
        (
            "Harga cabai di Pasar Cempaka turun menjadi Rp40 ribu per kilogram, Selasa (3/3/2026).",
            "Pasar Cempaka",
        ),
        (
            "Wakil Bupati meresmikan Jembatan Gantung Waerana, Selasa (3/3/2026).",
            "Jembatan Gantung Waerana",
        ),
        (
            "Api menghanguskan tiga kios di Terminal Mandala, Selasa (3/3/2026) malam.",
            "Terminal Mandala",
        ),
        (
            "Sebanyak 120 mahasiswa Universitas Bahari diterjunkan ke Desa Oebaun, Selasa (3/3/2026).",
            None,
        ),
        (
            "Pemkot Sagara membuka pendaftaran beasiswa mulai Selasa (3/3/2026).",
            None,
        ),
        (
            "Kapal pertama bersandar di Dermaga Rakyat, Selasa (3/3/2026), membawa 80 ton beras.",
            "Dermaga Rakyat",
        ),
        (
            "Jemaat Gereja Santo Yosef membersihkan pantai, Selasa (3/3/2026).",
            None,
        ),
        (
            "Festival layang-layang memenuhi langit Pantai Batu Putih, Selasa (3/3/2026).",
            "Pantai Batu Putih",
        ),
        (
            "Stadion Mandala akhirnya punya lampu. Lampu itu dinyalakan pertama kali oleh Wali Kota, Selasa "
            "(3/3/2026) malam.",
            "Stadion Mandala",
        ),
        (
            "Peserta pelatihan dari 12 kecamatan berkumpul di Hotel Sagara Indah, Selasa (3/3/2026).",
            "Hotel Sagara Indah",
        ),
        (
            "Selasa (3/3/2026) pagi, antrean mengular di depan Kantor Disdukcapil Kota Sagara.",
            "Kantor Disdukcapil Kota Sagara",
        ),
        (
            "Sidak dilakukan Wali Kota Sagara ke Pasar Cempaka, Selasa (3/3/2026).",
            "Pasar Cempaka",
        ),
        (
            "Warga memadati Alun-alun Sagara untuk menyaksikan layar tancap, Selasa (3/3/2026).",
            "Alun-alun Sagara",
        ),
        (
            "Dua truk bertabrakan di Jalan Trans Bahari Kilometer 12, Selasa (3/3/2026) sore.",
            "Jalan Trans Bahari Kilometer 12",
        ),
        (
            "Komisi III DPRD Kota Sagara mengecek instalasi air di Kelurahan Cempaka, Selasa (3/3/2026).",
            "Kelurahan Cempaka",
        ),
        (
            "Sebanyak 60 pelajar belajar membatik di Sanggar Melati, Selasa (3/3/2026).",
            "Sanggar Melati",
        ),
        (
            "Pemakaman almarhum berlangsung di TPU Cempaka, Selasa (3/3/2026).",
            "TPU Cempaka",
        ),
        (
            "Wakil Wali Kota membuka turnamen voli di Lapangan Karang Taruna Mandala, Selasa (3/3/2026).",
            "Lapangan Karang Taruna Mandala",
        ),
        (
            "Rumah Singgah Kasih Ibu kini punya dapur baru. Dapur itu dipakai pertama kali Selasa (3/3/2026).",
            "Rumah Singgah Kasih Ibu",
        ),
        (
            "Petugas menyegel lima lapak di trotoar Jalan Pattimura, Selasa (3/3/2026).",
            "Jalan Pattimura",
        ),
        (
            "Rapat koordinasi dipimpin Sekda di ruang kerjanya, Selasa (3/3/2026).",
            "ruang kerjanya",
        ),
        (
            "Bantuan diserahkan di lantai dua Kantor BPBD Kota Sagara, Selasa (3/3/2026).",
            "Kantor BPBD Kota Sagara",
        ),
        (
            "Kapal wisata kandas di perairan Pulau Nain, Selasa (3/3/2026).",
            None,
        ),
        (
            "Jembatan Ranu ambruk diterjang banjir, Selasa (3/3/2026) malam.",
            "Jembatan Ranu",
        ),
        (
            "Ratusan guru mengikuti seminar di Auditorium Universitas Bahari, Selasa (3/3/2026).",
            "Auditorium Universitas Bahari",
        ),
        (
            "Pemilihan duta baca digelar Dinas Perpustakaan di Taman Bacaan Pelangi, Selasa (3/3/2026).",
            "Taman Bacaan Pelangi",
        ),
        (
            "Selasa (3/3/2026), halaman SDN 2 Cempaka berubah jadi pasar.",
            "halaman SDN 2 Cempaka",
        ),
        (
            "Bendungan Ranu mulai diisi, Selasa (3/3/2026).",
            "Bendungan Ranu",
        ),
        (
            "Pelepasan 200 calon haji berlangsung haru di Masjid Raya Sagara, Selasa (3/3/2026).",
            "Masjid Raya Sagara",
        ),
        (
            "Wali Kota menerima kunjungan duta besar di Rumah Jabatan Wali Kota, Selasa (3/3/2026).",
            "Rumah Jabatan Wali Kota",
        ),
        (
            "Operasi katarak gratis dilayani di RS Bhayangkara Sagara, Selasa (3/3/2026).",
            "RS Bhayangkara Sagara",
        ),
        (
            "Pedagang Pasar Cempaka menggelar aksi di depan Balai Kota Sagara, Selasa (3/3/2026).",
            "Balai Kota Sagara",
        ),
        (
            "Gempa merusak 12 rumah di Desa Oebaun, Selasa (3/3/2026).",
            "Desa Oebaun",
        ),
    ],
)
def test_finds_the_venue(lead, venue):
    text = f"Judul Siaran Pers\n\nSAGARA – {lead} Kegiatan itu berjalan tertib sampai selesai.\n"
    assert read(text).venue == venue
