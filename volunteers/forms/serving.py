"""Hours as volunteers and staff type them; what staff write down about agreements, papers seen and certificates."""

from crispy_forms.layout import Div, Layout
from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from projects.models import LocalProject, Project
from volunteers import daytime, scans
from volunteers.forms.step import TOO_LONG, StepForm, text_field
from volunteers.models import Agreement, HoursEntry, Signature

TYPED_DATES = ["%Y-%m-%d", "%Y.%m.%d", "%Y %m %d", "%d.%m.%Y"]
LANGUAGES = [("lt", gettext_lazy("Lithuanian")), ("en", gettext_lazy("English"))]


class DayField(forms.DateField):
    """A day; browsers show their calendar, and who types writes 2026-11-24."""

    def __init__(self, *, until_today: bool = False, **kwargs):
        self.until_today = until_today
        message = gettext_lazy("Write the day as year, month, day. For example, 2026-11-24")
        super().__init__(
            input_formats=TYPED_DATES,
            widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "input--20"}),
            error_messages={"required": message, "invalid": message},
            **kwargs,
        )

    def clean(self, value):
        day = super().clean(value)
        if day and day.year < 1950:
            raise ValidationError(_("This is too long ago. Check the year."))
        if day and day.year > timezone.localdate().year + 20:
            raise ValidationError(_("This is too far ahead. Check the year."))
        if day and self.until_today and day > timezone.localdate():
            raise ValidationError(_("This day is still to come."))
        return day


class TimeField(forms.CharField):
    """An hour of the day as people type it; cleaned to minutes since midnight."""

    def __init__(self, **kwargs):
        message = gettext_lazy("Write the time in figures. For example, 9:30")
        attrs = {"class": "input--4", "autocomplete": "off", "inputmode": "text"}
        widget = forms.TextInput(attrs=attrs)
        super().__init__(max_length=12, widget=widget, error_messages={"required": message}, **kwargs)

    def clean(self, value):
        typed = super().clean(value)
        try:
            return daytime.parse(typed) if typed else None
        except daytime.NotATime as wrong:
            raise ValidationError(str(wrong)) from None


class HoursForm(StepForm):
    """One entry of the journal. Whether these hours are possible, hours.py says."""

    worked_on = DayField(label=gettext_lazy("Day"), until_today=True)
    began = TimeField(label=gettext_lazy("From"), help_text=gettext_lazy("For example, 9:30"))
    ended = TimeField(label=gettext_lazy("Until"), help_text=gettext_lazy("For example, 12:00"))
    activity = text_field(
        gettext_lazy("What did you do?"),
        length=300,
        rows=2,
        required=True,
        message=gettext_lazy("Write in a few words what you did."),
    )

    def __init__(self, *args, entry: HoursEntry | None = None, **kwargs):
        initial = _as_typed(entry) if entry else {"worked_on": timezone.localdate()}
        super().__init__(*args, initial={**initial, **kwargs.pop("initial", {})}, **kwargs)
        self.fields["worked_on"].widget.attrs["max"] = timezone.localdate().isoformat()
        self.helper.layout = self.layout()

    def layout(self) -> Layout:
        return Layout("worked_on", Div("began", "ended", css_class="from-to"), "activity")

    def clean(self):
        answers = super().clean()
        began, ended = answers.get("began"), answers.get("ended")
        if began is not None and ended is not None and ended <= began:
            self.add_error("ended", _("The end is after the beginning, on the same day."))
        return answers

    def facts(self) -> dict:
        """What hours.enter() keeps."""
        answers = self.cleaned_data
        return {
            "worked_on": answers["worked_on"],
            "began_minute": answers["began"],
            "minutes": answers["ended"] - answers["began"],
            "activity": answers["activity"],
        }


def _as_typed(entry: HoursEntry) -> dict:
    return {
        "worked_on": entry.worked_on,
        "began": daytime.clock(entry.began_minute),
        "ended": daytime.clock(entry.began_minute + entry.minutes),
        "activity": entry.activity,
        "project": entry.project_id,
        "local_project": entry.local_project_id,
    }


