"""Name this room to Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CommentsConfig(AppConfig):
    """What readers answer."""

    name = "news.comments"
    verbose_name = _("Comments")

    def ready(self) -> None:
        from news.guards import keep
        from news.screening.samples import register_source

        from . import receivers, retention, samples  # noqa: F401  # the receivers listen from now on
        from .guards import GUARDS

        retention.check()
        register_source(samples.newest, samples.decided)
        keep(self, GUARDS)
