"""Where an address that is none of ours leads: to what the table of old addresses says, or by WordPress's usual forms.

WordPress names a post by ``/?p=123``, and by permalinks of many forms
(https://wordpress.org/documentation/article/customize-permalinks/); only what the public may read is ever led to.
"""

from __future__ import annotations

import datetime
import re
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse

from news.articles.models import Article, Section, Tag
from news.newsroom import redirecting
from news.search import finding, queries, words

QUERY_NAMES = ("p", "page_id", "attachment_id", "cat", "tag", "author", "m", "feed")
# A year, month and day, or up to two names of categories; then the slug, perhaps with the number of a page.
_NAMED = re.compile(
    r"/(?:\d{4}/(?:\d{1,2}/){0,2}|(?:[\w-]+/){0,2})([\w-]+?)(?:\.html?|/\d{1,3})?/?", re.ASCII | re.IGNORECASE
)
_ENDINGS = re.compile(r"/(?:amp|feed(?:/\w+)?|embed|page/\d+|comment-page-\d+|trackback)/?\Z")
_FEED = re.compile(r"/(?:comments/)?(?:feed|rss2?|atom|rdf)(?:/\w*)?/?(?:\.xml)?")
_OURS = {
    "rubrik", "topik", "instansi", "pejabat", "jabatan", "cari", "periksa", "arsip", "statis", "umpan", "langganan",
    "api", "en", "s", "warna",
}  # fmt: skip
"""First parts of addresses that are this site's own: what is wrong behind them is no permalink of an earlier site."""
_NO_WORDS = {
    "content", "uploads", "index", "html", "page", "category", "kategori", "author", "feed", "attachment", "admin",
    "login", "xmlrpc", "includes", "plugins", "themes", "json",
}  # fmt: skip
_MOST_WORDS, _SUGGESTED = 6, 3


def target_of(request: HttpRequest, now: datetime.datetime) -> str:
    """Return where the address of ``request`` leads; empty if nobody knows."""
    path = request.path.removeprefix("/index.php") or "/"
    query = request.META.get("QUERY_STRING", "")
    # ``/?p=123`` is the same address whatever stands beside it, such as what a campaign adds.
    named = [f"{path}?{name}={request.GET[name]}" for name in QUERY_NAMES if name in request.GET]
    whole = [f"{request.path}?{query}"] if query else []
    return redirecting.follow(*whole, *named, request.path, path) or _usual(path, request, now)


def names_by_query(request: HttpRequest) -> bool:
    """Say whether the query names a page in WordPress's way, so that the front page is not what was meant."""
    return any(name in request.GET for name in QUERY_NAMES)


def searched(request: HttpRequest) -> str:
    """Return the address of our search for what WordPress's ``/?s=`` asks; empty if it does not."""
    asked = request.GET.get("s", "")[: queries.LONGEST_QUERY]
    return f"{reverse('search')}?{urlencode({'q': asked})}" if asked else ""


def _usual(path: str, request: HttpRequest, now: datetime.datetime) -> str:
    path = path.lower()
    shorter = _ENDINGS.sub("/", path)
    first, *others = shorter.strip("/").split("/")
    slug = others[-1] if others else first
    if _FEED.fullmatch(path) or (path == "/" and request.GET.get("feed")):
        return str(reverse("feed"))
    if first in {"category", "kategori"} and (section := Section.objects.filter(slug=slug).first()):
        return section.get_absolute_url()
    tagged = slug if first == "tag" else request.GET.get("tag", "").lower() if path == "/" else ""
    if tagged and (tag := Tag.objects.filter(slug=tagged).first()):
        return str(tag.get_absolute_url())
    if first not in _OURS and (match := _NAMED.fullmatch(shorter)):
        article = Article.objects.filter(slug=match[1], first_released_at__lte=now).first()
        if article and article.url_date and article.get_absolute_url() != request.path:
            return article.get_absolute_url()
    return ""


def suggested(path: str, now: datetime.datetime) -> list[int]:
    """Return editions that are live and have the words of ``path``, fewer and fewer of them until some are found."""
    named = [word for word in words.split(path[-200:]) if word.isalpha() and len(word) > 3]
    named = [word for word in named if word not in _NO_WORDS][:_MOST_WORDS]
    while named:
        found = finding.find(queries.parse(" ".join(named)), now)
        if found.editions:
            return found.editions[:_SUGGESTED]
        named.remove(min(named, key=len))
    return []
