"""Look, as a stranger would, whether what went live can be seen: on its page, in its section, in RSS, in the sitemap.

Nobody has to say that something went live: it is found by query, also what went live while the worker was stopped.
What is not there yet is looked for again with growing gaps; what is not there after :data:`LATE` is an alarm, once.
"""

from __future__ import annotations

import datetime
import re
import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, F, Max, OuterRef
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from news.alerts import recipients, telling
from news.alerts.models import Kind
from news.answers import SHARED_MAX_AGE
from news.articles import lists
from news.articles.models import Edition, EditionQuerySet
from news.feeds.contents import SIZE, absolute
from news.newsroom.models import Newsroom
from news.newsroom.moments import written, zone_label

from .fetching import Answer, Unreachable, fetch, unescaped
from .models import Receipt

Surface = Receipt.Surface

LATE = datetime.timedelta(seconds=SHARED_MAX_AGE)
"""How long a shared cache may show what was before; what is not there after that is late."""
GAPS = (2, 3, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800)
"""Seconds from one try to the next; the last one again and again, until :data:`GIVEN_UP`."""
GIVEN_UP = datetime.timedelta(days=1)
OUT_OF_REACH = 6
"""Tries without any answer, about half a minute, after which the whole site is said to be out of reach."""
OVERLAP = datetime.timedelta(minutes=10)
"""A decision may be committed a little after the moment from which it is live."""
FIRST_LOOK, LONGEST_STOP = datetime.timedelta(hours=1), datetime.timedelta(days=7)
ON_FIRST_PAGE = 20  # releases on the first page of a section
ROUND_SECONDS = 10.0
_TEXT = re.compile(r">([^<>]+)<")


def look(limit: int = 100) -> int:
    """Enter what went live or was withdrawn, and look for at most ``limit`` of what is due: the worker's job.

    Returns how many a stranger got to see, or to see no more.
    """
    _enter(timezone.now())
    deadline = time.monotonic() + ROUND_SECONDS
    pages: dict[str, list[Receipt]] = defaultdict(list)
    for receipt in Receipt.objects.due(timezone.now()).select_related("edition__article", "edition__section")[:limit]:
        if _is_expected(receipt, timezone.now()):
            pages[_path(receipt)].append(receipt)
        else:
            Receipt.objects.filter(pk=receipt.pk).update(closed_at=timezone.now(), next_try_at=None)
    seen, missing = 0, []
    while pages and time.monotonic() < deadline:
        path = next(iter(pages))
        try:
            answer = fetch(path)
        except Unreachable as error:
            _note_silence([receipt for receipts in pages.values() for receipt in receipts], str(error))
            break
        for receipt in pages.pop(path):
            if _note(receipt, answer, timezone.now()):
                seen += 1
            else:
                missing.append(receipt)
    _alarm(missing)
    return seen


def overdue(now: datetime.datetime) -> list[Receipt]:
    """Return what strangers should have got by ``now`` and have not, the longest due first; with its edition."""
    rows = Receipt.objects.overdue().filter(due_at__lte=now).select_related("edition__article", "edition__section")
    return [receipt for receipt in rows.order_by("due_at", "pk")[:50] if _is_wanted(receipt, now)]


# What is to be looked for


def _enter(now: datetime.datetime) -> None:
    """Make the receipts of what went live, and of what was withdrawn, since the newest one."""
    newest = Receipt.objects.order_by("-due_at").values_list("due_at", flat=True).first()
    since = max(newest - OVERLAP, now - LONGEST_STOP) if newest else now - FIRST_LOOK
    known = Receipt.objects.filter(edition=OuterRef("pk"))
    live = Edition.objects.live(now).filter(~Exists(known.filter(is_withdrawal=False)), live_from__gt=since)
    withdrawn = Edition.objects.filter(
        ~Exists(known.filter(is_withdrawal=True)),
        state=Edition.State.WITHDRAWN,
        article__withdrawn_at__gt=since,
        article__withdrawn_at__lte=now,
        live_from__lt=F("article__withdrawn_at"),
        live_until=F("article__withdrawn_at"),
    )
    rows = [
        *_rows(live.order_by("live_from"), is_withdrawal=False),
        *_rows(withdrawn.order_by("live_until"), is_withdrawal=True),
    ]
    Receipt.objects.bulk_create(rows, ignore_conflicts=True)


def _rows(editions: EditionQuerySet, *, is_withdrawal: bool) -> list[Receipt]:
    rows = []
    for pk, section, live_from, live_until in editions.values_list("pk", "section", "live_from", "live_until")[:200]:
        due_at = live_until if is_withdrawal else live_from
        if due_at is None:
            continue
        rows += [
            Receipt(edition_id=pk, surface=surface, is_withdrawal=is_withdrawal, due_at=due_at, next_try_at=due_at)
            for surface in Surface
            if section or surface != Surface.SECTION
        ]
    return rows


