"""Queries and CPU time of public pages, asked in this process through the WSGI application and all its middleware."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterable, Mapping
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.db import connection
from django.test import RequestFactory
from django.urls import reverse

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


def addresses() -> dict[str, str]:
    """Return the path of one page of each kind, all of them about the newest release."""
    from news.articles.models import Edition

    edition = Edition.objects.live().listed().select_related("article", "section").first()
    if edition is None or edition.section is None or edition.article.url_date is None:
        raise RuntimeError("make_releases left no live release with a section.")
    date = edition.article.url_date
    pages = {
        "home": reverse("home"),
        "release": edition.article.get_absolute_url(),
        "section": edition.section.get_absolute_url(),
        "archive, month": reverse("archive_month", args=[date.year, date.month]),
        "feed": reverse("feed"),
    }
    if row := edition.agency_rows.select_related("agency").first():
        pages["agency"] = row.agency.get_absolute_url()
    if mention := edition.mentions.select_related("official").first():
        pages["official"] = mention.official.get_absolute_url()
    if tag := edition.tags.first():
        pages["topic"] = tag.get_absolute_url()
    return pages


def ask(application: Application, path: str, data: Mapping[str, Any] | None = None, **headers: Any) -> int:
    """Ask for ``path`` as a server would, take in the whole answer, and return its status.

    :param data: what a form sends; without it the request is a GET.
    :param headers: as WSGI names them: ``HTTP_COOKIE``.
    """
    statuses: list[str] = []

    def start_response(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Callable[[bytes], Any]:
        statuses.append(status)
        return lambda data: None

    host = settings.BASE_URL.split("//", 1)[1]
    factory = RequestFactory(SERVER_NAME=host.split(":")[0], HTTP_HOST=host, HTTP_ACCEPT_ENCODING="br, gzip", **headers)
    if data is None:
        request = factory.get(path)
    else:
        form = urlencode(data, doseq=True)
        request = factory.post(path, form, content_type="application/x-www-form-urlencoded")
    answer = application(request.environ, start_response)
    try:
        for _chunk in answer:
            pass
    finally:
        getattr(answer, "close", lambda: None)()
    return int(statuses[0].split()[0])


def queries(application: Application, path: str) -> int:
    """Return the number of queries that ``path`` takes.

    :raises RuntimeError: if the answer is not 200.
    """
    count = 0

    def counted(execute: Callable[..., Any], *arguments: Any) -> Any:
        nonlocal count
        count += 1
        return execute(*arguments)

    with connection.execute_wrapper(counted):
        status = ask(application, path)
    if status != 200:
        raise RuntimeError(f"{path} answered {status}.")
    return count


def cpu_ms(application: Application, path: str, rounds: int = 5, requests: int = 20) -> float:
    """Return the CPU time of one request in milliseconds: the median over ``rounds`` of the mean of ``requests``."""
    for _request in range(5):
        ask(application, path)
    means = []
    for _round in range(rounds):
        begin = time.process_time()
        for _request in range(requests):
            ask(application, path)
        means.append((time.process_time() - begin) / requests * 1000)
    return statistics.median(means)
