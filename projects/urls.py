"""Projects and themes."""

from django.urls import include, path
from django.utils.translation import pgettext_lazy

from projects.feeds import ProjectFeed
from projects.views import projects, themes

app_name = "projects"

PROJECTS = [
    path("", projects.project_list, name="list"),
    path("feed/", ProjectFeed(), name="feed"),
    path("<slug:slug>/", projects.project_detail, name="detail"),
]
THEMES = [
    path("", themes.theme_list, name="themes"),
    path("<slug:slug>/", themes.theme_detail, name="theme"),
]

urlpatterns = [
    path(pgettext_lazy("address", "projects/"), include(PROJECTS)),
    path(pgettext_lazy("address", "themes/"), include(THEMES)),
]
