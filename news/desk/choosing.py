"""Choose photos of the library for a release: newest first, a page at a time, without counting them.

What is looked for is looked for in the newest photos only, as on the library's own page.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from news.accounts.models import User
from news.directory.models import Depiction
from news.photos import renditions
from news.photos.markup import staff_url
from news.photos.models import Photo, PhotoQuerySet

A_PAGE = 24
# As on the library's page, whose module the desk's addresses must not import: it needs the desk's site.
SEARCHED_PHOTOS = 20_000
SEARCHED_WORDS = 8
_TEXTS = ("title", "caption", "alt", "credit", "place", "keywords", "people")


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody looks for: words, people, days on which it was taken (both included), and only their own."""

    words: str = ""
    people: str = ""
    since: datetime.date | None = None
    until: datetime.date | None = None
    by: User | None = None

    @property
    def is_open(self) -> bool:
        """Whether everything is wished for."""
        return self == Wish()


@dataclass(frozen=True, slots=True)
class Page:
    """Some photos, and the place behind which the next page begins; empty on the last one."""

    photos: Sequence[Photo]
    place: str


def page(wish: Wish, behind: str = "") -> Page:
    """Return the newest photos that ``wish`` means, behind the place at which an earlier page ended."""
    photos = _meant(wish)
    if place := _read(behind):
        at, pk = place
        photos = photos.filter(Q(uploaded_at__lt=at) | Q(pk__lt=pk), uploaded_at__lte=at)
    found = list(photos.order_by("-uploaded_at", "-pk")[: A_PAGE + 1])
    more = len(found) > A_PAGE
    found = found[:A_PAGE]
    return Page(found, f"{found[-1].uploaded_at.isoformat()}~{found[-1].pk}" if more else "")


def _read(place: str) -> tuple[datetime.datetime, int] | None:
    at, _tilde, pk = place.partition("~")
    try:
        moment = datetime.datetime.fromisoformat(at)
    except ValueError:
        return None
    if moment.tzinfo is None or not (pk.isascii() and pk.isdigit() and len(pk) < 19):
        return None
    return moment, int(pk)


def _meant(wish: Wish) -> PhotoQuerySet:
    photos = Photo.objects.all()
    if wish.is_open:
        return photos
    newest = photos.order_by("-uploaded_at", "-pk").values_list("uploaded_at", flat=True)
    for oldest in newest[SEARCHED_PHOTOS - 1 : SEARCHED_PHOTOS]:
        photos = photos.filter(uploaded_at__gte=oldest)
    for word in wish.words.split()[:SEARCHED_WORDS]:
        texts = Q(_shows(word))
        for name in _TEXTS:
            texts |= Q(**{f"{name}__icontains": word})
        photos = photos.filter(texts)
    for word in wish.people.split()[:SEARCHED_WORDS]:
        photos = photos.filter(Q(people__icontains=word) | Q(_shows(word)))
    if wish.since:
        photos = photos.filter(taken_at__gte=_midnight(wish.since))
    if wish.until:
        photos = photos.filter(taken_at__lt=_midnight(wish.until + datetime.timedelta(days=1)))
    return photos.filter(uploaded_by=wish.by) if wish.by else photos


def _shows(word: str) -> Exists:
    named = Q(official__name__icontains=word) | Q(official__aliases__icontains=word)
    return Exists(Depiction.objects.filter(named, photo=OuterRef("pk")))


def _midnight(date: datetime.date) -> datetime.datetime:
    return timezone.make_aware(datetime.datetime.combine(date, datetime.time.min))


def as_json(photo: Photo, *, may_change: bool = False) -> dict[str, Any]:
    """Return ``photo`` as the desk's script takes it: its words, its addresses for staff, and what it lacks."""
    ladder = renditions.widths(photo)
    middle = next((width for width in ladder if width >= 640), ladder[-1])
    lacks = [] if photo.alt or photo.decorative else [_("no alt text")]
    lacks += [] if photo.credit else [_("no credit")]
    if photo.rights_until_date and photo.rights_until_date < timezone.localdate():
        lacks.append(_("rights have ended"))
    return {
        "id": photo.pk, "name": str(photo), "alt": photo.alt, "decorative": photo.decorative, "credit": photo.credit,
        "caption": photo.caption, "people": photo.people, "focal_x": photo.focal_x, "focal_y": photo.focal_y,
        "width": photo.width, "height": photo.height, "lacks": lacks, "may_change": may_change,
        "taken": timezone.localtime(photo.taken_at).date().isoformat() if photo.taken_at else "",
        "small": staff_url(photo, f"{ladder[0]}.webp"), "middle": staff_url(photo, f"{middle}.webp"),
    }  # fmt: skip