def _is_wanted(receipt: Receipt, now: datetime.datetime) -> bool:
    """Say whether it still matters: an edition that was replaced, has expired or was withdrawn is nowhere any more."""
    return receipt.is_withdrawal or receipt.edition.is_live_at(now)


def _is_expected(receipt: Receipt, now: datetime.datetime) -> bool:
    """Say whether a stranger is to find it there now: not a correction of an old release in lists of the newest."""
    edition = receipt.edition
    if receipt.is_withdrawal or not edition.is_live_at(now):
        return receipt.is_withdrawal
    if receipt.surface == Surface.SECTION and edition.section:
        return _is_among(lists.in_section(edition.section, now), edition, ON_FIRST_PAGE)
    return receipt.surface != Surface.FEED or _is_among(lists.newest(now), edition, SIZE)


def _is_among(rows: EditionQuerySet, edition: Edition, size: int) -> bool:
    return edition.pk in rows.values_list("pk", flat=True)[:size]


def _path(receipt: Receipt) -> str:
    edition, article = receipt.edition, receipt.edition.article
    if receipt.surface == Surface.SECTION and edition.section:
        return edition.section.get_absolute_url()
    if receipt.surface == Surface.FEED:
        return reverse("feed")
    if receipt.surface == Surface.SITEMAP and article.first_released_at:
        month = Newsroom.current().local(article.first_released_at)
        return reverse("sitemap_releases", args=[month.year, f"{month.month:02}"])
    return article.get_absolute_url()


# What the answer shows


def _is_right(receipt: Receipt, answer: Answer) -> bool:
    """Say whether ``answer`` shows the edition, or after its withdrawal shows it no more."""
    edition, address = receipt.edition, receipt.edition.article.get_absolute_url()
    if receipt.surface == Surface.SITEMAP:
        is_listed = answer.status == 200 and f"<loc>{absolute(address)}</loc>" in answer.text
        return is_listed != receipt.is_withdrawal and answer.status in {200, 404}  # 404: a month without releases
    text = unescaped(_item(answer.text, absolute(address)) if receipt.surface == Surface.FEED else answer.text)
    if receipt.is_withdrawal:
        wanted_status = 410 if receipt.surface == Surface.PAGE else 200
        return answer.status == wanted_status and unescaped(edition.headline) not in text
    marks = [edition.headline, *_marks_of_change(edition, receipt.surface)]
    is_linked = receipt.surface == Surface.PAGE or address in text
    return answer.status == 200 and is_linked and all(unescaped(mark) in text for mark in marks)


def _item(feed: str, address: str) -> str:
    """Return the item of an RSS ``feed`` that leads to ``address``; empty without one."""
    return next((item for item in feed.split("<item>")[1:] if f"<link>{address}</link>" in item), "")


def _marks_of_change(edition: Edition, surface: str) -> list[str]:
    """Return words by which a correction differs from the edition before it: none for a list, which shows a headline.

    They lie between two tags, so that they stand together in every document.
    """
    if edition.sequence == 1 or surface == Surface.SECTION:
        return []
    before = edition.article.editions.filter(sequence__lt=edition.sequence, live_from__isnull=False)
    previous = before.order_by("-sequence").first()
    old = {*_TEXT.findall(previous.body), *previous.lead.splitlines()} if previous else set()
    new = [*_TEXT.findall(edition.body), *edition.lead.splitlines()]
    return [text.strip() for text in new if text.strip() and text not in old][:1]


# What became of a try


def _note(receipt: Receipt, answer: Answer, at: datetime.datetime) -> bool:
    """Write down one try that was answered; say whether all is as it should be."""
    receipt.answered_at = receipt.answered_at or at
    receipt.fetched_at, receipt.status, receipt.problem = at, answer.status, ""
    if _is_right(receipt, answer):
        receipt.seen_at, receipt.next_try_at = at, None
    else:
        receipt.problem = _what_is_wrong(receipt, answer)
        receipt.next_try_at = _next(receipt, at)
    receipt.tries += 1
    receipt.save(update_fields=["answered_at", "fetched_at", "status", "problem", "seen_at", "next_try_at", "tries"])
    return receipt.seen_at is not None


def _what_is_wrong(receipt: Receipt, answer: Answer) -> str:
    if receipt.is_withdrawal:
        return _("It can still be seen there (status %(status)s).") % {"status": answer.status}
    if answer.status != 200:
        return _("The site answered with the status %(status)s.") % {"status": answer.status}
    return _("The answer does not show this edition.")


def _next(receipt: Receipt, at: datetime.datetime) -> datetime.datetime | None:
    """Return when to look again; None if it was looked for long enough."""
    if at > receipt.due_at + GIVEN_UP and receipt.tries >= len(GAPS):
        return None
    return at + datetime.timedelta(seconds=GAPS[min(receipt.tries, len(GAPS) - 1)])


