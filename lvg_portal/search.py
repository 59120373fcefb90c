"""Full-text search: finds „Žydinti“ for "zydinti" and „savanoriams“ for "savanoris".

PostgreSQL keeps a search vector beside each row, one a language. A text is in it twice: stemmed and then stripped of
its diacritics („žydinčiomis“ → ``zyd``), and the other way round („zydinciomis“ → ``zydinc``). People type either way.
"""

import re
from collections.abc import Iterable

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchQuery, SearchRank, SearchVectorField
from django.db import connection
from django.db.models import Case, F, Func, Q, TextField, Value, When
from django.db.models.expressions import RawSQL
from django.db.models.functions import Coalesce, Concat, Left, Lower
from django.db.models.sql import Query
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

WITH_MARKS = "ąčęėįšųūž"
WITHOUT_MARKS = "aceeisuuz"
# PostgreSQL stems Lithuanian; English texts and queries are stemmed as English.
CONFIGS = {"lt": "lithuanian", "en": "english"}
LONGEST = 100_000  # characters of a text that can be found: PostgreSQL refuses vectors beyond 1 MB


# --- What is stored -------------------------------------------------------------------------------------------------
class ToVector(Func):
    """``to_tsvector`` whose configuration is a literal: a stored column takes no other."""

    output_field = SearchVectorField()

    def __init__(self, text, config: str = "lithuanian", **extra):
        self.config = config
        super().__init__(text, config=config, template="to_tsvector('%(config)s'::regconfig, %(expressions)s)", **extra)


class StrippedVector(Func):
    """A vector with the diacritics taken off its words."""

    template = f"translate((%(expressions)s)::text, '{WITH_MARKS}', '{WITHOUT_MARKS}')::tsvector"
    output_field = SearchVectorField()


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
    """The search vector of the fields in one language."""
    parts = []
    for field in fields:
        parts += [Coalesce(F(f"{field}_{language}"), Value(""), output_field=TextField()), Value(" ")]
    text = parts[0] if len(fields) == 1 else Concat(*parts[:-1], output_field=TextField())
    text = Left(text, LONGEST)
    config = CONFIGS[language]
    return Joined(StrippedVector(ToVector(text, config)), ToVector(without_marks(text), config))


class SearchIndex(GinIndex):
    """A GIN index together with the column under it, ``search_lt`` or ``search_en``, which PostgreSQL itself keeps.

    Indexing the expression alone would be too little: where a word is frequent, PostgreSQL walks through the newest
    rows and would stem each of them anew, 0.3 ms a row. The column is no field, so no list ever fetches it.

    A field in the expression cannot change its type while the column stands: put ``RemoveIndex`` before such an
    ``AlterField`` and ``AddIndex`` after it.
    """

    def create_sql(self, model, schema_editor, using="", **kwargs):
        query = Query(model, alias_cols=False)
        expression = self.expressions[0].resolve_expression(query)
        sql, params = query.get_compiler(connection=schema_editor.connection).compile(expression)
        sql %= tuple(schema_editor.quote_value(value) for value in params)
        table, name, column = map(schema_editor.quote_name, (model._meta.db_table, self.name, self.column))
        return (
            f"ALTER TABLE {table} ADD COLUMN {column} tsvector GENERATED ALWAYS AS ({sql}) STORED;"
            f" CREATE INDEX {name} ON {table} USING gin ({column})"
        )

    def remove_sql(self, model, schema_editor, **kwargs):
        table, column = map(schema_editor.quote_name, (model._meta.db_table, self.column))
        return f"ALTER TABLE {table} DROP COLUMN {column}"

    @property
    def column(self) -> str:
        return f"search_{self.name[-2:]}"


def indexes(kind: str, *fields: str) -> list[SearchIndex]:
    """One index a language, for a model's Meta."""
    return [SearchIndex(vector(language, *fields), name=f"{kind}_search_{language}") for language in CONFIGS]


# --- What is asked --------------------------------------------------------------------------------------------------
class StrippedQuery(SearchQuery):
    """A query with the diacritics taken off its stems."""

    def as_sql(self, compiler, connection, function=None, template=None):
        sql, params = super().as_sql(compiler, connection, function, template)
        return f"translate(({sql})::text, '{WITH_MARKS}', '{WITHOUT_MARKS}')::tsquery", params


def query(words: str, language: str):
    """What people type, with or without diacritics; ``"in quotes"``, ``or`` and ``-not`` work as on the web."""
    options = {"config": CONFIGS[language], "search_type": "websearch"}
    return StrippedQuery(words, **options) | SearchQuery(plain(words), **options)


