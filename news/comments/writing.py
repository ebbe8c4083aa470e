"""Write letters to readers: plain text, in the newsroom's language and time, through the outbox."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.functional import Promise

from news.letters.models import Letter
from news.letters.posting import post
from news.newsroom.models import Newsroom


def write(
    kind: str, *, key: str, to: str, subject: str | Promise, unsubscribe_url: str = "", **context: Any
) -> Letter | None:
    """Post the letter ``comments/letters/<kind>.txt`` in the caller's transaction; None if it was posted before.

    :param key: which letter of this kind it is; it names nobody.
    :param subject: a lazy translation; it holds no secret.
    :param context: what the template needs besides ``newsroom``, ``zone_label`` and ``unsubscribe_url``.
    """
    newsroom = Newsroom.current()
    with translation.override(settings.LANGUAGE_CODE), timezone.override(newsroom.tzinfo):
        context |= {"newsroom": newsroom, "zone_label": newsroom.zone_label, "unsubscribe_url": unsubscribe_url}
        body = render_to_string(f"comments/letters/{kind}.txt", context).strip() + "\n"
        return post(f"comment-{kind}", f"comment-{kind}:{key}", to, str(subject), body, unsubscribe_url=unsubscribe_url)
