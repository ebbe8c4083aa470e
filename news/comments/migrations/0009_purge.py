"""What was purged, day by day."""


from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('comments', '0008_linked_sites'),
    ]

    operations = [
        migrations.CreateModel(
            name='Purge',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('date', models.DateField(unique=True, verbose_name='day')),
                ('counts', models.JSONField(default=dict, verbose_name='purged')),
                ('at', models.DateTimeField(verbose_name='last')),
            ],
            options={
                'verbose_name': 'purge',
                'verbose_name_plural': 'purges',
                'ordering': ['-date'],
                'default_permissions': (),
            },
        ),
    ]
