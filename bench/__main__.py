"""Print what Warta costs next to what it may cost, measured on a database of its own that is thrown away."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from . import budgets

FEW, MANY = 10, 1000


def note(step: str) -> None:
    """Tell whoever waits what is being done."""
    print(f"• {step}", file=sys.stderr, flush=True)


def row(figure: str, measured: float | None, budget: float | None, unit: str = "") -> str:
    """Return a line of the table; ``measured`` is None where it cannot be measured, ``budget`` where there is none."""
    limit = f"≤ {budget:g} {unit}" if budget is not None else f"  {unit} (no budget)"
    if measured is None:
        return f"{figure:<44} {'not measurable here':>14}   {limit}"
    value = f"{measured:g}" if isinstance(measured, int) else f"{measured:.2f}"
    over = "   over budget" if budget is not None and measured > budget else ""
    return f"{figure:<44} {value:>14}   {limit}{over}"


def measure() -> Iterator[str]:
    """Yield the table's lines; the environment names the database, and Django is not set up yet."""
    import django

    django.setup()
    from django.core.management import call_command

    note("making the database")
    call_command("migrate", verbosity=0, interactive=False)
    call_command("collectstatic", verbosity=0, interactive=False)

    from config.wsgi import application

    from . import intake, pages, photos, server

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
    note("taking photos")
    seconds = photos.first_rendition_seconds()
    yield row("photo of 12 megapixels to first rendition", seconds, budgets.FIRST_RENDITION_SECONDS, "s")
    yield row("memory of 20 such photos at once", photos.memory_of_many_mb(), budgets.MANY_PHOTOS_MB, "MB")
    note("starting the server")
    with server.serving(dict(os.environ)) as running:
        for _visit in range(10):
            for path in pages.addresses().values():
                server.status(running.port, path)
        yield row("memory (PSS), granian with two workers", server.pss_mb(running.pid), budgets.MEMORY_MB, "MB")
        yield row("start to the first page", running.start_seconds, budgets.START_SECONDS, "s")


def main() -> None:
    """Measure in a temporary directory and print each figure as it is known."""
    with tempfile.TemporaryDirectory(prefix="warta-bench-") as temporary:
        os.environ.pop("DATABASE_URL", None)
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "VAR_DIR": temporary,
            "MEDIA_ROOT": str(Path(temporary) / "media"),
            "BASE_URL": "http://127.0.0.1:8000",
            "DEBUG": "off",
        }
        print(f"{'figure':<44} {'measured':>14}   budget")
        for line in measure():
            print(line, flush=True)


if __name__ == "__main__":
    main()
