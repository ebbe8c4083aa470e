"""Post a letter: it is kept in the transaction of whoever posts it, and sent by the worker once that is committed."""

from __future__ import annotations

import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from .models import Letter


def post(
    kind: str,
    key: str,
    to: str,
    subject: str,
    body: str,
    not_before: datetime.datetime | None = None,
    *,
    unsubscribe_url: str = "",
) -> Letter | None:
    """Keep a letter in plain text for one address, to be sent after commit and not before ``not_before``.

    Call it in the transaction that decides what the letter tells: both are kept, or neither.

    :param kind: a slug of at most 40 characters, the same for all letters of a kind.
    :param key: what this letter is, in at most 200 characters, such as ``comment-verify:42``: posted again with the
        same key, also by somebody else at the same moment, it is the same letter.
    :param to: the address; a wrong one stops nobody: the letter is kept as failed, and says why.
    :param subject: one line, cut off after 200 characters; it is not sealed, so it holds no secret.
    :param body: plain text, sealed.
    :param unsubscribe_url: where one press ends letters of this kind (RFC 8058); mail programs show it as a button.
    :returns: the letter; None if there was one of this key already, or if ``to`` is empty: there is nobody to write to.
    :raises ValueError: if ``kind`` or ``key`` is empty or too long.
    """
    for name, value, longest in (("kind", kind, 40), ("key", key, 200)):
        if not 0 < len(value) <= longest:
            raise ValueError(f"The {name} of a letter has 1 to {longest} characters, not {len(value)}.")
    if not (to := to.strip()):
        return None
    now = timezone.now()
    first_try_at = max(now, not_before) if not_before else now
    problem = _problem_with(to)
    letter, is_new = Letter.objects.get_or_create(
        key=key,
        defaults={
            "kind": kind,
            "to": to,
            "subject": Truncator(" ".join(subject.split())).chars(200),
            "body": body,
            "unsubscribe_url": unsubscribe_url,
            "posted_at": now,
            "not_before": not_before,
            "next_try_at": None if problem else first_try_at,
            "failed_at": now if problem else None,
            "problem": problem,
        },
    )
    return letter if is_new else None


def _problem_with(address: str) -> str:
    """Return why nothing can be sent to ``address``; empty, if it looks right."""
    try:
        validate_email(address)
    except ValidationError:
        return _("This is no e-mail address.")
    return ""
