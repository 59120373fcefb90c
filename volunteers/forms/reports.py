"""What staff choose for a report, say before data leave the portal, and upload from paper."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lvg_portal.collation import alphabetical
from lvg_portal.middleware import clean_text
from lvg_portal.tables import NotATable
from projects.models import Project
from volunteers import exports, imports
from volunteers.models import Application, Opportunity
from volunteers.reports.periods import ROMAN, Period

FILE_FORMATS = [
    (exports.XLSX, _("Excel (XLSX)")),
    (exports.CSV, _("CSV, separated by semicolons")),
]
PRINT = (exports.PRINT, _("a page with names, to print and sign"))


class PeriodForm(forms.Form):
    """A GET form: what is not understood is not applied."""

    year = forms.TypedChoiceField(label=pgettext_lazy("report", "Year"), coerce=int, required=False)
    quarter = forms.TypedChoiceField(
        label=pgettext_lazy("report", "Quarter"),
        coerce=int,
        required=False,
        empty_value=None,
        choices=[("", pgettext_lazy("report", "the whole year")), *enumerate(ROMAN, start=1)],
    )
    project = forms.ModelChoiceField(
        Project.objects.none(), label=pgettext_lazy("report", "Project"), required=False, empty_label=_("all projects")
    )

    def __init__(self, data, *, years: list[int]):
        super().__init__(data)
        self.fields["year"].choices = [(year, year) for year in years]
        self.fields["year"].initial = years[0]
        self.fields["project"].queryset = Project.objects.order_by(alphabetical("title_lt"))

    @property
    def period(self) -> Period:
        self.is_valid()
        return Period(self.cleaned_data.get("year") or timezone.localdate().year, self.cleaned_data.get("quarter"))


class PurposeForm(forms.Form):
    """Before anything leaves: what for."""

    file_format = forms.ChoiceField(
        label=_("File"),
        choices=FILE_FORMATS,
        initial=exports.XLSX,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what the file is to be.")},
    )
    purpose = forms.CharField(
        label=_("What do you need it for?"),
        help_text=_("It is kept in the log of exports and shown to the applicants who ask who has used their data."),
        min_length=10,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": _("Say what for. For example, the yearly report to the Agency of Youth Affairs."),
            "min_length": _("Say it in a few words more. For example, the yearly report to the Agency."),
            "max_length": _("Shorten it to %(limit_value)d characters; now there are %(show_value)d."),
        },
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True  # the page writes it
        self.helper.form_show_errors = False  # the page shows the summary above the form
        self.helper.layout = Layout(*self.fields)

    def clean_purpose(self):
        return clean_text(self.cleaned_data["purpose"]).strip()


class ExportForm(PurposeForm):
    APPLICATIONS, HOURS = "applications", "hours"

    what = forms.ChoiceField(
        label=_("What"),
        choices=[
            (APPLICATIONS, _("applications, with names and contacts")),
            (HOURS, _("the hours journal, with names")),
        ],
        initial=APPLICATIONS,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what is to be in the file.")},
    )
    year = forms.TypedChoiceField(label=pgettext_lazy("report", "Year"), coerce=int, required=False, empty_value=None)
    status = forms.ChoiceField(
        label=_("Status of the application"),
        choices=[("", pgettext_lazy("status", "any")), *Application.Status.choices],
        required=False,
    )
    opportunity = forms.ModelChoiceField(
        Opportunity.objects.none(), label=_("Activity"), required=False, empty_label=_("all activities")
    )
    field_order = ["what", "year", "status", "opportunity", "file_format", "purpose"]

    def __init__(self, *args, years: list[int], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["year"].choices = [("", _("all years")), *((year, year) for year in years)]
        self.fields["opportunity"].queryset = Opportunity.objects.order_by(alphabetical("title_lt"))
        for name in ("year", "status", "opportunity"):
            self.fields[name].no_optional_mark = True


class InKindForm(PurposeForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["file_format"].choices = [PRINT, *FILE_FORMATS]
        self.fields["file_format"].initial = exports.PRINT


class FileForm(forms.Form):
    file = forms.FileField(
        label=_("CSV file"),
        help_text=_("At most 500 rows and 2 MB. Made from our template, or from our own export."),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,text/csv"}),
        error_messages={
            "required": _("Choose a file."),
            "empty": _("The file is empty."),
            "missing": _("Choose a file."),
            "invalid": _("Choose a file."),
        },
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.form_show_errors = False
        self.helper.layout = Layout("file")

    def clean_file(self):
        """Its rows, by the keys of their columns."""
        try:
            return imports.read(self.cleaned_data["file"].read(imports.AT_MOST_BYTES + 1))
        except NotATable as wrong:
            raise ValidationError(str(wrong)) from None
