"""What is read out of a pasted list of journalists."""

import pytest
from django.core.exceptions import ValidationError

from news.desk import forms
from news.desk.forms import PressLinkForm, PreviewLinkForm, recipients


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Sari Lubis, Harian Selasih, sari@harian.example", ("Sari Lubis", "Harian Selasih", "sari@harian.example")),
        ("Sari Lubis;Harian Selasih;sari@harian.example", ("Sari Lubis", "Harian Selasih", "sari@harian.example")),
        ("Sari Lubis\tHarian Selasih\tsari@harian.example", ("Sari Lubis", "Harian Selasih", "sari@harian.example")),
        ("Sari Lubis – Harian Selasih", ("Sari Lubis", "Harian Selasih", "")),
        ("Sari Lubis <sari@harian.example>, Harian Selasih", ("Sari Lubis", "Harian Selasih", "sari@harian.example")),
        ("sari@harian.example", ("", "harian.example", "sari@harian.example")),
        ("Radio Kota", ("", "Radio Kota", "")),
        ("Radio Kota, berita@radio.example", ("", "Radio Kota", "berita@radio.example")),
        ('"Sari  Lubis" , "Harian, Selasih"', ("Sari Lubis", "Harian, Selasih", "")),
    ],
)
def test_a_line_is_read_however_it_is_written(line, expected):
    assert recipients(f"\n  \n{line}\n") == [expected]


def test_every_line_that_cannot_be_read_is_named():
    text = "Radio Kota, bukan@alamat\nSari, a@x.example, b@x.example\nA, a@harian.example\n\nB, A@Harian.example"
    with pytest.raises(ValidationError) as refused:
        recipients(text)
    assert [message.partition(":")[0] for message in refused.value.messages] == ["Baris 1", "Baris 2", "Baris 5"]


def test_a_list_that_is_too_long_is_refused(monkeypatch):
    monkeypatch.setattr(forms, "MOST_RECIPIENTS", 2)
    assert len(recipients("A\nB")) == 2
    with pytest.raises(ValidationError):
        recipients("A\nB\nC")


def test_a_long_name_is_refused():
    with pytest.raises(ValidationError):
        recipients("A" * 121)


def test_the_list_stays_as_it_was_typed_when_it_is_refused():
    form = PressLinkForm({"recipients": "bukan@alamat"})
    assert not form.is_valid()
    assert "bukan@alamat" in str(form["recipients"])


def test_a_preview_link_holds_some_days_and_thirty_at_most():
    assert PreviewLinkForm({"days": "30", "follows": "this"}).is_valid()
    assert not PreviewLinkForm({"days": "31", "follows": "this"}).is_valid()
    form = PreviewLinkForm({"days": "7", "follows": "newest", "label": " Pak\u202e Camat "})
    assert form.is_valid()
    assert form.cleaned_data["follows"] is True
