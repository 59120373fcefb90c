"""Addresses about serving under one application: pages with a form, papers to print, scans.

All begin with ``visible_applications``, as everything else of an application does.
"""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import path
from django.views.decorators.http import require_http_methods, require_safe

from volunteers import access
from volunteers.flow import MoveRefused
from volunteers.views import casework_hours, casework_serving

# Under admin/…/application/<pk>/: view, the right it needs, and the page that follows.
PAGES = {
    "agreement": ("agreement/", casework_serving.agreement_page, "add_agreement", "change"),
    "sign": ("sign/", casework_serving.sign_page, "add_signature", "change"),
    "record": ("record-check/", casework_serving.record_page, "add_recordcheck", "change"),
    "certificate": ("certificate/", casework_serving.certificate_page, "add_certificate", "change"),
    "revoke": ("certificate/<int:key>/revoke/", casework_serving.revoke_page, "change_certificate", "change"),
    "hours_entry": ("hours/new/", casework_hours.hours_entry_page, "add_hoursentry", "hours"),
    "hours": ("hours/", casework_hours.hours_page, "change_hoursentry", "hours"),
}
PAPERS = {
    "agreement_pdf": ("agreement/<int:key>/pdf/", casework_serving.agreement_pdf, "view_agreement"),
    "scan": ("signature/<int:key>/scan/", casework_serving.scan, "view_signature"),
    "hours_pdf": ("hours/pdf/", casework_serving.hours_pdf, "view_hoursentry"),
    "certificate_pdf": ("certificate/<int:key>/pdf/", casework_serving.certificate_pdf, "view_certificate"),
}
READ_BY_ALL = {"hours"}  # who may see the application reads the journal; only who handles it changes anything


def urls(applications: admin.ModelAdmin) -> list:
    """For ``ApplicationAdmin.get_urls``."""
    views = [
        (name, address, form_page(applications, name, view, right, after))
        for name, (address, view, right, after) in PAGES.items()
    ]
    views += [(name, address, paper(applications, view, right)) for name, (address, view, right) in PAPERS.items()]
    return [
        path(f"<int:pk>/{address}", applications.admin_site.admin_view(view), name=f"volunteers_application_{name}")
        for name, address, view in views
    ]


def form_page(applications: admin.ModelAdmin, name: str, view, right: str, after: str):
    @require_http_methods(["GET", "HEAD", "POST"])
    def page(request, pk: int, **kwargs):
        application = _seen(applications, request, pk, right)
        try:
            if name not in READ_BY_ALL:
                access.must_handle(request.user, application)
            context = {**applications.admin_site.each_context(request), "opts": applications.opts}
            answer = view(request, application, context, **kwargs)
        except MoveRefused as refused:
            messages.error(request, refused.reason)
            return redirect(f"admin:volunteers_application_{after}", pk)
        if not isinstance(answer, str):
            return answer
        applications.log_change(request, application, answer)
        messages.success(request, answer)
        return redirect(f"admin:volunteers_application_{after}", pk)

    return page


def paper(applications: admin.ModelAdmin, view, right: str):
    @require_safe
    def paper(request, pk: int, **kwargs):
        return view(request, _seen(applications, request, pk, right), **kwargs)

    return paper


def _seen(applications: admin.ModelAdmin, request, pk: int, right: str):
    application = applications.get_object(request, pk)
    if not applications.has_view_permission(request, application) or not request.user.has_perm(f"volunteers.{right}"):
        raise PermissionDenied
    return application
