"""The import linter's contracts, shown to fail: each on a small copy of the house with one thing wrong."""

import subprocess
import sys
from pathlib import Path

import pytest

from .rooms import ROOT, contract, rooms


def lint(house: Path) -> subprocess.CompletedProcess[str]:
    """Run the import linter over the package tree ``house`` under the project's own contracts."""
    program = "import sys; from importlinter.cli import lint_imports_command as main; main(sys.argv[1:])"
    command = [sys.executable, "-c", program, "--no-cache", "--no-logo", "--config", str(ROOT / "pyproject.toml")]
    return subprocess.run(command, cwd=house, capture_output=True, text=True, timeout=60)


@pytest.fixture
def house(tmp_path) -> Path:
    """A copy of the house with empty rooms."""
    for layer in contract("arrow")["layers"]:
        module = tmp_path / "news" / layer
        if layer in rooms():
            module.mkdir(parents=True)
            (module / "__init__.py").touch()
            if layer not in {"intake", "screening", "search"}:
                (module / "models.py").touch()
        else:
            module.parent.mkdir(exist_ok=True)
            module.with_suffix(".py").touch()
    for package in ("news", "config"):
        (tmp_path / package).mkdir(exist_ok=True)
        (tmp_path / package / "__init__.py").touch()
    (tmp_path / "config" / "settings.py").touch()
    for room in ("intake", "screening", "search"):
        for layer in contract(room)["layers"]:
            for module in layer.split(" : "):
                if not module.startswith("("):  # optional
                    (tmp_path / "news" / room / f"{module}.py").touch()
    return tmp_path


def test_a_house_in_order_passes(house):
    (house / "news/articles/models.py").write_text("from news.photos import models\n")
    (house / "news/articles/workflow.py").write_text("from . import models\n")
    result = lint(house)
    assert result.returncode == 0, result.stdout


@pytest.mark.parametrize(
    ("path", "line", "complaint"),
    [
        (
            "news/photos/models.py",
            "from news.articles import models",
            "news.photos is not allowed to import news.articles",
        ),
        ("news/guards.py", "from news.accounts import models", "news.guards is not allowed to import news.accounts"),
        ("news/weather/__init__.py", "", "news.weather"),
        ("news/articles/models.py", "from . import workflow", "news.articles.models is not allowed to import"),
        ("news/articles/workflow.py", "from . import views", "news.articles.workflow is not allowed to import"),
        ("news/articles/utils.py", "", "news.articles.utils"),
        (
            "news/intake/words.py",
            "from . import reading",
            "news.intake.words is not allowed to import news.intake.reading",
        ),
        (
            "news/comments/permissions.py",
            "from . import moderation",
            "news.comments.permissions is not allowed to import news.comments.moderation",
        ),
        (
            "news/screening/normalising.py",
            "from . import reading",
            "news.screening.normalising is not allowed to import news.screening.reading",
        ),
        ("news/sealing.py", "from news.letters import models", "news.sealing is not allowed to import news.letters"),
        ("news/desk/models.py", "from config import settings", "news is not allowed to import config"),
    ],
)
def test_a_house_out_of_order_fails(house, path, line, complaint):
    for path_of_another in ("articles/workflow.py", "articles/views.py", "comments/moderation.py"):
        (house / "news" / path_of_another).touch()
    (house / path).parent.mkdir(exist_ok=True)
    (house / path).write_text(line + "\n")
    result = lint(house)
    assert result.returncode == 1
    assert complaint in " ".join(result.stdout.split())
