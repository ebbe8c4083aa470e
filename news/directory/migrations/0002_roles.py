"""Give the roles their permissions in this room."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from news.accounts.roles import ADMINISTRATOR, EDITOR, PUBLISHER, WRITER, grant


def give(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for model in ("agency", "official", "position", "appointment", "depiction"):
        grant(apps, "directory", model, [f"view_{model}"], [WRITER])
        everything = [f"{action}_{model}" for action in ("add", "change", "delete", "view")]
        grant(apps, "directory", model, everything, [EDITOR, PUBLISHER, ADMINISTRATOR])
    membership = [f"{action}_membership" for action in ("add", "change", "delete", "view")]
    grant(apps, "directory", "membership", membership, [ADMINISTRATOR])


class Migration(migrations.Migration):
    dependencies = [("directory", "0001_initial"), ("accounts", "0002_roles")]
    operations = [migrations.RunPython(give, migrations.RunPython.noop)]
