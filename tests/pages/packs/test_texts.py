"""Texts say what the page says, whole and in order, in words that paste well."""

import datetime

from django.utils import timezone, translation

from news.articles.models import Edition
from news.newsroom.models import Newsroom
from news.pages.packs import texts
from news.pages.releases import Release, find
from tests.conftest import NOON
from tests.pages.conftest import ADDRESS, HOUR

SLUG = ADDRESS.rstrip("/").rsplit("/", 1)[1]


def found() -> Release:
    release = find(SLUG, timezone.now())
    assert isinstance(release, Release)
    return release


def changed(live: Edition, **content: object) -> Release:
    """Return the release with other words, without asking the database."""
    release = found()
    for name, value in content.items():
        setattr(release.edition, name, value)
    return release


def test_the_message_is_bold_headline_lead_number_and_address(live, newsroom, settings):
    settings.BASE_URL = "https://warta.example"
    assert texts.whatsapp(found(), newsroom) == (
        "*Vaksinasi gratis di puskesmas mulai Senin*\n\n"
        "Dinas Kesehatan membuka vaksinasi gratis di dua belas puskesmas.\n\n"
        "Dinas Kesehatan Kota Tanjung Selasih\n"
        "Nomor: 001/SP/III/2026\n"
        f"https://warta.example{ADDRESS}\n"
    )


def test_a_long_message_is_cut_in_its_lead_only(live, newsroom):
    release = changed(live, lead="Kata panjang sekali. " * 200, headline="Judul " * 33)
    said = texts.whatsapp(release, newsroom)
    assert len(said) <= texts.WHATSAPP_LENGTH
    assert said.endswith(f"{ADDRESS}\n")
    assert "…\n" in said


def test_stars_in_a_headline_do_not_end_the_bold(live, newsroom):
    said = texts.whatsapp(changed(live, headline=" *Awas* banjir *"), newsroom)
    assert said.splitlines()[0] == "*Awas banjir*"


def test_the_whole_text_has_everything_in_the_order_of_the_page(live, newsroom):
    with timezone.override("Asia/Jakarta"):
        said = texts.whole(found(), newsroom)
    at = [
        said.index(words)
        for words in (
            "Nomor: 001/SP/III/2026\nRabu, 11 Maret 2026, 12.00 WIB", "Imunisasi", "VAKSINASI GRATIS",
            "Tanpa mendaftar lebih dulu", "Tanjung Selasih, HUMAS – Dinas Kesehatan membuka", "Layanan dibuka",
            "Warga cukup membawa KTP.", "(rsi)", "“Cukup bawa KTP.”\n— dr. Rahmat Simbolang, M.Kes., Kepala Dinas",
            "“Antreannya cepat.”\n— Ibu Rukmini, warga", "Warga mengantre sejak pagi. (Foto: Humas/Wira)",
            "Puskesmas Muara", "Melayani warga.", "Seksi Informasi\n(0000) 555-1", ADDRESS,
            "/periksa/?teks=001/SP/III/2026",
        )
    ]  # fmt: skip
    assert at == sorted(at)
    assert "<" not in said


def test_lists_and_links_stay_readable(live, newsroom):
    body = (
        "<p>Syarat:</p><ul><li><p>KTP &amp; KK</p></li><li><p>sehat</p></li></ul>"
        '<p>Daftar di <a href="https://daftar.example/?a=1&amp;b=2">laman ini</a> atau'
        ' <a href="tel:0000555">0000555</a>.</p>'
    )
    assert texts.body(changed(live, body=body))[1:] == [
        "Syarat:",
        "• KTP & KK\n• sehat",
        "Daftar di laman ini (https://daftar.example/?a=1&b=2) atau 0000555.",
        "",
    ]


def test_a_bare_release_has_no_empty_headings(another, newsroom):
    article = another("Siaran singkat", event_date=None).article
    release = find(article.slug, NOON)
    said = texts.whole(release, newsroom)
    assert "\n\n\n" not in said
    for heading in ("KUTIPAN", "FOTO", "ACARA"):
        assert heading not in said.split("\n"), heading


def test_corrections_are_told_before_the_text(live, correct, newsroom, clock):
    clock.move_to(NOON + HOUR)
    correct(live, "ralat", "Jam dibetulkan.")
    said = texts.whole(found(), newsroom)
    assert "Jam dibetulkan." in said
    assert said.index("Jam dibetulkan.") < said.index("Layanan dibuka")


def test_headings_are_in_the_active_language(live, newsroom):
    with translation.override("en"):
        said = texts.whole(found(), newsroom)
    assert "Number: 001/SP/III/2026\nWednesday, 11 March 2026" in said


def test_a_name_of_a_file_is_safe(live):
    article = live.article
    article.number, article.slug = '../"12"\\ö/SP\r\n', "a" * 120
    name = texts.file_name(article, ".pdf")
    assert name == f"12o-sp-{'a' * 80}.pdf"


def test_terms_are_what_the_newsroom_says_and_nothing_else():
    assert len(texts.terms(Newsroom())) == 4
    assert texts.terms(Newsroom(usage_terms=" Satu. \n\n Dua.\n")) == ["Satu.", "Dua."]
    (silent,) = texts.terms(Newsroom(usage_terms=" \n"))
    assert "narahubung" in silent


def test_no_day_is_no_words():
    assert (texts.day(None), texts.moment(None)) == ("", "")
    assert texts.day(datetime.date(2026, 3, 11)) == "Rabu, 11 Maret 2026"


def test_what_it_means_for_citizens_is_in_both_texts(live, newsroom):
    release = changed(
        live,
        citizen_what="Bawa KTP.\nGratis.",
        citizen_where="Puskesmas " * 20,
        citizen_contact="Loket: (0000) 555-100",
    )
    assert "\n\n*Apa:* Bawa KTP. Gratis.\n*Di mana:* Puskesmas " in texts.whatsapp(release, newsroom)
    assert "\n*Hubungi:* Loket: (0000) 555-100\n\n" in texts.whatsapp(release, newsroom)
    said = texts.whole(release, newsroom)
    lead, box, body = (
        said.index(words) for words in (live.lead, "APA ARTINYA BAGI WARGA\n\nApa: Bawa KTP.", "Layanan di")
    )
    assert lead < box < body


def test_a_message_is_short_however_much_citizens_are_told_and_no_number_is_cut(live, newsroom):
    much = "Datang ke kantor kelurahan. " * 20
    release = changed(
        live, lead="Kata panjang sekali. " * 200, citizen_what=much, citizen_where=much, citizen_when=much,
        citizen_contact="Loket pelayanan administrasi kependudukan di lantai dasar gedung lama 0812-3456-7890",
    )  # fmt: skip
    said = texts.whatsapp(release, newsroom)
    assert len(said) <= texts.WHATSAPP_LENGTH
    assert "0812" not in said
    assert said.endswith(f"{ADDRESS}\n")