class ForWhichProject(forms.Form):
    """Projects are no question to volunteers: the curator knows."""

    project = forms.ModelChoiceField(
        Project.objects.none(), label=gettext_lazy("Project"), required=False, empty_label=gettext_lazy("none")
    )
    local_project = forms.ModelChoiceField(
        LocalProject.objects.none(),
        label=gettext_lazy("Local project"),
        required=False,
        empty_label=gettext_lazy("none"),
        help_text=gettext_lazy("Then the hours count as its in-kind contribution."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["project"].queryset = Project.objects.order_by("title")
        self.fields["local_project"].queryset = LocalProject.objects.order_by("title")


class StaffHoursForm(ForWhichProject, HoursForm):
    def layout(self) -> Layout:
        self.fields["activity"].label = _("What was done?")
        return Layout("worked_on", Div("began", "ended", css_class="from-to"), "activity", "project", "local_project")

    def facts(self) -> dict:
        answers = self.cleaned_data
        return {**super().facts(), "project": answers["project"], "local_project": answers["local_project"]}


class ReasonForm(StepForm):
    reason = text_field(
        gettext_lazy("Reason"),
        length=300,
        rows=2,
        required=True,
        message=gettext_lazy("Write the reason in a few words."),
    )


class AgreementForm(StepForm):
    kind = forms.ChoiceField(label=gettext_lazy("Kind of agreement"), choices=Agreement.Kind.choices)
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=LANGUAGES)
    starts_on = DayField(label=gettext_lazy("From"))
    ends_on = DayField(label=gettext_lazy("Until, inclusive"))
    hours_planned = forms.IntegerField(
        label=gettext_lazy("Hours planned"),
        min_value=1,
        max_value=9999,
        widget=forms.TextInput(attrs={"class": "input--4", "inputmode": "numeric"}),
        error_messages={
            "required": gettext_lazy("Write a number of hours."),
            "invalid": gettext_lazy("Write the hours as a whole number. For example, 40"),
        },
    )
    duties = text_field(
        gettext_lazy("What the volunteer does"),
        length=1000,
        rows=5,
        required=True,
        message=gettext_lazy("Write what the volunteer will do."),
        help_text=gettext_lazy("Each line becomes a line of the agreement."),
    )
    expenses = forms.CharField(
        label=gettext_lazy("Expenses paid"),
        max_length=250,
        required=False,
        help_text=gettext_lazy("What is paid and against what. Empty: nothing is paid."),
        error_messages={"max_length": TOO_LONG},
    )

    def clean(self):
        answers = super().clean()
        starts_on, ends_on = answers.get("starts_on"), answers.get("ends_on")
        if starts_on and ends_on and ends_on < starts_on:
            self.add_error("ends_on", _("The agreement ends before it begins."))
        return answers


class SignatureForm(StepForm):
    """Who signed, and how we know. There is no electronic signature here."""

    party = forms.ChoiceField(
        label=gettext_lazy("Who signed"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose who signed.")},
    )
    signed_on = DayField(label=gettext_lazy("Signed on"), until_today=True)
    route = forms.ChoiceField(
        label=gettext_lazy("How we know"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose how we know.")},
    )
    scan = forms.FileField(
        label=gettext_lazy("Scan"),
        required=False,
        help_text=gettext_lazy("PDF, JPEG or PNG, up to 10 MB. Only staff who handle this application can open it."),
        widget=forms.ClearableFileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}),
        error_messages={
            "empty": gettext_lazy("The file is empty. Choose another."),
            "invalid": gettext_lazy("Choose the file once more."),
        },
    )

    def __init__(self, *args, parties: list[Signature.Party], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["party"].choices = [(party.value, capfirst(str(party.label))) for party in parties]
        self.fields["route"].choices = [(route.value, capfirst(str(route.label))) for route in Signature.Route]

    def clean_scan(self):
        upload = self.cleaned_data["scan"]
        return scans.checked(upload) if upload else None

    def clean(self):
        answers = super().clean()
        is_scan = answers.get("route") == Signature.Route.SCAN
        if is_scan and not answers.get("scan") and "scan" not in self.errors:
            self.add_error("scan", _("Add the scan, or say that you saw the paper."))
        return answers


class RecordForm(StepForm):
    seen_on = DayField(label=gettext_lazy("Seen on"), until_today=True)
    valid_until = DayField(
        label=gettext_lazy("Valid until, inclusive"),
        required=False,
        help_text=gettext_lazy("Empty where it has no end."),
    )


class CertificateForm(StepForm):
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=LANGUAGES)
    duties = text_field(
        gettext_lazy("What the volunteer did"),
        length=1000,
        rows=4,
        required=True,
        message=gettext_lazy("Write what the volunteer did."),
    )
    competences = text_field(gettext_lazy("Competences"), length=1000, rows=5, help_text=gettext_lazy("One a line."))


class NumberForm(StepForm):
    number = forms.CharField(
        label=gettext_lazy("Number of the certificate"),
        max_length=40,
        help_text=gettext_lazy("It stands on top of the paper. For example, PAZ-2026-0001"),
        error_messages={"required": gettext_lazy("Write the number of the certificate.")},
        widget=forms.TextInput(attrs={"class": "input--20", "autocomplete": "off"}),
    )


class CodeForm(StepForm):
    code = forms.CharField(
        label=gettext_lazy("Code from the paper"),
        max_length=40,
        help_text=gettext_lazy("Ten letters and figures at the bottom of the paper."),
        error_messages={"required": gettext_lazy("Write the code that is printed on the paper.")},
        widget=forms.TextInput(attrs={"class": "input--20", "autocomplete": "off", "autocapitalize": "characters"}),
    )
