"""Data of applicants out of the portal, with a purpose, and applications from paper into it, with a preview."""

import io

from django.contrib import messages
from django.db.models import Q
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lvg_portal import tables
from volunteers import access, exports, imports
from volunteers.forms.reports import ExportForm, FileForm
from volunteers.models import HoursEntry
from volunteers.reports.periods import Period
from volunteers.views.reports import attachment, years


# --- Out ------------------------------------------------------------------------------------------------------------
def export(request, context: dict) -> HttpResponse:
    form = ExportForm(request.POST or None, years=years())
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data
        return attachment(
            _table(request.user, **chosen),
            file_format=chosen["file_format"],
            purpose=chosen["purpose"],
            actor=request.user,
        )
    return TemplateResponse(
        request,
        "admin/volunteers/reports/export.html",
        {**context, "title": _("Export data of applicants"), "form": form},
    )


def _table(user, *, what: str, year: int | None, status: str, opportunity, **_rest) -> exports.Table:
    found = access.visible_applications(user)
    if status:
        found = found.filter(status=status)
    if opportunity:
        found = found.filter(opportunity=opportunity)
    if what == ExportForm.HOURS:
        in_year = Period(year).days("worked_on") if year else Q()
        return exports.journal(HoursEntry.objects.filter(in_year, application__in=found))
    return exports.applications(found.filter(Period(year).moments("created_at")) if year else found)


# --- In -------------------------------------------------------------------------------------------------------------
def bring_in(request, context: dict) -> HttpResponse:
    """First the file, then its preview, then the button. Only the page remembers the rows between them."""
    if request.method == "POST" and "rows" in request.POST:
        return _keep(request)
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST":
        form = FileForm(request.POST, request.FILES)
        if form.is_valid():
            try:
                signed = imports.signed(form.cleaned_data["file"], request.user)
            except tables.NotATable as wrong:
                form.add_error("file", str(wrong))
            else:
                context |= _preview(imports.check(form.cleaned_data["file"]), signed)
    return TemplateResponse(
        request,
        "admin/volunteers/reports/import.html",
        {**context, "title": _("Applications from paper, many at once"), "form": form},
    )


def _preview(lines: list[imports.Line], signed: str) -> dict:
    return {
        "lines": lines,
        "signed": signed,
        "new": sum(line.is_new for line in lines),
        "known": sum(line.known is not None for line in lines),
        "wrong": sum(bool(line.errors) for line in lines),
    }


def _keep(request) -> HttpResponse:
    rows = imports.unsigned(request.POST["rows"], request.user)
    if rows is None:
        messages.error(request, _("The preview is older than two hours. Choose the file again."))
        return redirect("admin:volunteers_import")
    added, refused = imports.bring_in(imports.check(rows), request.user)
    if added:
        said = ngettext("%(count)d application is kept.", "%(count)d applications are kept.", added)
        messages.success(request, said % {"count": added})
    else:
        messages.info(request, _("Nothing new was found, so nothing was added."))
    for line in refused:
        messages.error(request, _("Row %(number)d: %(why)s") % {"number": line.number, "why": " ".join(line.errors)})
    return redirect("admin:volunteers_import")


def template(request, context: dict) -> HttpResponse:
    """An empty table with the columns that the import reads, which are those of the export."""
    file = io.BytesIO()
    tables.write_csv(file, [str(column.label) for column in exports.ANSWERS], [])
    file.seek(0)
    name = slugify(_("paper applications"))
    return FileResponse(file, as_attachment=True, filename=f"{name}.csv")