def matching(queryset, words: str, language: str):
    """The rows whose text in this language has the words; of a row not translated, whose Lithuanian text has them."""
    table = queryset.model._meta.db_table
    columns = {
        f"search_{code}": RawSQL(f'"{table}"."search_{code}"', [], SearchVectorField())  # noqa: S611  (our own names)
        for code in {language, "lt"}
    }
    found = Q(search_lt=query(words, "lt"))
    if language != "lt":
        found = Q(**{f"search_{language}": query(words, language)}) | (_untranslated(language) & found)
    return queryset.alias(**columns).filter(found)


def title_rank(words: str, language: str):
    """An expression, 0 to 1: how much of the title the words make up."""
    own, lithuanian = (
        SearchRank(vector(code, "title"), query(words, code), normalization=Value(2)) for code in (language, "lt")
    )
    return lithuanian if language == "lt" else Case(When(_untranslated(language), then=lithuanian), default=own)


def _untranslated(language: str) -> Q:
    return Q(**{f"title_{language}__isnull": True}) | Q(**{f"title_{language}": ""})


def plain(text: str) -> str:
    """Lower case without Lithuanian diacritics, letter for letter."""
    lower = "".join(letter.lower() if len(letter.lower()) == 1 else letter for letter in text)
    return lower.translate(str.maketrans(WITH_MARKS, WITHOUT_MARKS))


# --- What is shown --------------------------------------------------------------------------------------------------
WORD = re.compile(r"[^\W_]+")
AROUND = 110  # characters of a long text before and after the first word found


class Marker:
    """Marks in texts the words that were asked for, in whatever ending and with or without diacritics.

    PostgreSQL stems them, so that what is marked is what was found; one query for all texts of a page.

    Args:
        asked: what was typed.
        texts: (text, language) pairs that will be marked.
    """

    def __init__(self, asked: str, texts: Iterable[tuple[str, str]]):
        wanted = {plain(word) for word in WORD.findall(re.sub(r"(?<!\S)-\S+", " ", asked))}
        # A stem keeps its first letters, so only words that begin alike are worth asking about.
        beginnings = tuple(word[:2] for word in wanted)
        languages = {language for _text, language in texts}
        words = {(word, language) for word in WORD.findall(asked) for language in languages}
        for text, language in texts:
            words |= {(word, language) for word in WORD.findall(text) if plain(word).startswith(beginnings)}
        stems = _stems(words)
        sought = {language: set() for language in languages}
        for word, language in words:
            if plain(word) in wanted:
                sought[language] |= stems[word, language]
        self.marked = {key for key, own in stems.items() if own & sought[key[1]]}

    def finds_in(self, text: str, language: str) -> bool:
        return any((word, language) in self.marked for word in WORD.findall(text))

    def mark(self, text: str, language: str) -> SafeString:
        """The text as HTML, the words found in ``<mark>``."""
        parts, end = [], 0
        for word in WORD.finditer(text):
            if (word[0], language) in self.marked:
                parts += [escape(text[end : word.start()]), format_html("<mark>{}</mark>", word[0])]
                end = word.end()
        return mark_safe("".join([*parts, escape(text[end:])]))

    def excerpt(self, text: str, language: str) -> str:
        """The part of a long text around the first word found, cut between words."""
        first = next((word for word in WORD.finditer(text) if (word[0], language) in self.marked), None)
        if first is None or len(text) <= 2 * AROUND:
            return text[: 2 * AROUND]
        start, end = max(0, first.start() - AROUND), first.end() + AROUND
        part = text[start:end]
        if start:
            part = "… " + part.partition(" ")[2]
        return part.rpartition(" ")[0] + " …" if end < len(text) else part


def _stems(words: set[tuple[str, str]]) -> dict[tuple[str, str], set[str]]:
    """The stems under which each (word, language) stands in a search vector."""
    if not words:
        return {}
    asked = sorted(words)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tsvector_to_array(translate(to_tsvector(config, word)::text, %s, %s)::tsvector"
            " || to_tsvector(config, plain))"
            " FROM unnest(%s::text[], %s::text[], %s::regconfig[]) WITH ORDINALITY AS a (word, plain, config, place)"
            " ORDER BY place",
            [
                *(WITH_MARKS, WITHOUT_MARKS),
                [word for word, _language in asked],
                [plain(word) for word, _language in asked],
                [CONFIGS[language] for _word, language in asked],
            ],
        )
        return {key: set(row[0]) for key, row in zip(asked, cursor.fetchall(), strict=True)}
