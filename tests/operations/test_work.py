"""The worker as a process: it works, and stops cleanly when it is told to, in the middle of a pause too."""

import os
import re
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture(scope="module")
def installation(tmp_path_factory) -> dict[str, str]:
    """Return the environment of an installation of its own, with an empty database on disk."""
    var = tmp_path_factory.mktemp("var")
    environment = {
        "PATH": os.environ["PATH"],
        "VAR_DIR": str(var),
        "DATABASE_URL": f"sqlite:///{var}/work.sqlite3",
        "BASE_URL": "http://127.0.0.1:8000",
    }
    subprocess.run(
        [sys.executable, "manage.py", "migrate", "--verbosity", "0"], cwd=ROOT, env=environment, check=True, timeout=300
    )
    return environment


def heed_signals() -> None:
    """Take signals as a process does that a person starts, however these tests were started."""
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)


Start = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def start(installation) -> Iterator[Start]:
    """Return what starts a worker; whatever still runs at the end is killed."""
    started = []

    def begin(**environment: str) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, "manage.py", "work"],
            cwd=ROOT,
            env=installation | environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            preexec_fn=heed_signals,
        )
        started.append(process)
        return process

    yield begin
    for process in started:
        process.kill()
        process.communicate()


def asked(installation: dict[str, str], query: str) -> list[tuple]:
    path = installation["DATABASE_URL"].removeprefix("sqlite:///")
    database = sqlite3.connect(path, timeout=20)
    try:
        with database:
            return database.execute(query).fetchall()
    finally:
        database.close()


def wait_until(true: Callable[[], bool]) -> None:
    for _try in range(600):
        if true():
            return
        time.sleep(0.1)
    pytest.fail("It did not happen within a minute.")


def begun(installation: dict[str, str]) -> bool:
    return bool(asked(installation, "SELECT 1 FROM operations_job WHERE last_done_at IS NOT NULL AND claim = ''"))


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_it_works_and_stops_in_the_middle_of_a_pause(number, installation, start):
    asked(installation, "DELETE FROM operations_job")
    process = start()
    wait_until(lambda: begun(installation))
    process.send_signal(number)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (0, "")
    assert asked(installation, "SELECT count(*) FROM operations_job WHERE claim <> ''") == [(0,)]


def post_a_letter(installation: dict[str, str], key: str) -> None:
    program = f"from news.letters.posting import post; post('verify', '{key}', 'pembaca@example.org', 'Halo', 'Isi')"
    command = [sys.executable, "manage.py", "shell", "-v0", "-c", program]
    subprocess.run(command, cwd=ROOT, env=installation, check=True, timeout=60)


def test_it_says_what_it_did(installation, start):
    post_a_letter(installation, "verify:1")
    process = start()
    wait_until(lambda: asked(installation, "SELECT 1 FROM letters_letter WHERE sent_at IS NOT NULL") == [(1,)])
    process.terminate()
    out, err = process.communicate(timeout=60)
    assert (out, err) == ("send letters: 1\n", "")
    (kept,) = Path(installation["VAR_DIR"], "mail").iterdir()
    assert "To: pembaca@example.org" in kept.read_text()


def test_killed_in_the_middle_of_a_letter_it_is_not_sent_again(installation, start, mail_server):
    post_a_letter(installation, "verify:2")
    server = {"EMAIL_URL": "smtp://{}:{}".format(*mail_server.server_address)}
    mail_server.may_go_on.clear()
    process = start(**server)
    assert mail_server.reached.wait(60)
    process.kill()
    process.wait()
    mail_server.may_go_on.set()
    # Later, when the claims of the letter and of the job are over.
    asked(installation, "UPDATE letters_letter SET claimed_at = '2026-01-01' WHERE claimed_at IS NOT NULL")
    asked(installation, "UPDATE operations_job SET claimed_until = '2026-01-01'")
    process = start(**server)
    wait_until(lambda: asked(installation, "SELECT 1 FROM letters_letter WHERE uncertain_at IS NOT NULL") == [(1,)])
    process.terminate()
    assert "perhaps they arrived" in process.communicate(timeout=60)[1]
    assert len(mail_server.taken) == 1


def test_without_the_database_it_waits_and_goes_on(installation, start, tmp_path):
    process = start(DATABASE_URL=f"sqlite:///{tmp_path}/later/work.sqlite3")
    line = process.stderr.readline()
    assert re.search("cannot reach the database", line)
    assert process.poll() is None
    process.terminate()
    process.communicate(timeout=60)
    assert process.returncode == 0
