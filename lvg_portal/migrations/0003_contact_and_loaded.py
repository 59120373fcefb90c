import uuid

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('lvg_portal', '0002_shared_cache'),
    ]

    operations = [
        migrations.CreateModel(
            name='ContactMessage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('name', models.CharField(blank=True, max_length=100, verbose_name='name')),
                ('reply_to', models.CharField(max_length=200, verbose_name='e-mail or phone')),
                ('text', models.TextField(max_length=4000, verbose_name='message')),
                ('language', models.CharField(default='lt', max_length=2, verbose_name='language')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created')),
            ],
            options={
                'verbose_name': 'message',
                'verbose_name_plural': 'messages to us',
                'ordering': ['-pk'],
            },
        ),
        migrations.RemoveField(
            model_name='loadeditem',
            name='digest',
        ),
        migrations.AddField(
            model_name='loadeditem',
            name='digests',
            field=models.JSONField(default=dict),
        ),
        migrations.AlterField(
            model_name='loadeditem',
            name='key',
            field=models.CharField(max_length=250),
        ),
        migrations.AddIndex(
            model_name='contactmessage',
            index=models.Index(fields=['created_at'], name='contact_message_by_age'),
        ),
    ]
