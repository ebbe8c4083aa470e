"""When a comment was first to be seen, what is to be purged one day, and how often letters were asked for."""

from django.db import migrations, models
from django.db.models import F


def seen_since_they_were_sent(apps, schema_editor):
    """Take published comments for seen since they were sent: nobody is told of them any more."""
    comments = apps.get_model("comments", "Comment").objects.filter(status="published", published_at=None)
    comments.update(published_at=F("created_at"))


class Migration(migrations.Migration):
    dependencies = [("comments", "0006_moderation")]
    operations = [
        migrations.CreateModel(
            name="Throttle",
            fields=[
                ("name", models.CharField(max_length=64, primary_key=True, serialize=False, verbose_name="name")),
                (
                    "moments",
                    models.JSONField(default=list, help_text="Seconds since 1970, in order.", verbose_name="moments"),
                ),
                ("expires_at", models.DateTimeField(db_index=True, verbose_name="expires")),
            ],
            options={"verbose_name": "throttle", "verbose_name_plural": "throttles", "default_permissions": ()},
        ),
        migrations.AddField(
            model_name="comment",
            name="published_at",
            field=models.DateTimeField(
                blank=True,
                help_text="When readers could see it first; followers are told by it.",
                null=True,
                verbose_name="published",
            ),
        ),
        migrations.RunPython(seen_since_they_were_sent, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name="comment",
            index=models.Index(
                F("article"),
                F("published_at"),
                condition=models.Q(("published_at__isnull", False)),
                name="comment_news",
            ),
        ),
        migrations.AddIndex(
            model_name="comment",
            index=models.Index(
                F("created_at"), condition=models.Q(("email__blank", False)), name="comment_with_email"
            ),
        ),
        migrations.AddIndex(
            model_name="comment",
            index=models.Index(
                F("created_at"), condition=models.Q(("original_text__blank", False)), name="comment_with_original"
            ),
        ),
        migrations.AddIndex(
            model_name="comment",
            index=models.Index(
                F("created_at"), condition=models.Q(("unmasked_text__blank", False)), name="comment_with_unmasked"
            ),
        ),
    ]
