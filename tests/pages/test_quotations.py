"""Everything an official said, under the office then held: live editions only, by year and topic."""

import datetime
import html
import re

import pytest

from news.articles import editing, workflow
from news.articles.models import Edition, Mention, Quote
from news.directory.merging import merge
from news.directory.models import Appointment, Official, Position
from news.directory.succession import rename
from news.directory.undoing import latest, undo

URL = "/pejabat/rahmat-simbolang/kutipan/"


def words(pembaca, query: str = "") -> str:
    response = pembaca.get(URL + query)
    assert response.status_code == 200
    return response.content.decode()


def test_shows_what_was_said_under_the_office_then_held(full, release, pembaca):
    assert "Cukup bawa KTP." not in words(pembaca)
    release(full)
    page = words(pembaca)
    for text in ("“Cukup bawa KTP.”", "Kepala Dinas Kesehatan", full.headline):
        assert text in page
    assert "Antreannya cepat." not in page
    assert f'href="{URL}"' in pembaca.get("/pejabat/rahmat-simbolang/").content.decode()


def test_years_and_topics_narrow_it(full, release, pembaca):
    edition = release(full)
    year = edition.list_at.year
    slug = edition.tags.first().slug
    assert f"?tahun={year}" in words(pembaca)
    assert f"?topik={slug}" in words(pembaca)
    assert "Cukup bawa KTP." in words(pembaca, f"?tahun={year}&topik={slug}")
    assert "Cukup bawa KTP." not in words(pembaca, f"?tahun={year - 1}")


@pytest.mark.parametrize(
    "query", ["tahun=x", "tahun=", "tahun=99999", "tahun=٢٠٢٦", "topik=tidak-ada", "topik=%00", "sebelum=x"]
)
def test_odd_values_are_not_there(appointment, pembaca, query):
    assert pembaca.get(f"{URL}?{query}").status_code == 404


def test_older_quotes_keep_the_filter_and_queries_stay_few(
    appointment, released, pembaca, django_assert_max_num_queries
):
    at = released.list_at
    rows = [
        Edition(
            article=type(released.article).objects.create(slug=f"kabar-{n}", url_date=at.date()),
            sequence=1, state="released", headline=f"Kabar {n}", section=released.section,
            live_from=at - datetime.timedelta(hours=n), list_at=at - datetime.timedelta(hours=n),
        )
        for n in range(1, 31)
    ]  # fmt: skip
    editions = Edition.objects.bulk_create(rows)
    Quote.objects.bulk_create(
        Quote(edition=edition, appointment=appointment, words=f"Kata ke-{n}.") for n, edition in enumerate(editions, 1)
    )
    with django_assert_max_num_queries(8):
        first = words(pembaca, f"?tahun={at.year}")
    assert "Kata ke-1." in first
    assert "Kata ke-20." in first
    assert "Kata ke-21." not in first
    assert f"&amp;tahun={at.year}" in first
    assert f'href="{URL}?tahun={at.year}"' not in first  # it is chosen: its link lets go of it
    query = re.search(r'class="older" href="([^"]+)"', first)
    second = words(pembaca, html.unescape(query[1]))
    assert "Kata ke-21." in second
    assert "Kata ke-30." in second
    assert "Kata ke-20." not in second
    assert f'href="{URL}?tahun={at.year}">Terbaru' in second


def test_a_year_and_a_topic_go_together_and_each_can_be_let_go(full, release, another, official, appointment, pembaca):
    edition = release(full)
    other = another("Kabar lain")
    Quote.objects.create(edition=other, appointment=appointment, words="Soal lain.")
    year, slug = edition.list_at.year, edition.tags.first().slug
    by_year = words(pembaca, f"?tahun={year}")
    assert f'href="{URL}?tahun={year}&amp;topik={slug}"' in by_year
    assert "Soal lain." in by_year
    both = words(pembaca, f"?tahun={year}&topik={slug}")
    assert "Soal lain." not in both
    assert f'href="{URL}?topik={slug}"' in both
    assert f'href="{URL}?tahun={year}"' in both
    assert both.count('aria-current="true"') == 2


def test_years_are_those_of_the_newsrooms_zone(full, release, pembaca, clock):
    clock.move_to(datetime.datetime(2026, 12, 31, 17, 30, tzinfo=datetime.UTC))  # 00.30 WIB in 2027
    release(full)
    assert "?tahun=2027" in words(pembaca)
    assert "Cukup bawa KTP." in words(pembaca, "?tahun=2027")
    assert "Cukup bawa KTP." not in words(pembaca, "?tahun=2026")


def test_a_withdrawn_edition_says_nothing_any_more(full, release, penerbit, pembaca):
    workflow.take("withdraw", release(full), by=penerbit, note="Keliru.")
    page = words(pembaca)
    assert "Cukup bawa KTP." not in page
    assert "?tahun=" not in page
    assert "?topik=" not in page


def test_a_correction_takes_the_place_of_what_was_said_before(full, release, penulis, pembaca):
    edition = release(full)
    corrected = workflow.take("revise", edition, by=penulis, kind="ralat", note="Kutipan dibetulkan.")
    with editing.change(corrected.pk, by=penulis) as changing:
        changing.headline = "Judul yang dibetulkan"
        changing.save()
        changing.quotes.update(words="Cukup bawa KTP atau KK.")
    release(corrected)
    page = words(pembaca)
    assert "“Cukup bawa KTP atau KK.”" in page
    assert "“Cukup bawa KTP.”" not in page
    assert page.count("<blockquote>") == 1
    assert "Judul yang dibetulkan" in page


def test_a_merged_official_keeps_all_that_was_said(full, release, another, official, agency, redaktur, pembaca):
    double = Official.objects.create(name="Rahmad Simbolang", slug="rahmad-simbolang")
    secretary = Position.objects.create(title="Sekretaris", agency=agency)
    earlier = Appointment.objects.create(
        official=double, position=secretary, start_date=datetime.date(2020, 1, 1), end_date=datetime.date(2024, 1, 1)
    )
    other = another("Kabar lama")
    Quote.objects.create(edition=other, appointment=earlier, words="Dulu saya bilang begitu.")
    Mention.objects.create(edition=other, official=double, appointment=earlier, list_at=other.list_at)
    release(full)
    assert "Dulu saya" not in words(pembaca)
    merge(official, double, by=redaktur)
    page = words(pembaca)
    for text in ("Cukup bawa KTP.", "Dulu saya bilang begitu.", "Sekretaris Dinas Kesehatan Kota"):
        assert text in page
    answer = pembaca.get("/pejabat/rahmad-simbolang/kutipan/")
    assert (answer.status_code, answer["Location"]) == (301, URL)
    undo(latest(f"official:{official.pk}"), by=redaktur)
    assert "Dulu saya" not in words(pembaca)
    assert "Dulu saya" in pembaca.get("/pejabat/rahmad-simbolang/kutipan/").content.decode()


def test_an_office_is_called_as_when_it_was_said(full, release, agency, redaktur, pembaca, clock):
    release(full)
    clock.shift(datetime.timedelta(days=1))
    rename(agency, name="Dinas Gizi", short_name="", date=datetime.date(2026, 3, 12), by=redaktur)
    assert "Kepala Dinas Kesehatan Kota Tanjung Selasih" in words(pembaca)
