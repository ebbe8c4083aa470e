"""A sweep can be taken back by another one."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("comments", "0010_replies")]
    operations = [
        migrations.AddField(
            model_name="sweep",
            name="undoes",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="undone_by",
                to="comments.sweep",
                verbose_name="undoes",
            ),
        ),
        migrations.AddConstraint(
            model_name="sweep",
            constraint=models.CheckConstraint(
                condition=models.Q(("action", "undo"), ("undoes__isnull", False))
                | (~models.Q(("action", "undo")) & models.Q(("undoes__isnull", True))),
                name="sweep_undo_names_what",
            ),
        ),
    ]
