"""What must not matter does not: other names, towns, outlets and dates, other quote marks, lines broken elsewhere."""

import json
import random
import re
import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from news.intake.reading import read
from news.intake.scoring import Score, values

from .changed_texts import Answer, other_dates, other_outlet, other_people, other_towns

# Other words make other lines; there the lines were broken at a width.
TEXTS = [
    path
    for path in sorted((Path(__file__).parent.parent / "intake" / "texts").glob("*.txt"))
    if "wrapped" not in path.stem
]
PAIRS = [
    (path.read_text(encoding="utf-8"), json.loads(path.with_suffix(".json").read_text(encoding="utf-8")))
    for path in TEXTS
]
Change = Callable[[str, Answer, random.Random], tuple[str, Answer]]
seeds = st.integers(min_value=0, max_value=999_999)
# A smaller seed is no simpler text: nothing is gained by shrinking, which takes minutes.
few = settings(max_examples=4, deadline=None, derandomize=True, phases=[Phase.generate])


def people_and_towns(text: str, answer: Answer, chance: random.Random) -> tuple[str, Answer]:
    return other_towns(*other_people(text, answer, chance), chance)


@pytest.mark.parametrize("change", [other_people, other_towns, people_and_towns, other_outlet, other_dates])
@given(seed=seeds)
@few
def test_other_names_and_dates_are_read_as_well(change: Change, seed: int) -> None:
    total = Score()
    for number, (text, answer) in enumerate(PAIRS):
        changed, wanted = change(text, answer, random.Random(seed + number))
        found = dict(values(read(changed).as_json()))
        for field, each in values(wanted):
            total.add(each, found[field])
    assert total.precision >= 0.98
    assert total.recall >= 0.96


@pytest.mark.parametrize(("opening", "closing"), ["“”", '""', "”“", "„“", "«»"])
def test_the_style_of_quote_marks_does_not_matter(opening: str, closing: str) -> None:
    different = []
    for (text, _), path in zip(PAIRS, TEXTS, strict=True):
        styled = re.sub('“([^“”"\n]*)”', rf"{opening}\1{closing}", text)
        styled = re.sub('(?<![^\\s(])"([^“”"\n]*)"', rf"{opening}\1{closing}", styled)
        if [each.text for each in read(styled).quotes] != [each.text for each in read(text).quotes]:
            different.append(path.stem)
    assert different == []


def wrappable(text: str) -> bool:
    """Tell whether somebody wraps ``text``: no message with marks of bold, and blank lines between its paragraphs."""
    lines = text.split("\n")
    touching = any(len(above) > 60 and len(below) > 60 for above, below in zip(lines, lines[1:], strict=False))
    return not touching and not re.search(r"[*_]\w", text)


@pytest.mark.parametrize("width", [60, 72, 100])
def test_where_lines_are_broken_hardly_matters(width: int) -> None:
    total = Score()
    texts = [text for text, _ in PAIRS if wrappable(text)]
    assert len(texts) > 100
    for text in texts:
        wrapped = "\n".join(
            textwrap.fill(line, width, break_long_words=False, break_on_hyphens=False) for line in text.split("\n")
        )
        found = dict(values(read(wrapped).as_json()))
        for field, each in values(read(text).as_json()):
            total.add(each, found[field])
    assert total.f1 >= 0.985
