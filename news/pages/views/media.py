"""Serve photos and attachments while the public is shown them, and not a moment longer than a cache keeps them."""

import datetime
import uuid

from django.db.models import Exists, OuterRef, Q
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone

from news.answers import public
from news.articles.delivery import hand_out
from news.articles.live import is_live
from news.articles.models import Attachment, PhotoCaption
from news.directory.models import Agency, Official
from news.newsroom.models import Newsroom
from news.photos import delivery
from news.photos.models import Photo

# What is shown now may end at any minute, so no cache keeps it for long.
CACHE_CONTROL = "public, max-age=300"


def is_shown(now: datetime.datetime) -> Q:
    """Return the condition that a photo is shown to the public: in a live edition, or as portrait, logo or crest."""
    photo = OuterRef("pk")
    return (
        Q(Exists(PhotoCaption.objects.filter(is_live(now, "edition__"), photo=photo)))
        | Q(Exists(Official.objects.filter(portrait=photo)))
        | Q(Exists(Agency.objects.filter(logo=photo)))
        | Q(Exists(Newsroom.objects.filter(crest=photo)))
    )


@public
def media(request: HttpRequest, key: uuid.UUID, name: str) -> HttpResponseBase:
    """Answer with the rendition ``name`` of the photo ``key``; 404 if there is none, or the public is not shown it."""
    photo = Photo.objects.filter(is_shown(timezone.now()), key=key).first()
    if photo is None:
        raise Http404
    return delivery.show(request, photo, name, cache_control=CACHE_CONTROL)


@public
def press(request: HttpRequest, key: uuid.UUID, article: int) -> HttpResponseBase:
    """Answer with the photo ``key`` for the press, with the caption of the edition of ``article`` that is live now.

    The address stays through corrections and its caption follows them; 404 while no live edition shows the photo.
    """
    shown = PhotoCaption.objects.filter(is_live(timezone.now(), "edition__"), photo__key=key, edition__article=article)
    row = shown.select_related("photo").first() if article < 2**63 else None  # no database has a larger number
    if row is None:
        raise Http404
    return delivery.hand_out(request, row.photo, caption=row.caption, use=article, cache_control=CACHE_CONTROL)


@public
def attachment(request: HttpRequest, key: uuid.UUID, kind: str) -> HttpResponseBase:
    """Answer with the attachment ``key`` as a download; 404 while no live edition has it."""
    found = Attachment.objects.public(timezone.now()).filter(key=key, kind=kind).first()
    if found is None:
        raise Http404
    return hand_out(request, found, cache_control=CACHE_CONTROL)
