"""Decisions taken back: what each changed is kept row by row, and put back while nothing else depends on it.

A wrong press is mended by one press. Where a row was changed again since, or something was written that names what the
decision made or moved, taking it back would destroy work or make a release say something else: it is refused in words.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import Any

from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.core.serializers.json import DjangoJSONEncoder
from django.db import IntegrityError, models, transaction
from django.db.models import Max, ProtectedError
from django.utils.translation import gettext as _

from news.accounts.models import User

from . import permissions
from .models import Change
from .signals import decided


class Refused(Exception):
    """A decision that the facts do not allow; its text says why, in words for people."""


class Changes:
    """What one decision does to rows: it does it, and notes what was there before."""

    def __init__(self) -> None:
        self.rows: list[dict[str, Any]] = []

    def update(self, row: models.Model, **values: Any) -> None:
        """Set ``values`` (by field name) on ``row``, as its latest state is in memory, and save them."""
        before = _values(row, values)
        for name, value in values.items():
            setattr(row, name, value)
        after = _values(row, values)
        if before != after:
            row.save(update_fields=values)
            self.rows.append(_named(row) | {"before": before, "after": after})

    def create(self, row: models.Model) -> None:
        """Save a new ``row``."""
        row.save(force_insert=True)
        self.rows.append(_named(row) | {"after": _values(row)})

    def delete(self, row: models.Model) -> None:
        """Delete ``row``."""
        self.rows.append(_named(row) | {"before": _values(row)})
        row.delete()

    def watch(self, model: type[models.Model], keys: Collection[int]) -> None:
        """Let nothing be taken back once a row is written that points to one of ``keys`` of ``model``."""
        for relation in _pointing_to(model):
            newest = relation.related_model._default_manager.aggregate(pk=Max("pk"))["pk"] or 0
            self.rows.append(
                {
                    "model": model._meta.label_lower, "keys": list(keys), "newest": newest,
                    "from": relation.related_model._meta.label_lower, "by": relation.field.name,
                }
            )  # fmt: skip

    def record(self, sender: type[models.Model], event: str, subject: str, note: str, by: User) -> None:
        """Keep what was changed, and announce the decision; a ledger and a keeper read the same ``note``."""
        Change.objects.create(event=event, subject=subject, note=note, rows=self.rows, decided_by=by)
        decided.send(sender=sender, event=event, subject=subject, note=note, by=by)


def latest(subject: str) -> Change | None:
    """Return the last decision about ``subject`` that can be taken back, if there is any; one query."""
    return Change.objects.filter(subject=subject).select_related("decided_by").order_by("-pk").first()


def undo(change: Change, *, by: User) -> None:
    """Put everything that ``change`` did back exactly as it was, with an entry in the ledger.

    :raises PermissionDenied: if ``by`` does not keep the directory.
    :raises Refused: if a row was changed since or something depends on it, or if it was taken back already.
    """
    if not permissions.may_keep(by):
        raise PermissionDenied
    try:
        with transaction.atomic():
            locked = Change.objects.select_for_update().filter(pk=change.pk).first()
            if locked is None or latest(locked.subject) != locked:
                raise Refused(_("This was taken back already, or something was decided after it."))
            for row in reversed(locked.rows):
                _put_back(row)
            locked.delete()
            decided.send(sender=Change, event="undo", subject=locked.subject, note=locked.note, by=by)
    except (IntegrityError, ProtectedError) as error:
        raise Refused(_("Something was entered since that depends on it.")) from error


def _put_back(row: dict[str, Any]) -> None:
    model: type[models.Model] = apps.get_model(row["model"])
    if "newest" in row:
        others = apps.get_model(row["from"])._default_manager
        if others.filter(pk__gt=row["newest"], **{f"{row['by']}__in": row["keys"]}).exists():
            raise Refused(_("Something was entered since that depends on it."))
        return
    if "after" not in row:
        _check_links(model, row["before"])
        model._default_manager.bulk_create([_filled(model(pk=row["pk"]), row["before"])])
        return
    found = model._default_manager.select_for_update().filter(pk=row["pk"]).first()
    if found is None or _values(found, row["after"]) != row["after"]:
        raise Refused(_("“%(row)s” was changed since.") % {"row": found or model._meta.verbose_name})
    if "before" in row:
        _check_links(model, row["before"])
        _filled(found, row["before"]).save(update_fields=row["before"])
    elif any(relation.related_model._default_manager.filter(**{relation.field.name: found}).exists()
             for relation in _pointing_to(model)):  # fmt: skip
        raise Refused(_("“%(row)s” is in use since.") % {"row": found})
    else:
        found.delete()


def _check_links(model: type[models.Model], values: dict[str, Any]) -> None:
    """Refuse to point to what is not there any more, such as a portrait that was deleted since."""
    for name, key in values.items():
        target: Any = model._meta.get_field(name).related_model
        if key is not None and target and not target._default_manager.filter(pk=key).exists():
            raise Refused(
                _("What it would bring back was deleted since: %(what)s.") % {"what": target._meta.verbose_name}
            )


def _pointing_to(model: type[models.Model]) -> list[Any]:
    """Return the relations of other rows to ``model``, many-to-many ones by their through rows."""
    related = model._meta.get_fields(include_hidden=True)
    return [field for field in related if field.auto_created and (field.one_to_many or field.one_to_one)]


def _named(row: models.Model) -> dict[str, Any]:
    return {"model": row._meta.label_lower, "pk": row.pk}


def _values(row: models.Model, names: Collection[str] | None = None) -> dict[str, Any]:
    """Return fields of ``row`` as JSON has them; all but the key by default."""
    fields: list[Any] = [row._meta.get_field(name) for name in names or ()] or list(row._meta.concrete_fields)
    told = {field.name: getattr(row, field.attname) for field in fields if not field.primary_key}
    values: dict[str, Any] = json.loads(json.dumps(told, cls=DjangoJSONEncoder))
    return values


def _filled(row: models.Model, values: dict[str, Any]) -> models.Model:
    for name, value in values.items():
        field: Any = row._meta.get_field(name)
        setattr(row, field.attname, field.to_python(value))
    return row
