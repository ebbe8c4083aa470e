"""What the documents say about the code is so."""

import re
from pathlib import Path

import pytest
from packaging.utils import canonicalize_name

from .rooms import ROOT, rooms
from .test_requirements import DEVELOPMENT

DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
# How config/settings.py reads the environment: env.str("X"), understood("X", …), switch("X"), environ.get("X").
READ = re.compile(r'\b(?:env\.\w+|understood|switch|environ\.get)\(\s*"([A-Z_]+)"')


def broken_links(document: Path) -> list[str]:
    """Return the relative links of a Markdown document that lead nowhere, pictures and headings included."""
    broken = []
    for link in re.findall(r"\]\(([^)\s]+)\)", document.read_text()):
        path, _, heading = link.partition("#")
        if "://" in link:
            continue
        target = (document.parent / path).resolve() if path else document
        text = target.read_text() if target.suffix == ".md" and target.is_file() else ""
        headings = re.findall(r"^#+ (.*)$", text, re.MULTILINE)
        slugs = {re.sub(r"[^\w -]", "", text.lower()).replace(" ", "-") for text in headings}
        if not target.exists() or (heading and heading not in slugs):
            broken.append(link)
    return broken


def table(document: str, first: str) -> set[str]:
    """Return the first cells of the rows of every table in ``docs/<document>`` whose head begins with ``first``."""
    cells, inside = set(), False
    for line in (ROOT / "docs" / document).read_text().splitlines():
        if not line.startswith("|"):
            inside = False
        elif line.startswith(f"| {first} |"):
            inside = True
        elif inside and not line.startswith("| ---"):
            cells.add(re.sub(r"\]\(.*?\)|[\[`]", "", line.split("|")[1]).strip())
    return cells


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_links_lead_somewhere(document):
    assert broken_links(document) == []


def test_a_broken_link_is_found(tmp_path):
    (tmp_path / "a.md").write_text(
        "# A room\n[b](b.md) [c](#a-room) [d](#b) [e](a.md#a-room) ![f](f.png) [g](https://example.org)"
    )
    assert broken_links(tmp_path / "a.md") == ["b.md", "#b", "f.png"]


def test_every_variable_of_the_environment_is_documented():
    read = set(READ.findall((ROOT / "config/settings.py").read_text()))
    assert len(read) > 8
    assert table("operating.md", "variable") == read


def test_every_room_is_in_the_architecture_in_its_order():
    documented = re.findall(r"^\| \[`(\w+)`\]", (ROOT / "docs/architecture.md").read_text(), re.MULTILINE)
    assert documented == rooms()


def test_every_direct_dependency_says_what_it_saves_us():
    direct = set()
    for name in DEVELOPMENT:
        text = (ROOT / name).read_text().split("# What these bring along")[0]
        direct |= {canonicalize_name(found) for found in re.findall(r"^([\w.-]+)(?:\[.*\])?==", text, re.MULTILINE)}
    assert {canonicalize_name(name) for name in table("dependencies.md", "package")} == direct


def test_steps_and_states_are_in_the_glossary():
    from news.articles.models import Edition
    from news.articles.workflow import STEPS

    assert set(STEPS) | set(Edition.State.values) <= table("words.md", "in code")
