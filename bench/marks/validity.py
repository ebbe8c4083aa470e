"""Whether HTML and CSS are valid: asked of the Nu checker (https://validator.github.io/validator/)."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import NamedTuple


class Finding(NamedTuple):
    """What the checker says of one place."""

    page: str
    is_error: bool
    words: str
    place: str
    extract: str


def findings(jar: Path, pages: dict[str, bytes], directory: Path) -> list[Finding]:
    """Return what the checker in ``jar`` says of ``pages``, by name; a name that ends in .css is a stylesheet.

    :raises RuntimeError: if the checker itself fails.
    """
    names = {}
    for number, (name, content) in enumerate(pages.items()):
        path = directory / f"{number}.{'css' if name.endswith('.css') else 'html'}"
        path.write_bytes(content)
        names[path.name] = name
    command = ["java", "-Xss8m", "-jar", str(jar), "--format", "json", "--exit-zero-always", "--also-check-css"]
    result = subprocess.run([*command, *map(str, directory.iterdir())], capture_output=True, text=True, timeout=600)
    if result.returncode:
        raise RuntimeError(f"The Nu checker failed: {result.stderr[-2000:]}")
    return [_finding(names, message) for message in json.loads(result.stderr or "{}").get("messages", [])]


def _finding(names: dict[str, str], message: dict[str, str | int]) -> Finding:
    page = names[Path(str(message["url"])).name]
    place = f"{message.get('lastLine', '?')}:{message.get('lastColumn', '?')}"
    is_error = message["type"] in {"error", "non-document-error"}
    return Finding(page, is_error, str(message["message"]), place, " ".join(str(message.get("extract", "")).split()))
