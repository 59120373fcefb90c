"""Staff groups and what each may do; written to the database after every migrate.

The volunteer tables are for coordinator, lead and data officer alone: an editor has no right on any of them.
"""

from django.utils.translation import pgettext_lazy

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
    "lvg_portal": {"picture": WRITE, "lettertext": ALL},
    "volunteers": {
        **dict.fromkeys(("opportunity", "step", "question", "supportoption", "terms"), WRITE),
        "application": ("view", "add", "change"),
        **dict.fromkeys(("person", "guardian", "guardianconsent", "consent", "supportneed", "statusevent"), ("view",)),
        **dict.fromkeys(("agreement", "signature", "hoursentry", "certificate", "recordcheck"), WRITE),
        **dict.fromkeys(("meeting", "task", "bulkletter"), WRITE),
        **dict.fromkeys(("story", "worknotice"), ALL),
        "feedback": ("view",),
        "note": ("view", "add"),
        "consenttext": ("view", "add"),
    },
}
LEAD = {
    "lvg_portal": {
        **COORDINATOR["lvg_portal"],
        "letter": ("view", "change"),
        "contactmessage": ("view",),
    },
    "volunteers": {
        **COORDINATOR["volunteers"],
        "opportunity": ALL,
        "application": (*WRITE, "see_all", "export"),
        "accesslog": ("view",),
        "export": ("view", "add"),
    },
}
DATA_OFFICER = {
    "lvg_portal": {"letter": ("view",)},
    "volunteers": {
        "application": ("erase",),
        **dict.fromkeys(("erasure", "export"), ("view",)),
        "accesslog": ("view",),
        "consenttext": ("view", "add"),
        "statusevent": ("view",),
        "terms": WRITE,
    },
}

ROLES = {"editor": EDITOR, "coordinator": COORDINATOR, "lead": LEAD, "data officer": DATA_OFFICER}
TITLES = {
    "editor": pgettext_lazy("role", "editor"),
    "coordinator": pgettext_lazy("role", "coordinator"),
    "lead": pgettext_lazy("role", "lead"),
    "data officer": pgettext_lazy("role", "data officer"),
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
        wanted = [(app, _codename(deed, model)) for app in apps for model in apps[app] for deed in apps[app][model]]
        # Migrated back to before a table, the others are still written.
        group.permissions.set(permissions[right] for right in wanted if right in permissions)


def _codename(deed: str, model: str) -> str:
    # The rights that are not Django's own are of all applications: export_applications.
    return f"{deed}_{model}s" if deed in ("see_all", "export", "erase") else f"{deed}_{model}"
