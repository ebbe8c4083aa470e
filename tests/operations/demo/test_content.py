import datetime
import re
from zoneinfo import ZoneInfo

import pytest

from news.articles.contact_details import details, malformed
from news.articles.models import Edition
from news.operations.demo import content

WIB = ZoneInfo("Asia/Jakarta")
MONDAY = datetime.date(2019, 3, 11)
# Every weekday, several seasons, a leap day, an hour before the earliest release of a day and one after the last.
MOMENTS = [
    datetime.datetime(2026, 1, 1, 0, 5, tzinfo=WIB) + datetime.timedelta(days=53 * n, hours=7 * n) for n in range(14)
] + [datetime.datetime(2028, 2, 29, 12, 0, tzinfo=WIB)]


@pytest.fixture(scope="module", params=MOMENTS, ids=lambda moment: f"{moment:%a %Y-%m-%d %H:%M}")
def now(request) -> datetime.datetime:
    return request.param


@pytest.fixture(scope="module")
def city(now) -> content.City:
    return content.read_city(now)


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("{hari}", "Senin"),
        ("{tanggal}", "11 Maret 2019"),
        ("{hari_tanggal}", "Senin, 11 Maret 2019"),
        ("{hari_kurung}", "Senin (11/3/2019)"),
        ("{hari_kurung+2}", "Rabu (13/3/2019)"),
        ("{tanggal-11}", "28 Februari 2019"),
        ("{bulan}", "Maret 2019"),
        ("{bulan-3}", "Desember 2018"),
        ("{bulan+10}", "Januari 2020"),
        ("{tahun-1}", "2018"),
        ("{hari_tanggal>Sabtu}", "Sabtu, 16 Maret 2019"),
        ("{tanggal>Senin}", "18 Maret 2019"),
        ("{tanggal>Selasa+14}", "26 Maret 2019"),
    ],
)
def test_a_placeholder_is_filled_from_the_day(text, filled):
    assert content.fill(f"Mulai {text}.", MONDAY) == f"Mulai {filled}."


@pytest.mark.parametrize("text", ["{jam}", "{tanggal>Monday}", "{tanggal", "{hari_tanggal>}"])
def test_what_is_no_placeholder_is_refused(text):
    with pytest.raises(ValueError, match=r"placeholder|weekday"):
        content.fill(text, MONDAY)


def test_marked_words_become_quotes_and_are_printed_in_quotation_marks():
    text = "«melur|Kami mulai besok,» kata Melur. «~Tini;pedagang|Syukurlah.»"
    printed, said = content.speak(text, {"melur": "melur-andaresta"})
    assert printed == "“Kami mulai besok,” kata Melur. “Syukurlah.”"
    assert said == [
        content.Said("Kami mulai besok.", official="melur-andaresta"),
        content.Said("Syukurlah.", name="Tini", office="pedagang"),
    ]


def test_an_unknown_speaker_is_refused():
    with pytest.raises(ValueError, match="nobody"):
        content.speak("«siapa|Halo.»", {})


def test_a_body_becomes_paragraphs_subheadings_and_lists():
    text = "Satu\nbaris <dua>.\n\n## Jadwal\n\n- Senin\n- Selasa\n\n1. Pertama\n2. Kedua"
    assert content.to_html(text) == (
        "<p>Satu baris &lt;dua&gt;.</p><h2>Jadwal</h2><ul><li>Senin</li><li>Selasa</li></ul>"
        "<ol><li>Pertama</li><li>Kedua</li></ol>"
    )


def test_the_city_has_what_was_promised(city):
    assert (len(city.agencies), len(city.officials), len(city.releases), len(city.sections)) == (9, 16, 48, 6)
    assert {story.state for story in city.drafts} == {"draft", "returned", "in_review", "approved", "discarded", "fast"}
    assert len({story.slug for story in (*city.releases, *city.drafts)}) == len(city.releases) + len(city.drafts)


def test_only_what_is_scheduled_lies_ahead(city, now):
    ahead = [story.slug for story in city.releases if story.released_at > now]
    assert ahead == ["sisi-barat-pasar-tudung-dikerjakan-per-blok"]
    assert all(change.at < now for story in city.releases for change in story.changes)
    assert all(story.withdrawal.at < now for story in city.releases if story.withdrawal)


def test_the_newest_release_is_fresh(city, now):
    newest = max(story.released_at for story in city.releases if story.released_at <= now)
    assert now - newest < datetime.timedelta(days=2)


def test_a_headline_fits(city):
    assert [story.headline for story in city.releases if len(story.headline) > 110] == []


def test_who_speaks_held_an_office_that_day(city):
    def held(slug: str, day: datetime.date) -> bool:
        return any(
            row["official"] == slug and row["start_date"] <= day and (row["end_date"] is None or day < row["end_date"])
            for row in city.appointments
        )

    silent = [
        (story.slug, said.official)
        for story in city.releases
        for said in story.quotes
        if said.official and not held(said.official, story.event_date)
    ]
    assert silent == []


@pytest.mark.parametrize(
    ("release", "official", "position"),
    [
        ("tamrin-lazuardiman-dilantik-sekretaris-daerah", "tamrin-lazuardiman", "sekda"),
        ("arkan-pelitawan-dilantik-asisten-pemerintahan", "arkan-pelitawan", "asisten-pemerintahan"),
        ("dokter-gerhan-talumbang-pimpin-rsud-tanjung-selasih", "gerhan-talumbang", "direktur-rsud"),
    ],
)
def test_an_office_is_taken_up_on_the_day_of_its_release(city, release, official, position):
    day = next(story.event_date for story in city.releases if story.slug == release)
    rows = [row for row in city.appointments if (row["official"], row["position"]) == (official, position)]
    assert day in [row["start_date"] for row in rows]


def test_a_correction_finds_the_words_that_it_replaces(city):
    for story in city.releases:
        parts = (story.headline, story.subheadline, story.lead, *story.citizens.values(), story.body)
        text = "\n".join(parts)
        for change in story.changes:
            assert [old for old, _new in change.replace if old not in text] == []


def test_what_citizens_are_told_fits_and_can_be_called(city):
    told = [(name, text) for story in city.releases for name, text in story.citizens.items()]
    assert len({story.slug for story in city.releases if story.citizens}) >= 6
    for name, text in told:
        assert len(text) <= Edition._meta.get_field(name).max_length
        assert malformed(text) == []
    assert all(details(text) for name, text in told if name == "citizen_contact")


def test_what_is_named_exists(city):
    sections, agencies = {row["slug"] for row in city.sections}, {row["slug"] for row in city.agencies}
    releases = {story.slug for story in city.releases}
    for story in (*city.releases, *city.drafts):
        assert story.section in sections
        assert set(story.agencies) <= agencies
    assert {row["release"] for row in city.comments} <= releases
    assert {story.withdrawal.successor for story in city.releases if story.withdrawal} <= releases


def test_a_caption_is_not_the_alt_text(city):
    pictures = [picture for story in (*city.releases, *city.drafts) for picture in story.pictures]
    assert all(picture.caption and picture.alt and picture.caption != picture.alt for picture in pictures)


def test_no_placeholder_and_no_mark_is_left(city):
    for story in (*city.releases, *city.drafts):
        shown = [story.headline, story.lead, story.body, *(picture.caption for picture in story.pictures)]
        assert not re.search(r"[{}«»|]", " ".join(shown)), story.slug
