"""Name this room to Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LedgerConfig(AppConfig):
    """What was decided."""

    name = "news.ledger"
    verbose_name = _("Ledger")

    def ready(self) -> None:
        from news.guards import keep

        from . import receivers  # noqa: F401  # connects them
        from .guards import GUARDS

        keep(self, GUARDS)
