"""Reports for the back office: figures of a period, and the in-kind sheet of a local project.

Addresses and rights are the admin's (volunteers/admin/reports.py); the figures come from volunteers/reports/.
"""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db.models import Min
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.dateformat import format as format_date
from django.utils.text import slugify
from django.utils.translation import gettext as _

from projects.models import LocalProject, Project
from volunteers import access, exports
from volunteers.forms.reports import InKindForm, PeriodForm
from volunteers.models import Application, HoursEntry
from volunteers.reports import chart, figures, in_kind

EXPORT = "volunteers.export_applications"


def years() -> list[int]:
    """The years there is something to report on, the newest first; this one always."""
    this_year = timezone.localdate().year
    submitted = Application.objects.aggregate(first=Min("submitted_at"))["first"]
    worked = HoursEntry.objects.aggregate(first=Min("worked_on"))["first"]
    firsts = [timezone.localtime(submitted).year if submitted else this_year, worked.year if worked else this_year]
    return list(range(this_year, min(*firsts, this_year) - 1, -1))


def report(request, context: dict) -> HttpResponse:
    form = PeriodForm(request.GET, years=years())
    period = form.period
    project = form.cleaned_data.get("project")
    found = figures.report(period, project)
    months = [(_month(month, "F"), *found.by_month.of(month)) for month in period.months]
    return TemplateResponse(
        request,
        "admin/volunteers/reports/report.html",
        {
            **context,
            "title": _("Reports"),
            "form": form,
            "notice": "" if form.is_valid() else _("We did not understand the choice, so it is not applied."),
            "period": period,
            "project": project,
            "report": found,
            "months": months,
            "chart": chart.columns((_month(month, "M"), *found.by_month.of(month)) for month in period.months),
            "projects": _by_project(found.by_project),
            "in_kind": in_kind.projects_with_hours(period),
            "may_export": request.user.has_perm(EXPORT),
        },
    )


def _month(month: int, pattern: str) -> str:
    return format_date(date(2000, month, 1), pattern)


def _by_project(hours: figures.Hours) -> list[tuple]:
    """Hours given to each project, most hours first; what was given to none comes last."""
    names = Project.objects.in_bulk(hours.keys - {None})
    rows = [(str(names[key]) if key else _("no project"), *hours.of(key), key) for key in hours.keys]
    return [row[:3] for row in sorted(rows, key=lambda row: (row[3] is None, -row[1], row[0]))]


def in_kind_sheet(request, context: dict, pk: int) -> HttpResponse:
    """Hours of volunteers given to a local project. Names are only in what a lead takes out, and that is logged."""
    local_project = get_object_or_404(LocalProject, pk=pk)
    choices = years()
    year = next((year for year in choices if str(year) == request.GET.get("year")), None)
    sheet = in_kind.sheet(local_project, year)
    may_export = request.user.has_perm(EXPORT)
    form = InKindForm(request.POST or None)
    seen = access.visible_applications(request.user)
    context = {
        **context,
        "title": _("In-kind sheet: voluntary work"),
        "sheet": sheet,
        # What a colleague's volunteer wrote is not shown; its hours count all the same.
        "visible": set(seen.filter(hours__local_project=pk).values_list("pk", flat=True)),
        "years": choices,
        "form": form if may_export else None,
    }
    if request.method == "POST":
        if not may_export:
            raise PermissionDenied
        if form.is_valid():
            return _taken_out(request, sheet, context, **form.cleaned_data)
    return TemplateResponse(request, "admin/volunteers/reports/in_kind.html", context)


def _taken_out(request, sheet: in_kind.Sheet, context: dict, *, file_format: str, purpose: str) -> HttpResponse:
    table = exports.in_kind(sheet)
    if file_format == exports.PRINT:
        about = {row.application for row in sheet.rows}
        exports.note(
            table.what, about, file_format=file_format, rows=len(sheet.rows), actor=request.user, purpose=purpose
        )
        return TemplateResponse(request, "admin/volunteers/reports/in_kind.html", {**context, "with_names": True})
    return attachment(table, file_format=file_format, purpose=purpose, actor=request.user)


def attachment(table: exports.Table, *, file_format: str, purpose: str, actor) -> FileResponse:
    """A file to be kept; its name says what it is and the day, and nothing of anyone. Browsers do not store it."""
    file = exports.take_out(table, file_format=file_format, actor=actor, purpose=purpose)
    name = f"{slugify(table.what)}-{timezone.localdate()}.{file_format}"
    response = FileResponse(file, as_attachment=True, filename=name, content_type=exports.TYPES[file_format])
    response["Cache-Control"] = "no-store"
    return response
