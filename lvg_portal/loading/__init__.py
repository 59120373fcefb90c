"""Loads the real content from lvg_portal/content/: idempotent, whole or not at all, never over staff's edits."""

from pathlib import Path

from django.apps import apps
from django.db import connection, transaction
from django.db.models import ProtectedError
from django.utils import translation
from tqdm import tqdm

from lvg_portal.models import LoadedItem, Publishable

from . import news, organisation, pages, projects, vocabulary, volunteering
from .reader import BrokenData, Library
from .store import Store

__all__ = ["FOLDER", "BrokenData", "load", "remove_examples"]

FOLDER = Path(__file__).resolve().parent.parent / "content"

# The file, its list (none: the whole file), the field that names an item, who loads it; each after those it refers to.
KINDS = [
    ("themes.yaml", "themes", "key", vocabulary.theme),
    ("themes.yaml", "target_groups", "key", vocabulary.audience),
    ("themes.yaml", "verbs", "key", vocabulary.verb),
    ("places.yaml", "elderships", "slug", vocabulary.eldership),
    ("organisation.yaml", "", "", organisation.site_settings),
    ("organisation.yaml", "principles", "", organisation.principle),
    ("organisation.yaml", "history", "", organisation.history),
    ("organisation.yaml", "figures", "", organisation.figure),
    ("organisation.yaml", "networks", "", organisation.network),
    ("organisation.yaml", "", "", organisation.own_organisation),
    ("organisation.yaml", "partners", "name", organisation.partner),
    ("projects.yaml", "projects", "slug", organisation.partners_of_project),
    ("local_projects.yaml", "local_projects", "slug", organisation.beneficiary),
    ("projects.yaml", "projects", "slug", vocabulary.programme),
    ("projects.yaml", "projects", "slug", projects.project),
    ("projects.yaml", "projects", "slug", projects.links),
    ("local_projects.yaml", "local_projects", "slug", projects.local_project),
    ("categories.yaml", "categories", "key", news.category),
    ("news.yaml", "news", "slug", news.article),
    ("events.yaml", "events", "slug", news.event),
    ("volunteering.yaml", "", "", volunteering.terms),
    ("volunteering.yaml", "steps", "key", volunteering.step),
    ("volunteering.yaml", "faq", "key", volunteering.question),
    ("volunteering.yaml", "support_options", "key", volunteering.support_option),
    ("volunteering.yaml", "opportunities", "slug", volunteering.opportunity),
    ("pages.yaml", "pages", "key", pages.page),
]


def load(folder: Path = FOLDER, *, with_examples: bool = False, dry_run: bool = False) -> Store:
    """Load all kinds in one transaction; the store tells what was done. Raises BrokenData, nothing loaded."""
    library = Library(folder)
    with transaction.atomic(), translation.override("lt"):
        _one_at_a_time()
        store = Store(library, with_examples=with_examples)
        work = [
            (loader, entry)
            for file, section, key, loader in KINDS
            for entry in (library.entries(file, section, key) if section else [library.file(file)])
        ]
        for loader, entry in tqdm(work, unit="item", disable=None):
            loader(entry, store)
        library.check_that_all_was_read()
        transaction.set_rollback(dry_run)
    return store


def remove_examples(*, dry_run: bool = False) -> tuple[int, list]:
    """Remove the examples that were loaded; returns how many went, and those that became drafts instead.

    An opportunity to which people have applied stays for their sake. A row that staff made their own – it is no example
    any more – stays as it is.
    """
    removed, withdrawn = 0, []
    with transaction.atomic(), translation.override("lt"):
        _one_at_a_time()
        # The youngest first: opportunities go before the events they belong to.
        for item in tqdm(LoadedItem.objects.filter(is_example=True).order_by("-pk"), unit="item", disable=None):
            row = apps.get_model(item.kind).objects.filter(pk=item.object_id, is_example=True).first()
            if row is None:
                continue
            try:
                with transaction.atomic():
                    row.delete()
            except ProtectedError:
                row.status = Publishable.Status.DRAFT
                row.save()
                withdrawn.append(row)
            else:
                item.delete()
                removed += 1
        transaction.set_rollback(dry_run)
    return removed, withdrawn


def _one_at_a_time():
    """Two servers may start at once: the second waits here until the first has loaded everything."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtext('load_content'))")
