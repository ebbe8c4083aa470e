"""Send the letters that are due, each at most once.

A worker claims a letter before it speaks to the mail server, in a transaction of its own, so two workers never send the
same one. What became of it is written afterwards:

- **sent**: the server took it;
- **waiting** again, with growing pauses: the server could not be reached, or refused for now;
- **failed**: the server refused for good, or five times; or the letter cannot be read or written;
- **perhaps sent** (uncertain): the connection broke, or the worker died, after the letter was begun. Nobody knows
  whether it arrived. It is not sent again by itself: somebody who looks at the list decides (:func:`send_again`).
"""

from __future__ import annotations

import datetime
import logging
import smtplib
import time
from contextlib import suppress
from email.errors import MessageError
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends import smtp
from django.db import transaction
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from news.sealing import CannotOpen, keyed_hash

from .models import Letter, LetterQuerySet

log = logging.getLogger(__name__)

PAUSES = (
    datetime.timedelta(minutes=1),
    datetime.timedelta(minutes=10),
    datetime.timedelta(hours=2),
    datetime.timedelta(hours=12),
)
"""Between one attempt and the next; there is one attempt more than pauses."""
CLAIM = datetime.timedelta(minutes=15)
"""After which nobody is sending a claimed letter any more; far longer than a mail server may take to answer."""
KEPT = datetime.timedelta(days=30)
ROUND_SECONDS = 20.0


class _Refused(Exception):
    """The letter was certainly not delivered."""

    def __init__(self, problem: str, *, for_good: bool = False, unreachable: bool = False) -> None:
        super().__init__(problem)
        self.for_good = for_good
        self.unreachable = unreachable


def send_due(limit: int = 50) -> int:
    """Send at most ``limit`` letters that are due, the longest due first, and return how many the mail server took.

    The round ends early after :data:`ROUND_SECONDS`, and when the mail server cannot be reached.

    :raises RuntimeError: in a transaction: the claim must be committed before a letter goes out.
    """
    note_lost_claims(timezone.now())
    sent = 0
    deadline = time.monotonic() + ROUND_SECONDS
    for pk in Letter.objects.due(timezone.now()).values_list("pk", flat=True)[:limit]:
        if time.monotonic() > deadline:
            break
        try:
            sent += _send_claimed(pk)
        except _Refused as refusal:
            if refusal.unreachable:
                break
    return sent


def note_lost_claims(now: datetime.datetime) -> int:
    """Mark as perhaps sent what a worker began to send and never finished; return how many there are."""
    lost = Letter.objects.claimed_before(now - CLAIM).update(
        claimed_at=None, uncertain_at=now, problem=_("The worker ended while it was sending; perhaps it arrived.")
    )
    if lost:
        log.warning("%d letters were being sent when a worker ended: perhaps they arrived.", lost)
    return lost


def send_again(letters: LetterQuerySet) -> int:
    """Let each failed or uncertain one of ``letters`` be tried once more, and return how many there are.

    What was forgotten cannot be sent, and what has no usable address fails again.
    """
    ended = letters.remembered().filter(next_try_at=None, claimed_at=None, sent_at=None)
    return ended.update(next_try_at=timezone.now(), failed_at=None, uncertain_at=None)


def forget_sent(older_than: datetime.timedelta = KEPT) -> int:
    """Blank address and body of letters posted longer ago that are sent or given up; return how many there were.

    Kind, key, subject and moments stay: the key keeps the letter from being posted again.
    """
    now = timezone.now()
    ended = Letter.objects.remembered().filter(posted_at__lt=now - older_than, next_try_at=None, claimed_at=None)
    return ended.update(to="", body="", unsubscribe_url="", forgotten_at=now)


def _send_claimed(pk: int) -> int:
    """Claim the letter ``pk``, send it and write down what became of it; return 1 if it was sent, else 0.

    :raises _Refused: if it was certainly not delivered.
    """
    if not (attempt := _claim(pk)):
        return 0
    mine = Letter.objects.filter(pk=pk, attempts=attempt)  # the number of the attempt is the claim's name
    try:
        _deliver(_opened(pk))
    except _Refused as refusal:
        _write_refusal(mine, attempt, refusal)
        raise
    except Exception as error:  # whatever happened after the first byte: nobody knows whether it arrived
        log.exception("Letter %d was begun, and is perhaps sent.", pk)
        problem = _("The connection broke while it was being sent; perhaps it arrived.")
        mine.update(claimed_at=None, uncertain_at=timezone.now(), problem=_short(f"{problem} ({type(error).__name__})"))
        return 0
    mine.update(claimed_at=None, uncertain_at=None, sent_at=timezone.now(), problem="")
    return 1


