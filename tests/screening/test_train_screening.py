"""Learning from decisions, by command."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from news.screening import samples
from news.screening.models import Learning


def decide(monkeypatch, count: int) -> None:
    pairs = [("beli kacang murah", True), ("jalan kami rusak", False)] * count
    monkeypatch.setattr(samples, "_decided", [lambda: iter(pairs)])


def test_a_model_is_kept_and_says_how_good_it_is(db, monkeypatch):
    decide(monkeypatch, 300)
    out = StringIO()
    call_command("train_screening", stdout=out)
    learning = Learning.objects.get()
    assert learning.spam_count == learning.innocent_count == 240
    assert learning.holdout == {"tried": 120, "right": 120, "innocent_taken_for_spam": 0}
    assert "Of 120 others 120 were weighed rightly" in out.getvalue()


def test_too_few_decisions_teach_nothing(db, monkeypatch):
    decide(monkeypatch, 100)
    with pytest.raises(CommandError, match="200 of each"):
        call_command("train_screening")
    assert not Learning.objects.exists()
