"""The rows of a release's parts hold what is chosen, and cost the same however many they are."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from news.articles.models import Edition, EditionAgency
from news.directory.models import Agency, Appointment, Official, Position
from news.photos.models import Photo

from ..filled import browser, form_data


def address(edition: Edition) -> str:
    return reverse("admin:articles_edition_change", args=[edition.pk])


def fill(edition: Edition, numbers: range) -> None:
    """Give ``edition`` a row of each kind for each number."""
    for number in numbers:
        agency = Agency.objects.create(name=f"Dinas {number}", slug=f"dinas-{number}")
        position = Position.objects.create(title="Kepala", agency=agency)
        official = Official.objects.create(name=f"Pejabat {number}", slug=f"pejabat-{number}")
        held = Appointment.objects.create(official=official, position=position, start_date="2024-01-01")
        photo = Photo.objects.create(width=9, height=9, content_hash=f"h{number}", title=f"Foto {number}")
        EditionAgency.objects.create(edition=edition, agency=agency)
        edition.captions.create(photo=photo)
        edition.quotes.create(words=f"Kata {number}", appointment=held)
        edition.mentions.create(official=official, appointment=held)


def test_rows_cost_the_same_however_many(redaktur, draft):
    client = browser(redaktur)
    counts = []
    for numbers in (range(2), range(2, 8)):
        fill(draft, numbers)
        client.get(address(draft))
        with CaptureQueriesContext(connection) as asked:
            client.get(address(draft))
        of_parts = [query["sql"] for query in asked if "directory_" in query["sql"] or "photos_photo" in query["sql"]]
        counts.append(len(of_parts))
    assert counts[0] == counts[1]


def test_a_select_holds_what_is_chosen_and_says_where_to_find_more(redaktur, draft, appointment):
    fill(draft, range(1))
    page = browser(redaktur).get(address(draft)).content.decode()
    assert f'data-find="{reverse("admin:directory_find", args=["appointment"])}"' in page
    assert page.count("Pejabat 0, Kepala Dinas 0</option>") == 2
    assert page.count("Foto 0</option>") == 1
    assert "select2" not in page


def test_what_was_typed_stays_chosen_where_the_form_is_shown_again(redaktur, draft, appointment):
    client = browser(redaktur)
    data = form_data(client.get(address(draft)), headline="x" * 300) | {
        "quotes-TOTAL_FORMS": "1", "quotes-0-words": "Silakan.", "quotes-0-appointment": appointment.pk,
        "quotes-0-order": "0",
    }  # fmt: skip
    answer = client.post(address(draft), data)
    assert answer.status_code == 200
    assert f'<option value="{appointment.pk}" selected>' in answer.content.decode()


@pytest.mark.parametrize("pk", ["0", "x", "9" * 30])
def test_what_is_not_there_cannot_be_chosen(redaktur, draft, pk):
    client = browser(redaktur)
    data = form_data(client.get(address(draft))) | {
        "quotes-TOTAL_FORMS": "1", "quotes-0-words": "Silakan.", "quotes-0-appointment": pk, "quotes-0-order": "0",
    }  # fmt: skip
    assert client.post(address(draft), data).status_code == 200
    assert not draft.quotes.exists()


def test_a_new_row_that_was_taken_out_again_is_not_kept(redaktur, draft):
    client = browser(redaktur)
    data = form_data(client.get(address(draft))) | {
        "quotes-TOTAL_FORMS": "1", "quotes-0-words": "Silakan.", "quotes-0-order": "0", "quotes-0-DELETE": "on",
    }  # fmt: skip
    assert client.post(address(draft), data).status_code == 302
    assert not draft.quotes.exists()
