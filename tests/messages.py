"""The translation into Indonesian: ``python -m tests.messages`` brings the catalogue up to date with the code.

New msgids appear in ``locale/id/LC_MESSAGES``, empty or fuzzy, for somebody to translate: ``django.po`` has those of
code and templates, ``djangojs.po`` those of scripts; a ``.mo`` is compiled from each. ``locale/packages`` has what
packages leave untranslated, and is written by hand. Finding msgids
needs GNU gettext (https://www.gnu.org/software/gettext/); compiling needs nothing.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent
DOMAINS = ("django", "djangojs")  # Django's names: code and templates, and scripts
OWN = {domain: ROOT / f"locale/id/LC_MESSAGES/{domain}.po" for domain in DOMAINS}
CATALOGUES = (*OWN.values(), *(ROOT / f"locale/packages/id/LC_MESSAGES/{domain}.po" for domain in DOMAINS))
SOURCES = ("config", "news", "templates", "static")

Key = tuple[str, str]  # context and msgid


def gettext_is_missing() -> bool:
    """Say whether msgids cannot be found here."""
    return not all(shutil.which(tool) for tool in ("xgettext", "msgmerge", "msguniq", "msgattrib"))


def extract(directory: Path, domain: str = "django") -> polib.POFile:
    """Return the catalogue of ``domain`` as Django's makemessages writes it for the sources under ``directory``.

    What stands in ``directory``'s own catalogue is kept, and merged as gettext does.
    """
    (directory / "locale" / "id").mkdir(parents=True, exist_ok=True)
    program = "import sys; from django.core.management import execute_from_command_line as run; run(sys.argv)"
    options = ["--domain", domain, "--locale", "id", "--no-location", "--no-obsolete"]
    command = [sys.executable, "-c", program, "makemessages", *options]
    environ = os.environ | {"DJANGO_SETTINGS_MODULE": ""}
    result = subprocess.run(command, cwd=directory, env=environ, capture_output=True, text=True, timeout=120)
    if result.returncode:
        raise RuntimeError(result.stderr)
    return polib.pofile(str(directory / f"locale/id/LC_MESSAGES/{domain}.po"))


def copy_of_the_sources(directory: Path) -> Path:
    """Copy what has msgids into ``directory``, where makemessages may write; return it."""
    for name in SOURCES:
        shutil.copytree(ROOT / name, directory / name, ignore=shutil.ignore_patterns("__pycache__", "migrations"))
    return directory


def key(entry: polib.POEntry) -> Key:
    """Return what identifies an entry in a catalogue."""
    return entry.msgctxt or "", entry.msgid


def complaints(catalogue: Iterable[polib.POEntry], wanted: Iterable[polib.POEntry]) -> Iterator[str]:
    """Yield a line for each entry of ``wanted`` that is absent from ``catalogue``, and each not translated or fuzzy."""
    entries = {key(entry): entry for entry in catalogue if not entry.obsolete}
    for entry in wanted:
        if key(entry) not in entries:
            yield f"absent: {entry.msgid!r}"
    for entry in entries.values():
        if entry.fuzzy:
            yield f"fuzzy: {entry.msgid!r}"
        elif not entry.translated():
            yield f"untranslated: {entry.msgid!r}"


def is_stale(po: Path) -> bool:
    """Say whether the compiled catalogue beside ``po`` says anything else than ``po``."""
    mo = po.with_suffix(".mo")

    def said(entries: Iterable[polib.POEntry]) -> dict[Key, object]:
        return {key(entry): entry.msgstr or entry.msgstr_plural for entry in entries}

    return not mo.exists() or said(polib.mofile(str(mo))) != said(polib.pofile(str(po)).translated_entries())


def compile_catalogues() -> None:
    """Write the ``.mo`` file beside each catalogue."""
    for po in CATALOGUES:
        polib.pofile(str(po)).save_as_mofile(str(po.with_suffix(".mo")))


def update() -> None:
    """Bring the catalogues up to date and say what is left to translate."""
    if gettext_is_missing():
        compile_catalogues()
        sys.exit(
            "Compiled; but msgids cannot be found without GNU gettext: apt install gettext (or brew install gettext)."
        )
    with tempfile.TemporaryDirectory() as temporary:
        directory = copy_of_the_sources(Path(temporary))
        for domain, path in OWN.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            shutil.copytree(path.parent, directory / "locale/id/LC_MESSAGES", dirs_exist_ok=True)
            catalogue = extract(directory, domain)
            shutil.copy(directory / "locale/id/LC_MESSAGES" / path.name, path)
            said = f"{domain}: {len(catalogue.translated_entries())} of {len(catalogue)} translated"
            print(*complaints(catalogue, ()), said, sep="\n")  # noqa: T201  # a tool for the shell
    compile_catalogues()


if __name__ == "__main__":
    update()
