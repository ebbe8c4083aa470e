"""Who said it, under which office: through titles, degrees, acting forms, "-nya", and several speakers."""

import json
from pathlib import Path

import pytest

from news.intake.reading import read
from news.intake.speakers import Quote


def said(text: str) -> list[tuple[str | None, str | None, str | None]]:
    """Return speaker, office and agency of each quote in a release of which ``text`` is the end."""
    reading = read(f"Judul Siaran Pers\n\nSejumlah warga mengikuti kegiatan di Kota Sagara.\n\n{text}\n")
    return [(quote.speaker, quote.office, quote.agency) for quote in reading.quotes]


@pytest.mark.parametrize(
    "text",
    [
        "“Kami siap,” kata Kepala Dinas Sosial Kota Sagara Budi Hartono.",
        "“Kami siap,” kata Kepala Dinas Sosial Kota Sagara, Budi Hartono, S.Sos., M.Si., Senin (11/3/2019).",
        "“Kami siap,” kata Kepala Dinas Sosial Kota Sagara Drs. Budi Hartono SE MM.",
        "“Kami siap,” kata Budi Hartono, Kepala Dinas Sosial Kota Sagara.",
        "“Kami siap,” kata Ir. Budi Hartono, M.T. selaku Kepala Dinas Sosial Kota Sagara.",
        "“Kami siap,” kata Kepala Dinas Sosial (Dinsos) Kota Sagara Budi Hartono saat ditemui.",
        "Kepala Dinas Sosial Kota Sagara Budi Hartono mengatakan, “Kami siap.”",
        "Kepala Dinas Sosial Kota Sagara, Budi Hartono, di ruang kerjanya, mengatakan: “Kami siap.”",
        "Menurut Kepala Dinas Sosial Kota Sagara Budi Hartono, “Kami siap.”",
        "Dikatakan Kepala Dinas Sosial Kota Sagara Budi Hartono, “Kami siap.”",
        "Kepala Dinas Sosial Kota Sagara Budi Hartono menyapa warga. “Kami siap,” ujarnya.",
        "Kepala Dinas Sosial Kota Sagara Budi Hartono menyapa warga.\n\n“Kami siap,” lanjut Budi.",
        "Kepala Dinas Sosial Kota Sagara Budi Hartono menyapa warga.\n\n“Kami siap,” kata dia.",
        "Kepala Dinas Sosial Kota Sagara Budi Hartono menyapa warga. Ia menambahkan, “Kami siap.”",
        "“Kami siap melayani.”\n\nHal itu disampaikan Kepala Dinas Sosial Kota Sagara Budi Hartono.",
        "“Kami siap melayani.” Demikian disampaikan Kepala Dinas Sosial Kota Sagara Budi Hartono.",
        "Kepala Dinas Sosial Kota Sagara Budi Hartono didampingi Camat Siti Aminah datang. “Kami siap,” katanya.",
        "Mewakili Wali Kota, Kepala Dinas Sosial Kota Sagara Budi Hartono menyampaikan, “Kami siap.”",
    ],
)
def test_finds_the_speaker(text):
    assert said(text) == [("Budi Hartono", "Kepala", "Dinas Sosial Kota Sagara")]


