"""What a search takes among many releases: the 95th percentile on a clock, the database's own time included."""

from __future__ import annotations

import time
from collections.abc import Iterator
from urllib.parse import urlencode

from . import budgets
from .table import WIDTH

TIMES = 40
HEAD = f"{'milliseconds':<{WIDTH}} {'median':>8} {'p95':>8} {'queries':>7}"


def addresses() -> dict[str, str]:
    """Return the address of each search that is measured, among releases that ``make_releases`` made."""
    from news.articles.models import Article, EditionAgency

    number = Article.objects.exclude(number=None).order_by("-pk").values_list("number", flat=True)[0]
    agency = EditionAgency.objects.order_by("-pk").values_list("agency__slug", flat=True)[0]
    asked: dict[str, dict[str, object]] = {
        "search, a very common word": {"q": "warga"},
        "search, a common word, deep": {"q": "warga", "sebelum": 2**61},
        "search, two common words": {"q": "lampu dermaga"},
        "search, a phrase": {"q": '"lampu jalan" -dermaga'},
        "search, a number": {"q": number},
        "search, a word that is not there": {"q": "tidakadasamasekali"},
        "search, a common word of an agency and year": {"q": "warga", "instansi": agency, "tahun": "2026"},
        "search, ten words": {"q": "lampu jalan dermaga pasar sekolah warga kota air taman bus"},
    }
    found = {name: f"/cari/?{urlencode(query)}" for name, query in asked.items()}
    return found | {"search, suggestions": "/cari/saran/?q=lam"}


def lines() -> Iterator[str]:
    """Yield a line for each search, next to its budget.

    :raises RuntimeError: if one does not answer 200.
    """
    from config.wsgi import application

    from . import plans
    from .pages import ask

    yield HEAD
    for name, path in addresses().items():
        clock: list[float] = []
        queries = 0
        for number in range(TIMES + 2):
            with plans.listening() as queried:
                began = time.perf_counter()
                status = ask(application, path)
                passed = time.perf_counter() - began
            if status != 200:
                raise RuntimeError(f"{path} answered {status}.")
            queries = len(queried)
            if number >= 2:  # it warms up
                clock.append(passed * 1000)
        clock.sort()
        p95 = clock[int(len(clock) * 0.95)]
        over = "   over budget" if p95 > budgets.SEARCH_MS else ""
        median = clock[len(clock) // 2]
        yield f"{name:<{WIDTH}} {median:>8.1f} {p95:>8.1f} {queries:>7}   p95 ≤ {budgets.SEARCH_MS:g} ms{over}"
