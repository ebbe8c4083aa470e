"""What is not live is seen through its links, and nowhere else; a link that ended opens nothing, and says nothing."""

import datetime
import re

import pytest
import time_machine
from django.test import Client

from news.articles import editing, workflow
from news.articles.models import Edition, PhotoCaption
from news.desk import linking
from news.desk.linking import Recipient, make_press, make_preview
from news.desk.models import Opening
from news.pages.masking import MaskTokens
from news.photos import uploads
from tests.articles.documents import PDF
from tests.articles.test_attachments import attach
from tests.conftest import NOON
from tests.photos.pictures import blocks, encoded, upload

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)
SARI = Recipient("Sari Lubis", "Harian Selasih", "")


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


@pytest.fixture
def full(draft, penulis) -> Edition:
    """The draft under an embargo of two days, with a photo and a file."""
    photo = uploads.receive(upload(encoded(blocks())), by=None, alt="Petak warna", credit="Humas")
    with editing.change(draft.pk, by=penulis) as edition:
        edition.embargo_until = NOON + 2 * DAY
        edition.save()
        PhotoCaption.objects.create(edition=edition, photo=photo, caption="Warga mengantre.", is_lead=True)
        attach(edition)
    draft.refresh_from_db()
    return draft


@pytest.fixture
def embargoed(full, penulis, redaktur) -> Edition:
    workflow.take("submit", full, by=penulis)
    return workflow.take("approve", full, by=redaktur)


def path(made: linking.Made) -> str:
    return made.url.removeprefix("http://127.0.0.1:8000")


def addresses(page: str) -> list[str]:
    """Return the addresses of files on a page that come with the link."""
    return sorted(set(re.findall(r"/pratinjau/[^\s\"]+/media/[^\s\",]+", page)))


def test_a_preview_shows_the_release_its_photo_and_its_file(full, penulis, pembaca):
    response = pembaca.get(path(make_preview(full, by=penulis)))
    page = response.content.decode()
    assert full.headline in page
    assert response["Cache-Control"] == "private, no-store"
    assert response["Referrer-Policy"] == "no-referrer"
    assert response["X-Robots-Tag"] == "noindex, nofollow, noarchive"
    assert not response.cookies
    assert "canonical" not in page
    found = addresses(page)
    assert any(address.endswith(".jpg") for address in found)
    for address in found:
        file = pembaca.get(address)
        assert file.status_code == 200, address
        assert file["Cache-Control"] == "private, no-store"
        file.getvalue()
    attachment = next(address for address in found if address.endswith(".pdf"))
    assert pembaca.get(attachment).getvalue() == PDF
    assert "press-copy" not in page


def test_the_press_sees_the_embargo_and_may_take_the_photo(embargoed, penerbit, pembaca):
    (made,) = make_press(embargoed, [SARI], by=penerbit)
    page = pembaca.get(path(made)).content.decode()
    assert "Jumat, 13 Maret 2026" in page
    assert "Sari Lubis, Harian Selasih" in page
    copy = next(address for address in addresses(page) if address.endswith("pers.jpg"))
    assert "Warga mengantre." in pembaca.get(copy).getvalue().decode(errors="replace")
    made_preview = make_preview(embargoed, by=penerbit)
    assert pembaca.get(copy.replace(path(made), path(made_preview))).status_code == 404


def all_addresses(client: Client, made: linking.Made) -> list[str]:
    return [path(made), *addresses(client.get(path(made)).content.decode())]


@pytest.mark.parametrize("end", ["revoked", "expired", "withdrawn"])
def test_a_link_that_ended_is_like_one_that_never_was(end, full, penulis, redaktur, penerbit, pembaca, clock):
    made = make_preview(full, by=penulis)
    remembered = all_addresses(pembaca, made)
    never = pembaca.get("/tidak/pernah/ada/")
    if end == "revoked":
        linking.revoke(made.link, by=redaktur)
    elif end == "expired":
        clock.move_to(NOON + 7 * DAY)
    else:
        workflow.take("fast_release", full, by=penerbit, note="Darurat.")
        clock.move_to(NOON + 3 * DAY)
        workflow.take("withdraw", Edition.objects.get(pk=full.pk), by=penerbit, note="Keliru.")
    for address in [*remembered, "/pratinjau/salah/", "/pratinjau/salah/media/lampiran/x.pdf"]:
        for conditional in ({}, {"If-None-Match": "*"}, {"Range": "bytes=0-3"}):
            response = pembaca.get(address, headers=conditional)
            assert (response.status_code, response.content) == (404, never.content), address
            assert dict(response.items()) == dict(never.items()), address


def test_once_it_is_live_every_address_leads_to_the_public_one(embargoed, penerbit, pembaca, clock):
    (press,) = make_press(embargoed, [SARI], by=penerbit)
    preview = make_preview(embargoed, by=penerbit)
    remembered = all_addresses(pembaca, press) + all_addresses(pembaca, preview)
    workflow.take("release", embargoed, by=penerbit)
    clock.move_to(NOON + 2 * DAY)
    for address in remembered:
        response = pembaca.get(address)
        assert response.status_code == 302, address
        assert response["Cache-Control"] == "private, no-store"
        public = pembaca.get(response["Location"])
        assert public.status_code == 200, response["Location"]
        assert "public" in public["Cache-Control"]
        public.getvalue()


