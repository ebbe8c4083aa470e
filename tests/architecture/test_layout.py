"""Tests mirror the package path for path, every room has tests, and no room is empty."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from .rooms import ROOT, rooms

# What Django prescribes the place of: tests need not repeat these directories.
PRESCRIBED = ("", "views/", "management/commands/", "templatetags/")
# Tests of what lies beyond one module.
BEYOND_ONE_MODULE = {"architecture", "browser", "journeys"}


def orphans(root: Path) -> Iterator[str]:
    """Yield each test file under ``root/tests`` that has no module of its path in ``news``, ``config`` or ``bench``."""
    for test in sorted((root / "tests").rglob("test_*.py")):
        path = test.relative_to(root / "tests")
        if path.parts[0] in BEYOND_ONE_MODULE or path.name == "test_conftest.py":
            continue
        package = root if path.parts[0] in {"bench", "config"} else root / "news"
        name = path.stem.removeprefix("test_")
        modules = [package / path.parent / f"{prescribed}{name}" for prescribed in PRESCRIBED]
        if not any(module.is_dir() or module.with_suffix(".py").is_file() for module in modules):
            yield str(path)


def rooms_without_tests(root: Path, names: list[str]) -> list[str]:
    """Return the rooms for which ``root/tests`` has no test."""
    return [name for name in names if not any((root / "tests" / name).rglob("test_*.py"))]


def empty_rooms(root: Path, names: list[str]) -> list[str]:
    """Return the rooms that define nothing but their own name: no class or function outside apps.py."""

    def says_something(module: Path) -> bool:
        defined = (ast.ClassDef, ast.FunctionDef)
        return module.name != "apps.py" and any(
            isinstance(node, defined) for node in ast.parse(module.read_text()).body
        )

    return [name for name in names if not any(map(says_something, (root / "news" / name).rglob("*.py")))]


def test_every_test_file_mirrors_a_module():
    assert list(orphans(ROOT)) == []


def test_every_room_has_tests():
    assert rooms_without_tests(ROOT, rooms()) == []


def test_no_room_is_empty():
    assert empty_rooms(ROOT, rooms()) == []


def test_a_violation_is_found(tmp_path):
    for path in (
        "tests/photos/test_uploads.py",
        "tests/photos/commands/test_sweep.py",
        "tests/test_guards.py",
        "news/guards.py",
    ):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).touch()
    (tmp_path / "news/photos").mkdir()
    (tmp_path / "news/photos/apps.py").write_text("class PhotosConfig: ...\n")
    (tmp_path / "news/photos/models.py").write_text('"""Nothing yet."""\n')
    assert list(orphans(tmp_path)) == ["photos/commands/test_sweep.py", "photos/test_uploads.py"]
    assert rooms_without_tests(tmp_path, ["photos", "weather"]) == ["weather"]
    assert empty_rooms(tmp_path, ["photos"]) == ["photos"]


@pytest.mark.parametrize(
    "module", ["views/uploads.py", "uploads.py", "uploads/__init__.py", "management/commands/uploads.py"]
)
def test_what_mirrors_a_module_passes(module, tmp_path):
    for path in ("tests/photos/test_uploads.py", f"news/photos/{module}"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).touch()
    (tmp_path / f"news/photos/{module}").write_text("def take() -> None: ...\n")
    assert list(orphans(tmp_path)) == []
    assert rooms_without_tests(tmp_path, ["photos"]) == []
    assert empty_rooms(tmp_path, ["photos"]) == []