@pytest.mark.parametrize(
    ("written", "office", "agency"),
    [
        ("Plt Kepala Dinas Sosial Kota Sagara", "Plt Kepala", "Dinas Sosial Kota Sagara"),
        ("Plt. Kepala Badan Pendapatan Daerah Kota Sagara", "Plt. Kepala", "Badan Pendapatan Daerah Kota Sagara"),
        ("Plh Sekda Kota Sagara", "Plh Sekda", "Kota Sagara"),
        ("Pj Wali Kota Sagara", "Pj Wali Kota", "Kota Sagara"),
        ("Pjs. Wali Kota Sagara", "Pjs. Wali Kota", "Kota Sagara"),
        ("Penjabat Wali Kota Sagara", "Penjabat Wali Kota", "Kota Sagara"),
        ("Wakil Wali Kota Sagara", "Wakil Wali Kota", "Kota Sagara"),
        ("Walikota Sagara", "Walikota", "Kota Sagara"),
        ("Bupati Sagara", "Bupati", "Kabupaten Sagara"),
        ("Camat Sagara Utara", "Camat", "Kecamatan Sagara Utara"),
        ("Kadis Kominfo Kota Sagara", "Kadis", "Dinas Kominfo Kota Sagara"),
        ("Kadishub Kota Sagara", "Kadishub", "Dishub Kota Sagara"),
        ("Kabag Prokopim Setda Kota Sagara", "Kabag", "Bagian Prokopim Setda Kota Sagara"),
        ("Kepala Bidang Pencegahan BPBD Kota Sagara", "Kepala Bidang Pencegahan", "BPBD Kota Sagara"),
        ("Asisten Administrasi Umum Setda Kota Sagara", "Asisten Administrasi Umum", "Setda Kota Sagara"),
        ("Direktur RSUD dr. Wening Kota Sagara", "Direktur", "RSUD dr. Wening Kota Sagara"),
        ("Direktur Utama Perumda Tirta Lirih", "Direktur Utama", "Perumda Tirta Lirih"),
        ("Ketua Komisi II DPRD Kota Sagara", "Ketua Komisi II", "DPRD Kota Sagara"),
        (
            "Kepala Dinas Pekerjaan Umum, Perumahan dan Permukiman Kota Sagara",
            "Kepala",
            "Dinas Pekerjaan Umum, Perumahan dan Permukiman Kota Sagara",
        ),
        ("Kapolres Sagara", "Kapolres", "Polres Sagara"),
    ],
)
def test_divides_office_and_agency(written, office, agency):
    for text in (f"“Kami siap,” ujar {written} Budi Hartono.", f"{written}, Budi Hartono, berkata, “Kami siap.”"):
        assert said(text) == [("Budi Hartono", office, agency)]


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("H. Budi Hartono, S.E., M.M.", "H. Budi Hartono"),
        ("Dr. Hj. Siti Aminah, S.Sos., M.Si.", "Hj. Siti Aminah"),
        ("dr. Nina Karina, Sp.A", "Nina Karina"),
        ("M. Iqbal Rangkuti SKM MKes", "M. Iqbal Rangkuti"),
        ("Rina br Ginting, SE.Ak., MM", "Rina br Ginting"),
        ("I Made Sudiarta, S.T.", "I Made Sudiarta"),
        ("Ahmad bin Salim", "Ahmad bin Salim"),
        ("Yusuf Al-Hakim, Ph.D.", "Yusuf Al-Hakim"),
        ("Tengku Rizal Fahmi", "Tengku Rizal Fahmi"),
        ("Abd. Rahman", "Abd. Rahman"),
    ],
)
def test_takes_titles_and_degrees_off(written, name):
    assert said(f"“Kami siap,” ujar Kepala Dinas Sosial Kota Sagara {written} saat ditemui.")[0][0] == name


def test_several_speakers_keep_their_words_apart():
    assert said(
        "Camat Sagara Dewi Kartika menyapa warga. “Satu,” katanya.\n\n"
        "Kepala Bappeda Kota Sagara Hendra Gunawan mengingatkan jadwal. “Dua,” katanya.\n\n"
        "“Tiga,” kata Dewi. “Empat,” sambungnya.\n\n“Lima,” tutup Hendra."
    ) == [
        ("Dewi Kartika", "Camat", "Kecamatan Sagara"),
        ("Hendra Gunawan", "Kepala", "Bappeda Kota Sagara"),
        ("Dewi Kartika", "Camat", "Kecamatan Sagara"),
        ("Dewi Kartika", "Camat", "Kecamatan Sagara"),
        ("Hendra Gunawan", "Kepala", "Bappeda Kota Sagara"),
    ]


@pytest.mark.parametrize("text", ["“Kami antre lama,” kata seorang warga.", "“Harga turun terus sejak kemarin.”"])
def test_what_the_text_does_not_settle_is_none(text):
    assert said(text) == [(None, None, None)]


