"""Give the roles their permissions in this room: whoever decides on comments also makes the rules for them."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from news.accounts.roles import EDITOR, MODERATOR, PUBLISHER, grant


def give(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    grant(apps, "screening", "wordrule", ["change_rules"], [EDITOR, PUBLISHER, MODERATOR])


class Migration(migrations.Migration):
    dependencies = [("screening", "0001_initial"), ("accounts", "0002_roles")]
    operations = [migrations.RunPython(give, migrations.RunPython.noop)]
