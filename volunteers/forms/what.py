"""The second step: what they would like to do, and when they can."""

from crispy_forms.layout import Layout
from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from lvg_portal.templatetags.portal import borrowed, date_range, typo
from volunteers.age import age_today
from volunteers.eligibility import age_refusal
from volunteers.forms.step import StepForm, text_field
from volunteers.models import Opportunity, Terms

SUGGEST = "suggest"


class WhatForm(StepForm):
    title = _("What and when")

    opportunity = forms.ChoiceField(
        label=_("What would you like to do?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose an activity, or let us suggest one."),
            "invalid_choice": _("This activity takes no applications now. Choose another, or let us suggest one."),
        },
    )
    interests = text_field(
        _("What do you enjoy, what are you good at?"),
        length=500,
        rows=3,
        help_text=_(
            "Needed when we are to suggest something. For example, I take photographs, I like plants, I speak German."
        ),
    )
    availability = text_field(
        _("When can you?"),
        length=500,
        rows=3,
        required=True,
        message=_("Write when you can. For example, at weekends and after school."),
        help_text=_("For example, at weekends and after school."),
    )
    hours_per_month = forms.IntegerField(
        label=_("About how many hours a month?"),
        required=False,
        min_value=1,
        max_value=300,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "input--4", "autocomplete": "off"}),
        error_messages={
            "invalid": _("Write the hours as a whole number. For example, 10"),
            "min_value": _("Write a number from 1 to 300. For example, 10"),
            "max_value": _("Write a number from 1 to 300. For example, 10"),
        },
    )
    motivation = text_field(
        _("Why would you like to?"), length=1000, rows=4, help_text=_("A sentence or two is enough.")
    )
    wants_jst = forms.BooleanField(
        label=_("I am interested in the Youth Voluntary Service (JST)"),
        required=False,
    )
    wants_agreement = forms.BooleanField(
        label=_("I would like a written agreement"),
        help_text=_("If you are under 18 or volunteer for long, we sign one even when you do not ask."),
        required=False,
    )

    easy_title = _("What you will do")
    easy_words = {
        "opportunity": (_("What would you like to do?"), _("Choose one.")),
        "interests": (
            _("What do you like to do?"),
            _("Write it if you want us to choose for you. For example: I like plants."),
        ),
        "availability": (_("When do you have time?"), _("For example: on Saturdays.")),
        "hours_per_month": (
            _("How many hours in one month?"),
            _("For example: 10. If you do not know, leave it empty."),
        ),
        "motivation": (_("Why do you want to volunteer?"), _("You may write one sentence.")),
        "wants_agreement": (
            _("I want a written agreement"),
            _("An agreement is a paper. It says what you will do and when."),
        ),
    }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["interests"].no_optional_mark = True  # its hint says when it is needed
        born = self.so_far.get("born_on")
        found = Opportunity.objects.public().open().select_related("place")
        self.opportunities = {str(item.pk): item for item in found if not born or not age_refusal(item, born)}
        self.fields["opportunity"].choices = [
            *((key, _label(item)) for key, item in self.opportunities.items()),
            (SUGGEST, _("I do not know yet, suggest something to me")),
        ]
        wanted = self.so_far.get("opportunity", "")
        self.initial.setdefault(
            "opportunity", next((key for key, item in self.opportunities.items() if item.slug_lt == wanted), None)
        )
        # Someone came by the link of an activity that is not for their age, or closed meanwhile: the page says so.
        self.wanted_in_vain = (
            Opportunity.objects.public().filter(slug_lt=wanted).first()
            if wanted and not self.initial["opportunity"]
            else None
        )
        terms = Terms.load()
        self.fields["wants_jst"].help_text = ngettext_lazy(
            "A national programme for people aged %(youngest)d–%(oldest)d: %(months)d month, "
            "about %(hours)d hours a month.",
            "A national programme for people aged %(youngest)d–%(oldest)d: %(months)d months, "
            "about %(hours)d hours a month.",
            terms.jst_months,
        ) % {
            "youngest": terms.jst_from_age,
            "oldest": terms.jst_to_age,
            "months": terms.jst_months,
            "hours": terms.jst_hours_per_month,
        }
        if born and not terms.jst_from_age <= age_today(born) <= terms.jst_to_age:
            del self.fields["wants_jst"]
        self.helper.layout = Layout(*(name for name in self.fields))

    def clean(self):
        answers = super().clean()
        if answers.get("opportunity") == SUGGEST and not answers.get("interests") and "interests" not in self.errors:
            self.add_error("interests", _("Write a few words about what you enjoy, so that we know what to suggest."))
        return answers

    @property
    def chosen(self) -> Opportunity | None:
        """The activity; None when we are to suggest one."""
        return self.opportunities.get(self.cleaned_data["opportunity"])


def _label(opportunity: Opportunity) -> str:
    """Title, where and when, each in its own language where it is borrowed."""
    parts = [format_html("<span{}>{}</span>", borrowed(opportunity, "title"), typo(opportunity.title))]
    where = opportunity.where or (opportunity.place.title if opportunity.place else "")
    if where:
        parts.append(format_html("<span{}>{}</span>", borrowed(opportunity, "where"), typo(where)))
    if opportunity.starts_at:
        parts.append(date_range(opportunity.starts_at, opportunity.last_day))
    return format_html("{}" + ", {}" * (len(parts) - 1), *parts)
