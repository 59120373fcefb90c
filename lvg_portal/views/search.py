"""Search over everything that visitors may see."""

import re
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from html import unescape

from django.db.models import DateTimeField, ExpressionWrapper, F, Model, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, JSONObject
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.dateparse import parse_datetime
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from lvg_portal import search as texts
from lvg_portal.models import Document, Page
from lvg_portal.paging import page_of
from lvg_portal.typography import typeset
from news.models import Article, Event
from projects.models import Project
from volunteers.models import Opportunity

LONGEST = 100  # characters of what one may ask
NEWEST = 200  # matches of each kind: no more are ranked, counted and shown
WALK = 10_000  # of the newest rows are looked through before the index is asked about the others


@dataclass(frozen=True)
class Kind:
    """What can be found; ``shown`` are the fields of a result beside its title, address and texts."""

    model: type[Model]
    label: Promise
    labels: Promise
    shown: tuple[str, ...] = ()
    texts: tuple[str, ...] = ("summary", "body")

    @property
    def fields(self) -> list[str]:
        translated = ("title", *(("slug",) if self.texts else ()), *self.texts)
        return ["id", "is_example", *self.shown, *(f"{name}_{code}" for name in translated for code in ("lt", "en"))]


KINDS = {
    "projects": Kind(Project, gettext_lazy("Project"), gettext_lazy("Projects"), ("start_year",)),
    "news": Kind(Article, gettext_lazy("News item"), gettext_lazy("News"), ("published_at", "date_is_approximate")),
    "events": Kind(Event, gettext_lazy("Event"), gettext_lazy("Events"), ("starts_at", "date_precision")),
    "volunteering": Kind(Opportunity, gettext_lazy("Volunteering"), gettext_lazy("Volunteering")),
    "pages": Kind(Page, gettext_lazy("Page"), gettext_lazy("Pages")),
    "documents": Kind(Document, gettext_lazy("Document"), gettext_lazy("Documents"), ("file", "year"), texts=()),
}


@dataclass(frozen=True)
class Candidate:
    kind: str
    pk: int
    published_at: datetime
    title_rank: float


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    words = " ".join(request.GET.get("q", "").split())[:LONGEST]
    kind = request.GET.get("kind", "")
    notice = ""
    if kind and kind not in KINDS:
        kind, notice = "", _("We did not understand the filter, so it is not applied.")
    candidates = _candidates(words, get_language()) if words else []
    counts = Counter(candidate.kind for candidate in candidates)
    page = page_of(request, [one for one in candidates if kind in ("", one.kind)], per_page=10)
    context = {
        "words": words,
        "notice": notice,
        "kind": KINDS.get(kind),
        "kinds": [(key, KINDS[key].labels, counts[key], counts[key] == NEWEST) for key in KINDS if counts[key]],
        "total": len(candidates),
        "is_capped": NEWEST in (counts.values() if not kind else [counts[kind]]),
        "page": page,
        "hits": _hits(list(page), words),
    }
    return render(request, "portal/search.html", context)


# --- Finding --------------------------------------------------------------------------------------------------------
def _candidates(words: str, language: str) -> list[Candidate]:
    """The newest matches of each kind; those with the words in a short title first, then the newest.

    In two steps, so that no word is slow among a million rows. A frequent one is found among the newest rows; only
    one that is not frequent there is asked of the index, which would give all matches, however many, to be sorted.
    """
    found = _newest(list(KINDS), words, language, _is_recent)
    counts = Counter(candidate.kind for candidate in found)
    found += _newest([key for key in KINDS if counts[key] < NEWEST], words, language, _is_older)
    found.sort(key=lambda candidate: (-candidate.title_rank, -candidate.published_at.timestamp(), candidate.kind))
    kept, counts = [], Counter()
    for candidate in found:
        counts[candidate.kind] += 1
        if counts[candidate.kind] <= NEWEST:
            kept.append(candidate)
    return kept


