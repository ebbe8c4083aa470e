"""Jobs for a timetable of the tests' own; the worker finds them by their names, as it finds every job."""

import datetime
from collections.abc import Iterator

import pytest

from news.operations.timetable import Entry

from ..letters.conftest import mail_server  # noqa: F401  # a fixture
from . import chores


@pytest.fixture
def timetable() -> Iterator[list[Entry]]:
    """Return the lines of two jobs: ``sweep`` each minute and ``wash`` each day."""
    chores.done.clear()
    chores.broken.clear()
    yield [
        Entry("sweep", datetime.timedelta(minutes=1), "tests.operations.chores.sweep"),
        Entry("wash", datetime.timedelta(days=1), "tests.operations.chores.wash"),
    ]
    chores.broken.clear()
