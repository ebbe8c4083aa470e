"""What judges pages: Chromium, Lighthouse and the Nu checker, each where it can be had."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

HERE = Path(__file__).parent
CHROMIUM_FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def chromium() -> str | None:
    """Return where Chromium is."""
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


def installed(kept: Path) -> Path | None:
    """Install what package.json pins into ``kept``, unless it is there; return node_modules, None if that cannot be.

    The scripts of packages are not run: none of them is needed.
    """
    if not shutil.which("npm"):
        return None
    lock = (HERE / "package-lock.json").read_bytes()
    done = kept / "installed"
    if not done.is_file() or done.read_bytes() != lock:
        kept.mkdir(parents=True, exist_ok=True)
        for name in ("package.json", "package-lock.json"):
            shutil.copy(HERE / name, kept)
        command = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
        if subprocess.run(command, cwd=kept, timeout=600, stdout=subprocess.DEVNULL).returncode:
            return None
        done.write_bytes(lock)
    return kept / "node_modules"


def environment(chromium_path: str) -> dict[str, str]:
    """Return the environment for a program that starts Chromium itself."""
    return dict(os.environ) | {"CHROME_PATH": chromium_path}
