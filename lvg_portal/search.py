"""Full-text search: finds „Žydinti“ for "zydinti" and „savanoriams“ for "savanoris".

Each text is indexed twice: with its diacritics, where the Lithuanian stemmer knows the endings, and without them.
"""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchQuery, SearchVectorField
from django.db.models import F, Func, TextField, Value
from django.db.models.functions import Coalesce, Concat, Lower

WITH_MARKS = "ąčęėįšųūž"
WITHOUT_MARKS = "aceeisuuz"
# PostgreSQL stems Lithuanian; English texts and queries are stemmed as English.
CONFIGS = {"lt": "lithuanian", "en": "english"}


class ToVector(Func):
    """``to_tsvector`` whose configuration is a literal: an index takes no other."""

    output_field = SearchVectorField()

    def __init__(self, text, config: str = "lithuanian", **extra):
        self.config = config
        super().__init__(text, config=config, template="to_tsvector('%(config)s'::regconfig, %(expressions)s)", **extra)


class Joined(Func):
    """Two vectors as one."""

    template = "(%(expressions)s)"
    arg_joiner = " || "
    output_field = SearchVectorField()


def without_marks(expression):
    return Func(
        Lower(expression), Value(WITH_MARKS), Value(WITHOUT_MARKS), function="translate", output_field=TextField()
    )


def vector(language: str, *fields: str):
    """The search vector of the fields in one language; the very expression that ``indexes`` indexes."""
    parts = []
    for field in fields:
        parts += [Coalesce(F(f"{field}_{language}"), Value(""), output_field=TextField()), Value(" ")]
    text = parts[0] if len(fields) == 1 else Concat(*parts[:-1], output_field=TextField())
    config = CONFIGS[language]
    return Joined(ToVector(text, config), ToVector(without_marks(text), config))


def indexes(kind: str, *fields: str) -> list[GinIndex]:
    """One GIN index a language, for a model's Meta."""
    return [GinIndex(vector(language, *fields), name=f"{kind}_search_{language}") for language in CONFIGS]


def query(words: str, language: str) -> SearchQuery:
    """What people type, asked both as typed and without diacritics."""
    plain = words.lower().translate(str.maketrans(WITH_MARKS, WITHOUT_MARKS))
    config = CONFIGS[language]
    return SearchQuery(words, config=config, search_type="websearch") | SearchQuery(
        plain, config=config, search_type="websearch"
    )
