"""Personal data goes from everywhere, by a publisher only, and leaves a trace that does not hold it."""

from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from news.alerts.models import Notice
from news.articles import attachments, editing, redacting, workflow
from news.articles.models import (
    Article,
    Attachment,
    Edition,
    EditionTag,
    PhotoCaption,
    Quote,
    Redaction,
    RedactionPass,
    Snapshot,
    Tag,
)
from news.articles.phrases import MARK, Phrases
from news.articles.redacting import Chosen, RedactionRefused
from news.desk.models import PreviewLink, Remark, WorkingCopy
from news.ledger import chain
from news.ledger.models import LedgerEntry
from news.letters import posting
from news.newsroom.models import Redirect
from news.photos import uploads
from news.photos.models import Photo
from tests.comments.traces import traces
from tests.photos import pictures

NIK = "1271014505050001"
NAME = "Budi Santoso"
PHRASES = [NAME, NIK]
NEEDLES = ["budi santoso", "budi-santoso", "santoso", NIK, "1271.0145", "1271 0145"]
REASON = "Nama anak di bawah umur tidak boleh dimuat."


@pytest.fixture
def photo(newsroom) -> Photo:
    content = pictures.encoded(pictures.blocks())
    return uploads.receive(
        pictures.upload(content), by=None, title="Budi Santoso menerima bantuan", alt="Budi Santoso tersenyum",
        credit="Humas", people="Budi Santoso; Ibu Ani", keywords="bantuan, Budi Santoso", caption="Budi Santoso (12)",
    )  # fmt: skip


@pytest.fixture
def published(draft, photo, penulis, redaktur, penerbit) -> Edition:
    """A release that says what it should not in every place that it has, twice corrected, with a draft open."""
    Edition.objects.filter(pk=draft.pk).update(
        headline="Budi Santoso terima bantuan", lead="Budi Santoso (12), NIK 1271.0145.0505.0001, terima bantuan.",
        body="<p><strong>Budi</strong> Santoso, NIK 1271 0145 0505 0001, <a href='/budi-santoso/'>warga</a>.</p>",
        subheadline="Kisah BUDI  SANTOSO", kicker="Budi Santoso", byline="rsi", venue="Rumah Budi Santoso",
        citizen_what="Jenguk Budi Santoso.", citizen_where="Rumah BUDI\nSANTOSO", citizen_when=f"Senin ({NIK})",
        citizen_contact="Ayah Budi Santoso, 0812-3456-7890",
    )  # fmt: skip
    PhotoCaption.objects.create(edition=draft, photo=photo, caption="Budi Santoso (kiri).", is_lead=True)
    Quote.objects.create(edition=draft, words="Saya Budi Santoso.", speaker="Budi Santoso", office="siswa")
    file = SimpleUploadedFile("daftar_Budi_Santoso.csv", b"nama,umur\nBudi,9\n")
    attachments.put(Attachment(edition=draft), file, "csv").save()
    draft.tags.add("Budi Santoso")
    draft = Edition.objects.get(pk=draft.pk)
    workflow.take("submit", draft, by=penulis, note="Mohon cek nama Budi Santoso.")
    workflow.take("return", draft, by=redaktur, note="Hapus NIK 1271014505050001 dulu!")
    workflow.take("submit", draft, by=penulis)
    workflow.take("approve", draft, by=redaktur)
    first = workflow.take("release", draft, by=penerbit)
    second = workflow.take("revise", first, by=penulis, kind="ralat", note="Umur Budi Santoso dibetulkan.")
    workflow.take("submit", second, by=penulis)
    workflow.take("approve", second, by=redaktur)
    second = workflow.take("release", second, by=penerbit)
    third = workflow.take("revise", second, by=penulis, kind="update", note="Kabar Budi Santoso.")
    Remark.objects.create(article=draft.article, author=redaktur, text="Siapa Budi Santoso?", quoted="Budi Santoso")
    WorkingCopy.objects.create(
        user=penulis, edition=third, session="12345678-aaaa", opened_at=timezone.now(), saved_at=timezone.now(),
        base={"lead": ["Budi Santoso"]},
        fields={"body": ["<p><em>Bu</em>di Santoso</p>"], "tags": ["Gizi, Budi Santoso"]},
    )  # fmt: skip
    Notice.objects.create(
        user=penulis, kind="failed", occasion="uji", edition=third, text="Gagal: Budi Santoso terima bantuan"
    )
    PreviewLink.objects.create(
        article=draft.article, label="Untuk ibu Budi Santoso", token_hash="x", made_by=redaktur,
        expires_at=timezone.now(),
    )  # fmt: skip
    posting.post("notice", "notice:1", "a@example.org", "Ajuan", "Ajuan: Budi Santoso terima bantuan")
    return Edition.objects.select_related("article").get(pk=second.pk)


