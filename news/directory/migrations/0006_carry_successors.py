"""Carry over the one successor that an agency could have.

Apart from what alters tables: PostgreSQL refuses both in one transaction.
"""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def carry(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    agencies = apps.get_model("directory", "Agency")
    links = agencies.successors.through
    ended = agencies._default_manager.filter(succeeded_by__isnull=False).values_list("pk", "succeeded_by")
    links._default_manager.bulk_create(links(from_agency_id=pk, to_agency_id=heir) for pk, heir in ended)


def carry_back(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    agencies = apps.get_model("directory", "Agency")
    for ended, heir in agencies.successors.through._default_manager.values_list("from_agency", "to_agency"):
        agencies._default_manager.filter(pk=ended, succeeded_by=None).update(succeeded_by=heir)


class Migration(migrations.Migration):
    dependencies = [("directory", "0005_successors")]
    operations = [migrations.RunPython(carry, carry_back)]