def _claim(pk: int) -> int:
    """Make the letter ours if it is still due, and return the number of this attempt; 0 if somebody else was faster."""
    now = timezone.now()
    with transaction.atomic(durable=True):
        letter = Letter.objects.select_for_update().due(now).filter(pk=pk).only("attempts").first()
        if letter is None:
            return 0
        letter.attempts += 1
        Letter.objects.filter(pk=pk).update(attempts=letter.attempts, claimed_at=now, next_try_at=None)
    return letter.attempts


def _write_refusal(mine: LetterQuerySet, attempt: int, refusal: _Refused) -> None:
    now, problem = timezone.now(), _short(str(refusal))
    if refusal.for_good or attempt > len(PAUSES):
        log.error("A letter is given up after %d attempts: %s", attempt, problem)
        mine.update(claimed_at=None, failed_at=now, problem=problem)
    else:
        log.warning("A letter could not be sent at attempt %d: %s", attempt, problem)
        mine.update(claimed_at=None, next_try_at=now + PAUSES[attempt - 1], problem=problem)


def _deliver(letter: Letter) -> None:
    """Hand ``letter`` to the mail server.

    :raises _Refused: if it was certainly not delivered; anything else that is raised leaves it open.
    """
    message = _message(letter)
    try:
        connection = get_connection()
        connection.open()
        if isinstance(connection, smtp.EmailBackend) and connection.connection:
            connection.connection.ehlo_or_helo_if_needed()
    except Exception as error:  # whatever it is, no letter was spoken of yet
        problem = _("The mail server could not be reached: %(error)s") % {"error": _told(error, letter.to)}
        raise _Refused(problem, unreachable=True) from error
    try:
        connection.send_messages([message])
    except smtplib.SMTPRecipientsRefused as error:
        code, reply = next(iter(error.recipients.values()))
        answer = smtplib.SMTPResponseException(code, reply)
        raise _Refused(_told(answer, letter.to), for_good=code >= 500) from error
    except smtplib.SMTPDataError as error:
        raise _Refused(_told(error, letter.to), for_good=error.smtp_code >= 500) from error
    except (smtplib.SMTPResponseException, smtplib.SMTPNotSupportedError) as error:
        raise _Refused(_told(error, letter.to)) from error
    finally:
        with suppress(OSError):  # a server that takes no leave took the letter all the same
            connection.close()


def _opened(pk: int) -> Letter:
    """Return the letter with what was sealed.

    :raises _Refused: if no key opens it.
    """
    try:
        return Letter.objects.get(pk=pk)
    except CannotOpen as error:
        raise _Refused(str(error), for_good=True) from error


def _message(letter: Letter) -> EmailMessage:
    """Return ``letter`` as a message (RFC 5322) that says that a machine wrote it (RFC 3834).

    :raises _Refused: if it has no address, or makes no message.
    """
    if not letter.to:
        raise _Refused(_("There is no address."), for_good=True)
    host = urlsplit(settings.BASE_URL).hostname or "localhost"
    try:
        message = EmailMessage(
            subject=letter.subject,
            body=letter.body,
            to=[letter.to],
            headers={
                "Auto-Submitted": "auto-generated",
                "Message-ID": f"<{keyed_hash('message-id', letter.key)[:40]}@{host}>",
                **_unsubscribing(letter),
            },
        )
        message.message().as_bytes()
    except (MessageError, ValueError) as error:
        raise _Refused(str(error), for_good=True) from error
    return message


def _unsubscribing(letter: Letter) -> dict[str, str]:
    """Return the headers by which a mail program ends such letters with one press (RFC 8058)."""
    if not letter.unsubscribe_url:
        return {}
    return {
        "List-Unsubscribe": f"<{letter.unsubscribe_url}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


def _told(error: Exception, address: str) -> str:
    """Return in a line what ``error`` says, without the address, which some servers repeat."""
    if isinstance(error, smtplib.SMTPResponseException):
        reply = error.smtp_error
        text = f"{error.smtp_code} {reply.decode(errors='replace') if isinstance(reply, bytes) else reply}"
    else:
        text = str(error) or type(error).__name__
    return text.replace(address, "…")


def _short(problem: str) -> str:
    return Truncator(" ".join(problem.split())).chars(300)
