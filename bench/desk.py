"""What the desk costs when there are many releases: ``python -m bench.desk sqlite|postgresql [--releases FEW MANY]``.

In a process of its own for each engine: CPU time of the first page, the calendar, the list (plain, filtered, searched,
exported) and the screen on which a release is written, at few and at many releases; and what each takes on a clock, for
what the database does in processes of its own.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from . import budgets, search
from .comments import database, logged_in
from .table import WIDTH, note

if TYPE_CHECKING:
    from news.accounts.models import User

FEW, MANY = 2000, 100_000
TIMES = 9
FULLER = {"calendar, month", "calendar, week", "list, of one day"}
"""Pages of a time: with more releases in it they have more to show, and so only the budget holds for them."""
HEAD = f"{'milliseconds':<{WIDTH}} {'CPU':>8} {'median':>8} {'queries':>7}"


class Cost(NamedTuple):
    """What one page took: medians of CPU time of this process and of time on the clock, and its queries."""

    cpu_ms: float
    ms: float
    queries: int


def pages(user: User) -> dict[str, str]:
    """Return the path of each page that is measured; at few releases a list is as full as at many."""
    from urllib.parse import urlencode

    from django.urls import reverse

    from news.articles.models import Edition, EditionAgency, Mention, Tag

    listed = reverse("admin:articles_edition_changelist")
    agency = EditionAgency.objects.order_by("-pk").values_list("agency", flat=True)[0]
    official = Mention.objects.order_by("-pk").select_related("official")[0].official.name.split()[-1]
    topic = Tag.objects.order_by("pk")[0].name
    newest = Edition.objects.order_by("-pk")[0].created_at.date()
    draft = Edition.objects.filter(state=Edition.State.DRAFT).order_by("-pk").values_list("pk", flat=True)[0]
    queries: dict[str, dict[str, Any]] = {
        "list": {},
        "list, released": {"state": "released"},
        "list, live": {"state": "live"},
        "list, of an agency": {"agency": agency},
        "list, of an official": {"official": official},
        "list, of a topic": {"topic": topic},
        "list, of a kind that is rare": {"article__kind__exact": "advisory"},
        "list, of one day": {"dari": newest, "sampai": newest},
        "list, four filters": {
            "state": "live", "agency": agency, "dari": "2020-01-01", "article__kind__exact": "release",
        },
        "list, search for a common word": {"q": "lampu"},
        "list, search for two words": {"q": "lampu dermaga"},
        "list, search for what is not there": {"q": "tidakadasamasekali"},
        "list, search for a number": {"q": "0001/SP"},
    }  # fmt: skip
    found = {name: f"{listed}?{urlencode(query)}" for name, query in queries.items()}
    return {
        "first page of the desk": reverse("admin:index"),
        "calendar, month": reverse("admin:desk:calendar"),
        "calendar, week": f"{reverse('admin:desk:calendar')}?pekan={newest:%G-W%V}",
        **found,
        "edit screen": reverse("admin:articles_edition_change", args=[draft]),
    }


def cost(path: str, headers: dict[str, str]) -> Cost:
    """Return what ``path`` takes.

    :raises RuntimeError: if it does not answer 200.
    """
    from config.wsgi import application

    from . import plans
    from .pages import ask

    cpu, clock, queries = [], [], 0
    for number in range(TIMES + 2):
        with plans.listening() as asked:
            began, busy = time.perf_counter(), time.process_time()
            status = ask(application, path, None, **headers)
            spent, passed = time.process_time() - busy, time.perf_counter() - began
        if status != 200:
            raise RuntimeError(f"{path} answered {status}.")
        queries = len(asked)
        if number >= 2:  # it warms up
            cpu.append(spent * 1000)
            clock.append(passed * 1000)
    return Cost(statistics.median(cpu), statistics.median(clock), queries)


def lines(before: dict[str, Cost], after: dict[str, Cost]) -> Iterator[str]:
    """Yield a line for each page: what it takes at many releases next to the budget, and how much more than at few."""
    for name, many in after.items():
        few = before[name]
        over = []
        if many.cpu_ms > budgets.DESK_MS:
            over.append("over budget")
        if name not in FULLER and many.cpu_ms > max(
            few.cpu_ms * budgets.DESK_GROWTH, few.cpu_ms + budgets.DESK_NOISE_MS
        ):
            over.append("grows")
        said = f"   {', '.join(over)}" if over else ""
        said += "   (has more to show)" if name in FULLER else ""
        growth = many.cpu_ms / few.cpu_ms if few.cpu_ms else 1
        limit = f"≤ {budgets.DESK_MS:g} ms, ≤ {budgets.DESK_GROWTH:g}×"
        yield (
            f"{name:<{WIDTH}} {many.cpu_ms:>8.1f} {many.ms:>8.1f} {many.queries:>7}   {limit}   "
            f"{growth:.2f}× of {few.cpu_ms:.1f}{said}"
        )


def measure(few: int, many: int) -> Iterator[str]:
    """Yield the lines of one engine; the environment names the database, and Django is not set up yet."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection
    from django.utils import translation

    from news.accounts.models import User
    from news.accounts.roles import PUBLISHER

    translation.activate("id")
    note("making the database")
    call_command("migrate", verbosity=0, interactive=False)
    call_command("collectstatic", verbosity=0, interactive=False)
    costs: list[dict[str, Cost]] = []
    for total, more in ((few, few), (many, many - few)):
        note(f"making {more:,} releases")
        with open(os.devnull, "w") as nothing:
            call_command("make_releases", more, photos=1 if total == few else 0, seed=total, stdout=nothing)
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("VACUUM ANALYZE")  # as its own housekeeping would soon
        user = User.objects.filter(groups__name=PUBLISHER).order_by("pk")[0]
        headers = logged_in(user)
        note(f"asking for pages at {total:,} releases")
        costs.append({name: cost(path, headers) for name, path in pages(user).items()})
    yield HEAD
    yield from lines(*costs)
    yield from search.lines()


def main() -> None:
    """Measure one engine and print each figure."""
    parser = argparse.ArgumentParser(prog="python -m bench.desk", description=__doc__.splitlines()[0])
    parser.add_argument("engine", choices=["sqlite", "postgresql"])
    parser.add_argument("--releases", type=int, nargs=2, default=(FEW, MANY), metavar=("FEW", "MANY"))
    arguments = parser.parse_args()
    directory = Path(tempfile.mkdtemp(prefix="warta-bench-"))
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "VAR_DIR": str(directory),
        "MEDIA_ROOT": str(directory / "media"),
        "BASE_URL": "http://127.0.0.1:8000",
        "DEBUG": "off",
    }
    few, many = arguments.releases
    try:
        with database(arguments.engine, directory):
            print(f"\n{arguments.engine}, {few:,} and {many:,} releases", flush=True)
            for line in measure(few, many):
                print(line, flush=True)
    finally:
        shutil.rmtree(directory, ignore_errors=True)


if __name__ == "__main__":
    main()
