"""Let an agency have several successors, a name decided on in advance, and decisions that can be taken back."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("directory", "0004_roles_of_names"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.AlterField(
            model_name="agency",
            name="succeeded_by",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+",
                to="directory.agency", verbose_name="succeeded by",
            ),
        ),
        migrations.AddField(
            model_name="agency",
            name="successors",
            field=models.ManyToManyField(
                blank=True,
                help_text="From the day until which this agency exists: one agency, or several if it was split.",
                related_name="predecessors", to="directory.agency", verbose_name="succeeded by",
            ),
        ),
        migrations.AddField(
            model_name="agency",
            name="next_name",
            field=models.CharField(blank=True, default="", editable=False, max_length=160),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="agency",
            name="next_short_name",
            field=models.CharField(blank=True, default="", editable=False, max_length=60),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="agency",
            name="next_name_date",
            field=models.DateField(editable=False, null=True),
        ),
        migrations.AddConstraint(
            model_name="agency",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("next_name", ""), ("next_name_date__isnull", True)),
                    models.Q(models.Q(("next_name", ""), _negated=True), ("next_name_date__isnull", False)),
                    _connector="OR",
                ),
                name="agency_next_name_with_its_day",
            ),
        ),
        migrations.CreateModel(
            name="Change",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("event", models.CharField(max_length=20)),
                ("subject", models.CharField(max_length=40)),
                ("note", models.TextField(blank=True)),
                ("rows", models.JSONField(default=list)),
                ("decided_at", models.DateTimeField(auto_now_add=True)),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-pk"],
                "indexes": [models.Index(fields=["subject", "-id"], name="change_by_subject")],
            },
        ),
    ]  # fmt: skip
