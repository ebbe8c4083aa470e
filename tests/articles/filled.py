"""What a browser posts from the form of a release when nobody touched it, with changes."""

from typing import Any

from django.http import HttpResponse
from django.test import Client

from news.accounts.models import User


def browser(user: User) -> Client:
    """Return a browser in which ``user`` is logged in and works in English, the language of the code's messages."""
    User.objects.filter(pk=user.pk).update(language="en")
    client = Client()
    client.force_login(user)
    return client


def form_data(response: HttpResponse, **changes: Any) -> dict[str, Any]:
    """Return what the form in ``response`` (a page of the admin) would post, with ``changes``."""
    context = response.context
    forms = [context["adminform"].form]
    for inline in context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.forms]
    data = {}
    for form in forms:
        for bound in form:
            widget = getattr(bound.field.widget, "widget", bound.field.widget)  # the admin wraps those of relations
            value = widget.format_value(bound.value()) if bound.value() is not None else None
            if isinstance(value, list):
                value = value[0] if value else None  # of several nothing is sent where none is chosen
            if value not in (None, False):
                data[bound.html_name] = value
    # A browser sends a box only when it is ticked.
    ticked = {name for form in forms for name in _ticked(form)}
    unticked = {bound.html_name for form in forms for bound in form if _is_tick(bound)} - ticked
    data = {name: value for name, value in data.items() if name not in unticked}
    data |= dict.fromkeys(ticked, "on")
    return data | changes


def _is_tick(bound: Any) -> bool:
    return bound.field.widget.__class__.__name__ == "CheckboxInput"


def _ticked(form: Any) -> list[str]:
    return [bound.html_name for bound in form if _is_tick(bound) and bound.value()]
