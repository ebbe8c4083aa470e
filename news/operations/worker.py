"""Do the jobs of the timetable that are due, each by one worker at a time.

A claim in the job's row keeps other workers away until the job ends, or until the claim expires because its worker
died. A job that fails stops no other; it is tried again with growing pauses.
"""

from __future__ import annotations

import datetime
import logging
import multiprocessing
import secrets
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection

from django.conf import settings
from django.db import connections, transaction
from django.db.models import F
from django.utils import timezone, translation
from django.utils.module_loading import import_string
from django.utils.text import Truncator

from news.newsroom.models import Newsroom

from .models import Job
from .timetable import TIMETABLE, Entry

log = logging.getLogger(__name__)

CLAIM = datetime.timedelta(minutes=5)
FIRST_PAUSE = datetime.timedelta(seconds=30)
LONGEST_PAUSE = datetime.timedelta(minutes=30)
SILENCE = datetime.timedelta(minutes=3)
"""After which a worker that gave no sign of life has stopped."""
FAILURES = 3
"""In a row, after which a job is said to fail."""


@dataclass(frozen=True)
class Outcome:
    """What became of one run of a job: what its function returned, or the problem that it met."""

    name: str
    done: object = None
    problem: str = ""

    def __str__(self) -> str:
        if self.problem:
            return f"{self.name}: failed, {self.problem}"
        return f"{self.name}: {'nothing to do' if self.done in (None, 0, '') else self.done}"


def run_due(
    timetable: Iterable[Entry] = TIMETABLE, *, stop: Callable[[], bool] = lambda: False, may_fork: bool = False
) -> Iterator[Outcome]:
    """Do each job that is due, once, and yield what became of it; ``stop`` is asked before each.

    :param may_fork: whether jobs may be done apart: only in a process that has no other threads.
    :raises RuntimeError: in a transaction: a claim must be committed before its job begins.
    """
    entries = list(timetable)
    enter(entry.name for entry in entries)
    due = set(Job.objects.due(timezone.now()).values_list("name", flat=True))
    for entry in entries:
        if stop():
            return
        if entry.name in due and (outcome := _run(entry, only_if_due=True, apart=may_fork and entry.apart)):
            yield outcome


def run_all(timetable: Iterable[Entry] = TIMETABLE) -> Iterator[Outcome]:
    """Do every job now, due or not, unless another worker is doing it, and yield what became of it."""
    entries = list(timetable)
    enter(entry.name for entry in entries)
    for entry in entries:
        if outcome := _run(entry, only_if_due=False):
            yield outcome


def enter(names: Iterable[str]) -> None:
    """Make the rows of jobs that have none yet."""
    missing = set(names) - set(Job.objects.values_list("name", flat=True))
    if missing:
        Job.objects.bulk_create([Job(name=name) for name in sorted(missing)], ignore_conflicts=True)


def ailing(now: datetime.datetime, timetable: Iterable[Entry] = TIMETABLE) -> str:
    """Return in words what is wrong with the worker; empty, if nothing is."""
    alive_at = Job.objects.last_sign_of_life()
    if alive_at is None:
        return "the worker has never run"
    if alive_at < now - SILENCE:
        return f"the worker has been silent since {alive_at:%Y-%m-%d %H:%M} UTC"
    known = Job.objects.filter(name__in=[entry.name for entry in timetable])  # not what was on it once
    failing = known.filter(failures__gte=FAILURES).order_by("name").values_list("name", flat=True)
    return f"failing: {', '.join(failing)}" if failing else ""


def _run(entry: Entry, *, only_if_due: bool, apart: bool = False) -> Outcome | None:
    """Do one job and write down what became of it; None if another worker has it, or has just done it."""
    began_at = timezone.now()
    if not (claim := _claim(entry, began_at, only_if_due)):
        return None
    try:
        with timezone.override(Newsroom.current().tzinfo), translation.override(settings.LANGUAGE_CODE):
            outcome = Outcome(entry.name, _apart(entry.function) if apart else import_string(entry.function)())
    except Exception as error:  # whatever it is, the other jobs go on
        log.exception("The job “%s” failed.", entry.name)
        outcome = Outcome(entry.name, problem=Truncator(f"{type(error).__name__}: {error}").chars(500))
    _release(entry, claim, began_at, outcome.problem)
    return outcome


def _apart(function: str) -> object:
    """Return what ``function`` returns, called in a process that ends with it.

    :raises RuntimeError: if it failed there, or if the process was killed.
    """
    connections.close_all()  # which the two processes must not share
    fork = multiprocessing.get_context("fork")
    reader, writer = fork.Pipe(duplex=False)
    process = fork.Process(target=_call, args=(function, writer))
    process.start()
    writer.close()
    try:
        done, problem = reader.recv()
    except EOFError:
        done, problem = None, "its process was killed"
    process.join()
    if problem:
        raise RuntimeError(problem)
    return done


def _call(function: str, writer: Connection) -> None:
    """Call ``function`` and tell through ``writer`` what it returned, or the problem that it met."""
    try:
        writer.send((import_string(function)(), ""))
    except Exception as error:  # it is told, and raised where it is heard
        log.exception("“%s” failed.", function)
        writer.send((None, f"{type(error).__name__}: {error}"))


def _claim(entry: Entry, now: datetime.datetime, only_if_due: bool) -> str:
    """Make the job ours, and return the name of the claim; empty if somebody else was faster."""
    claim = secrets.token_hex(16)
    jobs = Job.objects.due(now) if only_if_due else Job.objects.free(now)
    with transaction.atomic(durable=True):
        taken = jobs.filter(name=entry.name).update(
            claim=claim, claimed_until=now + CLAIM, last_began_at=now, runs=F("runs") + 1
        )
    return claim if taken else ""


def _release(entry: Entry, claim: str, began_at: datetime.datetime, problem: str) -> None:
    """Give the job back, due again after its time, or after a pause that doubles with each failure."""
    now = timezone.now()
    mine = Job.objects.filter(name=entry.name, claim=claim)
    if not problem:
        mine.update(
            claim="", claimed_until=None, failures=0, last_done_at=now, next_run_at=max(began_at + entry.every, now)
        )
    elif job := mine.first():
        pause = min(FIRST_PAUSE * 2 ** min(job.failures, 20), LONGEST_PAUSE)
        mine.update(
            claim="", claimed_until=None, failures=F("failures") + 1, last_problem=problem, next_run_at=now + pause
        )
