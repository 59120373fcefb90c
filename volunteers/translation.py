"""Which fields stand in both languages."""

from modeltranslation.translator import TranslationOptions, register

from volunteers.models import Opportunity, Question, Step, Story, SupportOption, Terms


@register(SupportOption)
class SupportOptionTranslation(TranslationOptions):
    fields = ("title",)
    required_languages = ("lt",)


@register(Opportunity)
class OpportunityTranslation(TranslationOptions):
    fields = (
        *("title", "slug", "summary", "body", "where", "hours_note", "skills", "accessibility"),
        *("expenses_covered", "you_get", "welcome_note"),
    )
    required_languages = {"lt": ("title", "slug", "summary")}


@register(Step)
class StepTranslation(TranslationOptions):
    fields = ("title", "text")
    required_languages = ("lt",)


@register(Question)
class QuestionTranslation(TranslationOptions):
    fields = ("question", "answer")
    required_languages = ("lt",)


@register(Story)
class StoryTranslation(TranslationOptions):
    fields = ("title", "text")
    required_languages = ("lt",)


@register(Terms)
class TermsTranslation(TranslationOptions):
    fields = ("lead", "text", "under_14", "easy_to_read")
