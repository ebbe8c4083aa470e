"""What moderators fill in to change the rules, and to try them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from news.richtext import without_control_characters

from . import editing
from .models import HEAVIEST, Policy, WordRule
from .normalising import MOST
from .patterns import PHRASE_LENGTH, validate_domain, validate_phrase
from .rules import CODE_OF, DOMAINS, Kind, Rule
from .weighing import CODES

# What words and links of a comment give is set here; what a rule weighs, with the rule.
LEARNT = frozenset({"bayes"})
KINDS = [(kind.value, kind.label) for kind in Kind]


def written(phrase: str) -> str:
    """Return a phrase as rules have it: lower case, single spaces."""
    return " ".join(without_control_characters(phrase).casefold().split())


class RuleForm(forms.ModelForm[WordRule]):
    """A rule of the moderators' own, or in place of a built-in one."""

    class Meta:
        model = WordRule
        fields = ("phrase", "kind", "weight", "is_active", "note")

    def clean_phrase(self) -> str:
        return written(self.cleaned_data["phrase"])

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        kind, phrase, weight = (self.cleaned_data.get(name) for name in ("kind", "phrase", "weight"))
        if kind in DOMAINS and phrase:
            try:
                validate_domain(phrase)
            except forms.ValidationError as error:
                self.add_error("phrase", error)
        if weight is not None and kind and (weight < 0) != (kind == Kind.COMPLAINT) and weight != 0:
            self.add_error("weight", _("Only words of a complaint weigh less than nothing, and they always do."))
        if not self.errors:
            self.instance.kind, self.instance.phrase = str(kind), str(phrase)
            editing.check_number(self.instance)
        return cleaned


class PolicyForm(forms.ModelForm[Policy]):
    """Thresholds, and the weight of each kind of signal."""

    class Meta:
        model = Policy
        fields = ("hold_from", "spam_from")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code, kind in CODES.items():
            if code not in LEARNT:
                self.fields[f"weight_{code}"] = forms.IntegerField(
                    label=str(kind.label),
                    min_value=-HEAVIEST,
                    max_value=HEAVIEST,
                    initial=self.instance.weights.get(code, kind.weight),
                )

    def weights(self) -> list[Any]:
        """Return the fields of the weights, to be shown."""
        return [self[name] for name in self.fields if name.startswith("weight_")]

    def policy(self) -> Policy:
        """Return the policy as it was filled in; only weights that differ from the built-in ones are kept."""
        policy: Policy = self.save(commit=False)
        given = {code: self.cleaned_data.get(f"weight_{code}") for code in CODES}
        policy.weights = {
            code: weight for code, weight in given.items() if weight is not None and weight != CODES[code].weight
        }
        return policy


class TryTextForm(forms.Form):
    """A text to be weighed; nothing of it is kept."""

    name = forms.CharField(label=_("Name"), max_length=80, required=False)
    text = forms.CharField(
        label=_("Comment"), max_length=MOST, strip=False, widget=forms.Textarea(attrs={"rows": 5})
    )  # fmt: skip


class TryCommentsForm(forms.Form):
    """A rule and thresholds to be tried on the newest comments."""

    phrase = forms.CharField(
        label=_("Phrase"), max_length=PHRASE_LENGTH, required=False, validators=[validate_phrase]
    )  # fmt: skip
    kind = forms.ChoiceField(label=_("What it is"), choices=KINDS, initial=Kind.SUSPECT)
    weight = forms.IntegerField(label=_("Weight"), required=False, min_value=-HEAVIEST, max_value=HEAVIEST)
    hold_from = forms.IntegerField(label=_("Held from"), min_value=1, max_value=100)
    spam_from = forms.IntegerField(label=_("Spam from"), min_value=2, max_value=100)

    def clean_phrase(self) -> str:
        return written(self.cleaned_data["phrase"])

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        hold_from, spam_from = self.cleaned_data.get("hold_from"), self.cleaned_data.get("spam_from")
        if hold_from and spam_from and spam_from <= hold_from:
            self.add_error("spam_from", _("Spam must begin above what is held."))
        return cleaned

    def rule(self) -> Rule | None:
        """Return the rule to be tried, if there is one."""
        cleaned = self.cleaned_data
        return Rule(cleaned["kind"], cleaned["phrase"], cleaned["weight"]) if cleaned["phrase"] else None


def default_weight(kind: str) -> int | None:
    """Return what a rule of ``kind`` adds if it does not say; none if it adds nothing."""
    code = CODE_OF.get(Kind(kind))
    return CODES[code].weight if code else None
