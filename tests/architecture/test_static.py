"""Every static file that a template names is there: with the manifest of production, a missing one is a 500."""

import re
from collections.abc import Iterator
from pathlib import Path

from django.contrib.staticfiles import finders

from .rooms import ROOT

NAMED = re.compile(r"""\{%\s*static\s+["']([^"']+)["']""")


def missing(templates: Path) -> Iterator[str]:
    """Yield each static file that a template under ``templates`` names and no finder finds."""
    for template in sorted(templates.rglob("*")):
        if template.is_file():
            yield from (
                f"{template.relative_to(templates)}: {name}"
                for name in NAMED.findall(template.read_text())
                if not finders.find(name)
            )


def test_every_static_file_is_there():
    assert list(missing(ROOT / "templates")) == []


def test_a_missing_static_file_is_found(tmp_path):
    (tmp_path / "page.html").write_text("{% static 'css/nowhere.css' %}{% static \"admin/css/base.css\" %}")
    assert list(missing(tmp_path)) == ["page.html: css/nowhere.css"]
