"""Small pictures of photos for staff."""

from django.utils.html import format_html
from django.utils.safestring import SafeString

from news.photos import markup, renditions
from news.photos.models import Photo


def thumbnail(photo: Photo) -> SafeString:
    """Return a small picture of ``photo`` for staff, also while it is not public."""
    made = renditions.widths(photo)[0]
    return format_html(
        '<img src="{}" width="{}" height="{}" alt="{}" loading="lazy">',
        markup.staff_url(photo, f"{made}.webp"), made, renditions.height(photo, made), photo.alt,
    )  # fmt: skip
