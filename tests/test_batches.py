"""What is counted is written once, late rather than never, and never by who counts."""

import threading
from collections import Counter

import pytest

from news import batches


def test_counts_are_added_up_by_key_and_written_once():
    written: Counter[str] = Counter()
    batch = batches.Batch[str]("reads", written.update)
    for key in ("a", "b", "a"):
        batch.count(key)
    assert (len(batch), written) == (3, Counter())
    assert (batch.write(), batch.write()) == (3, 0)
    assert written == Counter({"a": 2, "b": 1})


def test_what_cannot_be_written_waits_with_what_comes_meanwhile(caplog):
    written: Counter[str] = Counter()
    fails = [True]

    def write(counts):
        if fails.pop():
            batch.count("b")
            raise RuntimeError("the database is away")
        written.update(counts)

    batch = batches.Batch[str]("hits", write)
    batch.count("a")
    assert (batch.write(), len(batch)) == (0, 2)
    assert "1 hits could not be written yet." in caplog.text
    fails.append(False)
    assert batch.write() == 2
    assert written == Counter({"a": 1, "b": 1})


@pytest.mark.django_db(transaction=True)
def test_it_writes_by_itself_in_a_thread_of_its_own_once_enough_wait(monkeypatch):
    monkeypatch.setattr(batches, "HITS", 3)
    done, threads = threading.Event(), []

    def write(counts):
        threads.append(threading.current_thread())
        done.set()

    batch = batches.Batch[str]("hits", write)
    batch.begin()
    for _ in range(3):
        batch.count("a")
    assert done.wait(30)
    assert threads[0] is not threading.current_thread()
