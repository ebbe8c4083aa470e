"""The rules in the admin: all of them in one list, what signals weigh, and two pages to try them on comments."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from . import editing, samples, trying
from .forms import PolicyForm, RuleForm, TryCommentsForm, TryTextForm, default_weight
from .models import Learning, Policy, WordRule
from .normalising import normalise
from .reading import read_words
from .rules import Kind, Rule, built_in, current, everything
from .weighing import weigh

SAMPLES = 1000


def may_change_rules(request: HttpRequest) -> bool:
    """Editors, publishers and moderators: who decides on comments also makes the rules for them."""
    return request.user.has_perm("screening.change_rules")


@admin.register(WordRule)
class WordRuleAdmin(admin.ModelAdmin[WordRule]):
    """The list of rules in place of a change list, with the pages around it."""

    form = RuleForm
    fields = ["phrase", "kind", "weight", "is_active", "note"]

    def has_module_permission(self, request: HttpRequest) -> bool:
        return may_change_rules(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may_change_rules(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return may_change_rules(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may_change_rules(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may_change_rules(request)

    def save_model(self, request: HttpRequest, obj: WordRule, form: Any, change: bool) -> None:
        editing.save_rule(obj)

    def delete_model(self, request: HttpRequest, obj: WordRule) -> None:
        editing.remove_rule(obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[WordRule]) -> None:
        for rule in queryset:
            editing.remove_rule(rule)

    def get_urls(self) -> list[URLPattern]:
        """Add the pages beside the list to Django's own."""
        pages = [
            ("weights/", self.weights_view, "weights"),
            ("try/", self.try_text_view, "try_text"),
            ("try-comments/", self.try_comments_view, "try_comments"),
            ("switch/", require_POST(self.switch_view), "switch"),
        ]
        return [
            *(path(route, self.admin_site.admin_view(view), name=f"screening_{name}") for route, view, name in pages),
            *super().get_urls(),
        ]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Show the rules of ``?kind=``, or all that contain ``?q=``."""
        _require(request)
        query = " ".join(request.GET.get("q", "").casefold().split())[:80]
        kind = request.GET.get("kind", Kind.BRAND)
        if kind not in Kind.values:
            raise Http404
        rules = everything()
        shown = [rule for rule in rules if (query in rule.phrase if query else rule.kind == kind)]
        shown.sort(key=lambda rule: (not rule.is_own, rule.phrase.strip("*+#")))
        context = {
            "query": query,
            "kind": "" if query else kind,
            "kinds": [(each, sum(rule.kind == each for rule in rules)) for each in Kind],
            "rows": [_row(rule) for rule in shown],
        }
        return self._page(request, "list", _("Rules for comments"), context)

    def switch_view(self, request: HttpRequest) -> HttpResponse:
        """Switch the rule that ``rule`` names, as kind, colon and phrase, on or off; go back to the list."""
        _require(request)
        on = request.POST.get("on", "")
        kind, _colon, phrase = (on or request.POST.get("off", "")).partition(":")
        try:
            editing.switch(kind, phrase, on=bool(on))
        except ValidationError as error:
            messages.error(request, error.message)
        query = urlencode({"q": request.POST["q"]} if request.POST.get("q") else {"kind": kind})
        return HttpResponseRedirect(f"{reverse('admin:screening_wordrule_changelist')}?{query}")

    def weights_view(self, request: HttpRequest) -> HttpResponse:
        """Show and change thresholds and weights."""
        _require(request)
        policy = Policy.objects.filter(pk=1).first() or Policy(pk=1)
        form = PolicyForm(request.POST if request.method == "POST" else None, instance=policy, label_suffix="")
        if request.method == "POST" and form.is_valid():
            editing.save_policy(form.policy())
            messages.success(request, _("Saved; it holds from the next comment on."))
            return HttpResponseRedirect(reverse("admin:screening_weights"))
        context = {"form": form, "learning": Learning.objects.defer("words").first()}
        return self._page(request, "weights", _("Weights"), context)

    def try_text_view(self, request: HttpRequest) -> HttpResponse:
        """Show what the rules make of a text. By POST: nobody's words get into an address or a log."""
        _require(request)
        form = TryTextForm(request.POST if request.method == "POST" else None, label_suffix="")
        context: dict[str, Any] = {"form": form}
        if request.method == "POST" and form.is_valid():
            rules = current()
            text, name = form.cleaned_data["text"], form.cleaned_data["name"]
            context |= {
                "verdict": weigh(read_words(text, name, rules), rules),
                "normalised": normalise(f"{name}\n{text}" if name else text),
            }
        return self._page(request, "try_text", _("Try it on a text"), context)

    def try_comments_view(self, request: HttpRequest) -> HttpResponse:
        """Show what a rule or other thresholds would change in the newest comments."""
        _require(request)
        rules = current()
        given = request.GET if "hold_from" in request.GET else None
        initial = {"hold_from": rules.hold_from, "spam_from": rules.spam_from}
        form = TryCommentsForm(given, initial=initial, label_suffix="")
        context: dict[str, Any] = {"form": form, "count": SAMPLES}
        if given and form.is_valid():
            cleaned = form.cleaned_data
            other = trying.with_rule(rules, form.rule(), cleaned["hold_from"], cleaned["spam_from"])
            context["comparison"] = trying.compare(samples.newest(SAMPLES), rules, other)
        return self._page(request, "try_comments", _("Try it on the newest comments"), context)

    def _page(self, request: HttpRequest, name: str, title: str, context: dict[str, Any]) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "opts": self.model._meta,
            "title": title,
            "page": name,
            "pages": [
                ("list", _("Words and sites"), reverse("admin:screening_wordrule_changelist")),
                ("weights", _("Weights"), reverse("admin:screening_weights")),
                ("try_text", _("Try it on a text"), reverse("admin:screening_try_text")),
                ("try_comments", _("Try it on the newest comments"), reverse("admin:screening_try_comments")),
            ],
            **context,
        }
        form = context.get("form")
        status = 422 if form is not None and form.errors else 200
        return TemplateResponse(request, f"admin/screening/wordrule/{name}.html", context, status=status)


def _require(request: HttpRequest) -> None:
    """Let in who may change the rules.

    :raises PermissionDenied: if they may not.
    """
    if not may_change_rules(request):
        raise PermissionDenied


def _row(rule: Rule) -> dict[str, Any]:
    """Return a rule as the list shows it: what it weighs, whose it is, and where it is changed."""
    if rule.pk is None:
        values: dict[str, Any] = {"phrase": rule.phrase, "kind": rule.kind}
        if rule.weight is not None:
            values["weight"] = rule.weight
        address = f"{reverse('admin:screening_wordrule_add')}?{urlencode(values)}"
    else:
        address = reverse("admin:screening_wordrule_change", args=[rule.pk])
    return {
        "rule": rule,
        "kind": Kind(rule.kind).label,
        "weight": default_weight(rule.kind) if rule.weight is None else rule.weight,
        "overrides": rule.is_own and (rule.kind, rule.phrase) in built_in(),
        "address": address,
    }
