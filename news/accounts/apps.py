"""Name this room to Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """Who works here."""

    name = "news.accounts"
    verbose_name = _("Accounts")
