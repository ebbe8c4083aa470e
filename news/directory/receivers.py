"""What this room does when another announces something."""

from typing import Any

from django.dispatch import receiver

from news.photos.models import Photo
from news.photos.signals import people_named

from .depicting import depict


@receiver(people_named, dispatch_uid="directory.people_named")
def note_officials(sender: Any, photo: Photo, **kwargs: Any) -> None:
    """Note which officials are in ``photo``."""
    depict(photo)
