"""Standing pages and documents."""

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from lvg_portal import addresses, pages
from lvg_portal.documents import attachment
from lvg_portal.filters import DocumentFilter
from lvg_portal.models import Document, Page
from lvg_portal.paging import page_of
from lvg_portal.views import contact

OF_EACH_KIND = 10


def page(request: HttpRequest, slug: str) -> HttpResponse:
    """The catch-all: a page that staff wrote."""
    found = addresses.find(Page.objects.public(), slug)
    return contact.contact(request, found) if found.key == "contacts" else reading(request, found)


@require_safe
def reading(request: HttpRequest, found: Page) -> HttpResponse:
    return pages.show(request, found)


@require_safe
def documents(request: HttpRequest) -> HttpResponse:
    """The newest of each kind; one kind chosen, all of it in pages."""
    filters = DocumentFilter(request.GET, queryset=Document.objects.public())
    # Not django.contrib.messages: a page for readers must not depend on a cookie.
    notice = "" if filters.is_valid() else _("We did not understand the filter, so it is not applied.")
    kind = filters.form.cleaned_data.get("kind")
    context = {"filters": filters, "notice": notice}
    if kind:
        context["page"] = page_of(request, filters.qs.order_by("-year", "-pk"), per_page=30)
        context["groups"] = [(Document.Kind(kind), context["page"].object_list, False)]
    else:
        context["groups"] = _newest_of_each_kind(filters.qs)
    return render(request, "portal/documents.html", context)


def _newest_of_each_kind(queryset) -> list[tuple[Document.Kind, list[Document], bool]]:
    """(kind, its newest documents, whether there are more), kinds without documents left out; one query."""
    first, *others = (
        queryset.filter(kind=kind).order_by("-year", "-pk")[: OF_EACH_KIND + 1] for kind in Document.Kind.values
    )
    found: dict[str, list[Document]] = {kind: [] for kind in Document.Kind.values}
    for document in first.union(*others, all=True):
        found[document.kind].append(document)
    return [
        (Document.Kind(kind), items[:OF_EACH_KIND], len(items) > OF_EACH_KIND) for kind, items in found.items() if items
    ]


@require_safe
def document(request: HttpRequest, pk: int) -> FileResponse:
    """A public document's file. Nothing else hands out what lies in media/documents/."""
    return attachment(get_object_or_404(Document.objects.public(), pk=pk))
