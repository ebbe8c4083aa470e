"""Seal the e-mail addresses that were kept in clear, count what is published, and let those who write reply."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import Count, Max

from news.accounts.roles import EDITOR, PUBLISHER, WRITER, grant
from news.sealing import keyed_hash, seal


def seal_addresses(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT id, email FROM comments_comment WHERE email <> ''")
        for pk, email in cursor.fetchall():
            values = [seal(email), keyed_hash("email", email.strip().casefold()), pk]
            cursor.execute("UPDATE comments_comment SET email = %s, email_hash = %s WHERE id = %s", values)


def count_published(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    comments = apps.get_model("comments", "Comment").objects.filter(status="published").order_by()
    tally = apps.get_model("comments", "Tally")
    for row in comments.values("article").annotate(published=Count("pk"), newest_at=Max("created_at")):
        tally.objects.create(article_id=row["article"], published=row["published"], newest_at=row["newest_at"])


def give(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    grant(apps, "comments", "comment", ["reply_comment"], [WRITER, EDITOR, PUBLISHER])


class Migration(migrations.Migration):
    dependencies = [("comments", "0003_depth")]
    operations = [
        migrations.RunPython(seal_addresses, migrations.RunPython.noop),
        migrations.RunPython(count_published, migrations.RunPython.noop),
        migrations.RunPython(give, migrations.RunPython.noop),
    ]
