"""Staff groups and what each may do; written to the database after every migrate.

The volunteer tables are for coordinator, lead and data officer alone: an editor has no right on any of them.
"""

from django.utils.translation import gettext_noop

ALL = ("view", "add", "change", "delete")
WRITE = ("view", "add", "change")

EDITOR = {
    "lvg_portal": {
        "page": WRITE,
        "document": ALL,
        "picture": ALL,
        "sitesettings": WRITE,
        "organisationfact": ALL,
        "contactmessage": ("view",),
    },
    "projects": {
        **dict.fromkeys(("theme", "programme", "verb", "audience", "place"), WRITE),
        **dict.fromkeys(("organisation", "partnership", "fundingline", "project", "projectlink", "result"), ALL),
        "localproject": ALL,
    },
    "news": {"category": WRITE, "article": ALL, "event": ALL},
}
COORDINATOR = {
    "lvg_portal": {"picture": WRITE},
    "volunteers": {
        **dict.fromkeys(("opportunity", "step", "question", "supportoption", "terms"), WRITE),
        "application": ("view", "add", "change"),
        **dict.fromkeys(("person", "guardian", "guardianconsent", "consent", "supportneed", "statusevent"), ("view",)),
        "note": ("view", "add"),
        "consenttext": ("view", "add"),
    },
}
LEAD = {
    "lvg_portal": {"picture": WRITE, "letter": ("view", "change"), "contactmessage": ("view",)},
    "volunteers": {
        **COORDINATOR["volunteers"],
        "opportunity": ALL,
        "application": (*WRITE, "see_all"),
        "accesslog": ("view",),
    },
}
DATA_OFFICER = {
    "lvg_portal": {"letter": ("view",)},
    "volunteers": {"accesslog": ("view",), "consenttext": ("view", "add"), "statusevent": ("view",), "terms": WRITE},
}

ROLES = {
    gettext_noop("editor"): EDITOR,
    gettext_noop("coordinator"): COORDINATOR,
    gettext_noop("lead"): LEAD,
    gettext_noop("data officer"): DATA_OFFICER,
}


def write(**kwargs) -> None:
    """Make the groups and give each exactly its permissions. Connected to ``post_migrate``; safe to run again."""
    from django.contrib.auth.models import Group, Permission

    permissions = {
        (permission.content_type.app_label, permission.codename): permission
        for permission in Permission.objects.select_related("content_type")
    }
    for role, apps in ROLES.items():
        group, _made = Group.objects.get_or_create(name=role)
        wanted = [
            permissions[app, "see_all_applications" if deed == "see_all" else f"{deed}_{model}"]
            for app, models in apps.items()
            for model, deeds in models.items()
            for deed in deeds
            if (app, "see_all_applications" if deed == "see_all" else f"{deed}_{model}") in permissions
        ]
        group.permissions.set(wanted)
