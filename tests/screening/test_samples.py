"""Comments to try rules on come from a room that this one does not know."""

import pytest

from news.screening import samples
from news.screening.samples import Sample


@pytest.fixture(autouse=True)
def nobody(monkeypatch):
    """No room has named a source."""
    monkeypatch.setattr(samples, "_newest", [])
    monkeypatch.setattr(samples, "_decided", [])


def test_without_a_source_there_are_none():
    assert list(samples.newest(10)) == []
    assert list(samples.decided()) == []


def test_the_source_is_asked():
    kept = [Sample("satu"), Sample("dua"), Sample("tiga")]
    samples.register_source(lambda count: kept[:count], lambda: iter([("spam", True)]))
    assert list(samples.newest(2)) == kept[:2]
    assert list(samples.decided()) == [("spam", True)]
    assert list(samples.decided()) == [("spam", True)]
