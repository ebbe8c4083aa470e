"""Letters that one press ends."""

from django.db import migrations

import news.sealing


class Migration(migrations.Migration):
    dependencies = [("letters", "0001_initial")]
    operations = [
        migrations.AddField(
            model_name="letter",
            name="unsubscribe_url",
            field=news.sealing.SealedTextField(
                blank=True,
                help_text="Takes a POST without a form, as mail programs send it.",
                verbose_name="address to unsubscribe",
            ),
        ),
    ]
