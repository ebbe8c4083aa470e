"""Give the administrator a look at the worker."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from news.accounts.roles import ADMINISTRATOR, grant


def give(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    grant(apps, "operations", "job", ["view_job"], [ADMINISTRATOR])


class Migration(migrations.Migration):
    dependencies = [("operations", "0001_initial"), ("accounts", "0002_roles")]
    operations = [migrations.RunPython(give, migrations.RunPython.noop)]
