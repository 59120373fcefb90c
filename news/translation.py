"""Which fields stand in both languages."""

from modeltranslation.translator import TranslationOptions, register

from news.models import Article, Category, Event


@register(Category)
class CategoryTranslation(TranslationOptions):
    fields = ("title",)
    required_languages = ("lt",)


@register(Article)
class ArticleTranslation(TranslationOptions):
    fields = ("title", "slug", "summary", "body")
    required_languages = {"lt": ("title", "slug")}


@register(Event)
class EventTranslation(TranslationOptions):
    fields = ("title", "slug", "summary", "body", "where", "accessibility", "capacity_note", "cancelled_because")
    required_languages = {"lt": ("title", "slug", "summary")}
