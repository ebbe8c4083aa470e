"""Keep for a day which sites comments lead to."""

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("comments", "0007_mail")]
    operations = [
        migrations.CreateModel(
            name="LinkedSite",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "site",
                    models.CharField(help_text="Its domain, without subdomains.", max_length=255, verbose_name="site"),
                ),
                (
                    "at",
                    models.DateTimeField(db_index=True, default=django.utils.timezone.now, verbose_name="at"),
                ),
                (
                    "comment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="linked_sites",
                        to="comments.comment",
                        verbose_name="comment",
                    ),
                ),
            ],
            options={
                "verbose_name": "linked site",
                "verbose_name_plural": "linked sites",
                "default_permissions": (),
                "indexes": [models.Index(models.F("site"), models.F("at"), name="linked_site_recent")],
                "constraints": [
                    models.UniqueConstraint(models.F("comment"), models.F("site"), name="linked_site_once")
                ],
            },
        ),
    ]
