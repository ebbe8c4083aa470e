"""What is installed is pinned to the last package, and nothing that ships is under the GPL."""

import re
from collections.abc import Iterator
from importlib.metadata import Distribution, distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from .rooms import ROOT

SHIPPED = ("requirements.txt", "requirements-postgresql.txt")
DEVELOPMENT = (*SHIPPED, "requirements-dev.txt")


def lines(path: Path) -> list[str]:
    """Return what a requirements file says, without comments and inclusions."""
    found = [line.split("#")[0].strip() for line in path.read_text().splitlines()]
    return [line for line in found if line and not line.startswith("-r ")]


def unpinned(path: Path) -> list[str]:
    """Return the lines that are not ``name==version``: ranges, addresses, options, paths."""
    return [line for line in lines(path) if not re.fullmatch(r"[\w.-]+(\[[\w,-]+\])?==[\w.]+(; .*)?", line)]


def brought_along(requirements: list[Requirement]) -> Iterator[Requirement]:
    """Yield all that the installed packages among ``requirements`` need in turn, on this Python."""
    waiting, seen = list(requirements), set()
    while waiting:
        requirement = waiting.pop()
        key = (canonicalize_name(requirement.name), frozenset(requirement.extras))
        if key in seen or (requirement.marker and not requirement.marker.evaluate()):
            continue
        seen.add(key)
        yield requirement
        for needed in map(Requirement, distribution(requirement.name).requires or ()):
            extras = requirement.extras or {""}
            if not needed.marker or any(needed.marker.evaluate({"extra": extra}) for extra in extras):
                waiting.append(Requirement(str(needed).split(";")[0]))


def is_gpl(package: Distribution) -> bool:
    """Say whether the package can be had under the GPL or AGPL only (the LGPL allows what we do)."""
    told = [package.metadata.get("License-Expression") or "", *package.metadata.get_all("Classifier", [])]
    licences = " ".join(text for text in told if "License ::" in text or text == told[0])
    may_choose = re.search(r"\bOR\b|Artistic|MIT|BSD|Mozilla", licences)
    return bool(re.search(r"(?<!L)GPL|GNU (Affero )?General Public", licences)) and not may_choose


@pytest.mark.parametrize("name", DEVELOPMENT)
def test_every_requirement_is_pinned(name):
    assert unpinned(ROOT / name) == []


@pytest.mark.parametrize("names", [SHIPPED[:1], SHIPPED, DEVELOPMENT])
def test_what_packages_bring_along_is_pinned_too(names):
    pinned = [Requirement(line) for name in names for line in lines(ROOT / name)]
    known = {canonicalize_name(requirement.name) for requirement in pinned}
    assert {canonicalize_name(requirement.name) for requirement in brought_along(pinned)} - known == set()


def test_nothing_that_ships_is_under_the_gpl():
    pinned = [Requirement(line) for name in SHIPPED for line in lines(ROOT / name)]
    assert [found.name for found in brought_along(pinned) if is_gpl(distribution(found.name))] == []


@pytest.mark.parametrize(
    "line", ["Django", "Django>=5.2", "Django~=5.2.0", "--index-url https://packages.example/simple", "./local.whl"]
)
def test_what_is_not_pinned_is_found(line, tmp_path):
    (tmp_path / "requirements.txt").write_text(f"# What we need\nnh3==0.3.8\n{line}\n")
    assert unpinned(tmp_path / "requirements.txt") == [line]


def test_what_a_package_brings_along_is_found():
    assert "asgiref" in {found.name for found in brought_along([Requirement("Django==5.2.19")])}


def test_a_package_under_the_gpl_is_found():
    assert is_gpl(distribution("djlint"))
    assert not is_gpl(distribution("psycopg"))
    assert not is_gpl(distribution("Django"))
