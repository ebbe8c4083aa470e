"""Say which photos the worker makes renditions of: those that are shown somewhere, and what came in lately."""

from __future__ import annotations

import datetime
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from news.articles.models import PhotoCaption
from news.directory.models import Agency, Official
from news.newsroom.models import Newsroom
from news.photos.models import Photo
from news.photos.rendering import render

LATELY = datetime.timedelta(days=30)
ROUND_SECONDS = 8.0


def render_photos() -> int:
    """Make the missing renditions of photos that are used or new, and return how many photos are complete now."""
    users: list[QuerySet[Any]] = [
        PhotoCaption.objects.filter(photo=OuterRef("pk")),
        Official.objects.filter(portrait=OuterRef("pk")),
        Agency.objects.filter(logo=OuterRef("pk")),
        Newsroom.objects.filter(crest=OuterRef("pk")),
    ]
    lately = Q(uploaded_at__gte=timezone.now() - LATELY)
    wanted = reduce(or_, (Q(Exists(rows)) for rows in users), lately)
    return render(Photo.objects.filter(wanted), ROUND_SECONDS)
