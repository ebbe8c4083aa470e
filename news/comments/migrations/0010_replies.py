"""Find the first replies to a comment by one index, those of agencies and those of readers."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("comments", "0009_purge")]
    operations = [
        migrations.RemoveIndex(model_name="comment", name="comment_replies"),
        migrations.AddIndex(
            model_name="comment",
            index=models.Index(
                models.F("parent"),
                models.F("status"),
                models.F("agency"),
                models.F("created_at"),
                models.F("id"),
                condition=models.Q(("parent__isnull", False)),
                name="comment_replies",
            ),
        ),
    ]
