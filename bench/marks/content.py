"""The pages that are judged: the demo's, and a release with photos from a modern camera behind it."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from news.articles.models import Article, Edition

SIZE = (4240, 2832)
CAPTIONS = (
    "Warga antre di loket layanan terpadu pada pagi pertama.",
    "Petugas mencocokkan berkas dengan data kependudukan.",
    "Ruang tunggu yang baru dapat menampung dua ratus orang.",
)

WITH_PHOTOS, WITHOUT_PHOTOS = "Tiga foto diganti.", "Jumlah loket pada paragraf kedua diperbaiki."


class Page(NamedTuple):
    """A page that a reader opens: its path, and what is posted to it, if anything.

    ``is_for_engines`` is False of one that search engines are asked to leave out.
    """

    path: str
    data: dict[str, str] | None = None
    status: int = 200
    is_for_engines: bool = True


@dataclass(frozen=True)
class Site:
    """The pages by what they are: those that are weighed and timed, and more that must be valid."""

    read: dict[str, Page]
    more: dict[str, Page]


def make() -> Site:
    """Make the demo and two corrected releases, unless they are there, and name the pages.

    :raises RuntimeError: if the demo lacks something that is to be judged.
    """
    from django.core.management import call_command

    from news.articles.models import Article, Edition
    from news.newsroom.models import Newsroom

    if not Newsroom.objects.exists():
        call_command("demo", stdout=io.StringIO())
    if not Edition.objects.filter(public_note=WITH_PHOTOS).exists():
        candidates = sorted((found for found in Edition.objects.live().listed() if found.quotes.exists()), key=_parts)
        _correct(candidates[-1], WITH_PHOTOS, len(CAPTIONS))
        _correct(candidates[-2], WITHOUT_PHOTOS, 0)
    without_photos, with_photos = (
        Article.objects.get(editions__in=Edition.objects.live().filter(public_note=note).values("pk"))
        for note in (WITHOUT_PHOTOS, WITH_PHOTOS)
    )
    return _site(without_photos, with_photos)


def camera_photo(number: int) -> bytes:
    """Return a JPEG of 12 megapixels that compresses as a busy photo does: shapes and edges, texture, grain."""
    from PIL import Image, ImageChops

    from news.operations.demo.scenes import draw_scene

    scene = draw_scene(("market", "river", "school")[number], number, "morning").convert("RGB")
    picture = scene.resize(SIZE, Image.Resampling.BICUBIC)
    for smaller, contrast in ((16, 6), (4, 6), (1, 6)):
        small = (SIZE[0] // smaller, SIZE[1] // smaller)
        layer = Image.effect_noise(small, contrast).resize(SIZE, Image.Resampling.BICUBIC)
        picture = ImageChops.add(picture, Image.merge("RGB", [layer] * 3), 1, -128)
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=94)
    return out.getvalue()


def _correct(edition: Edition, note: str, photos: int) -> None:
    """Correct ``edition``, with so many photos of 12 megapixels in place of its own."""
    from django.core.files.base import ContentFile

    from news.accounts.models import User
    from news.articles import editing, workflow
    from news.articles.models import Edition, PhotoCaption
    from news.photos import uploads

    editor, publisher = User.objects.get(username="redaktur"), User.objects.get(username="penerbit")
    draft = workflow.take("revise", edition, by=editor, kind=Edition.Change.CORRECTION, note=note)
    with editing.change(draft.pk, by=editor):
        PhotoCaption.objects.filter(edition=draft).delete()
        for order, caption in enumerate(CAPTIONS[:photos]):
            file = ContentFile(camera_photo(order), f"foto-{order}.jpg")
            photo = uploads.receive(file, by=editor, alt=caption, credit="Prokopim")
            PhotoCaption.objects.create(edition=draft, photo=photo, caption=caption, order=order, is_lead=order == 0)
    for step, by in (("submit", editor), ("approve", publisher), ("release", publisher)):
        draft = workflow.take(step, draft, by=by)


def _parts(edition: Edition) -> tuple[bool, bool, int]:
    """Return how much of what a release can have it has: headings, files to download, words."""
    return "<h2>" in edition.body, edition.attachments.exists(), len(edition.body)


def _site(plain: Article, photos: Article) -> Site:
    from django.urls import reverse

    from news.articles.models import Article, Edition
    from news.comments.models import Tally
    from news.directory.models import Position
    from news.newsroom.models import StaticPage
    from news.richtext import plain as words

    edition = Edition.objects.live().get(article=photos)
    discussed = Tally.objects.select_related("article").order_by("-published")[0].article
    agency, mention = edition.agency_rows.all()[0].agency, edition.mentions.all()[0]
    section, date = edition.section, photos.url_date
    gone = Article.objects.filter(withdrawn_at__isnull=False)[0]
    if section is None or date is None:
        raise RuntimeError("The demo's release has no section or no address.")
    release, check, search = photos.get_absolute_url(), reverse("authenticity"), reverse("search")
    genuine = f"{edition.headline}\n\n{words(edition.lead)}\n\n{words(edition.body)}"
    read = {
        "home": Page(reverse("home")),
        "section": Page(section.get_absolute_url()),
        "release without photos": Page(plain.get_absolute_url()),
        "release with photos": Page(release),
        "agency": Page(agency.get_absolute_url()),
        "official": Page(mention.official.get_absolute_url()),
        "search": Page(search),
        "search results": Page(f"{search}?q=pasar", is_for_engines=False),
    }
    more = {
        "release with comments": Page(discussed.get_absolute_url()),
        "withdrawn": Page(gone.get_absolute_url(), status=410),
        "not there": Page("/2020/01/01/tidak-ada-pasar/", status=404),
        "not there, a section": Page("/rubrik/tidak-ada/", status=404),
        "topic": Page(edition.tags.all()[0].get_absolute_url()),
        "agencies": Page(reverse("agencies")),
        "officials": Page(reverse("officials")),
        "holders": Page(reverse("holders")),
        "position": Page(reverse("position", args=[Position.objects.order_by("pk")[0].pk])),
        "quotes": Page(reverse("official_quotes", args=[mention.official.slug])),
        "search, nothing found": Page(f"{search}?q=zzzyx"),
        "search, filtered": Page(f"{search}?q=pasar+-sapi+%22kota%22&rubrik={section.slug}&tahun={date.year}"),
        "archive": Page(reverse("archive")),
        "year": Page(reverse("archive_year", args=[date.year])),
        "month": Page(reverse("archive_month", args=[date.year, date.month])),
        "press pack": Page(reverse("pack", args=[date.year, date.month, date.day, photos.slug])),
        "check": Page(check),
        "check, genuine": Page(check, {"teks": genuine}),
        "check, altered": Page(check, {"teks": genuine.replace(" dan ", " tetapi ", 2)}),
        "check, not ours": Page(check, {"teks": "Pemerintah kota membagikan uang tunai kepada siapa saja " * 4}),
        "check, number": Page(check, {"teks": photos.number or ""}),
        "check, withdrawn": Page(check, {"teks": gone.number or ""}),
        "check, too short": Page(check, {"teks": "pasar"}),
        "check, nothing": Page(check, {"teks": ""}),
        "comments": Page(reverse("comments", args=[discussed.slug])),
        "comment form": Page(reverse("comment", args=[discussed.slug])),
        "follow": Page(reverse("comment_follow", args=[discussed.slug])),
        "own data": Page(reverse("comment_my_data")),
        "privacy": Page(reverse("comment_privacy")),
    }
    more |= {
        f"static page {page.slug}": Page(reverse("static_page", args=[page.slug])) for page in StaticPage.objects.all()
    }
    return Site(read, more)


@contextmanager
def banner() -> Iterator[None]:
    """Put an emergency banner on every page, and take it off again."""
    from django.utils import timezone

    from news.accounts.models import User
    from news.desk import banners

    publisher = User.objects.get(username="penerbit")
    until = timezone.now() + timedelta(hours=1)
    banners.set_banner(
        by=publisher, level="emergency", text="Jembatan Lirai ditutup; lewat Jalan Sauh.", url="/periksa/", until=until
    )
    try:
        yield
    finally:
        banners.end_banner(by=publisher)
