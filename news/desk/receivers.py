"""What other rooms tell this one."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver
from django.utils.translation import gettext as _

from news.accounts.models import User
from news.articles import signals
from news.articles.redacting import Pen

from . import working_copies
from .models import PressLink, PreviewLink, Remark, WorkingCopy


@receiver(signals.redacting)
def redact(pen: Pen, **_kwargs: Any) -> None:
    """Take what is redacted out of remarks, of what was typed and not saved, and of the names of links, too."""
    of_article = {"edition__article": pen.article}
    pen.rows(Remark.objects.filter(article=pen.article), _("Remark"), texts=["text", "quoted"])
    pen.rows(
        WorkingCopy.objects.filter(**of_article), _("What somebody typed and did not save"), json=["base", "fields"]
    )
    pen.rows(PreviewLink.objects.filter(article=pen.article), _("Preview link"), texts=["label"])
    pen.rows(PressLink.objects.filter(**of_article), _("Press link"), texts=["outlet"])


@receiver(signals.saved)
def let_go(by: User, session: str, **_kwargs: Any) -> None:
    """Let go of what a page had kept, once it saved its release."""
    working_copies.forget(by, session)
