"""Jobs are done when they are due, by one worker at a time, and one that fails stops no other."""

import datetime
import os
from collections.abc import Callable

import pytest
import time_machine
from django.db import transaction

from news.operations import worker
from news.operations.models import Job
from news.operations.timetable import TIMETABLE
from tests.at_once import at_once

from ..conftest import NOON
from . import chores

pytestmark = pytest.mark.django_db

MINUTE = datetime.timedelta(minutes=1)


def done(timetable) -> dict[str, object]:
    return {outcome.name: outcome.problem or outcome.done for outcome in worker.run_due(timetable)}


def test_each_is_done_when_it_is_due(timetable):
    with time_machine.travel(NOON, tick=False) as clock:
        assert done(timetable) == {"sweep": 1, "wash": "two shirts"}
        assert done(timetable) == {}
        clock.shift(59)
        assert done(timetable) == {}
        clock.shift(1)
        assert done(timetable) == {"sweep": 2}
        clock.shift(datetime.timedelta(days=3))
        assert set(done(timetable)) == {"sweep", "wash"}, "once, however long the worker was away"
    job = Job.objects.get(name="sweep")
    assert (job.runs, job.failures, job.claim, job.claimed_until) == (3, 0, "", None)
    assert job.last_began_at == job.last_done_at == NOON + MINUTE + datetime.timedelta(days=3)


def test_a_job_that_fails_stops_no_other_and_is_tried_again_with_growing_pauses(timetable, caplog):
    chores.broken.add("sweep")
    with time_machine.travel(NOON, tick=False) as clock:
        outcomes = {outcome.name: str(outcome) for outcome in worker.run_due(timetable)}
        assert outcomes == {"sweep": "sweep: failed, OSError: no water", "wash": "wash: two shirts"}
        assert "no water" in caplog.text
        pauses = []
        for failures in range(1, 9):
            job = Job.objects.get(name="sweep")
            assert (job.failures, job.last_problem) == (failures, "OSError: no water")
            pauses.append((job.next_run_at - datetime.datetime.now(datetime.UTC)).total_seconds())
            clock.move_to(job.next_run_at)
            assert done(timetable).get("sweep") == "OSError: no water"
        assert pauses == [30, 60, 120, 240, 480, 960, 1800, 1800]
        chores.broken.clear()
        clock.move_to(Job.objects.get(name="sweep").next_run_at)
        assert done(timetable)["sweep"] == 1
    job = Job.objects.get(name="sweep")
    assert job.failures == 0
    assert job.next_run_at == job.last_done_at + MINUTE


def test_a_job_that_cannot_be_imported_is_a_problem_like_any_other(timetable):
    timetable[0] = timetable[0]._replace(function="tests.operations.chores.nowhere")
    assert "nowhere" in str(done(timetable)["sweep"])
    assert chores.done == ["wash"]


def test_it_is_done_in_the_newsroom_s_zone_and_language(timetable, newsroom):
    newsroom.zone = "Asia/Jayapura"
    newsroom.save()
    chores.settings_seen.clear()
    done(timetable)
    assert set(chores.settings_seen) == {("Asia/Jayapura", "id")}


def test_what_another_worker_holds_is_left_to_it_until_its_claim_expires(timetable):
    """As SIGKILL leaves it: claimed, and nothing more was written."""
    with time_machine.travel(NOON, tick=False) as clock:
        worker.enter(["sweep"])
        Job.objects.filter(name="sweep").update(claim="x", claimed_until=NOON + worker.CLAIM)
        assert "sweep" not in done(timetable)
        assert "sweep" not in {outcome.name for outcome in worker.run_all(timetable)}
        clock.shift(worker.CLAIM + datetime.timedelta(seconds=1))
        assert done(timetable)["sweep"] == 1