def _note_silence(receipts: Sequence[Receipt], reason: str) -> None:
    """Write down that the site gave no answer at all; after some tries that is one alarm, whatever waits for it."""
    now = timezone.now()
    problem = _("The site could not be reached: %(reason)s") % {"reason": reason[:120]}
    last_answer = Receipt.objects.filter(status__isnull=False).aggregate(at=Max("fetched_at"))["at"]
    is_alarm = any(receipt.tries + 1 >= OUT_OF_REACH for receipt in receipts)
    with transaction.atomic():
        for receipt in receipts:
            receipt.next_try_at, receipt.status, receipt.problem = _next(receipt, now), None, problem[:200]
            receipt.tries += 1
            if is_alarm:
                receipt.alarmed_at = receipt.alarmed_at or now
            receipt.save(update_fields=["next_try_at", "status", "problem", "tries", "alarmed_at"])
        if is_alarm:
            since = f"{last_answer:%Y%m%dT%H%M%S}" if last_answer else "never"
            users = recipients.of_failure(None)
            telling.tell(Kind.FAILED, f"site:{since}", lambda: _site_words(reason), users)


def _site_words(reason: str) -> str:
    return _(
        "The site %(url)s cannot be reached from here: %(reason)s. Look whether the server runs, and whether BASE_URL "
        "is right; until then nobody knows whether readers see what goes live."
    ) % {"url": settings.BASE_URL, "reason": reason[:120]}


def _alarm(missing: Iterable[Receipt]) -> None:
    """Tell of what is late, one notice for an edition, and once."""
    now = timezone.now()
    late: dict[tuple[int, bool], list[Receipt]] = defaultdict(list)
    for receipt in missing:
        answered_at = receipt.answered_at or now
        is_told = receipt.alarmed_at is not None and receipt.alarmed_at >= answered_at
        if now - answered_at >= LATE and not is_told:
            late[receipt.edition_id, receipt.is_withdrawal].append(receipt)
    for (pk, is_withdrawal), receipts in late.items():
        edition = receipts[0].edition
        with transaction.atomic():
            Receipt.objects.filter(pk__in=[receipt.pk for receipt in receipts]).update(alarmed_at=now)
            occasion = f"receipt:{pk}:{'withdrawn' if is_withdrawal else 'live'}"
            words = partial(_late_words, receipts)
            telling.tell(Kind.FAILED, occasion, words, recipients.of_failure(edition), edition=edition)


def _late_words(receipts: Sequence[Receipt]) -> str:
    where = ", ".join(str(receipt.get_surface_display()) for receipt in receipts)
    if receipts[0].is_withdrawal:
        return _("Withdrawn %(when)s, and still there for readers: %(where)s. %(problem)s") % {
            "when": written(receipts[0].due_at), "where": where, "problem": receipts[0].problem,
        }  # fmt: skip
    return _("Live since %(when)s, and still missing for readers: %(where)s. %(problem)s") % {
        "when": written(receipts[0].due_at), "where": where, "problem": receipts[0].problem,
    }  # fmt: skip


# What is told of it


@dataclass(frozen=True)
class Line:
    """A line of what strangers got: the words, and whether something is wrong."""

    words: str
    is_wrong: bool = False


def lines(edition: Edition) -> list[Line]:
    """Return what is known of ``edition`` as strangers see it; one query, none for what was never released."""
    if edition.live_from is None:
        return []
    found: list[Line] = []
    rows = list(edition.receipts.filter(closed_at=None).order_by("is_withdrawal", "pk"))
    for is_withdrawal in (False, True):
        seen: dict[str, list[Receipt]] = defaultdict(list)
        of_kind = [row for row in rows if row.is_withdrawal == is_withdrawal]
        for row in of_kind:
            if row.seen_at:
                seen[clock(row.seen_at, row.due_at)].append(row)
        words = _("Gone %(time)s: %(where)s") if is_withdrawal else _("Live %(time)s: %(where)s")
        found += [Line(words % {"time": at, "where": _places(there)}) for at, there in sorted(seen.items())]
        found += _unseen_lines([row for row in of_kind if row.seen_at is None])
    return found


def _unseen_lines(rows: Sequence[Receipt]) -> list[Line]:
    waiting = [row for row in rows if row.alarmed_at is None]
    late = [row for row in rows if row.alarmed_at]
    found = []
    if waiting:
        found.append(Line(_("Being looked for: %(where)s") % {"where": _places(waiting)}))
    if late:
        words = _("Late or missing: %(where)s. %(problem)s") % {"where": _places(late), "problem": late[0].problem}
        found.append(Line(words, is_wrong=True))
    return found


def _places(rows: Iterable[Receipt]) -> str:
    return ", ".join(str(row.get_surface_display()) for row in rows)


def clock(moment: datetime.datetime, due_at: datetime.datetime) -> str:
    """Return ``moment`` to the second, with its date if it is not the day on which it was due."""
    local = timezone.localtime(moment)
    time_of_day = f"{formats.date_format(local, 'H.i.s')} {zone_label()}"
    if local.date() == timezone.localtime(due_at).date():
        return time_of_day
    return f"{formats.date_format(local, 'j M Y')} {time_of_day}"
