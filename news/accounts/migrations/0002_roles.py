"""Create the five roles; each later room gives them its own permissions."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from news.accounts.roles import ADMINISTRATOR, ROLES, grant


def create_roles(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    groups = apps.get_model("auth", "Group")._default_manager
    for role in ROLES:
        groups.get_or_create(name=role)
    everything = ("add", "change", "delete", "view")
    grant(apps, "accounts", "user", [f"{action}_user" for action in ("add", "change", "view")], [ADMINISTRATOR])
    grant(apps, "accounts", "deputy", [f"{action}_deputy" for action in everything], [ADMINISTRATOR])


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [migrations.RunPython(create_roles, migrations.RunPython.noop)]
