"""What the outbox tells about an application: its number, to whom may see it."""

from django.urls import reverse

from lvg_portal.admin.letters import about
from volunteers.access import visible_applications


@about("application")
def applications(user, keys: set[int]) -> dict[int, tuple[str, str]]:
    """Number and address of those of the applications that this member of staff may see."""
    rows = visible_applications(user).filter(pk__in=keys).values_list("pk", "number")
    return {pk: (number, reverse("admin:volunteers_application_change", args=[pk])) for pk, number in rows}
