"""The roles, and how a room gives its permissions to them in a migration.

In code the roles are writer, editor, publisher, moderator and administrator; penulis, redaktur, penerbit are their
Indonesian names. A role is a Django group of that name.
"""

from collections.abc import Iterable
from typing import Any

from django.apps.registry import Apps
from django.utils.translation import gettext_noop

WRITER = gettext_noop("writer")
EDITOR = gettext_noop("editor")
PUBLISHER = gettext_noop("publisher")
MODERATOR = gettext_noop("moderator")
ADMINISTRATOR = gettext_noop("administrator")
ROLES = (WRITER, EDITOR, PUBLISHER, MODERATOR, ADMINISTRATOR)


def grant(apps: Apps, app_label: str, model: str, codenames: Iterable[str], roles: Iterable[str]) -> None:
    """Give the permissions ``codenames`` on ``app_label.model`` to ``roles``; run inside a migration.

    Django makes permission rows only after all migrations, so those that are missing are made here, with the names
    that Django would give them.
    """
    content_types: Any = apps.get_model("contenttypes", "ContentType")._default_manager
    permissions: Any = apps.get_model("auth", "Permission")._default_manager
    groups: Any = apps.get_model("auth", "Group")._default_manager
    options = apps.get_model(app_label, model)._meta
    names = {f"{action}_{model}": f"Can {action} {options.verbose_name_raw}" for action in options.default_permissions}
    names.update(dict(options.permissions))
    content_type, _ = content_types.get_or_create(app_label=app_label, model=model)
    granted = [
        permissions.get_or_create(content_type=content_type, codename=codename, defaults={"name": names[codename]})[0]
        for codename in codenames
    ]
    for role in roles:
        group, _ = groups.get_or_create(name=role)
        group.permissions.add(*granted)
