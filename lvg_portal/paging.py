"""The public pager: numbered, at most 50 pages; its count stops at 1,000, so that a page costs the same at any size."""

from django.core.paginator import EmptyPage, Paginator
from django.http import Http404, HttpRequest
from django.utils.functional import cached_property

MAX_PAGES = 50
COUNT_STOPS_AT = 1000


class CappedPaginator(Paginator):
    @cached_property
    def count(self) -> int:
        """How many items there are, at most one more than where counting stops."""
        if isinstance(self.object_list, list):
            return len(self.object_list)
        # In the order of the list: without it, PostgreSQL counts a filtered list from the oldest row on.
        return self.object_list[: COUNT_STOPS_AT + 1].count()

    @cached_property
    def num_pages(self) -> int:
        return min(super().num_pages, MAX_PAGES)

    @property
    def count_is_capped(self) -> bool:
        """There are more than 1,000: say "1000+"."""
        return self.count > COUNT_STOPS_AT


def page_of(request: HttpRequest, queryset, per_page: int = 9):
    """The page that ``?page=`` asks for; the first for junk. Raises Http404 beyond the last."""
    number = request.GET.get("page", "1")
    if not (number.isascii() and number.isdigit() and 0 < len(number) < 7):
        number = "1"
    try:
        return CappedPaginator(queryset, per_page).page(int(number))
    except EmptyPage as error:
        raise Http404 from error
