"""What a search by name, e-mail or phone has found: masked like the worklist until an application is opened."""

from collections.abc import Callable

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from volunteers import finding, worklist
from volunteers.models import Application


def found(request, context: dict, *, who: Callable, state: Callable, what: Callable) -> TemplateResponse:
    """The cells are the worklist's own, so that nothing is shown here that is masked there."""
    typed = request.POST.get("words", "")[:200]
    hits = worklist.with_tasks(worklist.with_clock(finding.find(request.user, typed)))
    rows = list(hits.select_related("person", "opportunity", "owner")[: finding.AT_MOST])
    LogEntry.objects.create(
        user=request.user,
        content_type=ContentType.objects.get_for_model(Application),
        object_repr="–",
        action_flag=CHANGE,
        change_message=_("Looked for by name, e-mail or phone; found: %(count)d") % {"count": len(rows)},
    )
    cells = [{"row": row, "who": who(row), "state": state(row), "what": what(row)} for row in rows]
    return TemplateResponse(
        request,
        "admin/volunteers/application/found.html",
        {**context, "title": _("Found applications"), "found": cells, "at_most": finding.AT_MOST, "words": typed},
    )
