"""Give the roles their permissions on former names, as on agencies."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from news.accounts.roles import ADMINISTRATOR, EDITOR, PUBLISHER, WRITER, grant


def give(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    grant(apps, "directory", "agencyname", ["view_agencyname"], [WRITER])
    everything = [f"{action}_agencyname" for action in ("add", "change", "delete", "view")]
    grant(apps, "directory", "agencyname", everything, [EDITOR, PUBLISHER, ADMINISTRATOR])


class Migration(migrations.Migration):
    dependencies = [("directory", "0003_succession"), ("accounts", "0002_roles")]
    operations = [migrations.RunPython(give, migrations.RunPython.noop)]
