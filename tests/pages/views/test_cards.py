"""The card answers while its release is live, follows it, and nothing of it stays on disk afterwards."""

import io
import re

import pytest
from PIL import Image

from news.articles import workflow
from news.articles.models import Edition, PhotoCaption
from news.articles.phrases import Phrases
from news.articles.redacting import redact
from news.pages.packs import keeping
from news.photos import files
from tests.conftest import NOON
from tests.pages.conftest import ADDRESS, HOUR, MINUTE

CARD = f"{ADDRESS}kartu.jpg"


@pytest.fixture
def bare(full) -> Edition:
    """The draft with everything but a photo."""
    PhotoCaption.objects.filter(edition=full).delete()
    return full


def kept() -> list[str]:
    return [path.name for path in sorted(files.path(keeping.PACKS).rglob("*.jpg"))]


def shown(pembaca, page: str = ADDRESS) -> str:
    """Return the address of the picture that ``page`` names, without the name of the site."""
    return re.search(r'og:image" content="[a-z]+://[^/]+([^"]+)"', pembaca.get(page).text)[1]


def test_a_release_without_a_photo_names_its_card(bare, release, pembaca):
    release(bare)
    address = shown(pembaca)
    assert address.startswith(f"{CARD}?")
    response = pembaca.get(address)
    assert (response.status_code, response["Content-Type"]) == (200, "image/jpeg")
    assert response["Cache-Control"] == "public, max-age=0, s-maxage=60"
    assert "Set-Cookie" not in response.headers
    with Image.open(io.BytesIO(response.content)) as image:
        assert image.size == (1200, 630)
    again = pembaca.get(address, headers={"If-None-Match": response["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert pembaca.head(address)["ETag"] == response["ETag"]
    assert pembaca.post(address).status_code == 405


def test_a_release_with_a_photo_shows_the_photo(live, pembaca):
    assert shown(pembaca).endswith("/card.jpg")


def test_it_is_drawn_once_and_kept(bare, release, pembaca):
    release(bare)
    first = pembaca.get(CARD)
    (name,) = kept()
    path = next(files.path(keeping.PACKS).rglob("*.jpg"))
    path.write_bytes(b"kept")
    assert pembaca.get(CARD).content == b"kept"
    assert name.startswith(f"{Edition.objects.get().pk}-")
    assert first["ETag"] == pembaca.get(CARD)["ETag"]


def test_before_its_moment_it_is_the_same_as_nothing(bare, release, pembaca, clock):
    nothing = pembaca.get("/2026/03/11/tidak-pernah-ada/kartu.jpg")
    release(bare, at=NOON + HOUR)
    early = pembaca.get(CARD)
    assert (early.status_code, nothing.status_code) == (404, 404)
    assert early.content == pembaca.get(CARD.replace("vaksinasi", "imunisasi")).content
    assert kept() == []
    clock.move_to(NOON + HOUR)
    assert pembaca.get(CARD).status_code == 200


def test_withdrawn_it_is_gone_from_the_site_and_the_disk(
    bare, release, penerbit, pembaca, clock, django_capture_on_commit_callbacks
):
    edition = release(bare)
    pembaca.get(CARD)
    clock.move_to(NOON + MINUTE)
    with django_capture_on_commit_callbacks(execute=True):
        workflow.take("withdraw", edition, by=penerbit, note="Keliru.")
    assert pembaca.get(CARD).status_code == 410
    assert kept() == []


def test_a_redaction_deletes_it(bare, release, penerbit, pembaca, clock, django_capture_on_commit_callbacks):
    bare.headline = "Rukmini menerima vaksin pertama"
    bare.save()
    article = release(bare).article
    address = f"{article.get_absolute_url()}kartu.jpg"
    before = pembaca.get(address)["ETag"]
    clock.move_to(NOON + MINUTE)
    with django_capture_on_commit_callbacks(execute=True):
        redact(article, Phrases(["Rukmini"]), by=penerbit, reason="Permintaan warga.")
    assert kept() == []
    article.refresh_from_db()
    assert pembaca.get(f"{article.get_absolute_url()}kartu.jpg")["ETag"] != before


def test_a_correction_and_another_accent_have_a_new_address(bare, release, correct, newsroom, pembaca, clock):
    edition = release(bare)
    first = shown(pembaca)
    clock.move_to(NOON + HOUR)
    correct(edition, "ralat", "Judul dibetulkan.", headline="Vaksinasi gratis mulai Selasa")
    second = shown(pembaca)
    newsroom.accent = "#00695c"
    newsroom.save()
    assert len({first, second, shown(pembaca)}) == 3
    pembaca.get(CARD)
    assert len(kept()) == 1, "one replaces the other"


def test_a_wrong_date_leads_to_the_right_one(bare, release, pembaca):
    release(bare)
    assert pembaca.get(CARD.replace("/11/", "/12/"))["Location"] == CARD


def test_a_disk_without_room_draws_it_all_the_same(bare, release, pembaca):
    release(bare)
    files.path("").mkdir(exist_ok=True)
    files.path(keeping.PACKS).write_text("no folder")
    assert pembaca.get(CARD).status_code == 200


def test_other_pages_show_the_newsrooms(live, newsroom, pembaca):
    pages = ("/", "/rubrik/kesehatan/", "/instansi/dinas-kesehatan/", "/topik/imunisasi/", "/pejabat/rahmat-simbolang/")
    addresses = {shown(pembaca, page) for page in pages}
    assert len(addresses) == 1
    (address,) = addresses
    response = pembaca.get(address)
    assert (response.status_code, response["Content-Type"]) == (200, "image/jpeg")
    newsroom.tagline = "Kabar resmi kota"
    newsroom.save()
    assert pembaca.get("/kartu.jpg")["ETag"] != response["ETag"]


def test_it_takes_eight_queries_at_most(bare, release, pembaca, django_assert_max_num_queries):
    release(bare)
    with django_assert_max_num_queries(8):
        pembaca.get(CARD)
