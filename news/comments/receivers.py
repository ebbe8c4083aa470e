"""What other rooms tell this one."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver
from django.utils.translation import gettext as _

from news.articles import signals
from news.articles.redacting import Pen

from .models import Comment, Referral, Remark, Report


@receiver(signals.redacting, dispatch_uid="comments.redacting")
def redact(pen: Pen, in_comments: bool, **_kwargs: Any) -> None:
    """Take what is redacted out of the comments on the release, where that was asked for."""
    if not in_comments:
        return
    comments = Comment.objects.filter(article=pen.article)
    where = _("Comment %(number)s")
    changed = pen.rows(
        comments, lambda comment: where % {"number": comment.pk},
        texts=["name", "text", "original_text", "unmasked_text"], json=["signals"],
    )  # fmt: skip
    if pen.writes:
        Comment.objects.filter(pk__in=[comment.pk for comment in changed]).update(text_hash="")
    of_comment = {"comment__article": pen.article}
    pen.rows(Report.objects.filter(**of_comment), _("Report of a comment"), texts=["text"])
    pen.rows(Referral.objects.filter(**of_comment), _("Question to an agency"), texts=["note"])
    pen.rows(Remark.objects.filter(**of_comment), _("Remark on a comment"), texts=["text"])
