"""Take away the one successor that an agency could have, now that its successors are carried over; index offices."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("directory", "0006_carry_successors")]
    operations = [
        migrations.RemoveField(model_name="agency", name="succeeded_by"),
        migrations.AddIndex(
            model_name="position", index=models.Index(fields=["rank", "title", "id"], name="position_in_order")
        ),
    ]
