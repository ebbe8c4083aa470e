"""Why a form was not saved: every fault with the way to where it is mended."""

from types import SimpleNamespace

from django import forms

from news.articles.faults import Fault, faults


class Text(forms.Form):
    headline = forms.CharField(label="Judul", max_length=3)
    event_date = forms.DateField(required=False)

    def clean(self):
        raise forms.ValidationError("Tidak cocok.")


class Row(forms.Form):
    words = forms.CharField(label="Kata-kata")


def admin_formset(data):
    formset = forms.formset_factory(Row, max_num=1, validate_max=True)(data, prefix="quotes")
    return SimpleNamespace(formset=formset, opts=SimpleNamespace(verbose_name="kutipan", verbose_name_plural="kutipan"))


GOOD = {"quotes-TOTAL_FORMS": "1", "quotes-INITIAL_FORMS": "0", "quotes-0-words": "Datanglah."}


def test_fields_are_named_and_linked_in_the_order_of_the_form():
    found = faults(Text({"headline": "terlalu panjang", "event_date": "besok"}), [admin_formset(GOOD)])
    assert [(fault.target, fault.label) for fault in found] == [
        ("id_headline", "Judul"), ("id_event_date", "Event date"), ("content-main", ""),
    ]  # fmt: skip
    assert found[-1] == Fault("content-main", "", "Tidak cocok.")


def test_rows_are_numbered_and_what_concerns_all_of_them_leads_to_their_group():
    data = {"quotes-TOTAL_FORMS": "2", "quotes-INITIAL_FORMS": "1", "quotes-0-words": "Satu", "quotes-1-words": ""}
    data |= {"quotes-0-words": ""}
    found = faults(forms.Form({}), [admin_formset(data | {"quotes-TOTAL_FORMS": "3", "quotes-2-words": "Tiga"})])
    assert found[0].target == "quotes-group"
    assert found[0].label == "Kutipan"
    assert ("id_quotes-0-words", "Kutipan 1, Kata-kata") in [(fault.target, fault.label) for fault in found]


def test_a_form_without_faults_has_none():
    assert faults(forms.Form({}), [admin_formset(GOOD)]) == []