def redact(edition: Edition, by, **details) -> Redaction:
    details.setdefault("reason", REASON)
    return redacting.redact(edition.article, Phrases(PHRASES), by=by, **details)


def test_the_words_are_in_no_column_of_any_table_afterwards(published, penerbit):
    assert {"articles_edition.headline", "articles_snapshot.content", "ledger_ledgerentry.note"} <= traces(NEEDLES)
    redact(published, penerbit)
    assert traces(NEEDLES) == set()


def test_everything_else_stays(published, penerbit):
    redact(published, penerbit)
    texts = list(Edition.objects.order_by("sequence").values_list("lead", "body", "byline", "state"))
    assert [text[3] for text in texts] == ["released", "released", "draft"]
    for lead, body, byline, _state in texts:
        assert lead == f"{MARK} (12), NIK {MARK}, terima bantuan."
        assert body.startswith(f"<p><strong>{MARK}</strong>")
        assert "<a>warga</a>" in body
        assert byline == "rsi"
    published.refresh_from_db()
    assert published.citizen_contact == f"Ayah {MARK}, 0812-3456-7890"
    assert published.article.number
    assert Quote.objects.first().words == f"Saya {MARK}."
    assert Photo.objects.get().people == f"{MARK}; Ibu Ani"
    assert WorkingCopy.objects.get().fields == {"body": [f"<p><em>{MARK}</em></p>"], "tags": ["Gizi"]}
    assert Remark.objects.get().text == f"Siapa {MARK}?"


def test_topic_and_address_that_say_it_are_others(published, penerbit, pembaca):
    old = published.article.get_absolute_url()
    assert "budi-santoso" in old
    Redirect.objects.create(path="/2019/budi-santoso/", target=old)
    Redirect.objects.create(path="/2019/bantuan/", target=old)
    redact(published, penerbit)
    assert traces(NEEDLES) == set()
    article = Article.objects.get(pk=published.article_id)
    assert article.slug == "terima-bantuan"
    assert not Tag.objects.filter(name=NAME).exists()
    assert Tag.objects.filter(name="Imunisasi").exists()
    assert pembaca.get(old).status_code == 404
    assert pembaca.get(article.get_absolute_url()).status_code == 200
    (left,) = Redirect.objects.all()
    assert (left.path, left.target) == ("/2019/bantuan/", article.get_absolute_url())


def test_a_topic_of_other_releases_stays_theirs(published, penerbit, penulis):
    other = editing.begin_draft(penulis, headline="Lain")
    other.tags.add(NAME)
    redact(published, penerbit)
    assert EditionTag.objects.filter(tag__name=NAME).count() == 1


