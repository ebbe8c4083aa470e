"""Whether the site lives, and whether it can do its work."""

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache

from news.answers import public

from ..signals import readiness_asked

FREE_BYTES = 100 * 1024 * 1024


@public
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """Say that this process answers; nothing else is asked."""
    return HttpResponse("ok\n", content_type="text/plain")


@public
@never_cache
def readyz(request: HttpRequest) -> HttpResponse:
    """Say whether database, storage and free space let the site do its work; 503 if one does not.

    What only ails, as a worker that has stopped, is named as degraded, and the answer stays 200.
    """
    checks = {"database": _database, "storage": _storage, "free_space": _free_space}
    results = {name: _is_well(check) for name, check in checks.items()}
    told = {name: "ok" if well else "failed" for name, well in results.items()}
    if results["database"]:
        for _hearer, ailments in readiness_asked.send_robust(sender=None):
            if isinstance(ailments, dict):  # not the exception that a hearer met, which is logged
                told |= {name: f"degraded: {words}" if words else "ok" for name, words in ailments.items()}
    return JsonResponse(told, status=200 if all(results.values()) else 503)


def _is_well(check: Callable[[], bool]) -> bool:
    try:
        return check()
    except Exception:  # whatever it is, the answer is 503; what failed is named, why is not for strangers
        return False


def _database() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return bool(cursor.fetchone() == (1,))


def _storage() -> bool:
    root = Path(settings.MEDIA_ROOT)
    root.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryFile(dir=root) as file:
        return file.write(b"ok") == 2


def _free_space() -> bool:
    return shutil.disk_usage(settings.MEDIA_ROOT).free >= FREE_BYTES
