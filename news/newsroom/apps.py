"""Name this room to Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NewsroomConfig(AppConfig):
    """Who publishes."""

    name = "news.newsroom"
    verbose_name = _("Newsroom")
