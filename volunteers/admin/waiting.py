"""What waits for a coordinator, on the start page of the back office."""

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

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
    if waiting.tasks:
        yield Waiting(_("To call, to reach, to find out"), waiting.tasks, f"{address}?task=any")
    if waiting.hours:
        yield Waiting(_("Volunteers whose hours wait to be confirmed"), waiting.hours, f"{address}?task=hours")
    if waiting.certificates:
        yield Waiting(_("Certificates to issue"), waiting.certificates, f"{address}?status=all&task=certificate")
    if waiting.median_days is not None:
        label = _("Over the past year half of the applicants had our answer within")
        yield Waiting(label, _in_days(waiting), address, is_late=waiting.median_days > waiting.promised_days)


def _in_days(waiting: worklist.Summary) -> str:
    """``2 working days; promised: 5``."""
    figure = number_format(waiting.median_days, use_l10n=True)
    words = ngettext(
        "%(days)s working day; promised: %(promised)d",
        "%(days)s working days; promised: %(promised)d",
        int(waiting.median_days),
    )
    return words % {"days": figure.removesuffix(",0").removesuffix(".0"), "promised": waiting.promised_days}
