"""Forms keep what can be kept, and refuse in words what cannot."""

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone, translation

from news.articles.forms import DayField, LinesField, MomentField, StepForm, line_feeds
from news.articles.workflow import STEPS
from tests.conftest import NOON


@pytest.fixture(autouse=True)
def english_in_jakarta():
    with translation.override("en"), timezone.override("Asia/Jakarta"):
        yield


def test_a_moment_is_local_and_survives_the_way_to_the_browser_and_back():
    field = MomentField()
    assert field.clean("2026-03-11T12:00") == NOON
    assert field.prepare_value(NOON) == "2026-03-11T12:00"
    with_seconds = NOON.replace(second=7)
    assert field.clean(field.prepare_value(with_seconds)) == with_seconds


@pytest.mark.parametrize(
    "typed", ["0001-01-01T00:00", "9999-12-31T23:59", "1999-12-31T23:59", "kemarin", "2026-02-30T10:00"]
)
def test_a_moment_that_makes_no_sense_is_refused(typed):
    with pytest.raises(ValidationError):
        MomentField().clean(typed)


def test_a_day_is_read_as_browsers_send_it():
    assert str(DayField().clean("2026-03-11")) == "2026-03-11"


def test_line_ends_are_those_of_the_database():
    assert line_feeds("satu\r\ndua\rtiga\nempat") == "satu\ndua\ntiga\nempat"
    assert line_feeds(None) is None


@pytest.mark.parametrize("name", STEPS)
def test_each_step_asks_for_what_it_needs(name):
    form = StepForm(name, STEPS[name])
    asked = {
        "release": {"at"}, "fast_release": {"at", "note"}, "release_minor": {"at"}, "revise": {"kind", "note"},
        "withdraw": {"note", "successor"}, "submit": {"note"}, "return": {"note"}, "reschedule": {"at", "note"},
    }.get(name, set())  # fmt: skip
    assert set(form.fields) == {"seen_version", *asked}
    assert "at" not in asked or "(WIB)" in str(form.fields["at"].label)


@pytest.mark.parametrize("name", ["return", "fast_release", "withdraw"])
def test_a_reason_is_asked_for(name):
    form = StepForm(name, STEPS[name], {"note": "  ", "seen_version": "1"})
    assert form.errors["note"] == ["Please say why."]


@pytest.mark.parametrize("written", ["number", "slug", "address", "path"])
def test_a_successor_is_named_by_number_or_address(written, released):
    article = released.article
    article.refresh_from_db()
    text = {
        "number": article.number, "slug": article.slug, "address": f"https://example.org{article.get_absolute_url()}",
        "path": article.get_absolute_url(),
    }[written]  # fmt: skip
    form = StepForm("withdraw", STEPS["withdraw"], {"note": "Keliru.", "successor": text})
    assert form.is_valid()
    assert form.arguments["successor"] == article


def test_lines_count_once_and_what_is_too_long_is_told_of_and_not_cut_off():
    box = LinesField(max_length=5, widget=forms.Textarea)
    assert box.clean("ab\r\ncd") == "ab\ncd"
    assert "maxlength" not in box.widget.attrs
    with pytest.raises(ValidationError, match="6"):
        box.clean("abcdef")
