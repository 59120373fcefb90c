"""When something counts as published."""

from datetime import timedelta

import pytest
from django.db import IntegrityError
from django.utils import timezone

from news.models import Article
from tests import make

pytestmark = pytest.mark.django_db
LIST = "/admin/news/article/"


def test_a_draft_of_monday_published_on_friday_is_fridays_news(client, editor):
    make.article(published_at=timezone.now() - timedelta(hours=1))
    draft = make.article(status="draft", published_at=None)
    client.force_login(editor, backend="django.contrib.auth.backends.ModelBackend")
    published_from = timezone.now()

    client.post(LIST, {"action": "publish", "_selected_action": [draft.pk]})

    assert Article.objects.public().newest_first().first() == draft
    assert Article.objects.get(pk=draft.pk).published_at >= published_from


def test_what_is_published_again_keeps_its_day(client, editor):
    long_ago = timezone.now() - timedelta(days=2000)
    article = make.article(published_at=long_ago)
    client.force_login(editor, backend="django.contrib.auth.backends.ModelBackend")

    client.post(LIST, {"action": "withdraw", "_selected_action": [article.pk]})
    client.post(LIST, {"action": "publish", "_selected_action": [article.pk]})

    assert Article.objects.get(pk=article.pk).published_at == long_ago


def test_a_draft_without_a_time_can_be_previewed(client, editor):
    draft = make.article(status="draft", published_at=None)
    client.force_login(editor, backend="django.contrib.auth.backends.ModelBackend")

    assert draft.title_lt in client.get(f"{LIST}{draft.pk}/preview/").content.decode()


def test_the_database_keeps_nothing_published_without_a_time():
    article = make.article()

    with pytest.raises(IntegrityError):
        Article.objects.filter(pk=article.pk).update(published_at=None)


def test_a_draft_that_takes_an_old_address_does_not_break_the_poster(client):
    moved = make.article(slug_lt="sventes-plakatas")
    moved.slug_lt = "svente"
    moved.save()

    draft = make.article(slug_lt="sventes-plakatas", status="draft", published_at=None)
    while_draft = client.get("/naujienos/sventes-plakatas/")
    draft.status = "published"
    draft.save()

    assert (while_draft.status_code, while_draft.url) == (301, "/naujienos/svente/")
    assert client.get("/naujienos/sventes-plakatas/").context["article"] == draft
