"""A release is told from one that was altered and from one that is not ours."""

import random

import pytest
from django.urls import reverse
from django.utils import timezone

from news.articles import workflow
from news.articles.differing import Kind
from news.pages import authenticity
from news.pages.authenticity import Verdict
from news.search import indexing
from tests.conftest import NOON

from .conftest import HOUR

pytestmark = pytest.mark.django_db
BODY = (
    "<p>Dinas Kesehatan membuka layanan di dua belas puskesmas mulai pukul 08.00. Warga cukup membawa KTP.</p>"
    "<p>“Tidak ada biaya apa pun,” kata Kepala Dinas. Layanan berlangsung sampai akhir bulan.</p>"
)


@pytest.fixture
def known(draft, release):
    draft.body = BODY
    draft.save()
    edition = release(draft)
    indexing.index_article(edition.article_id)
    return edition


def check(text, now=NOON + HOUR):
    return authenticity.check(text, now)


def said(found, kind):
    return " ".join(text for each, text in found.pieces if each == kind).split()


def test_the_whole_text_is_genuine_however_it_is_sent(known):
    text = authenticity.whole(known)
    for sent in (
        text,
        text.upper(),
        text.replace("\n", " ").replace("“", '"').replace("”", '"'),
        "*" + text.replace("\n", "*\n\n_") + "_",
        "Diteruskan dari grup RT 05\n" + text,
    ):
        found = check(sent)
        assert (found.verdict, found.edition, found.newest, found.is_excerpt) == (
            Verdict.GENUINE,
            known,
            known,
            False,
        )


def test_what_the_press_pack_offers_is_genuine_and_changed_it_is_not(known, newsroom, pembaca, clock):
    address = known.article.get_absolute_url()
    with timezone.override(newsroom.tzinfo):  # as in a request
        for name in ("whatsapp.txt", "teks.txt"):
            text = pembaca.get(f"{address}paket/{name}").text
            for sent in (text, f"Diteruskan dari grup RT 05\n{text}", " ".join(text.split())):
                assert check(sent).verdict == Verdict.GENUINE, sent
            assert check(text.replace("dua belas", "dua puluh")).verdict == Verdict.ALTERED
    assert check(f"{authenticity.whole(known)}\nhttps://warta.example{address}").verdict == Verdict.GENUINE


def test_an_excerpt_is_genuine(known):
    found = check("Warga cukup membawa KTP. “Tidak ada biaya apa pun,” kata Kepala Dinas.")
    assert (found.verdict, found.is_excerpt) == (Verdict.GENUINE, True)


def test_a_changed_word_is_shown(known):
    found = check(authenticity.whole(known).replace("Tidak ada biaya apa pun", "Biayanya Rp50.000"))
    assert found.verdict == Verdict.ALTERED
    assert said(found, Kind.ADDED) == ["“Biayanya", "Rp50.000,”"]
    assert said(found, Kind.REMOVED)[:3] == ["“Tidak", "ada", "biaya"]


def test_words_added_at_the_end_are_no_part_of_it(known):
    found = check(authenticity.whole(known) + "\nTransfer biaya pendaftaran ke rekening " + "atas nama panitia " * 8)
    assert found.verdict == Verdict.ALTERED
    assert "rekening" in said(found, Kind.ADDED)


def test_a_number_and_an_address_are_known_in_whatever_text(known):
    assert check(known.article.number).verdict == Verdict.KNOWN
    assert check(f"Nomor: {known.article.number}.").article == known.article
    assert check(f"https://humas.example{known.article.get_absolute_url()}").verdict == Verdict.KNOWN
    assert check("999/SP/2026").verdict == Verdict.SHORT


def test_a_text_of_others_is_not_ours_even_under_our_number(known):
    theirs = "Pemerintah membagikan bantuan tunai kepada seluruh warga yang mendaftar lewat tautan berikut ini segera."
    assert check(theirs).verdict == Verdict.NOT_OURS
    assert check(f"Nomor {known.article.number}\n{theirs}").verdict == Verdict.ALTERED


