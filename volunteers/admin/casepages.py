"""Addresses under one application that show a form of their own: meeting, corrections, what came on paper, merging."""

from django.contrib import admin
from django.urls import path

from volunteers.views.casework import pages

from .serving import form_page, paper

# Under admin/…/application/<pk>/: address, view and the right it needs. Only who handles the application gets there.
PAGES = {
    "meeting": ("meeting/", pages.meeting, "add_meeting"),
    "person": ("person/", pages.person, "change_application"),
    "guardian_contacts": ("guardian/contacts/", pages.guardian_contacts, "change_application"),
    "support_need": ("support-need/", pages.support_need, "view_supportneed"),
    "merge": ("merge/<int:key>/", pages.merge, "change_application"),
}
FILES = {"meeting_file": ("meeting/<int:key>/ics/", pages.meeting_file, "view_meeting")}


def urls(applications: admin.ModelAdmin) -> list:
    """For ``ApplicationAdmin.get_urls``."""
    views = [
        (name, address, form_page(applications, name, view, right, "change"))
        for name, (address, view, right) in PAGES.items()
    ]
    views += [(name, address, paper(applications, view, right)) for name, (address, view, right) in FILES.items()]
    return [
        path(f"<int:pk>/{address}", applications.admin_site.admin_view(view), name=f"volunteers_application_{name}")
        for name, address, view in views
    ]