def _newest(kinds: list[str], words: str, language: str, part) -> list[Candidate]:
    matches = [
        part(texts.matching(KINDS[key].model.objects.public(), words, language))
        .annotate(found_in=Value(key), rank=texts.title_rank(words, language))
        .values_list("found_in", "pk", "published_at", "rank")[:NEWEST]
        for key in kinds
    ]
    return [Candidate(*row) for row in _together(matches)]


def _is_recent(queryset: QuerySet) -> QuerySet:
    return queryset.filter(published_at__gte=_walked_to(queryset.model)).newest_first()


def _is_older(queryset: QuerySet) -> QuerySet:
    # Adding nothing keeps PostgreSQL off the index of publication times: for a rare word it would walk through it all.
    no_index = ExpressionWrapper(F("published_at") + Value(timedelta(0)), DateTimeField())
    return queryset.alias(time=no_index).filter(time__lt=_walked_to(queryset.model)).order_by("-time")


def _walked_to(model: type[Model]):
    """When the oldest of the newest rows was published."""
    newest = model.objects.public().newest_first().values("published_at")
    return Coalesce(Subquery(newest[WALK : WALK + 1]), Value(datetime(1, 1, 1, tzinfo=UTC)))


def _together(querysets: list[QuerySet]) -> QuerySet | list:
    """What several querysets of the same columns give, in one query."""
    if not querysets:
        return []
    return querysets[0].union(*querysets[1:], all=True) if len(querysets) > 1 else querysets[0]


# --- Showing --------------------------------------------------------------------------------------------------------
def _hits(candidates: list[Candidate], words: str) -> list[dict]:
    """What the page shows of each: the item, its title and a text with the words marked."""
    items = _items(candidates)
    candidates = [one for one in candidates if (one.kind, one.pk) in items]  # one may just have been taken down
    quoted = [
        {name: _quotable(items[one.kind, one.pk], name) for name in ("title", *KINDS[one.kind].texts)}
        for one in candidates
    ]
    marker = texts.Marker(words, [text for fields in quoted for text in fields.values()])
    hits = []
    for one, fields in zip(candidates, quoted, strict=True):
        text, language = _quotation(marker, fields)
        hits.append(
            {
                "kind": one.kind,
                "label": KINDS[one.kind].label,
                "item": items[one.kind, one.pk],
                "title": marker.mark(*fields["title"]),
                "text": marker.mark(text, language),
                "is_borrowed": language != get_language(),
            }
        )
    return hits


def _items(candidates: list[Candidate]) -> dict[tuple[str, int], Model]:
    """The items of a page by (kind, number), holding no more than a result shows; one query."""
    wanted = [
        kind.model.objects.filter(pk__in=[one.pk for one in candidates if one.kind == key])
        .annotate(found_in=Value(key), facts=JSONObject(**{name: name for name in kind.fields}))
        .values_list("found_in", "facts")
        for key, kind in KINDS.items()
        if any(one.kind == key for one in candidates)
    ]
    items = {}
    for key, facts in _together(wanted):
        moments = {name: parse_datetime(facts[name]) for name in KINDS[key].shown if name.endswith("_at")}
        items[key, facts["id"]] = KINDS[key].model(**facts | moments)
    return items


def _quotable(item: Model, field: str) -> tuple[str, str]:
    """A field's text, set well, of the body without its tags; and its language."""
    language = get_language()
    if not getattr(item, f"{field}_{language}"):
        language = "lt"
    text = getattr(item, f"{field}_{language}") or ""
    if field == "body":
        text = unescape(re.sub(r"<[^>]*>", " ", text))
    return typeset(" ".join(text.split())), language


def _quotation(marker: texts.Marker, fields: dict[str, tuple[str, str]]) -> tuple[str, str]:
    """The summary; when only the body has the words, the part of it where they stand."""
    nothing = ("", get_language())
    summary, body = fields.get("summary", nothing), fields.get("body", nothing)
    only_the_body = marker.finds_in(*body) and not (marker.finds_in(*fields["title"]) or marker.finds_in(*summary))
    if summary[0] and not only_the_body:
        return summary
    return marker.excerpt(*body), body[1]
