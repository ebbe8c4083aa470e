"""Share cards: the picture below a link in a chat."""

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from news.answers import public
from news.newsroom.models import Newsroom

from .. import cards
from ..releases import Release
from .packs import of_live

_KEPT_SECONDS = 24 * 60 * 60


@public
def of_release(request: HttpRequest, year: int, month: int, day: int, slug: str) -> HttpResponseBase:
    """Answer with the card of a release while it is live, whatever the query: a new one has a new address."""
    return of_live(request, (year, month, day, slug), _of_release)


@public
def of_newsroom(request: HttpRequest) -> HttpResponse:
    """Answer with the card of all other pages."""
    card = cards.of_newsroom(request.newsroom)  # type: ignore[attr-defined]  # by the newsroom's middleware
    content: bytes = cache.get_or_set(f"card:{card.digest}", card.drawn, _KEPT_SECONDS) or card.drawn()
    return _picture(card, content)


def _of_release(request: HttpRequest, release: Release, newsroom: Newsroom) -> HttpResponse:
    card = cards.of_release(release, newsroom)
    return _picture(card, cards.kept(card, release))


def _picture(card: cards.Card, content: bytes) -> HttpResponse:
    headers = {"ETag": f'"{card.digest[:32]}"', "X-Content-Type-Options": "nosniff", "X-Robots-Tag": "noindex"}
    return HttpResponse(content, content_type="image/jpeg", headers=headers)
