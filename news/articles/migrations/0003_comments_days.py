"""Let the comments on a release close by themselves."""

import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0002_roles")]
    operations = [
        migrations.AddField(
            model_name="article",
            name="comments_days",
            field=models.PositiveSmallIntegerField(
                blank=True,
                help_text="Counted from the first publication; empty: they do not close by themselves.",
                null=True,
                validators=[
                    django.core.validators.MinValueValidator(1),
                    django.core.validators.MaxValueValidator(3650),
                ],
                verbose_name="days until comments close",
            ),
        ),
    ]
