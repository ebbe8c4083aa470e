"""Give the roles their permissions in this room."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from news.accounts.roles import ADMINISTRATOR, EDITOR, PUBLISHER, WRITER, grant


def give(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    writing = ["add_edition", "change_edition", "view_edition"]
    grant(apps, "articles", "edition", [*writing, "write_edition"], [WRITER])
    grant(apps, "articles", "edition", [*writing, "write_any_edition", "review_edition"], [EDITOR, PUBLISHER])
    grant(apps, "articles", "edition", ["release_edition"], [PUBLISHER])
    everything = ("add", "change", "delete", "view")
    grant(apps, "articles", "section", [f"{action}_section" for action in everything], [ADMINISTRATOR])
    grant(apps, "articles", "tag", [f"{action}_tag" for action in everything], [EDITOR, PUBLISHER, ADMINISTRATOR])
    grant(apps, "articles", "tag", ["view_tag", "add_tag"], [WRITER])


class Migration(migrations.Migration):
    dependencies = [("articles", "0001_initial"), ("accounts", "0002_roles")]
    operations = [migrations.RunPython(give, migrations.RunPython.noop)]
