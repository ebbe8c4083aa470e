"""Corpora are read as they are written, and a comment that comes out wrong is named."""

from news.screening.scoring import read, score
from news.screening.weighing import Outcome


def test_lines_have_a_name_and_a_text(tmp_path):
    path = tmp_path / "innocent.tsv"
    path.write_text("# A remark\n\nRina\tsatu\\u200bdua\nBudi\t# bukan catatan\n", encoding="utf-8")
    assert list(read(path)) == [("Rina", "satu\u200bdua"), ("Budi", "# bukan catatan")]


def test_what_comes_out_wrong_is_named(tmp_path):
    (tmp_path / "innocent.tsv").write_text("Rina\tslot gacor\nBudi\tterima kasih\n")
    (tmp_path / "spam.tsv").write_text("Tono\tterima kasih\n")
    result = score(tmp_path)
    assert [(wrong.corpus, wrong.name) for wrong in result.wrong] == [("innocent", "Rina"), ("spam", "Tono")]
    assert result.counts["innocent"] == {Outcome.HOLD: 1, Outcome.PUBLISH: 1}
    assert "obfuscated" not in result.counts
