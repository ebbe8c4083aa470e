"""The order of the rooms, read from the import-linter contract so that it stands once."""

import tomllib
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent


@cache
def contract(identifier: str) -> dict:
    """Return the import-linter contract with this ``id``."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    return next(contract for contract in contracts if contract["id"] == identifier)


def rooms() -> list[str]:
    """Return the rooms in their order, accounts first; a room imports only those before it."""
    layers = [name for layer in reversed(contract("arrow")["layers"]) for name in layer.replace(":", "|").split("|")]
    return [name.strip() for name in layers if (ROOT / "news" / name.strip()).is_dir()]


def rank(room: str) -> int:
    """Return the place of ``room`` in the order, 0 for the first."""
    return rooms().index(room)
