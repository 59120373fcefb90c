"""The steps of the application form. What each keeps is decided here; that it is kept, in draft.py."""

import uuid

from crispy_forms.layout import HTML, Field, Layout
from django import forms
from django.core.signing import BadSignature, SignatureExpired, TimestampSigner
from django.utils.html import format_html
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from lvg_portal.templatetags.portal import borrowed, date_range, typo
from volunteers import consents
from volunteers.age import age_today
from volunteers.eligibility import age_refusal
from volunteers.forms.birth import BirthDateField
from volunteers.forms.contacts import MailboxField, NameField, PhoneField
from volunteers.forms.guardian import GuardianForm
from volunteers.forms.step import TOO_LONG, StepForm, text_field
from volunteers.models import ConsentText, Opportunity, Person, SupportOption, Terms

HASTE = 10  # seconds in which nobody fills in four pages
SUGGEST = "suggest"
signer = TimestampSigner(salt="volunteers.apply")


class AboutForm(StepForm):
    title = _("About you")

    first_name = NameField(
        label=_("First name"),
        message=_("Write your first name in letters. For example, Žygimantas."),
        widget=forms.TextInput(attrs={"autocomplete": "given-name", "class": "input--20"}),
    )
    last_name = NameField(
        label=_("Last name"),
        message=_("Write your last name in letters. For example, Pavyzdaitė."),
        widget=forms.TextInput(attrs={"autocomplete": "family-name", "class": "input--20"}),
    )
    born_on = BirthDateField(
        label=_("Birth date"), help_text=_("For example, 2011 3 14. You can volunteer from the age of 14.")
    )
    contact = forms.ChoiceField(
        label=_("How can we reach you?"),
        choices=[("email", _("By e-mail")), ("phone", _("I have no e-mail, call me"))],
        initial="email",
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how we can reach you.")},
    )
    email = MailboxField(
        label=_("E-mail address"),
        help_text=_("We will send a link through which you see your application."),
        required=False,
    )
    phone = PhoneField(label=_("Phone"), help_text=_("Both 8 612 34567 and +370 612 34567 will do."), required=False)
    municipality = forms.ChoiceField(
        label=_("The municipality you live in"),
        choices=[("", pgettext_lazy("municipality", "Choose")), *Person.Municipality.choices],
        widget=forms.Select(attrs={"class": "input--20"}),
        error_messages={"required": _("Choose the municipality you live in.")},
    )
    helper_is_here = forms.BooleanField(
        label=_("Someone is helping me fill in the application"),
        help_text=_("We ask only for the helper's first name and who they are to you."),
        required=False,
    )
    helper_name = forms.CharField(
        label=_("The helper's first name"),
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "input--20"}),
        error_messages={"max_length": TOO_LONG},
    )
    helper_relation = forms.CharField(
        label=_("Who they are to you"),
        help_text=_("For example, a sister, a teacher, a social worker."),
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "input--20"}),
        error_messages={"max_length": TOO_LONG},
    )
    opportunity = forms.CharField(required=False, widget=forms.HiddenInput)  # the one whose page they came from
    stamp = forms.CharField(max_length=100, required=False, widget=forms.HiddenInput)
    # People do not see it and leave it empty; programs that fill in forms do not.
    website = forms.CharField(
        max_length=200, required=False, widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"})
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("stamp", signer.sign("shown"))
        for name in ("email", "helper_name", "helper_relation"):
            self.fields[name].no_optional_mark = True  # asked for only together with the choice above them
        self.helper.layout = Layout(
            "first_name",
            "last_name",
            "born_on",
            Field("contact", template="volunteers/_apply_contact.html"),
            "phone",
            "municipality",
            Field("helper_is_here", template="volunteers/_apply_helper.html"),
            "opportunity",
            "stamp",
            HTML("{% include 'portal/_trap.html' %}"),
        )

    def clean(self):
        answers = super().clean()
        if answers.get("contact") == "email" and not answers.get("email") and "email" not in self.errors:
            self.add_error("email", _("Write your e-mail address. For example, vardas@pastas.lt"))
        if answers.get("contact") == "phone":
            answers["email"] = ""
            self.errors.pop("email", None)
            if not answers.get("phone") and "phone" not in self.errors:
                self.add_error("phone", _("Write the number we can call. For example, +370 612 34567"))
        if answers.get("helper_is_here"):
            if not answers.get("helper_name"):
                self.add_error("helper_name", _("Write the helper's first name, or untick that someone helps you."))
            if not answers.get("helper_relation"):
                self.add_error("helper_relation", _("Write who the helper is to you. For example, a sister."))
        else:
            answers["helper_name"] = answers["helper_relation"] = ""
        return answers

    def clean_opportunity(self) -> str:
        """Whatever stands in the link is no reason to stop anybody: what fits nothing chooses nothing."""
        return self.cleaned_data["opportunity"][:120]

    @property
    def looks_automatic(self) -> bool:
        """The trap was filled in, or the page was made only seconds ago, or not by us. It flags, nothing more."""
        try:
            signer.unsign(self.cleaned_data.get("stamp", ""), max_age=HASTE)
        except SignatureExpired:  # shown long enough ago: as it should be
            return bool(self.cleaned_data.get("website"))
        except BadSignature:
            return True
        return True


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
        help_text=_("For example, I take photographs, I like gardening, I speak German."),
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

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
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
        self.fields["wants_jst"].help_text = _(
            "A national programme for people aged %(youngest)d–%(oldest)d: six months, about 40 hours a month."
        ) % {"youngest": terms.jst_from_age, "oldest": terms.jst_to_age}
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


class SupportForm(StepForm):
    """Special-category data: never a diagnosis, and only with its own explicit consent."""

    title = _("What would help you")

    options = forms.ModelMultipleChoiceField(
        SupportOption.objects.all(),
        label=_("What would help you take part?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    text = text_field(
        _("In your own words"),
        length=500,
        rows=3,
        help_text=_("Please do not write a diagnosis or the name of an illness: we only need to know what helps."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.consent_text = ConsentText.current(ConsentText.Purpose.SUPPORT, get_language())
        # The name carries the version: words that changed meanwhile are not agreed to.
        self.consent_name = f"agrees_{self.consent_text.pk}"
        self.fields[self.consent_name] = forms.BooleanField(
            label=_("I agree"), help_text=self.consent_text.body, required=False
        )
        self.helper.layout = Layout("options", "text", self.consent_name)

    def clean(self):
        answers = super().clean()
        if (answers.get("options") or answers.get("text")) and not answers.get(self.consent_name):
            self.add_error(
                self.consent_name,
                _("Tick that you agree, or empty the answers above: without consent we keep nothing."),
            )
        return answers

    @property
    def needs(self) -> dict | None:
        """What would help, in ticks and words, and the text agreed to; None where nothing was answered."""
        options, text = list(self.cleaned_data["options"]), self.cleaned_data["text"]
        return {"options": options, "text": text, "consent": self.consent_text} if options or text else None


class SendForm(forms.Form):
    """The last page: consents that are nobody's condition, and the key that makes a form count once."""

    key = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.texts = {}
        for purpose in consents.ON_REQUEST:
            text = ConsentText.current(purpose, get_language())
            self.texts[f"consent_{text.pk}"] = text
            self.fields[f"consent_{text.pk}"] = forms.BooleanField(label=text.body, required=False)

    def clean_key(self) -> uuid.UUID:
        """One form sent twice has the same key; a spoilt one is no reason to refuse what somebody wrote."""
        try:
            return uuid.UUID(self.cleaned_data["key"])
        except ValueError:
            return uuid.uuid4()

    @property
    def agreed(self) -> list[ConsentText]:
        return [text for name, text in self.texts.items() if self.cleaned_data.get(name)]


STEPS = {"about": AboutForm, "what": WhatForm, "support": SupportForm, "guardian": GuardianForm}
