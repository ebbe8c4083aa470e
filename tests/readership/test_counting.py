"""What counts as read, how it gets into the database, and what is kept of who read: nothing."""

import datetime
import os
import subprocess
import sys
import textwrap
import threading
import time
from urllib.parse import urlsplit

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection, connections, transaction
from django.test import Client

from news import batches
from news.articles import workflow
from news.articles.models import Article
from news.readership import counting
from news.readership.models import EarlierReads, Reads
from tests.conftest import NOON
from tests.readership.conftest import BROWSER

TODAY = datetime.date(2026, 3, 11)
DAY = datetime.timedelta(days=1)


def read(client: Client, address: str, **headers: str) -> int:
    return client.get(address, headers={"User-Agent": BROWSER, **headers}).status_code


# What counts


def test_a_page_that_was_served_is_counted_and_so_is_one_that_was_known(pembaca, address, batch):
    answer = pembaca.get(address, headers={"User-Agent": BROWSER})
    assert answer.status_code == 200
    assert read(pembaca, address, **{"If-None-Match": answer.headers["ETag"]}) == 304
    assert len(batch) == 2
    assert batch.write() == 2
    assert Reads.objects.get().count == 2


@pytest.mark.parametrize(
    "headers",
    [
        {"User-Agent": ""},
        {"User-Agent": "Googlebot/2.1"},
        {"Sec-Purpose": "prefetch;prerender"},
        {"Purpose": "prefetch"},
        {"Cookie": "sessionid=0"},
    ],
)
def test_programs_what_is_fetched_ahead_and_colleagues_are_not(headers, pembaca, address, batch):
    assert read(pembaca, address, **headers) == 200
    assert len(batch) == 0


def test_head_and_options_are_not(pembaca, address, batch):
    pembaca.head(address, headers={"User-Agent": BROWSER})
    pembaca.options(address, headers={"User-Agent": BROWSER})
    assert len(batch) == 0


def test_what_is_not_there_is_not(pembaca, approved, penerbit, batch):
    scheduled = workflow.take("release", approved, by=penerbit, at=NOON + DAY)
    article = Article.objects.get(pk=scheduled.article_id)
    assert read(pembaca, article.get_absolute_url()) == 404
    assert len(batch) == 0


def test_what_ended_and_the_way_to_the_right_address_are_not(pembaca, released, address, penerbit, batch, clock):
    assert read(pembaca, address.replace("/11/", "/12/")) == 301
    clock.move_to(NOON + DAY)
    workflow.take("withdraw", released, by=penerbit, note="Keliru seluruhnya.")
    assert read(pembaca, address) == 410
    assert len(batch) == 0


def test_a_preview_for_colleagues_is_not(client, released, penerbit, batch):
    client.force_login(penerbit)
    client.get(f"/admin/articles/edition/{released.pk}/change/", headers={"User-Agent": BROWSER})
    assert len(batch) == 0


def test_a_day_ends_where_the_newsroom_is(pembaca, address, batch, clock):
    clock.move_to(NOON.replace(hour=16, minute=59))  # 23.59 WIB
    read(pembaca, address)
    clock.move_to(NOON.replace(hour=17))
    read(pembaca, address)
    read(pembaca, address)
    batch.write()
    assert list(Reads.objects.values_list("date", "count")) == [(TODAY, 1), (TODAY + DAY, 2)]


# Nothing of who read


def test_nothing_is_kept_or_given_of_who_read(pembaca, address, batch):
    answer = pembaca.get(address, headers={"User-Agent": BROWSER, "Referer": "https://example.org/rahasia"})
    assert not answer.cookies
    assert "Set-Cookie" not in answer.headers
    assert "Cookie" not in answer.headers["Vary"]
    batch.write()
    kept = {
        field.name for model in apps.get_app_config("readership").get_models() for field in model._meta.get_fields()
    }
    assert kept == {"id", "article", "date", "count", "place"}
    assert vars(batch)["_counts"] == {}


def test_the_page_is_the_same_whether_it_is_counted_or_not(pembaca, address):
    counted = pembaca.get(address, headers={"User-Agent": BROWSER})
    not_counted = pembaca.get(address, headers={"User-Agent": "Googlebot/2.1"})
    assert counted.content == not_counted.content
    assert counted.headers == not_counted.headers


# Into the database


def test_batches_add_up(released, batch):
    for _again in range(3):
        batch.add(released.article_id, TODAY)
        batch.add(released.article_id, TODAY - DAY)
        assert batch.write() == 2
    assert list(Reads.objects.values_list("date", "count")) == [(TODAY - DAY, 3), (TODAY, 3)]
    assert batch.write() == 0


