"""Find all comments of a release by one index, whose first column serves the foreign key too."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("comments", "0004_readers_and_roles")]
    operations = [
        migrations.AddIndex(
            model_name="comment",
            index=models.Index(
                models.F("article"), models.F("status"), models.F("created_at"), models.F("id"), name="comment_feed"
            ),
        ),
        migrations.AlterField(
            model_name="comment",
            name="article",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="reader_comments",
                to="articles.article",
                verbose_name="article",
            ),
        ),
    ]
