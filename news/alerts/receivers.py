"""Tell colleagues at once of what was decided; whatever goes wrong here, the worker makes up for it."""

from __future__ import annotations

import logging
from typing import Any

from django.db import DatabaseError
from django.dispatch import receiver
from django.utils.translation import gettext as _

from news.articles.redacting import Pen
from news.articles.signals import decided, redacting

from . import telling
from .models import Notice

log = logging.getLogger(__name__)


@receiver(decided, dispatch_uid="alerts.decided")
def tell(sender: Any, **kwargs: Any) -> None:
    """Make the notices now, unless somebody else is making them."""
    try:
        telling.tell_new(wait=False)
    except DatabaseError:  # the decision stands; its page must not fail because of this
        log.exception("Colleagues could not be told at once; the worker will tell them.")


@receiver(redacting, dispatch_uid="alerts.redacting")
def redact(pen: Pen, **_kwargs: Any) -> None:
    """Take what is redacted out of the notices about the release, too."""
    pen.rows(Notice.objects.filter(edition__article=pen.article), _("Notice"), texts=["text"])