def test_an_office_without_a_name_finds_its_holder():
    text = "Wali Kota Sagara Rico Wibowo datang pagi. “Terima kasih,” ucap Camat. “Sama-sama,” kata Wali Kota."
    assert said(text) == [
        (None, "Camat", None),
        ("Rico Wibowo", "Wali Kota", "Kota Sagara"),
    ]


@pytest.mark.parametrize(
    ("office", "agency", "words"),
    [
        ("Wali Kota", "Kota Sagara", "Wali Kota Sagara"),
        ("Camat", "Kecamatan Sagara Utara", "Camat Sagara Utara"),
        ("Kadis", "Dinas Kominfo Kota Sagara", "Kadis Kominfo Kota Sagara"),
        ("Kadishub", "Dishub Kota Sagara", "Kadishub Kota Sagara"),
        ("Kepala", "BKD dan SDM Kota Sagara", "Kepala BKD dan SDM Kota Sagara"),
        ("Sekda", "Kota Sagara", "Sekda Kota Sagara"),
        ("Camat", None, "Camat"),
        (None, None, ""),
    ],
)
def test_says_office_and_agency_as_one_says_them(office, agency, words):
    assert Quote("Kami siap", "Budi Hartono", "Budi Hartono", office, agency).office_in_words == words


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (
            "Persiapannya dipimpin Siti Aminah, S.S. “Kami siap,” papar Kepala Dinas Kebudayaan Kota Sagara itu.",
            ("Siti Aminah", "Kepala", "Dinas Kebudayaan Kota Sagara"),
        ),
        (
            "Siti Aminah, S.Pd. yang memimpin bercerita. “Kami siap,” kenang Kepala SDN 4 Tunas Baru tersebut.",
            ("Siti Aminah", "Kepala", "SDN 4 Tunas Baru"),
        ),
        (
            "Dari Dinas Pertanian Kota Sagara. Plt Kepala dinas itu, drh. Siti Aminah, hadir. “Kami siap,” ujarnya.",
            ("Siti Aminah", "Plt Kepala", "Dinas Pertanian Kota Sagara"),
        ),
        (
            "“Kami siap,” kata Sekretaris Komisi II DPRD Kota Sagara, Siti Aminah.",
            ("Siti Aminah", "Sekretaris Komisi II", "DPRD Kota Sagara"),
        ),
        (
            "“Kami siap,” kata Anggota Komisi I DPRD Kota Sagara Siti Aminah yang ikut menanam.",
            ("Siti Aminah", "Anggota Komisi I", "DPRD Kota Sagara"),
        ),
        ("“Kami siap,” kata Camat Kota Tengah Siti Aminah.", ("Siti Aminah", "Camat", "Kecamatan Kota Tengah")),
        (
            "“Kami siap menunggu.” Begitu Camat Sagara Utara Siti Aminah menengahi perdebatan.",
            ("Siti Aminah", "Camat", "Kecamatan Sagara Utara"),
        ),
        (
            "Mastora, jumantik cilik berusia 11 tahun, menyalakan senter. “Kami siap,” lapornya.",
            ("Mastora", None, None),
        ),
        ("Junaidi yang berjualan martabak ikut serta. “Kami siap,” katanya.", ("Junaidi", None, None)),
        ("Menurut pengamat kesehatan Yusak Tandi, itu murah. “Kami siap,” ujarnya.", ("Yusak Tandi", None, None)),
        ("Bagi Nona Yuliana yang baru datang, itu lega. “Kami siap,” katanya.", ("Nona Yuliana", None, None)),
        ("Tetua adat Raja Usman Renhoran membuka acara. “Kami siap,” petuahnya.", ("Raja Usman Renhoran", None, None)),
    ],
)
def test_finds_who_is_introduced_before_the_words_or_by_office_behind_them(text, speaker):
    assert said(text) == [speaker]


@pytest.mark.parametrize(
    "row",
    json.loads((Path(__file__).parent / "sentences.json").read_text(encoding="utf-8")),
    ids=lambda row: row["text"],
)
def test_knows_people_however_they_are_introduced(row):
    assert said(row["text"]) == [tuple(each) for each in row["speakers"]]
