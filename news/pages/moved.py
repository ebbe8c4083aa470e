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

QUERY_NAMES = ("p", "page_id", "attachment_id", "cat", "m", "author")
_DATED = re.compile(r"/(?:\d{4}/(?:\d{1,2}/(?:\d{1,2}/)?)?)?([\w-]+?)(?:\.html?)?/?", re.ASCII)
_ENDINGS = re.compile(r"/(?:amp|feed|embed|page/\d+|comment-page-\d+|trackback)/?\Z")
_MOST_WORDS, _SUGGESTED = 6, 3


def target_of(request: HttpRequest, now: datetime.datetime) -> str:
    """Return where the address of ``request`` leads; empty if nobody knows."""
    path, query = request.path, request.META.get("QUERY_STRING", "")
    return redirecting.follow(path, query) or _usual(path, request, now)


def names_by_query(request: HttpRequest) -> bool:
    """Say whether the query names a page in WordPress's way, so that the front page is not what was meant."""
    return any(name in request.GET for name in QUERY_NAMES)


def searched(request: HttpRequest) -> str:
    """Return the address of our search for what WordPress's ``/?s=`` asks; empty if it does not."""
    asked = request.GET.get("s", "")[: queries.LONGEST_QUERY]
    return f"{reverse('search')}?{urlencode({'q': asked})}" if asked else ""


def _usual(path: str, request: HttpRequest, now: datetime.datetime) -> str:
    shorter = _ENDINGS.sub("/", path.removeprefix("/index.php"))
    if path.rstrip("/") == "/feed":
        return str(reverse("feed"))
    kind, _, slug = shorter.strip("/").rpartition("/")
    if kind == "category" and (section := Section.objects.filter(slug=slug).first()):
        return section.get_absolute_url()
    if kind == "tag" and (tag := Tag.objects.filter(slug=slug).first()):
        return str(tag.get_absolute_url())
    if match := _DATED.fullmatch(shorter):
        article = Article.objects.filter(slug=match[1], first_released_at__lte=now).first()
        if article and article.url_date and article.get_absolute_url() != path:
            return article.get_absolute_url()
    return ""


def suggested(path: str, now: datetime.datetime) -> list[int]:
    """Return editions that are live and have the words of ``path``, fewer and fewer of them until some are found."""
    named = [word for word in words.split(path[-200:]) if word.isalpha() and len(word) > 3][:_MOST_WORDS]
    while named:
        found = finding.find(queries.parse(" ".join(named)), now)
        if found.editions:
            return found.editions[:_SUGGESTED]
        named.remove(min(named, key=len))
    return []
