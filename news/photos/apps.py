"""Name this room to Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PhotosConfig(AppConfig):
    """What is shown, as bytes."""

    name = "news.photos"
    verbose_name = _("Photos")
