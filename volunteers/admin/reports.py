"""Reports, exports and the import of paper applications: their addresses, and who may open them."""

from django.utils.translation import gettext_lazy as _

from lvg_portal.back_office import room
from volunteers.views import exports, reports

SEE, ADD = "volunteers.view_application", "volunteers.add_application"

room("volunteers/reports/", "volunteers_reports", permission=SEE, title=_("Reports"))(reports.report)
room("volunteers/reports/in-kind/<int:pk>/", "volunteers_in_kind", permission=SEE)(reports.in_kind_sheet)
room("volunteers/taking-out/", "volunteers_take_out", permission=reports.EXPORT, title=_("Exports"))(exports.export)
room("volunteers/from-paper/", "volunteers_import", permission=ADD, title=_("Import from paper"))(exports.bring_in)
room("volunteers/from-paper/template/", "volunteers_import_template", permission=ADD)(exports.template)
