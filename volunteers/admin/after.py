"""After volunteering: stories for the site, and what people thought of it."""

from django import forms
from django.contrib import admin
from django.shortcuts import render
from django.utils.formats import localize
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from lvg_portal.admin.dates import Dated
from lvg_portal.admin.publishing import PUBLICATION, PublishableAdmin, pair
from volunteers import feedback, stories
from volunteers.access import visible_applications
from volunteers.models import Consent, Feedback, Story


class ConsentField(forms.ModelChoiceField):
    """Whose story it is: by the number of the application, so that no list shows names."""

    def label_from_instance(self, consent: Consent) -> str:
        numbers = (application.number for application in consent.person.applications.all())
        return ", ".join(sorted(numbers))


@admin.register(Story)
class StoryAdmin(PublishableAdmin):
    list_display = ["title", "whose", "publication", "consent_stands", "is_example"]
    list_filter = ["status", "is_example"]
    search_fields = ["title_lt", "title_en"]
    autocomplete_fields = ["cover"]
    fieldsets = [
        (
            None,
            {
                "description": gettext_lazy(
                    "Only of volunteers who have agreed to it on their own page. When they withdraw the consent, the "
                    "story leaves the site by itself."
                ),
                "fields": ["consent", "name", pair("title"), pair("text"), "cover"],
            },
        ),
        PUBLICATION,
    ]

    def get_queryset(self, request):
        found = super().get_queryset(request).select_related("consent__person")
        seen = visible_applications(request.user).values("person")
        return found.filter(consent__person__in=seen).prefetch_related("consent__person__applications")

    def get_form(self, request, obj=None, **kwargs):
        form = super().get_form(request, obj, **kwargs)
        if field := form.base_fields.get("consent"):
            seen = visible_applications(request.user).values("person")
            agreed = stories.consents_to_tell(obj).filter(person__in=seen)
            form.base_fields["consent"] = ConsentField(
                agreed.select_related("person").prefetch_related("person__applications"),
                label=field.label,
                help_text=gettext_lazy("The number of the application of whoever has agreed."),
            )
        return form

    def preview_response(self, request, item):
        return render(request, "volunteers/story_preview.html", {"stories": [item]})

    @admin.display(description=gettext_lazy("application"))
    def whose(self, story):
        return ", ".join(sorted(application.number for application in story.consent.person.applications.all()))

    @admin.display(description=gettext_lazy("consent stands"), boolean=True)
    def consent_stands(self, story):
        return story.consent.withdrawn_at is None


@admin.register(Feedback)
class FeedbackAdmin(Dated, admin.ModelAdmin):
    """Read by those who may see the application; written by volunteers alone."""

    list_display = ["application", "rating", "liked", "better", "created_at"]
    list_display_links = None
    list_filter = ["rating"]
    list_select_related = ["application"]
    date_hierarchy = "created_at"
    list_per_page = 100

    def get_queryset(self, request):
        return super().get_queryset(request).filter(application__in=visible_applications(request.user))

    def changelist_view(self, request, extra_context=None):
        return super().changelist_view(request, {"title": _title(), **(extra_context or {})})

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


def _title() -> str:
    """The list's heading tells the average of all answers, as soon as it tells of no single one."""
    told = feedback.average()
    if told["rating"] is None:
        return _("What volunteers think (the average is shown from %(count)d answers on)") % {
            "count": feedback.TOLD_FROM
        }
    count = ngettext("%(count)d answer", "%(count)d answers", told["count"]) % {"count": told["count"]}
    return _("What volunteers think: on average %(rating)s of 5 (%(count)s)") % {
        "rating": localize(round(told["rating"], 1)),
        "count": count,
    }
