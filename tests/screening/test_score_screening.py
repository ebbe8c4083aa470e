"""The confusion matrix, printed."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command


def test_the_matrix_of_the_projects_own_corpora_is_printed():
    out = StringIO()
    call_command("score_screening", stdout=out)
    lines = out.getvalue().splitlines()
    assert lines[0].split() == ["comments", "publish", "hold", "spam", "right"]
    assert [line.split()[0] for line in lines[1:]] == ["innocent", "obfuscated", "spam"]
    assert lines[1].split()[4] == "0"  # none of the innocent in spam


def test_differences_are_printed_with_their_signals(tmp_path):
    (tmp_path / "innocent.tsv").write_text("Rina\tslot gacor\n")
    out = StringIO()
    call_command("score_screening", str(tmp_path), "--differences", stdout=out)
    assert out.getvalue().splitlines()[0] == "innocent: hold 3: Rina: slot gacor [suspect_word 3 slot gacor]"


def test_a_folder_without_corpora_is_refused(tmp_path):
    with pytest.raises(CommandError, match="no corpus"):
        call_command("score_screening", str(tmp_path))