def test_the_public_is_shown_nothing_of_it_on_any_surface(full, penulis, pembaca, section, agency, official):
    made = make_preview(full, by=penulis)
    pembaca.get(path(made))
    photo, attachment = full.captions.get().photo, full.attachments.get()
    full.article.slug = "vaksinasi"
    full.article.save()
    lists = [
        "/", section.get_absolute_url(), agency.get_absolute_url(), official.get_absolute_url(), "/umpan/rss.xml",
        f"{section.get_absolute_url()}rss.xml", "/sitemap.xml", "/arsip/",
    ]  # fmt: skip
    for address in lists:
        page = pembaca.get(address).content.decode()
        assert full.headline not in page
        assert "pratinjau" not in page
    for address in (
        "/2026/03/11/vaksinasi/", "/komentar/vaksinasi/", "/topik/imunisasi/", f"/media/{photo.key}/320.jpg",
        f"/media/{photo.key}/pers-{full.article_id}.jpg", attachment.get_absolute_url(),
    ):  # fmt: skip
        assert pembaca.get(address).status_code == 404, address


def test_only_what_the_edition_uses_is_opened(full, penulis, pembaca, redaktur):
    other = editing.begin_draft(penulis, headline="Lain")
    photo = uploads.receive(upload(encoded(blocks().rotate(180))), by=None, alt="Lain", credit="Humas")
    PhotoCaption.objects.create(edition=other, photo=photo)
    attachment = attach(other)
    base = path(make_preview(full, by=penulis))
    own = full.captions.get().photo
    assert pembaca.get(f"{base}media/{photo.key}/{photo.width}.jpg").status_code == 404
    assert pembaca.get(f"{base}media/lampiran/{attachment.key}.pdf").status_code == 404
    assert pembaca.get(f"{base}media/lampiran/{full.attachments.get().key}.csv").status_code == 404
    assert pembaca.get(f"{base}media/{own.key}/original.jpg").status_code == 404
    full.captions.all().delete()
    assert pembaca.get(f"{base}media/{own.key}/{own.width}.jpg").status_code == 404


def test_a_validator_of_one_is_none_of_the_other(embargoed, penerbit, pembaca, clock):
    (made,) = make_press(embargoed, [SARI], by=penerbit)
    first = pembaca.get(path(made))
    assert not first.has_header("ETag")
    assert not first.has_header("Last-Modified")
    workflow.take("release", embargoed, by=penerbit)
    public = Edition.objects.get(pk=embargoed.pk).article.get_absolute_url()
    assert pembaca.get(public, headers={"If-None-Match": "*"}).status_code == 404
    clock.move_to(NOON + 2 * DAY)
    etag = pembaca.get(public)["ETag"]
    clock.move_to(NOON + DAY)
    assert pembaca.get(path(made), headers={"If-None-Match": etag}).status_code == 200
    assert pembaca.get(public, headers={"If-None-Match": etag}).status_code == 404


def test_a_file_behind_a_link_is_answered_in_part_and_to_head(full, penulis, pembaca):
    base = path(make_preview(full, by=penulis))
    address = next(address for address in addresses(pembaca.get(base).content.decode()) if address.endswith(".pdf"))
    part = pembaca.get(address, headers={"Range": "bytes=0-3"})
    assert (part.status_code, part.getvalue()) == (206, b"%PDF")
    head = pembaca.head(address)
    assert (head.status_code, head.content if not head.streaming else head.getvalue()) == (200, b"")
    assert head["Content-Length"] == str(len(PDF))
    assert "sandbox" in head["Content-Security-Policy"]


def test_an_opening_is_counted_and_a_glance_at_its_head_is_not(full, penulis, pembaca):
    made = make_preview(full, by=penulis)
    pembaca.head(path(made))
    assert not Opening.objects.exists()
    pembaca.get(path(made))
    made.link.refresh_from_db()
    assert made.link.times_opened == 1


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_it_can_only_be_read_and_says_so_of_any_token(method, full, penulis):
    client = Client(enforce_csrf_checks=True)
    answers = [getattr(client, method)(address) for address in (path(make_preview(full, by=penulis)), "/pratinjau/x/")]
    assert {answer.status_code for answer in answers} == {405}
    assert answers[0].content == answers[1].content
    assert client.options("/pratinjau/x/").status_code == 204


def test_the_token_is_not_logged(full, penulis, pembaca, caplog):
    made = make_preview(full, by=penulis)
    pembaca.get(f"{path(made)}media/lampiran/00000000-0000-4000-8000-000000000000.pdf")
    for record in caplog.records:
        MaskTokens().filter(record)
    assert path(made) not in caplog.text


def test_a_draft_with_nothing_in_it_is_previewed(penulis, pembaca):
    empty = editing.begin_draft(penulis)
    assert pembaca.get(path(make_preview(empty, by=penulis))).status_code == 200


def test_the_link_works_whoever_is_logged_in(full, penulis, moderator):
    client = Client()
    client.force_login(moderator)
    assert client.get(path(make_preview(full, by=penulis))).status_code == 200


def test_its_queries_do_not_grow(full, penulis, pembaca, django_assert_max_num_queries):
    made = make_preview(full, by=penulis)
    pembaca.get(path(made))
    with django_assert_max_num_queries(28):
        pembaca.get(path(made))
