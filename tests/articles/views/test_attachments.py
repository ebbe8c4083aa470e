"""Attachments on the form of a release, and for staff."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from news.articles import workflow
from news.articles.models import Attachment, EditionAgency
from news.photos import files

from ..documents import CSV, PDF, office, uploaded
from ..filled import browser, form_data
from ..test_attachments import attach

pytestmark = pytest.mark.django_db


def change_url(edition) -> str:
    return reverse("admin:articles_edition_change", args=[edition.pk])


def filled(page, *rows: dict[str, object]) -> dict[str, object]:
    """Return what the form posts with further rows of attachments."""
    data = form_data(page)
    first = int(data["attachments-TOTAL_FORMS"])
    for number, row in enumerate(rows, start=first):
        data |= {f"attachments-{number}-{name}": value for name, value in row.items()}
        data[f"attachments-{number}-order"] = data.get(f"attachments-{number}-order", "0")
    return data | {"attachments-TOTAL_FORMS": str(first + len(rows))}


def post(client, edition, *rows: dict[str, object], **changes: object):
    url = change_url(edition)
    return client.post(url, filled(client.get(url), *rows) | changes)


def test_a_file_is_attached_and_its_title_taken_from_its_name(draft, penulis):
    client = browser(penulis)
    page = client.get(change_url(draft)).content.decode()
    assert 'enctype="multipart/form-data"' in page
    assert (
        post(client, draft, {"upload": uploaded()}, {"upload": uploaded(CSV, "b.csv"), "title": "Data"}).status_code
        == 302
    )
    assert [(row.title, row.kind) for row in draft.attachments.all()] == [
        ("Jadwal vaksinasi 2026", "pdf"),
        ("Data", "csv"),
    ]
    draft.refresh_from_db()
    assert draft.version == 2


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"MZ", "This is no PDF, DOCX, XLSX or CSV file."),
        (office("x", "application/vnd.ms-office.vbaProject"), "macros"),
        (b"", "This file is empty."),
    ],
)
def test_a_file_that_cannot_be_attached_is_refused_in_words_and_the_text_stays(content, words, draft, penulis):
    response = post(browser(penulis), draft, {"upload": uploaded(content)}, headline="Judul yang diketik")
    page = response.content.decode()
    assert words in page
    assert "Judul yang diketik" in page
    assert not Attachment.objects.exists()


def test_a_row_without_a_file_is_asked_for_one(draft, penulis):
    page = post(browser(penulis), draft, {"title": "Tanpa berkas"}).content.decode()
    assert "Choose a file" in page
    assert "Tanpa berkas" in page


def test_the_title_is_changed_the_file_replaced_and_removed(draft, penulis):
    attachment, client = attach(draft), browser(penulis)
    assert post(client, draft, **{"attachments-0-title": "Judul lain"}).status_code == 302
    attachment.refresh_from_db()
    assert attachment.title == "Judul lain"
    assert post(client, draft, **{"attachments-0-upload": uploaded(CSV, "x.csv")}).status_code == 302
    key = attachment.key
    attachment.refresh_from_db()
    assert (attachment.kind, attachment.title) == ("csv", "Judul lain")
    assert attachment.key != key
    assert post(client, draft, **{"attachments-0-DELETE": "on"}).status_code == 302
    assert not draft.attachments.exists()


def test_a_change_in_review_takes_it_back_to_draft(draft, penulis):
    workflow.take("submit", draft, by=penulis)
    post(browser(penulis), draft, {"upload": uploaded()})
    draft.refresh_from_db()
    assert draft.state == draft.State.DRAFT


def test_a_file_that_is_too_large_is_told_so(draft, penulis, monkeypatch):
    monkeypatch.setattr("news.articles.attachments.MAX_BYTES", 100)
    assert "At most 20 MB" in post(browser(penulis), draft, {"upload": uploaded()}).content.decode()


def test_staff_open_what_they_see(draft, penulis, redaktur, pembaca, moderator):
    attachment = attach(draft)
    url = reverse("admin:articles_edition_attachment", args=[attachment.pk])
    for member in (penulis, redaktur):
        response = browser(member).get(url)
        assert response.getvalue() == PDF
        assert "no-store" in response["Cache-Control"]
    assert url in browser(penulis).get(change_url(draft)).content.decode()
    assert pembaca.get(url).status_code == 302
    assert browser(moderator).get(url).status_code == 403


def test_a_writer_opens_no_file_of_another_agency(draft, penulis, other_agency, redaktur):
    attachment = attach(draft)
    EditionAgency.objects.filter(edition=draft).update(agency=other_agency)
    draft.created_by = redaktur
    draft.save()
    url = reverse("admin:articles_edition_attachment", args=[attachment.pk])
    assert browser(penulis).get(url).status_code == 404
    assert browser(redaktur).get(url).status_code == 200


@pytest.mark.parametrize("pk", [0, 999, 2**63])
def test_what_is_not_there_is_not_found(pk, penulis):
    assert browser(penulis).get(reverse("admin:articles_edition_attachment", args=[pk])).status_code == 404


def test_who_only_reads_sees_the_files(released_with_attachment, redaktur):
    page = browser(redaktur).get(change_url(released_with_attachment)).content.decode()
    assert "Jadwal vaksinasi 2026" in page


@pytest.fixture
def released_with_attachment(draft, penulis, redaktur, penerbit):
    attach(draft)
    workflow.take("submit", draft, by=penulis)
    workflow.take("approve", draft, by=redaktur)
    return workflow.take("release", draft, by=penerbit)


def test_a_name_with_a_path_is_no_path(draft, penulis):
    hostile = SimpleUploadedFile("x.pdf", PDF)
    hostile._name = "../../../etc/cron.d/x.pdf"
    post(browser(penulis), draft, {"upload": hostile})
    attachment = draft.attachments.get()
    assert attachment.title == "x"
    assert files.path(str(attachment.file)).parent.name == "attachment"
