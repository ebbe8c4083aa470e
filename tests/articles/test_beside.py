"""What stands beside a release on its form."""

import pytest

from news.articles import beside, editing, workflow
from news.articles.rules import Finding


@pytest.mark.parametrize(("field", "target"), [("headline", "id_headline"), ("agencies", "agency_rows-group")])
def test_findings_lead_to_their_field(field, target):
    assert beside.anchor(field) == target


@pytest.mark.parametrize(
    ("finding", "target"),
    [
        (Finding("body", "x", "x"), "id_body"),
        (Finding("captions", "x", "x", row=2), "captions-2"),
        (Finding("captions", "x", "x", row=2, part="caption"), "id_captions-2-caption"),
        (Finding("quotes", "x", "x", row=0, part="appointment"), "id_quotes-0-appointment"),
        (Finding("quotes", "x", "x"), "quotes-group"),
    ],
)
def test_findings_about_a_row_lead_into_it(finding, target):
    assert beside.target(finding) == target


def names(edition, user):
    return [way.name for way in beside.beside(edition, user)["ways"]]


def test_the_step_that_is_awaited_comes_first_and_what_throws_away_last(draft, penulis, redaktur, penerbit):
    assert names(draft, penulis) == ["submit", "discard"]
    assert names(draft, penerbit) == ["submit", "fast_release", "discard"]
    workflow.take("submit", draft, by=penulis)
    draft.refresh_from_db()
    assert names(draft, redaktur) == ["approve", "return"]
    draft = workflow.take("approve", draft, by=redaktur)
    assert names(draft, penerbit) == ["release", "return"]
    draft = workflow.take("release", draft, by=penerbit)
    assert names(draft, penerbit) == ["revise", "withdraw"]


def test_what_is_taken_on_the_screen_says_what_it_does_above_its_form(approved, penerbit):
    release, back = beside.beside(approved, penerbit)["ways"]
    assert release.form.initial["seen_version"] == approved.version
    assert "Kesehatan" in release.explanation[0]
    assert release.label in {"Release now", "Terbitkan sekarang"}
    assert back.form.fields["note"].required


# The next one that waits


def submitted(by, headline):
    edition = editing.begin_draft(by, headline=headline)
    edition.state = "in_review"
    edition.save()
    return edition


def test_the_next_one_goes_round_those_that_this_user_may_decide_on(draft, penulis, redaktur, penerbit):
    first, second = submitted(penulis, "Pertama"), submitted(penulis, "Kedua")
    own = submitted(redaktur, "Milik redaktur")
    assert beside.next_waiting(first, redaktur) == second
    assert beside.next_waiting(second, redaktur) == first
    assert beside.next_waiting(second, penerbit) == own
    assert beside.next_waiting(first, penulis) is None


def test_what_is_approved_waits_for_who_releases(approved, draft, penulis, redaktur, penerbit):
    other = submitted(penulis, "Pertama")
    other.changed_by.add(redaktur, penerbit)
    assert beside.next_waiting(other, penerbit) == approved
    assert beside.next_waiting(other, redaktur) is None
