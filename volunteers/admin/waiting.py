"""What waits for a coordinator, on the start page of the back office."""

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from lvg_portal.back_office import Waiting, panel
from volunteers import worklist


@panel
def applications(request):
    if not request.user.has_perm("volunteers.view_application"):
        return
    address = reverse("admin:volunteers_application_changelist")
    waiting = worklist.summary(request.user)
    if waiting.overdue:
        yield Waiting(_("Applications that wait too long"), waiting.overdue, f"{address}?status=overdue", is_late=True)
    yield Waiting(_("New applications"), waiting.new, f"{address}?whose=nobody")
    yield Waiting(_("My applications"), waiting.mine, f"{address}?whose=mine")
    if waiting.median_days is not None:
        label = _("Half of the applicants have our answer within, working days")
        yield Waiting(label, number_format(waiting.median_days, use_l10n=True), address)
