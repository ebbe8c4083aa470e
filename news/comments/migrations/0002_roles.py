"""Give the roles their permissions in this room."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from news.accounts.roles import EDITOR, MODERATOR, PUBLISHER, grant


def give(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    grant(apps, "comments", "comment", ["moderate_comment"], [EDITOR, PUBLISHER, MODERATOR])


class Migration(migrations.Migration):
    dependencies = [("comments", "0001_initial"), ("accounts", "0002_roles")]
    operations = [migrations.RunPython(give, migrations.RunPython.noop)]
