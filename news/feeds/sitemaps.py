"""Tell search engines every address that is live (https://www.sitemaps.org/protocol.html).

The index names one file for the standing pages and one for each month in which something live was first published: a
month is walked on the list's index, without COUNT or OFFSET. Django's own sitemaps need both, and a template for a
million rows.
"""

import datetime
from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape

from django.db.models import Exists, OuterRef
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from news.answers import public
from news.articles import archive, lists
from news.articles.live import is_live
from news.articles.models import Article, EditionTag, Section, Tag
from news.directory.models import Agency, Official
from news.newsroom.models import Newsroom

from .answers import document, newsroom_of
from .contents import absolute

MAX_URLS = 50_000
_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"

Month = tuple[int, int]
Address = tuple[str, datetime.datetime | None]


@public
def sitemap(request: HttpRequest) -> HttpResponse:
    """Answer ``/sitemap.xml``: the index of all files; three queries, however many releases."""
    now, newsroom = timezone.now(), newsroom_of(request)
    files = [reverse("sitemap_pages")]
    files += [reverse("sitemap_releases", args=[year, f"{month:02}"]) for year, month in _months(newsroom, now)]
    return _document("sitemapindex", "sitemap", ((file, None) for file in files))


@public
def pages(request: HttpRequest) -> HttpResponse:
    """Answer ``/sitemap-halaman.xml``: the home page, sections, agencies, officials, and topics with something live."""
    now = timezone.now()
    live = EditionTag.objects.filter(is_live(now, "content_object__"), tag=OuterRef("pk"), list_at__isnull=False)
    found = [
        *Section.objects.only("slug"),
        *Agency.objects.begun_on(timezone.localdate()).only("slug"),
        *Official.objects.current().only("slug"),
        *Tag.objects.filter(Exists(live)).only("slug"),
    ]
    addresses = [reverse("home"), *(page.get_absolute_url() for page in found)]
    return _document("urlset", "url", ((address, None) for address in addresses[:MAX_URLS]))


@public
def releases(request: HttpRequest, year: str, month: str) -> HttpResponse:
    """Answer ``/sitemap-<yyyy>-<mm>.xml``: what was first published in that month and is live, with its last change."""
    newsroom = newsroom_of(request)
    live = archive.within(archive.month_span(newsroom, int(year), int(month)), timezone.now())
    rows = list(live.values_list("article__slug", "article__url_date", "live_from", "article__redacted_at")[:MAX_URLS])
    if not rows:
        raise Http404("Nothing live was first published in that month.")
    return _document(
        "urlset",
        "url",
        (
            (
                Article(slug=slug, url_date=date).get_absolute_url(),
                newsroom.local(max(live_from, redacted_at or live_from)) if live_from else None,
            )
            for slug, date, live_from, redacted_at in rows
        ),
    )


def _months(newsroom: Newsroom, now: datetime.datetime) -> list[Month]:
    """Return the months in which something live was first published, oldest first."""
    extent = archive.Extent.of(newsroom, now)
    months = sorted((year, month) for year in extent.years for month in extent.months(year))
    # One row, a column for each month: probes of the index, instead of a walk over every release.
    probes = [Exists(archive.within(archive.month_span(newsroom, *month), now)) for month in months]
    row = lists.newest(now).values_list(*probes).first() or ()
    return [month for month, is_there in zip(months, row, strict=False) if is_there]


def _document(root: str, element: str, addresses: Iterable[Address]) -> HttpResponse:
    return document("".join(_lines(root, element, addresses)), "application/xml")


def _lines(root: str, element: str, addresses: Iterable[Address]) -> Iterator[str]:
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} xmlns="{_NAMESPACE}">\n'
    for path, changed_at in addresses:
        # W3C date and time, https://www.w3.org/TR/NOTE-datetime
        lastmod = f"<lastmod>{changed_at.isoformat(timespec='seconds')}</lastmod>" if changed_at else ""
        yield f"<{element}><loc>{escape(absolute(path))}</loc>{lastmod}</{element}>\n"
    yield f"</{root}>\n"
