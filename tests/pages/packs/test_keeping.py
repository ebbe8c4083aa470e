"""What is kept goes when its edition is not live any more, and nothing else goes."""

import datetime
import os
import threading

import pytest
from django.core.management import call_command
from django.utils import timezone

from news.articles.models import Edition
from news.articles.signals import decided, redacted
from news.pages.packs import keeping
from news.photos import files
from tests.conftest import NOON
from tests.pages.conftest import HOUR

DIGEST = "0123456789abcdef" * 4


@pytest.fixture
def kept(live) -> str:
    name = keeping.name_of(live, DIGEST)
    keeping.keep(name, b"%PDF")
    return name


def there(name: str) -> bool:
    return files.path(name).exists()


def test_it_stays_while_its_edition_is_live(kept):
    assert keeping.forget_ended() == 0
    assert there(kept)


def test_it_goes_with_the_expiry(kept, live, clock):
    Edition.objects.filter(pk=live.pk).update(live_until=NOON + HOUR)
    clock.move_to(NOON + HOUR)
    assert keeping.forget_ended() == 1
    assert not there(kept)
    assert keeping.forget_ended() == 0


def test_it_goes_when_a_correction_is_live(kept, live, correct, clock):
    clock.move_to(NOON + HOUR)
    corrected = correct(live, "ralat", "Jam dibetulkan.")
    newer = keeping.name_of(corrected, DIGEST)
    files.write(newer, [b"%PDF"])
    assert keeping.forget_ended() == 1
    assert not there(kept)
    assert there(newer)


def test_what_is_being_written_stays(kept):
    part = files.path(kept).with_name(".abc.part")
    part.write_bytes(b"%P")
    assert keeping.forget_ended() == 0
    assert part.exists()


def test_one_replaces_the_other(kept, live):
    other = keeping.name_of(live, DIGEST[::-1])
    keeping.keep(other, b"%PDF-1")
    assert not there(kept)
    assert there(other)


@pytest.mark.parametrize("step", ["release", "confirm", "revise"])
def test_other_decisions_leave_it(kept, live, penerbit, step):
    decided.send(Edition, step=step, edition=live, by=penerbit)
    assert there(kept)


def test_withdrawal_and_redaction_delete_it(kept, live, penerbit):
    decided.send(Edition, step="withdraw", edition=live, by=penerbit)
    assert not there(kept)
    keeping.keep(kept, b"%PDF")
    redacted.send(type(live.article), article=live.article, by=penerbit)
    assert not there(kept)


def test_sweep_media_knows_it(kept, live, capsys):
    with keeping.alone():
        pass
    stray = files.write(f"{keeping.PACKS}/{live.article_id}/999999-{DIGEST[:32]}.pdf", [b"%PDF"])
    old = (timezone.now() - datetime.timedelta(hours=2)).timestamp()
    for path in files.path(keeping.PACKS).rglob("*"):
        os.utime(path, (old, old))
    call_command("sweep_media", "--delete")
    assert str(stray) in capsys.readouterr().out
    assert not stray.exists()
    assert there(kept)
    assert there(keeping._LOCK)


def test_one_at_a_time_and_not_many_wait(db, monkeypatch):
    monkeypatch.setattr(keeping, "WAIT_SECONDS", 0.0)
    refused = []

    def ask() -> None:
        try:
            with keeping.alone():
                pass
        except keeping.Busy:
            refused.append(True)

    with keeping.alone():
        thread = threading.Thread(target=ask)
        thread.start()
        thread.join()
    assert refused == [True]
    ask()
    assert refused == [True], "free again"


def test_more_than_a_few_are_refused_at_once(db):
    for _ in range(keeping.WAITING):
        assert keeping._waiting.acquire(blocking=False)
    try:
        with pytest.raises(keeping.Busy), keeping.alone():
            pass
    finally:
        for _ in range(keeping.WAITING):
            keeping._waiting.release()
