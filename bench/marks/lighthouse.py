"""What Lighthouse (https://github.com/GoogleChrome/lighthouse) makes of a page on a phone."""

from __future__ import annotations

import json
import statistics
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from .tools import CHROMIUM_FLAGS, environment

INDEXING = ("is-crawlable",)
"""The audits of whether search engines may show a page."""
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")


class Marks(NamedTuple):
    """Medians of all runs, 0 to 100, by category; and what of a page cost marks, each once."""

    by_category: dict[str, int]
    lost_by: list[str]


def marks(modules: Path, chromium: str, url: str, runs: int, skip: Sequence[str] = ()) -> Marks:
    """Return what ``url`` gets in ``runs`` runs.

    :param skip: audits that do not count.
    :raises RuntimeError: if Lighthouse fails twice.
    """
    reports = [_tried(modules, chromium, url, skip) for _run in range(runs)]
    medians = {
        category: round(100 * statistics.median(report["categories"][category]["score"] for report in reports))
        for category in CATEGORIES
    }
    lost = {words: None for report in reports for words in _lost(report)}
    return Marks(medians, list(lost))


def _tried(modules: Path, chromium: str, url: str, skip: Sequence[str]) -> dict[str, Any]:
    """Return a report; a Chromium that lost its page on a busy machine is given a second try."""
    try:
        return _report(modules, chromium, url, skip)
    except (RuntimeError, subprocess.TimeoutExpired):
        return _report(modules, chromium, url, skip)


def _report(modules: Path, chromium: str, url: str, skip: Sequence[str]) -> dict[str, Any]:
    command = [
        "node",
        str(modules / "lighthouse" / "cli" / "index.js"),
        url,
        "--quiet",
        "--output=json",
        f"--only-categories={','.join(CATEGORIES)}",
        f"--chrome-flags={' '.join(CHROMIUM_FLAGS)}",
        *([f"--skip-audits={','.join(skip)}"] if skip else []),
    ]
    result = subprocess.run(command, env=environment(chromium), capture_output=True, text=True, timeout=300)
    if result.returncode:
        raise RuntimeError(f"Lighthouse failed on {url}: {result.stderr[-2000:]}")
    report: dict[str, Any] = json.loads(result.stdout)
    if fault := report.get("runtimeError"):
        raise RuntimeError(f"Lighthouse failed on {url}: {fault['message']}")
    return report


def _lost(report: dict[str, Any]) -> list[str]:
    """Return the audits that count and are not met, and of those in performance the figure."""
    lost = []
    for name, category in report["categories"].items():
        for reference in category["auditRefs"]:
            audit = report["audits"][reference["id"]]
            if reference["weight"] and audit["score"] is not None and audit["score"] < 0.97:
                lost.append(f"{name}: {audit['title']} {audit.get('displayValue', '')}".strip())
    return lost