@pytest.mark.django_db
def test_an_article_that_is_not_there_holds_up_no_other(released, batch):
    batch.add(10**9, TODAY)
    batch.add(released.article_id, TODAY)
    batch.write()
    assert len(batch) == 0
    assert Reads.objects.get().count == 1


def test_what_could_not_be_written_waits(released, batch, caplog):
    batch.add(released.article_id, TODAY)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE readership_reads RENAME TO elsewhere")
    assert batch.write() == 0
    assert len(batch) == 1
    assert "could not be written yet" in caplog.text
    batch.add(released.article_id, TODAY)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE elsewhere RENAME TO readership_reads")
    assert batch.write() == 2
    assert Reads.objects.get().count == 2


def test_while_the_database_is_away_memory_is_bounded(batch, monkeypatch):
    monkeypatch.setattr(batches, "LARGEST", 10)
    for article in range(100):
        batch.add(article, TODAY)
    batch.add(3, TODAY)
    assert len(batch) == 11
    assert len(vars(batch)["_counts"]) == 10


def test_each_read_is_counted_and_the_database_left_alone(rf, batch):  # it is not allowed here
    request = rf.get("/", headers={"User-Agent": BROWSER})
    for article in range(2000):
        counting.note(request, article % 50)
    assert len(batch) == 2000


@pytest.mark.django_db(transaction=True)
def test_threads_lose_nothing(released, batch):
    """Eight threads count while two others write, as in a server."""
    article = released.article_id
    is_over = threading.Event()

    def count() -> None:
        for _hit in range(500):
            batch.add(article, TODAY)

    def write() -> None:
        try:
            while not is_over.is_set():
                batch.write()
        finally:
            connections.close_all()

    readers = [threading.Thread(target=count) for _ in range(8)]
    writers = [threading.Thread(target=write) for _ in range(2)]
    for thread in [*readers, *writers]:
        thread.start()
    for thread in readers:
        thread.join()
    is_over.set()
    for thread in writers:
        thread.join()
    batch.write()
    assert Reads.objects.get().count == 4000


@pytest.mark.django_db(transaction=True)
def test_a_page_does_not_wait_for_a_locked_database(released, address, pembaca, batch, monkeypatch):
    """While somebody else holds the rows, pages are answered, and what they count is written afterwards."""
    monkeypatch.setattr(batches, "EVERY_SECONDS", 0.01)
    batch.begin()
    Reads.objects.create(article_id=released.article_id, date=TODAY, count=5)
    has_lock, may_go = threading.Event(), threading.Event()

    def hold() -> None:
        try:
            with transaction.atomic():
                Reads.objects.update(count=6)
                has_lock.set()
                may_go.wait(20)
        finally:
            connections.close_all()

    holder = threading.Thread(target=hold)
    holder.start()
    assert has_lock.wait(20)
    assert read(pembaca, address) == 200
    assert Reads.objects.get().count == 5
    may_go.set()
    holder.join()
    deadline = time.monotonic() + 20
    while Reads.objects.get().count != 7 and time.monotonic() < deadline:
        threading.Event().wait(0.02)
    assert Reads.objects.get().count == 7


SERVER = """
    import os, sys, multiprocessing
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    def serve():
        from config.wsgi import application
        from news.readership import counting
        import datetime
        for _ in range(7):
            counting.waiting.add(int(sys.argv[1]), datetime.date(2026, 3, 11))
    if __name__ == "__main__":
        workers = [multiprocessing.get_context(sys.argv[2]).Process(target=serve) for _ in range(2)]
        [worker.start() for worker in workers]
        [worker.join() for worker in workers]
        sys.exit(max(worker.exitcode for worker in workers))
"""


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_what_waits_is_written_when_a_process_ends(method, released, tmp_path):
    """Two workers of a server, and the database of this test."""
    script = tmp_path / "server.py"
    script.write_text(textwrap.dedent(SERVER))
    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        url = f"sqlite:///{name}"
    else:
        url = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()
    env = {
        **os.environ, "DATABASE_URL": url, "PYTHONPATH": str(settings.BASE_DIR), "VAR_DIR": str(tmp_path),
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, str(script), str(released.article_id), method],
        env=env,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    assert "could not be written" not in done.stderr
    assert Reads.objects.get().count == 14


# What is told of it


def test_days_without_a_read_are_days_too(released):
    article = released.article
    Reads.objects.create(article=article, date=TODAY, count=3)
    Reads.objects.create(article=article, date=TODAY - 3 * DAY, count=2)
    Reads.objects.create(article=article, date=TODAY - 9 * DAY, count=90)
    EarlierReads.objects.create(article=article, count=1000)
    assert list(counting.by_day(article, TODAY, 5).values()) == [0, 2, 0, 0, 3]
    assert counting.total(article) == 1095
