"""The Atom feed of new projects; the English one holds what has been translated."""

from django.urls import reverse
from django.utils.translation import gettext as _

from lvg_portal.feeds import LONGEST, PortalFeed
from projects.models import Project


class ProjectFeed(PortalFeed):
    description_template = "projects/feed_project.html"

    def home(self):
        return reverse("projects:list")

    def name(self):
        return _("Projects")

    def items(self):
        return Project.objects.public().translated().select_related("main_theme").newest_first()[:LONGEST]

    def item_categories(self, project: Project):
        return [project.main_theme.title] if project.main_theme else []
