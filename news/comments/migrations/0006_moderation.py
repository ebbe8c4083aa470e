"""What moderators need beside decisions: masked words that can come back, sweeps, bans that say why, keys or none."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import news.richtext
import news.sealing


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_roles"),
        ("comments", "0005_feed"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Preference",
            fields=[
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="who",
                    ),
                ),
                (
                    "has_keys",
                    models.BooleanField(default=True, help_text="WCAG 2.2, 2.1.4.", verbose_name="single keys decide"),
                ),
            ],
            options={
                "verbose_name": "preference",
                "verbose_name_plural": "preferences",
                "default_permissions": (),
            },
        ),
        migrations.AddField(
            model_name="comment",
            name="unmasked_text",
            field=news.sealing.SealedTextField(
                blank=True, help_text="If a moderator masked personal data in it.", verbose_name="before masking"
            ),
        ),
        migrations.AddField(
            model_name="sanction",
            name="comment",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="sanctions",
                to="comments.comment",
                verbose_name="on account of",
            ),
        ),
        migrations.AlterField(
            model_name="comment",
            name="original_text",
            field=news.sealing.SealedTextField(
                blank=True, help_text="If its author changed it.", verbose_name="as it was sent"
            ),
        ),
        migrations.CreateModel(
            name="Sweep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("author", "author"),
                            ("address", "address"),
                            ("network", "network"),
                            ("domain", "domain"),
                        ],
                        max_length=8,
                        verbose_name="kind",
                    ),
                ),
                ("value", models.CharField(max_length=64, verbose_name="value")),
                (
                    "action",
                    models.CharField(
                        choices=[
                            ("approve", "approve"),
                            ("reject", "reject"),
                            ("spam", "spam"),
                            ("mask", "mask personal data"),
                            ("undo", "undo"),
                        ],
                        max_length=10,
                        verbose_name="decision",
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("advertising", "advertising"),
                            ("gambling", "gambling"),
                            ("insult", "insult"),
                            ("harassment", "harassment"),
                            ("hate", "hate"),
                            ("misinformation", "misinformation"),
                            ("personal_data", "personal data"),
                            ("illegal", "illegal"),
                            ("off_topic", "off topic"),
                            ("spam", "spam"),
                            ("other", "other"),
                        ],
                        max_length=16,
                        verbose_name="reason",
                    ),
                ),
                ("note", news.richtext.PlainTextField(blank=True, verbose_name="note")),
                ("only_held", models.BooleanField(default=False, verbose_name="only what is held")),
                (
                    "at",
                    models.DateTimeField(
                        default=django.utils.timezone.now,
                        help_text="Later comments and decisions are left alone.",
                        verbose_name="at",
                    ),
                ),
                ("decided", models.PositiveIntegerField(default=0, verbose_name="decided")),
                ("reached_at", models.DateTimeField(blank=True, null=True, verbose_name="reached")),
                ("reached_pk", models.BigIntegerField(default=0, verbose_name="reached comment")),
                (
                    "finished_at",
                    models.DateTimeField(blank=True, help_text="Done, or stopped.", null=True, verbose_name="finished"),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="who",
                    ),
                ),
                (
                    "comment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="comments.comment",
                        verbose_name="on account of",
                    ),
                ),
            ],
            options={
                "verbose_name": "sweep",
                "verbose_name_plural": "sweeps",
                "ordering": ["-pk"],
                "default_permissions": (),
                "indexes": [
                    models.Index(models.F("id"), condition=models.Q(("finished_at__isnull", True)), name="sweep_open")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["author", "address"])), name="sweep_of_an_author"
                    ),
                    models.UniqueConstraint(
                        models.F("kind"),
                        models.F("value"),
                        condition=models.Q(("finished_at__isnull", True)),
                        name="sweep_one_open",
                    ),
                ],
            },
        ),
    ]