def test_the_ledger_tells_of_it_without_the_words_and_stays_whole(published, penerbit):
    before = {edition.pk: edition.digest() for edition in Edition.objects.all()}
    redact(published, penerbit)
    assert list(chain.faults()) == []
    told = LedgerEntry.objects.filter(event="redact", part__startswith="edition:").order_by("sequence")
    assert [entry.part for entry in told] == ["edition:1", "edition:2", "edition:3"]
    assert {entry.note for entry in told} == {REASON}
    assert {entry.actor for entry in told} == {penerbit}
    for entry, edition in zip(told, Edition.objects.order_by("sequence"), strict=True):
        assert entry.digest == edition.digest()
        assert entry.digest != before[edition.pk]
    notes = set(LedgerEntry.objects.filter(event="return").values_list("note", flat=True))
    assert notes == {f"Hapus NIK {MARK} dulu!"}


def test_the_old_digest_cannot_be_tried_out(published, penerbit):
    """Who knows the text and guesses the number cannot check the guess: the salt is gone."""
    old = Edition.objects.get(pk=published.pk)
    content, digest = old.content(), old.digest()
    redact(published, penerbit)
    now = Edition.objects.get(pk=published.pk)
    assert now.salt != old.salt
    assert now.digest_of(content) != digest


def test_what_anybody_tampers_with_under_cover_of_a_redaction_shows(published, penerbit):
    from news.guards import remove
    from news.ledger.guards import GUARDS

    redact(published, penerbit)
    remove(GUARDS, connection)
    LedgerEntry.objects.filter(event="return").update(note="Sudah bagus.")
    assert len(list(chain.faults())) == 1


def test_who_has_it_open_is_told(published, penerbit, penulis):
    third = Edition.objects.get(state="draft")
    redact(published, penerbit)
    with pytest.raises(editing.Conflict), editing.change(third.pk, by=penulis, version=third.version):
        pass


@pytest.mark.parametrize("who", ["penulis", "redaktur", "moderator", "administrator"])
def test_only_publishers_may(who, published, request):
    with pytest.raises(PermissionDenied):
        redact(published, request.getfixturevalue(who))
    assert not Redaction.objects.exists()


@pytest.mark.parametrize(
    ("details", "phrases"),
    [
        ({"reason": "  "}, PHRASES),
        ({"reason": "Nama Budi  Santoso dimuat."}, PHRASES),
        ({}, ["Siti Aminah"]),
        ({"expected": 1}, PHRASES),
    ],
)
def test_it_is_refused_without_a_reason_or_a_place(details, phrases, published, penerbit):
    with pytest.raises(RedactionRefused) as refused:
        redacting.redact(published.article, Phrases(phrases), by=penerbit, **{"reason": REASON, **details})
    assert "Santoso" not in str(refused.value)
    assert not Redaction.objects.exists()
    assert "articles_edition.headline" in traces(["santoso"])


def test_the_preview_changes_nothing_and_counts_what_is_taken_out(published, penerbit):
    before = traces(NEEDLES)
    pen = redacting.find(published.article, Phrases(PHRASES))
    assert traces(NEEDLES) == before
    where = " ".join(place.where for place in pen.places)
    for told in ("1", "2", "3"):
        assert f"edisi {told}" in where.casefold() or f"edition {told}" in where.casefold()
    assert redact(published, penerbit, expected=pen.count).places == pen.count
    assert redacting.find(published.article, Phrases(PHRASES)).places == []


def test_comments_only_where_that_is_chosen(published, penerbit):
    from news.comments import receiving
    from news.comments.models import Comment
    from news.comments.senders import Sender

    comment = receiving.receive(
        published.article, name="Rina", sender=Sender(email="rina@example.org"), text="Kasihan Budi Santoso."
    )
    redact(published, penerbit)
    assert Comment.objects.get().text == "Kasihan Budi Santoso."
    redacting.redact(published.article, Phrases(PHRASES), Chosen(in_comments=True), by=penerbit, reason=REASON)
    comment.refresh_from_db()
    assert comment.text == f"Kasihan {MARK}."
    assert traces(NEEDLES) == set()


def files() -> list[Path]:
    return [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file() and ".locks" not in path.parts]


