"""Which fields stand in both languages."""

from modeltranslation.translator import TranslationOptions, register

from projects.models import (
    Audience,
    FundingLine,
    LocalProject,
    Organisation,
    Place,
    Programme,
    Project,
    Result,
    Theme,
    Verb,
)


@register(Theme)
class ThemeTranslation(TranslationOptions):
    fields = ("title", "slug", "summary")
    required_languages = {"lt": ("title", "slug")}


@register([Programme, Verb, Audience])
class TitleTranslation(TranslationOptions):
    fields = ("title",)
    required_languages = ("lt",)


@register(Place)
class PlaceTranslation(TranslationOptions):
    fields = ("title", "genitive", "locative", "municipality")
    required_languages = {"lt": ("title",)}


@register(Organisation)
class OrganisationTranslation(TranslationOptions):
    fields = ("name",)
    required_languages = ("lt",)


@register(FundingLine)
class FundingLineTranslation(TranslationOptions):
    fields = ("title",)


@register(Project)
class ProjectTranslation(TranslationOptions):
    fields = ("title", "slug", "goal", "summary", "body")
    required_languages = {"lt": ("title", "slug", "summary")}


@register(Result)
class ResultTranslation(TranslationOptions):
    fields = ("indicator", "unit")
    required_languages = {"lt": ("indicator",)}


@register(LocalProject)
class LocalProjectTranslation(TranslationOptions):
    fields = ("title", "slug", "where", "goal", "note")
    required_languages = {"lt": ("title", "slug")}
