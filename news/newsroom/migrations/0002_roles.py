"""Give the roles their permissions in this room."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from news.accounts.roles import ADMINISTRATOR, grant


def give(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    grant(apps, "newsroom", "newsroom", ["change_newsroom", "view_newsroom"], [ADMINISTRATOR])


class Migration(migrations.Migration):
    dependencies = [("newsroom", "0001_initial"), ("accounts", "0002_roles")]
    operations = [migrations.RunPython(give, migrations.RunPython.noop)]