@pytest.mark.django_db(transaction=True)
def test_a_photo_goes_from_every_edition_and_from_the_disk(published, photo, penerbit, pembaca):
    address = f"/media/{photo.key}/120.jpg"
    assert pembaca.get(address).status_code == 200
    assert pembaca.get(f"/media/{photo.key}/{published.article_id}/foto.jpg").status_code in {200, 404}
    redacting.redact(published.article, None, Chosen(photos=[photo.pk]), by=penerbit, reason=REASON)
    assert not PhotoCaption.objects.exists()
    assert not Photo.objects.exists()
    assert all(snapshot.content["captions"] == [] for snapshot in Snapshot.objects.all())
    assert [path for path in files() if "attachment" not in path.parts] == []
    assert pembaca.get(address).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_an_attachment_goes_from_every_edition_and_from_the_disk(published, penerbit, pembaca):
    (row,) = redacting.files_of(published.article)
    assert pembaca.get(row.get_absolute_url()).status_code == 200
    chosen = Chosen(files=[row.content_hash])
    assert redacting.find(published.article, None, chosen).count == 1
    redacting.redact(published.article, None, chosen, by=penerbit, reason=REASON)
    assert not Attachment.objects.exists()
    assert all(snapshot.content["attachments"] == [] for snapshot in Snapshot.objects.all())
    assert [path for path in files() if "attachment" in path.parts] == []
    assert pembaca.get(row.get_absolute_url()).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_a_photo_of_another_release_stays_there(published, photo, penerbit, penulis):
    other = editing.begin_draft(penulis, headline="Lain")
    PhotoCaption.objects.create(edition=other, photo=photo, caption="Lain")
    redacting.redact(published.article, None, Chosen(photos=[photo.pk]), by=penerbit, reason=REASON)
    assert [row.edition for row in PhotoCaption.objects.all()] == [other]
    assert files() != []


@pytest.mark.django_db(transaction=True)
def test_what_the_uploaded_file_says_of_itself_goes_too(published, penerbit, penulis):
    content = pictures.encoded(pictures.blocks(size=(3, 2)).resize((90, 60)), comment=b"x", exif=_exif("Budi Santoso"))
    second = uploads.receive(pictures.upload(content, "lain.jpg"), by=None, alt="Lain", credit="Humas")
    draft = Edition.objects.get(state="draft")
    PhotoCaption.objects.create(edition=draft, photo=second, caption="Lain")
    original = Path(settings.MEDIA_ROOT) / str(second.original)
    assert b"Budi Santoso" in original.read_bytes()
    redact(published, penerbit)
    assert not any(b"Santoso" in path.read_bytes() for path in files())


def _exif(words: str) -> bytes:
    from PIL import Image

    exif = Image.Exif()
    exif[0x010E] = words
    return exif.tobytes()


def test_a_name_longer_than_its_column_is_cut_not_refused(draft, penerbit):
    Edition.objects.filter(pk=draft.pk).update(kicker="Budi Santoso " * 6)
    redact(Edition.objects.get(pk=draft.pk), penerbit)
    kicker = Edition.objects.get(pk=draft.pk).kicker
    assert len(kicker) <= 80
    assert kicker.endswith(MARK)
    assert "Santoso" not in kicker


# The database lets nothing else through


def refused(statement: str, *values: object) -> bool:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, values)
    except IntegrityError:
        return True
    return False


UPDATES = [
    ("UPDATE articles_edition SET headline = %s WHERE state = 'released'", ["Lain"]),
    ("UPDATE articles_edition SET headline = %s WHERE state = 'released'", [f"{MARK} menang"]),
    ("UPDATE articles_edition SET event_date = %s WHERE state = 'released'", ["2020-01-01"]),
    ("UPDATE articles_photocaption SET caption = %s", ["Lain"]),
    ("UPDATE articles_quote SET words = %s", ["Lain"]),
    ("DELETE FROM articles_photocaption WHERE caption <> %s", ["x"]),
]


