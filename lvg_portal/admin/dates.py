"""Lists that are narrowed by a date."""

from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ChangeList


class DatedList(ChangeList):
    def get_filters(self, request):
        try:
            return super().get_filters(request)
        except (ValueError, OverflowError) as error:  # Django looks for the day after the last one there is
            raise IncorrectLookupParameters(error) from error


class Dated:
    """For admins with a ``date_hierarchy``: no year in the address is an error, 9999 neither."""

    def get_changelist(self, request, **kwargs):
        return DatedList
