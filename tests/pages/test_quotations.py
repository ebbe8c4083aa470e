"""Everything an official said, under the office then held: live editions only, by year and topic."""

import datetime

import pytest

from news.articles.models import Edition, Quote

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
