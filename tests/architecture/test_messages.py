"""Everything that a person sees is there in Indonesian, and the compiled catalogues say the same."""

import os

import polib
import pytest

from tests import messages

gettext_needed = pytest.mark.skipif(
    messages.gettext_is_missing() and not os.environ.get("CI"),
    reason="GNU gettext is not installed: apt install gettext",
)


@pytest.mark.parametrize("path", messages.CATALOGUES, ids=lambda path: str(path.relative_to(messages.ROOT)))
def test_nothing_is_untranslated_or_fuzzy(path):
    assert list(messages.complaints(polib.pofile(str(path)), ())) == []


@pytest.mark.parametrize("path", messages.CATALOGUES, ids=lambda path: str(path.relative_to(messages.ROOT)))
def test_what_is_compiled_is_up_to_date(path):
    assert not messages.is_stale(path), "run: make messages"


@gettext_needed
@pytest.mark.parametrize(("domain", "least"), [("django", 500), ("djangojs", 10)])
def test_every_msgid_of_the_code_is_in_the_catalogue(tmp_path, domain, least):
    wanted = messages.extract(messages.copy_of_the_sources(tmp_path), domain)
    assert len(wanted) > least
    catalogue = polib.pofile(str(messages.OWN[domain]))
    assert [line for line in messages.complaints(catalogue, wanted) if line.startswith("absent")] == []


@gettext_needed
def test_msgids_are_found_in_code_and_templates(tmp_path):
    (tmp_path / "news").mkdir()
    (tmp_path / "news/models.py").write_text('name = _("Agency")\nkind = pgettext_lazy("of an office", "kind")\n')
    (tmp_path / "page.html").write_text(
        '{% load i18n %}{% translate "Share" %}{% blocktranslate %}By {{ x }}{% endblocktranslate %}'
    )
    found = {messages.key(entry) for entry in messages.extract(tmp_path)}
    assert found == {("", "Agency"), ("of an office", "kind"), ("", "Share"), ("", "By %(x)s")}


@gettext_needed
def test_msgids_are_found_in_scripts(tmp_path):
    (tmp_path / "editor.js").write_text('const name = gettext("Bold");\n')
    assert [entry.msgid for entry in messages.extract(tmp_path, "djangojs")] == ["Bold"]


def test_what_is_absent_untranslated_or_fuzzy_is_found():
    catalogue = [
        polib.POEntry(msgid="Agency", msgstr="Instansi"),
        polib.POEntry(msgid="Share"),
        polib.POEntry(msgid="Quote", msgstr="Kutipan", flags=["fuzzy"]),
        polib.POEntry(msgid="%(n)s photo", msgid_plural="%(n)s photos", msgstr_plural={0: ""}),
        polib.POEntry(msgid="Embargo", msgstr="Embargo", obsolete=True),
    ]
    wanted = [polib.POEntry(msgid="Embargo"), polib.POEntry(msgid="Agency", msgctxt="of the state")]
    assert list(messages.complaints(catalogue, wanted)) == [
        "absent: 'Embargo'",
        "absent: 'Agency'",
        "untranslated: 'Share'",
        "fuzzy: 'Quote'",
        "untranslated: '%(n)s photo'",
    ]


def test_a_stale_compiled_catalogue_is_found(tmp_path):
    path = tmp_path / "django.po"
    catalogue = polib.POFile()
    catalogue.append(polib.POEntry(msgid="Agency", msgstr="Instansi"))
    catalogue.save(str(path))
    assert messages.is_stale(path)
    catalogue.save_as_mofile(str(path.with_suffix(".mo")))
    assert not messages.is_stale(path)
    catalogue[0].msgstr = "Dinas"
    catalogue.save(str(path))
    assert messages.is_stale(path)
