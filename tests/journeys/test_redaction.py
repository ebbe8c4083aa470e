"""A child's name was published: after its redaction no surface has it, and whoever cached something asks again."""

import datetime

import pytest
import time_machine
from django.test import Client

from news.articles import redacting, workflow
from news.articles.models import Article, Edition, PhotoCaption, Quote
from news.articles.phrases import Phrases
from news.comments import moderation, receiving
from news.comments.senders import Sender
from news.photos import uploads
from tests.conftest import NOON
from tests.photos import pictures

HOUR = datetime.timedelta(hours=1)
REASON = "Nama anak tidak boleh dimuat."


@pytest.fixture
def clock():
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def published(clock, draft, penulis, redaktur, penerbit) -> Article:
    content = pictures.encoded(pictures.blocks().resize((600, 400)))
    photo = uploads.receive(pictures.upload(content), by=None, alt="Budi Santoso menerima buku", credit="Humas")
    Edition.objects.filter(pk=draft.pk).update(
        headline="Pelajar terima bantuan buku", lead="Budi Santoso menerima buku.", body="<p>Kata Budi Santoso.</p>",
        subheadline="Budi Santoso senang",
    )  # fmt: skip
    PhotoCaption.objects.create(edition=draft, photo=photo, caption="Budi Santoso dan gurunya.", is_lead=True)
    Quote.objects.create(edition=draft, words="Saya senang.", speaker="Budi Santoso", office="pelajar")
    Article.objects.filter(pk=draft.article_id).update(comments="open")
    draft = Edition.objects.get(pk=draft.pk)
    workflow.take("submit", draft, by=penulis)
    workflow.take("approve", draft, by=redaktur)
    workflow.take("release", draft, by=penerbit)
    article = Article.objects.get(pk=draft.article_id)
    comment = receiving.receive(
        article, name="Rina", sender=Sender(email="rina@example.org"), text="Selamat, Budi Santoso!"
    )
    if comment.status != "published":
        moderation.take("publish", comment, by=redaktur)
    return article


def surfaces(article: Article) -> list[str]:
    """Return every address on which a stranger may read something of the release."""
    key = PhotoCaption.objects.get().photo.key
    return [
        "/", article.get_absolute_url(), "/rubrik/kesehatan/", "/topik/imunisasi/", "/instansi/dinas-kesehatan/",
        "/pejabat/rahmat-simbolang/", "/2026/", "/2026/03/", "/umpan/rss.xml", "/rubrik/kesehatan/rss.xml",
        "/topik/imunisasi/rss.xml", "/instansi/dinas-kesehatan/rss.xml", "/pejabat/rahmat-simbolang/rss.xml",
        f"/komentar/{article.slug}/rss.xml", "/sitemap.xml", "/sitemap-2026-03.xml",
        f"/media/{key}/320.jpg", f"/media/{key}/pers-{article.pk}.jpg",
    ]  # fmt: skip


def body(response) -> str:
    return (b"".join(response) if response.streaming else response.content).decode(errors="replace")


def test_no_surface_has_it_afterwards(published, clock, penerbit, pembaca):
    before = {address: pembaca.get(address) for address in surfaces(published)}
    with_it = {address for address, response in before.items() if "Budi Santoso" in body(response)}
    page, feed = published.get_absolute_url(), "/umpan/rss.xml"
    press = f"/media/{PhotoCaption.objects.get().photo.key}/pers-{published.pk}.jpg"
    assert {page, feed, f"/komentar/{published.slug}/rss.xml"} <= with_it
    assert press in with_it
    clock.shift(HOUR)
    redacting.redact(
        published, Phrases(["Budi Santoso"]), redacting.Chosen(in_comments=True), by=penerbit, reason=REASON
    )
    clock.shift(HOUR)
    for address in surfaces(published):
        response = pembaca.get(address)
        assert response.status_code == before[address].status_code, address
        assert "Santoso" not in body(response), address
    # whoever remembers what was there gets what is there now, not 304
    for address in with_it:
        etag, since = before[address].get("ETag"), before[address].get("Last-Modified")
        assert pembaca.get(address, headers={"If-None-Match": etag}).status_code == 200, address
        if since and not address.startswith("/media/"):
            assert pembaca.get(address, headers={"If-Modified-Since": since}).status_code == 200, address


def test_page_feed_and_sitemap_tell_that_it_was_done(published, clock, penerbit, pembaca):
    clock.shift(HOUR)
    redacting.redact(published, Phrases(["Budi Santoso"]), by=penerbit, reason=REASON)
    clock.shift(HOUR)
    page = body(pembaca.get(published.get_absolute_url()))
    assert REASON in page
    assert "Data pribadi dihapus" in page
    assert '"dateModified":"2026-03-11T13:00:00+07:00"' in page
    feed = body(pembaca.get("/umpan/rss.xml"))
    assert REASON in feed
    assert "<atom:updated>2026-03-11T06:00:00+00:00</atom:updated>" in feed
    assert "<lastmod>2026-03-11T13:00:00+07:00</lastmod>" in body(pembaca.get("/sitemap-2026-03.xml"))


def test_its_page_stays_within_its_budget(published, penerbit, pembaca, django_assert_max_num_queries):
    redacting.redact(published, Phrases(["Budi Santoso"]), by=penerbit, reason=REASON)
    with django_assert_max_num_queries(8):
        assert pembaca.get(published.get_absolute_url()).status_code == 200


def test_what_was_redacted_before_it_was_public_is_not_told(draft, penulis, redaktur, penerbit, pembaca):
    with time_machine.travel(NOON, tick=False) as clock:
        Edition.objects.filter(pk=draft.pk).update(lead="Budi Santoso datang.")
        redacting.redact(draft.article, Phrases(["Budi Santoso"]), by=penerbit, reason=REASON)
        clock.shift(HOUR)
        fresh = Edition.objects.get(pk=draft.pk)
        workflow.take("submit", fresh, by=penulis)
        workflow.take("approve", fresh, by=redaktur)
        workflow.take("release", fresh, by=penerbit)
        article = Article.objects.get(pk=draft.article_id)
        assert REASON not in body(pembaca.get(article.get_absolute_url()))
        assert REASON not in body(pembaca.get("/umpan/rss.xml"))


def test_the_copy_for_the_press_has_its_new_caption(published, penerbit):
    photo = PhotoCaption.objects.get().photo
    address = f"/media/{photo.key}/pers-{published.pk}.jpg"
    before = Client().get(address)
    assert "Santoso" in body(before)
    redacting.redact(published, Phrases(["Budi Santoso"]), by=penerbit, reason=REASON)
    after = Client().get(address)
    assert after.status_code == 200
    assert "Santoso" not in body(after)
    assert after["ETag"] != before["ETag"]
