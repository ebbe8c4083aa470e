"""Who looks after the machinery hears of what fails, once for each failure."""

import datetime

import pytest
import time_machine

from news.alerts.models import Notice
from news.letters.models import Letter
from news.operations.models import Job
from news.operations.watching import tell_of_failures
from news.operations.worker import FAILURES

from ..conftest import NOON

pytestmark = pytest.mark.django_db


@pytest.fixture
def clock():
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


def test_a_job_that_fails_is_told_once_until_it_succeeded_again(clock, administrator, penerbit):
    job = Job.objects.create(name="send letters", failures=FAILURES - 1, last_problem="OSError: no water")
    assert tell_of_failures() == 0
    Job.objects.update(failures=FAILURES)
    assert tell_of_failures() == 1
    notice = Notice.objects.get()
    assert notice.user == administrator
    assert "OSError: no water" in notice.text
    assert "kirim surat" in notice.text
    Job.objects.update(failures=FAILURES + 5)
    assert tell_of_failures() == 0
    Job.objects.update(failures=FAILURES, last_done_at=NOON)
    assert tell_of_failures() == 1
    assert job.name == "send letters"


def test_what_is_not_on_the_timetable_any_more_is_not_told(clock, administrator):
    Job.objects.create(name="sweep the yard", failures=FAILURES)
    assert tell_of_failures() == 0


def test_letters_that_did_not_arrive_are_told_once_a_day(clock, administrator):
    for number in range(3):
        Letter.objects.create(kind="x", key=f"x:{number}", subject="x", failed_at=NOON, posted_at=NOON)
    assert tell_of_failures() == 1
    assert Notice.objects.get().text.startswith("3 surat")
    clock.shift(datetime.timedelta(hours=1))
    assert tell_of_failures() == 0
    clock.shift(datetime.timedelta(days=2))
    assert tell_of_failures() == 0
