"""Keep after how many days the comments on a new release close."""

import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("newsroom", "0002_roles")]
    operations = [
        migrations.AddField(
            model_name="newsroom",
            name="comments_days",
            field=models.PositiveSmallIntegerField(
                blank=True,
                help_text="What a new release begins with; counted from its publication. Empty: they do not close.",
                null=True,
                validators=[
                    django.core.validators.MinValueValidator(1),
                    django.core.validators.MaxValueValidator(3650),
                ],
                verbose_name="days until comments close",
            ),
        ),
    ]
