"""Which fields stand in both languages."""

from modeltranslation.translator import TranslationOptions, register

from lvg_portal.models import Document, OrganisationFact, Page, Picture, SiteSettings


@register(Page)
class PageTranslation(TranslationOptions):
    fields = ("title", "slug", "summary", "body")
    required_languages = {"lt": ("title", "slug")}


@register(Document)
class DocumentTranslation(TranslationOptions):
    fields = ("title",)
    required_languages = ("lt",)


@register(Picture)
class PictureTranslation(TranslationOptions):
    fields = ("alt", "caption")


@register(SiteSettings)
class SiteSettingsTranslation(TranslationOptions):
    fields = ("name", "short_name", "legal_form", "address", "opening_hours", "mission", "territory", "accreditation")
    required_languages = {"lt": ("name", "short_name")}


@register(OrganisationFact)
class OrganisationFactTranslation(TranslationOptions):
    fields = ("text",)
    required_languages = ("lt",)
