"""Publishers and administrators keep static pages and old addresses."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from news.accounts.roles import ADMINISTRATOR, PUBLISHER, grant


def give(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for model in ("staticpage", "redirect"):
        permissions = [f"{action}_{model}" for action in ("add", "change", "delete", "view")]
        grant(apps, "newsroom", model, permissions, [PUBLISHER, ADMINISTRATOR])


class Migration(migrations.Migration):
    dependencies = [("newsroom", "0004_pages"), ("accounts", "0002_roles")]
    operations = [migrations.RunPython(give, migrations.RunPython.noop)]
