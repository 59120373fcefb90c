"""Atom feeds of news, whole or of one category, and of events."""

from django.urls import reverse
from django.utils.translation import gettext as _

from lvg_portal.feeds import LONGEST, PortalFeed
from news.models import Article, Category, Event


class ArticleFeed(PortalFeed):
    description_template = "news/feed_article.html"

    def get_object(self, request) -> Category | None:
        """The category asked for; junk is answered with all news."""
        return Category.objects.filter(key=request.GET.get("category", "")).first()

    def home(self):
        return reverse("news:list")

    def name(self):
        return _("News")

    def feed_url(self, category: Category | None):
        return super().feed_url() + (f"?category={category.key}" if category else "")

    def title(self, category: Category | None):
        return f"{category.title}. {super().title()}" if category else super().title()

    def items(self, category: Category | None):
        articles = Article.objects.public().translated().select_related("category").newest_first()
        return (articles.filter(category=category) if category else articles)[:LONGEST]

    def item_categories(self, article: Article):
        return [article.category.title]


class EventFeed(PortalFeed):
    description_template = "news/feed_event.html"

    def home(self):
        return reverse("news:events")

    def name(self):
        return _("Events")

    def items(self):
        return Event.objects.public().translated().select_related("place").newest_first()[:LONGEST]

    def item_categories(self, event: Event):
        return [event.get_kind_display()]