def test_who_lost_the_claim_writes_nothing(timetable):
    """A worker that was asleep for longer than its claim leaves the row to whoever has the job now."""
    entry = timetable[0]
    with time_machine.travel(NOON, tick=False):
        worker.enter(["sweep"])
        mine = worker._claim(entry, NOON, True)
        Job.objects.update(claim="another", claimed_until=NOON + worker.CLAIM)
        for problem in ("", "late"):
            worker._release(entry, mine, NOON, problem)
    job = Job.objects.get(name="sweep")
    assert (job.claim, job.last_done_at, job.failures) == ("another", None, 0)


def test_all_is_done_now_due_or_not(timetable):
    with time_machine.travel(NOON, tick=False):
        done(timetable)
        assert [outcome.name for outcome in worker.run_all(timetable)] == ["sweep", "wash"]
    assert chores.done.count("wash") == 2


def test_it_stops_between_two_jobs(timetable):
    stops = iter([False, True])
    assert len(list(worker.run_due(timetable, stop=lambda: next(stops)))) == 1
    assert len(chores.done) == 1


def test_words_for_who_watches(timetable):
    with time_machine.travel(NOON, tick=False) as clock:
        now = lambda: datetime.datetime.now(datetime.UTC)  # noqa: E731  # the clock moves
        assert worker.ailing(now(), timetable) == "the worker has never run"
        done(timetable)
        assert worker.ailing(now(), timetable) == ""
        Job.objects.filter(name="wash").update(claim="x", claimed_until=NOON + worker.CLAIM)
        clock.shift(worker.CLAIM + worker.SILENCE)
        assert worker.ailing(now(), timetable) == "", "a long job is a sign of life"
        clock.shift(1)
        assert worker.ailing(now(), timetable) == "the worker has been silent since 2026-03-11 05:05 UTC"
        chores.broken.add("sweep")
        for _failure in range(worker.FAILURES):
            clock.shift(datetime.timedelta(hours=1))
            done(timetable)
        assert worker.ailing(now(), timetable) == "failing: sweep"
        assert worker.ailing(now(), timetable[1:]) == "", "a job that is not on the timetable any more"


def test_every_line_of_the_timetable_names_a_job_that_can_be_done(newsroom):
    outcomes = list(worker.run_all())
    assert [outcome.name for outcome in outcomes] == [entry.name for entry in TIMETABLE]
    assert [str(outcome) for outcome in outcomes if outcome.problem] == []
    assert len({entry.name for entry in TIMETABLE}) == len(TIMETABLE)
    assert all(len(entry.name) <= 60 and entry.every.total_seconds() >= 1 for entry in TIMETABLE)


@pytest.mark.django_db(transaction=True)
def test_two_workers_never_do_the_same_job_at_the_same_time(timetable):
    chores.overlaps.clear()
    rounds = at_once(4, lambda _number: [outcome.name for outcome in worker.run_due(timetable)])
    assert sorted(sum(rounds, [])) == ["sweep", "wash"]
    assert chores.overlaps == []


@pytest.mark.django_db(transaction=True)
def test_no_job_begins_in_a_transaction(timetable):
    with pytest.raises(RuntimeError), transaction.atomic():
        done(timetable)
    assert chores.done == []


@pytest.fixture
def apart(timetable) -> Callable[[str], worker.Outcome]:
    """Return what does a job of the chores in a process of its own, if it may."""

    def run(name: str, may_fork: bool = True) -> worker.Outcome:
        Job.objects.all().delete()
        entry = timetable[0]._replace(function=f"tests.operations.chores.{name}", apart=True)
        (outcome,) = worker.run_due([entry], may_fork=may_fork)
        return outcome

    return run


@pytest.mark.django_db(transaction=True)
def test_what_takes_much_memory_is_done_in_a_process_of_its_own(apart):
    assert apart("process").done != os.getpid()
    assert chores.done == []
    assert apart("process", may_fork=False).done == os.getpid()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("chore", "told"), [("fail", "OSError: no water"), ("die", "killed")])
def test_what_goes_wrong_there_is_told_here(apart, chore, told):
    assert told in apart(chore).problem
    assert Job.objects.get().failures == 1
