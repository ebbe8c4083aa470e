"""Give the administrator the outbox; find what ended badly without reading all of it."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from news.accounts.roles import ADMINISTRATOR, grant


def give(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    grant(apps, "letters", "letter", ["view_letter", "change_letter"], [ADMINISTRATOR])


class Migration(migrations.Migration):
    dependencies = [("letters", "0002_unsubscribing"), ("accounts", "0002_roles")]
    operations = [
        migrations.AddIndex(
            model_name="letter",
            index=models.Index(
                models.OrderBy(models.F("posted_at"), descending=True),
                models.OrderBy(models.F("id"), descending=True),
                condition=models.Q(("failed_at__isnull", False), ("uncertain_at__isnull", False), _connector="OR"),
                name="letter_ended_badly",
            ),
        ),
        migrations.RunPython(give, migrations.RunPython.noop),
    ]
