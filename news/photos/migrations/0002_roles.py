"""Give the roles their permissions in this room."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from news.accounts.roles import EDITOR, PUBLISHER, ROLES, WRITER, grant


def give(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    grant(apps, "photos", "photo", ["view_photo"], ROLES)
    grant(apps, "photos", "photo", ["add_photo", "change_photo"], [WRITER, EDITOR, PUBLISHER])


class Migration(migrations.Migration):
    dependencies = [("photos", "0001_initial"), ("accounts", "0002_roles")]
    operations = [migrations.RunPython(give, migrations.RunPython.noop)]
