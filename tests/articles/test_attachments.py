"""Files of a release: kept once, gone when nothing has them, the same for good once it is released."""

import datetime
import os

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from news.articles import attachments, editing, workflow
from news.articles.models import Attachment
from news.photos import files
from news.photos.quota import TooLargeFile

from .documents import CSV, PDF, uploaded

pytestmark = pytest.mark.django_db


def attach(edition, content: bytes = PDF, name: str = "Jadwal_vaksinasi 2026.pdf", **fields) -> Attachment:
    file = uploaded(content, name)
    attachment = attachments.put(Attachment(edition=edition, **fields), file, attachments.inspect(file))
    attachment.save()
    return attachment


def kept(attachment: Attachment) -> bool:
    return files.path(str(attachment.file)).exists()


def test_a_file_is_kept_under_a_random_name_and_described(draft):
    attachment = attach(draft)
    assert files.path(str(attachment.file)).read_bytes() == PDF
    assert "Jadwal" not in str(attachment.file)
    assert (attachment.title, attachment.kind, attachment.size) == ("Jadwal vaksinasi 2026", "pdf", len(PDF))
    assert str(attachment) == "Jadwal vaksinasi 2026 (PDF, 1 kB)"


@pytest.mark.parametrize(
    ("size", "words"), [(1, "1 kB"), (999_499, "999 kB"), (1_234_567, "1,2 MB"), (20_000_000, "20,0 MB")]
)
def test_the_size_is_told_in_words(size, words):
    assert Attachment(kind="pdf", size=size).kind_and_size == f"PDF, {words}"


def test_a_file_goes_with_the_transaction_that_was_rolled_back(draft):
    class Stopped(Exception):
        pass

    with pytest.raises(Stopped), transaction.atomic():
        attachment = attach(draft)
        assert kept(attachment)
        raise Stopped
    assert not kept(attachment)
    assert not list(files.path(attachments.FOLDER).iterdir())


def test_what_is_too_large_is_told_so(draft):
    with pytest.raises(ValidationError) as refused:
        attachments.inspect(TooLargeFile("besar.pdf", 50_000_000))
    assert refused.value.code == "too_large"


@pytest.mark.django_db(transaction=True)
def test_a_file_goes_when_no_edition_has_it(draft, penulis, redaktur, penerbit):
    attachment = attach(draft)
    attachments.remove([attachment])
    assert not kept(attachment)
    shared = attach(draft)
    workflow.take("submit", draft, by=penulis)
    workflow.take("approve", draft, by=redaktur)
    released = workflow.take("release", draft, by=penerbit)
    revised = workflow.take("revise", released, by=penulis, kind="update", note="Jadwal baru.")
    copy = revised.attachments.get()
    assert (copy.key, copy.file, copy.title) == (shared.key, shared.file, shared.title)
    attachments.remove([copy])
    assert kept(shared)


@pytest.mark.django_db(transaction=True)
def test_a_file_that_is_replaced_goes_and_the_address_with_it(draft):
    attachment = attach(draft)
    before = attachment.key, files.path(str(attachment.file))
    with transaction.atomic():
        attachments.put(attachment, uploaded(CSV, "jadwal.csv"), "csv").save()
        assert before[1].exists()
    assert attachment.key != before[0]
    assert not before[1].exists()
    assert kept(attachment)
    assert attachment.title == "Jadwal vaksinasi 2026"


def test_attachments_are_part_of_the_content(draft, penulis):
    before = draft.digest()
    version = draft.version
    with editing.change(draft.pk, by=penulis) as edition:
        attach(edition)
    draft.refresh_from_db()
    assert draft.digest() != before
    assert draft.version == version + 1
    assert draft.content()["attachments"][0][1:] == ["pdf", "Jadwal vaksinasi 2026"]


def test_an_edition_without_attachments_has_the_digest_that_it_always_had(draft):
    assert "attachments" not in draft.content()


@pytest.fixture
def released_with_file(draft, penulis, redaktur, penerbit):
    attach(draft)
    workflow.take("submit", draft, by=penulis)
    workflow.take("approve", draft, by=redaktur)
    return workflow.take("release", draft, by=penerbit)


def test_what_is_released_keeps_its_files_for_good(released_with_file):
    attachment = released_with_file.attachments.get()
    for change in (
        lambda: Attachment.objects.filter(pk=attachment.pk).update(title="Lain"),
        lambda: Attachment.objects.filter(pk=attachment.pk).update(file="attachment/lain.pdf"),
        lambda: Attachment.objects.filter(pk=attachment.pk).delete(),
        lambda: attach(released_with_file),
    ):
        with pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
            change()


def test_what_no_attachment_has_is_left_over(draft):
    attachment = attach(draft)
    lost = files.write(f"{attachments.FOLDER}/hilang.pdf", [PDF])
    young = files.write(f"{attachments.FOLDER}/baru.pdf", [PDF])
    now = timezone.now() + datetime.timedelta(hours=2)
    for path in (lost, files.path(str(attachment.file))):
        os.utime(path, (timezone.now().timestamp(), timezone.now().timestamp()))
    os.utime(young, (now.timestamp(), now.timestamp()))
    assert list(attachments.leftovers(now)) == [lost]
