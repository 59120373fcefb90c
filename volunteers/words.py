"""The words by which opportunities are filtered, all with one query: a list for readers must stay quick."""

from dataclasses import dataclass

from django.conf import settings
from django.db.models import Exists, F, IntegerField, OuterRef, QuerySet, Value, Window
from django.db.models.functions import Cast, RowNumber
from django.utils.translation import get_language

from lvg_portal.collation import alphabetical
from projects.models import Place, Theme, Verb
from volunteers.models import Opportunity, SupportOption

# Filter, the model of its words, the field of an opportunity that holds them.
TABLES = (
    ("verb", Verb, "verbs"),
    ("theme", Theme, "theme"),
    ("place", Place, "place"),
    ("help", SupportOption, "support_offered"),
)


@dataclass(frozen=True)
class Word:
    """``is_used``: some opportunity has it now. ``parent``: the eldership that a village belongs to."""

    filter: str
    pk: int
    key: str
    title_lt: str
    title_en: str
    order: int
    parent: int | None
    is_used: bool

    @property
    def title(self) -> str:
        return getattr(self, f"title_{get_language()}", "") or getattr(self, f"title_{settings.LANGUAGE_CODE}")


def all_words() -> list[Word]:
    first, *others = (_rows(*table) for table in TABLES)
    return sorted((Word(*row) for row in first.union(*others, all=True)), key=lambda word: (word.order, word.pk))


def _rows(name: str, model, field: str) -> QuerySet:
    listed = Opportunity.objects.public().not_closed().order_by()
    # Places have no order of their own: they stand as in the Lithuanian alphabet.
    order = F("order") if model is not Place else Window(RowNumber(), order_by=alphabetical("title_lt").asc())
    return (
        model.objects.rewrite(False)  # the translated manager would shuffle the columns, which a union takes by place
        .order_by()
        .annotate(
            table=Value(name),
            rank=order,
            eldership=F("parent") if model is Place else Cast(None, IntegerField()),
            is_used=Exists(listed.filter(**{field: OuterRef("pk")})),
        )
        .values_list("table", "pk", "key", "title_lt", "title_en", "rank", "eldership", "is_used")
    )
