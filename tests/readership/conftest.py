"""A reader with a browser, a released release, and nothing counted yet."""

import pytest
import time_machine

from news.articles import workflow
from news.articles.models import Edition
from news.readership import counting
from tests.conftest import NOON

BROWSER = (
    "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Mobile Safari/537.36"
)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture(autouse=True)
def batch(monkeypatch) -> counting.Batch:
    """A batch of this test's own."""
    monkeypatch.setattr(counting, "waiting", counting.Batch())
    return counting.waiting


@pytest.fixture
def released(approved, penerbit) -> Edition:
    return workflow.take("release", approved, by=penerbit)


@pytest.fixture
def address(released) -> str:
    return released.article.get_absolute_url()
