"""Quotes are read out of a draft's text, one that somebody marked or all, each with whoever says it."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse

from news.directory.models import Appointment, Official
from news.intake.quoting import Text, quote_of, quotes_in
from news.ledger.models import LedgerEntry

DAY = datetime.date(2026, 3, 11)
PARAGRAPHS = (
    "Kepala Dinas Kesehatan Kota Tanjung Selasih, dr. Rahmat Simbolang, M.Kes., membuka layanan malam.",
    "“Silakan datang pukul delapan dan bawa KTP,” kata Rahmat, Rabu (11/3/2026).",
    "Kepala Dinas Perhubungan Kota Tanjung Selasih Budi Harjo menyatakan, “Kami siapkan bus gratis ke puskesmas.”",
    "Camat Selasih Timur Wira Sanjaya berharap warga tertib mengantre di puskesmas.",
)
BODY = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
TEXT = Text(PARAGRAPHS, place="Tanjung Selasih", event_date=DAY)


def test_all_quotes_with_their_speakers(appointment):
    first, second = quotes_in(TEXT, DAY)
    assert (first.quote.text, first.appointment) == ("Silakan datang pukul delapan dan bawa KTP", appointment)
    assert (second.speaker, second.appointment) == ("Budi Harjo", None)
    assert second.office == "Kepala Dinas Perhubungan Kota Tanjung Selasih"


def test_the_office_is_that_of_the_event(appointment):
    Appointment.objects.filter(pk=appointment.pk).update(end_date=datetime.date(2026, 3, 11))
    assert quotes_in(TEXT, DAY)[0].appointment is None


@pytest.mark.parametrize(
    ("marked", "words", "speaker"),
    [
        ("“Silakan datang pukul delapan dan bawa KTP,”", "Silakan datang pukul delapan dan bawa KTP", "Rahmat"),
        ("bawa KTP", "bawa KTP", "Rahmat"),
        ("Kami siapkan\nbus gratis", "Kami siapkan bus gratis", "Budi Harjo"),
        ("warga tertib mengantre di puskesmas", "warga tertib mengantre di puskesmas", "Wira Sanjaya"),
        ("tidak ada di teks", "tidak ada di teks", ""),
    ],
)
def test_the_marked_words_are_kept_and_the_speaker_is_read_around_them(appointment, marked, words, speaker):
    said = quote_of(marked, TEXT, DAY)
    assert said.quote.text == words
    assert speaker in said.speaker


@pytest.mark.parametrize("text", [Text(()), Text(("“" * 500,)), Text(("“a” " * 20_000,)), Text(("x",) * 5000)])
def test_odd_texts_are_read(newsroom, text):
    assert isinstance(quotes_in(text, DAY), list)
    assert quote_of("“", text, DAY).appointment is None


# The addresses


def browser(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_a_writer_asks_for_the_quotes(penulis, appointment):
    data = {"body": BODY, "on": "2026-03-11", "place": "Tanjung Selasih"}
    answer = browser(penulis).post(reverse("admin:intake:quotes"), data).json()
    first, second = answer["quotes"]
    assert first["appointment"]["id"] == appointment.pk
    assert "Rahmat Simbolang" in first["appointment"]["text"]
    assert (second["speaker"], second["may_enrol"]) == ("Budi Harjo", False)  # writers do not keep the directory
    (marked,) = browser(penulis).post(reverse("admin:intake:quotes"), data | {"words": "bawa KTP"}).json()["quotes"]
    assert marked["words"] == "bawa KTP"


def test_who_keeps_the_directory_takes_the_speaker_in_with_one_press(redaktur, agency, other_agency):
    data = {"body": BODY, "on": "2026-03-11", "place": "Tanjung Selasih", "words": "bus gratis ke puskesmas"}
    client = browser(redaktur)
    assert client.post(reverse("admin:intake:quotes"), data).json()["quotes"][0]["may_enrol"] is True
    for _time in range(2):  # pressed twice, it is the same person
        taken = client.post(reverse("admin:intake:enrol"), data).json()
    held = Appointment.objects.get()
    assert (held.official.name, held.position.agency, held.start_date) == ("Budi Harjo", other_agency, DAY)
    assert taken["appointment"]["id"] == held.pk
    assert LedgerEntry.objects.filter(event="enrol").count() == 1


def test_an_unknown_speaker_without_name_is_refused_in_words(redaktur, agency):
    answer = browser(redaktur).post(
        reverse("admin:intake:enrol"), {"body": "<p>“Datanglah,” katanya.</p>", "words": "x"}
    )
    assert answer.status_code == 422
    assert answer.json()["words"]
    assert not Official.objects.exists()


def test_who_may_not_asks_in_vain(penulis, moderator, agency):
    assert browser(penulis).post(reverse("admin:intake:enrol"), {"body": BODY, "words": "bus"}).status_code == 403
    assert browser(moderator).post(reverse("admin:intake:quotes"), {"body": BODY}).status_code == 403
    assert browser(penulis).get(reverse("admin:intake:quotes")).status_code == 405


@pytest.mark.parametrize("body", ["", "<script>“a”</script>", "<p>" * 2000, "“" * 50_000, "\0"])
def test_hostile_bodies_are_answered(penulis, body):
    answer = browser(penulis).post(reverse("admin:intake:quotes"), {"body": body, "on": "99-99"})
    assert answer.status_code == 200