@pytest.mark.parametrize(("statement", "values"), UPDATES)
def test_without_a_redaction_nothing_passes(statement, values, published):
    assert refused(statement, *values)


def test_a_pass_lets_only_redacted_words_of_its_article_through(published, penerbit, penulis, section):
    Redaction.objects.create(pk=7, article=published.article, by=penerbit, reason="Uji", places=1)
    for statement, values in UPDATES:
        assert refused(statement, *values)  # the trace alone opens nothing
    with transaction.atomic():
        RedactionPass.objects.create(redaction_id=7, never_id=-1)
        released = "UPDATE articles_edition SET {} WHERE state = 'released'"
        assert refused(released.format("headline = %s"), "Lain")
        assert refused(released.format("event_date = %s"), "2020-01-01")
        assert refused(released.format("headline = %s, change_kind = %s"), f"{MARK} menang", "minor")
        assert refused("UPDATE articles_photocaption SET is_lead = %s", False)
        assert refused("UPDATE articles_quote SET words = %s", "Lain")
        assert refused("DELETE FROM articles_quote WHERE words <> %s", "x")
        assert not refused(released.format("headline = %s"), f"{MARK} terima bantuan")
        RedactionPass.objects.all().delete()
        assert refused(released.format("headline = %s"), f"{MARK} lain lagi")
    assert refused("UPDATE articles_redaction SET reason = %s", "Lain")
    assert refused("DELETE FROM articles_redaction WHERE id = %s", 7)


def test_a_pass_is_for_one_article(published, released_other, penerbit):
    Redaction.objects.create(pk=7, article=published.article, by=penerbit, reason="Uji", places=1)
    with transaction.atomic():
        RedactionPass.objects.create(redaction_id=7, never_id=-1)
        assert refused("UPDATE articles_edition SET headline = %s WHERE id = %s", f"{MARK}", released_other.pk)
        RedactionPass.objects.all().delete()


@pytest.fixture
def released_other(penulis, redaktur, penerbit, agency, section) -> Edition:
    from news.articles.models import EditionAgency

    other = editing.begin_draft(
        penulis, headline="Lain", section=section, dateline_place="Tanjung Selasih", body="<p>Isi.</p>"
    )
    EditionAgency.objects.create(edition=other, agency=agency, is_lead=True)
    workflow.take("submit", other, by=penulis)
    workflow.take("approve", other, by=redaktur)
    return workflow.take("release", other, by=penerbit)


@pytest.mark.django_db(transaction=True)
def test_no_transaction_ends_with_a_pass(draft, penerbit):
    redaction = Redaction.objects.create(article=draft.article, by=penerbit, reason="Uji", places=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        RedactionPass.objects.create(redaction=redaction, never_id=-1)
    assert not RedactionPass.objects.exists()


def test_a_pass_cannot_point_to_itself(draft, penerbit):
    redaction = Redaction.objects.create(article=draft.article, by=penerbit, reason="Uji", places=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        RedactionPass.objects.create(redaction=redaction, never_id=redaction.pk)


def test_a_ledger_note_changes_only_after_an_entry_tells_of_it(published, penerbit):
    assert refused("UPDATE ledger_ledgerentry SET note = %s, note_salt = '' WHERE event = 'return'", "Lain")
    entry = LedgerEntry.objects.get(event="return")
    with transaction.atomic():
        chain.redact_note(entry, MARK, by=penerbit, reason="Uji")
    assert refused("UPDATE ledger_ledgerentry SET actor_name = %s WHERE event = 'return'", "Lain")
    assert list(chain.faults()) == []


def test_readers_are_told_when_and_why(published, penerbit, pembaca):
    redact(published, penerbit)
    article = Article.objects.get(pk=published.article_id)
    assert article.redacted_at == Redaction.objects.get().at
    page = pembaca.get(article.get_absolute_url()).content.decode()
    assert REASON in page
    assert "Santoso" not in page