def test_an_earlier_edition_is_known_as_such(known, correct):
    old = authenticity.whole(known)
    newest = correct(known, kind="ralat", note="Harinya.", headline="Vaksinasi gratis di puskesmas mulai Selasa")
    found = check(old, NOON + 3 * HOUR)
    assert found.verdict == Verdict.GENUINE
    assert (found.edition, found.is_outdated) == (known, True)
    assert found.newest.headline == newest.headline


def test_of_what_was_withdrawn_no_word_is_told(known, penerbit, pembaca, clock):
    text = authenticity.whole(known)
    clock.shift(HOUR)
    workflow.take("withdraw", known, by=penerbit, note="Data keliru.")
    found = check(text, NOON + 2 * HOUR)
    assert (found.verdict, found.edition, found.pieces) == (Verdict.WITHDRAWN, None, [])
    page = pembaca.post(reverse("authenticity"), {"teks": known.article.number})
    assert "<title>Dicabut: " in page.text
    assert page.text.count("autofocus") == 1
    assert "Data keliru." in page.text
    assert known.headline not in page.text


def test_what_is_not_live_yet_is_not_ours(draft, release):
    draft.body = BODY
    draft.save()
    edition = release(draft, at=NOON + 5 * HOUR)
    indexing.index_article(edition.article_id)
    assert check(authenticity.whole(edition)).verdict == Verdict.NOT_OURS
    assert check(edition.article.number).verdict == Verdict.SHORT
    assert check(authenticity.whole(edition), NOON + 6 * HOUR).verdict == Verdict.GENUINE


@pytest.mark.parametrize("text", ["", " ", "\x00", "<script>alert(1)</script>", "a" * 1_000_000, "kata " * 200_000])
def test_hostile_texts_have_an_answer(known, pembaca, text):
    page = pembaca.post(reverse("authenticity"), {"teks": text})
    assert page.status_code == 200
    assert "<script>alert" not in page.text
    assert not page.cookies


def test_a_shuffled_text_of_ours_is_altered(known):
    found = authenticity.words.split(authenticity.whole(known))
    random.Random(1).shuffle(found)
    assert check(" ".join(found)).verdict in {Verdict.ALTERED, Verdict.NOT_OURS}


def test_the_form_is_the_same_for_all_and_an_answer_is_not_kept(known, pembaca):
    form = pembaca.get(reverse("authenticity"))
    assert form["ETag"]
    assert "csrf" not in form.text
    assert "no-store" in pembaca.get(reverse("authenticity"), {"teks": known.article.number})["Cache-Control"]


# What it means for citizens


@pytest.fixture
def told(draft, release):
    """A release with its box for citizens, and its text as the page and the pack have it."""
    draft.body = BODY
    draft.citizen_what, draft.citizen_contact = "Bawa KTP dan kartu keluarga.", "Loket 1: (0000) 555-100"
    draft.save()
    indexing.index_article(release(draft).article_id)
    box = f"Apa artinya bagi warga\nApa\n{draft.citizen_what}\nHubungi\n{draft.citizen_contact}"
    return draft.headline, f"{draft.dateline_place} – {draft.lead}", box, authenticity.plain(BODY)


def test_a_text_with_the_box_for_citizens_is_genuine_and_so_is_one_without(told):
    headline, lead, box, body = told
    assert check(f"{headline}\n{lead}\n{box}\n{body}").verdict == Verdict.GENUINE
    assert check(f"{headline}\n{lead}\n{body}").verdict == Verdict.GENUINE


def test_a_number_to_call_that_was_changed_is_found(told):
    headline, lead, box, body = told
    found = check("\n".join((headline, lead, box.replace("555-100", "666-200"), body)))
    assert found.verdict == Verdict.ALTERED
    assert "666" in " ".join(said(found, Kind.ADDED))
