"""A release as it is being written, saved or only typed."""

from news.articles.manuscript import Manuscript
from news.articles.models import Edition, EditionAgency, Quote


def test_what_is_saved_is_read_with_all_its_rows(draft, appointment, django_assert_num_queries):
    Quote.objects.create(edition=draft, appointment=appointment, words="Datanglah.")
    with django_assert_num_queries(5):
        manuscript = Manuscript.of(draft)
        assert [row.appointment.office for row in manuscript.quotes] == ["Kepala Dinas Kesehatan Kota Tanjung Selasih"]
        assert [row.official.name for row in manuscript.mentions] == ["Rahmat Simbolang"]
        assert manuscript.lead_agency.short_name == "Dinkes"
    assert [topic.name for topic in manuscript.topics] == ["Imunisasi"]


def test_none_of_it_need_be_saved(agency):
    edition = Edition(lead="Teras.", body="<p>Isi <b>tebal</b>.</p><p>Kedua.</p>")
    manuscript = Manuscript(edition, [EditionAgency(agency=agency)], form_rows={"quotes": [3, 1]})
    assert manuscript.words == "Teras.\nIsi tebal.\nKedua."
    assert manuscript.lead_agency is None
    assert [manuscript.form_row("quotes", 1), manuscript.form_row("captions", 1)] == [1, 1]
