"""Write the letters that notices ask for: one for all that a colleague is told of a release within half a minute.

A letter is posted in the transaction that takes its notices off the list, so it is written once, whenever the worker
is killed, and however many there are.
"""

from __future__ import annotations

import datetime
import time

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation

from news.articles.models import Edition
from news.letters.models import Letter
from news.letters.posting import post
from news.newsroom.models import Newsroom

from . import wording
from .models import Kind, Notice

ROUND_SECONDS = 10.0
PRESSING = {kind: number for number, kind in enumerate([Kind.FAILED, *Kind])}


def mail_due(limit: int = 200) -> int:
    """Post the letters of at most ``limit`` notices that are due; return how many letters there are."""
    now, deadline = timezone.now(), time.monotonic() + ROUND_SECONDS
    due = Notice.objects.filter(mail_due_at__lte=now).order_by("mail_due_at", "pk")
    posted, seen = 0, set()
    for pk, user, article in list(due.values_list("pk", "user", "edition__article")[:limit]):
        if (user, article or -pk) in seen:
            continue
        seen.add((user, article or -pk))
        if time.monotonic() > deadline:
            break
        posted += _mail(pk, user, article, now) is not None
    return posted


@transaction.atomic
def _mail(pk: int, user: int, article: int | None, now: datetime.datetime) -> Letter | None:
    """Post one letter of all that waits to be told ``user`` about ``article``; None if nobody needs it any more."""
    waiting = Notice.objects.filter(user=user, mail_due_at__isnull=False)
    waiting = waiting.filter(edition__article=article) if article else waiting.filter(pk=pk)
    rows = waiting.select_for_update(of=("self",)).select_related("user", "entry", "edition__article")
    notices = list(rows.order_by("pk"))
    Notice.objects.filter(pk__in=[notice.pk for notice in notices]).update(mail_due_at=None)
    unread = [notice for notice in notices if notice.read_at is None and _may_read(notice, now)]
    return _write(unread, now) if unread else None


def _may_read(notice: Notice, now: datetime.datetime) -> bool:
    """Say whether its user still works here, and still sees what it is about."""
    edition = notice.edition
    return notice.user.is_active and (
        edition is None or edition.is_live_at(now) or wording.may_open(notice.user, edition)
    )


def _write(notices: list[Notice], now: datetime.datetime) -> Letter | None:
    newsroom, user = Newsroom.current(), notices[0].user
    main = min(notices, key=lambda notice: (PRESSING[Kind(notice.kind)], -notice.pk))
    with translation.override(user.language), timezone.override(newsroom.tzinfo):
        steps = [step for notice in notices for step in wording.steps(notice, user)]
        context = {
            "newsroom": newsroom,
            "edition": main.edition,
            "agency": _agency(main.edition),
            "notices": [(notice, wording.sentence(notice, now), wording.remark(notice)) for notice in notices],
            "steps": [(label, f"{settings.BASE_URL}{path}") for label, path in dict.fromkeys(steps)],
            "url": f"{settings.BASE_URL}{wording.place(main, user, now)}",
            "preferences_url": f"{settings.BASE_URL}{reverse('admin:desk:notice_preferences')}",
        }
        body = render_to_string("alerts/letters/notice.txt", context).strip() + "\n"
        return post(f"notice-{main.kind}", f"notice:{notices[0].pk}", user.email, wording.subject(main), body)


def _agency(edition: Edition | None) -> str:
    lead = edition.lead_agency if edition else None
    return lead.name if lead else ""
