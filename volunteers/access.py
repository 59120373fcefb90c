"""Which applications a member of staff sees, and the log of who opened whose data."""

from django.contrib.auth.models import User
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from volunteers.flow import MoveRefused
from volunteers.models import AccessLog, Application


def visible_applications(user: User) -> QuerySet[Application]:
    """A coordinator's own and those nobody has taken; a lead's all; nobody else's any.

    Every list, form, action, export and address in the back office begins here.
    """
    if not user.is_active or not user.has_perm("volunteers.view_application"):
        return Application.objects.none()
    if user.has_perm("volunteers.see_all_applications"):
        return Application.objects.all()
    return Application.objects.filter(Q(owner=user) | Q(owner=None))


def may_handle(user: User, application: Application) -> bool:
    """What changes an application is done by who has taken it, or by a lead; once it is anonymised, by nobody."""
    if application.status == Application.Status.ANONYMISED:
        return False
    return application.owner_id == user.pk or user.has_perm("volunteers.see_all_applications")


def must_handle(user: User, application: Application) -> None:
    """Raises MoveRefused."""
    must_not_be_erased(application)
    if not may_handle(user, application):
        raise MoveRefused(_("Take this application first."))


def must_not_be_erased(application: Application) -> None:
    """What would be written now would never leave. Raises MoveRefused."""
    if application.status == Application.Status.ANONYMISED:
        raise MoveRefused(_("The personal data have been erased."))


def sees_support_needs(user: User, application: Application) -> bool:
    """Special-category data: only for who handles this very application, as the applicant was promised."""
    return user.is_active and user.has_perm("volunteers.view_supportneed") and application.owner_id == user.pk


def note_access(application: Application, user: User, deed: str = AccessLog.Deed.SEEN, reason: str = "") -> AccessLog:
    """Write down that someone saw, exported or printed this person's data."""
    return AccessLog.objects.create(application=application, actor=user, deed=deed, reason=reason[:200])
