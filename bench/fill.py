"""Fill a database with N projects, articles, events and opportunities each: ``python bench/fill.py N [short]``.

"short" leaves all but a line of the texts out: enough for lists, and a million rows fit on a small disk.

Takes DATABASE_URL, else the project's own PostgreSQL with the database ``lvg_bench``. What the database held before is
lost, so its name must contain "bench". The texts are made of the portal's own words, as frequent as in its content.
"""

import os
import random
import re
import sys
from pathlib import Path

import django

BASE = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(BASE))

from script import devdb  # noqa: E402  (the project's root must be on the path first)

PARAGRAPHS = 5000
# Words that stand in every hundredth and every ten thousandth row, for searches of known width.
MEDIUM, RARE = "vidutiniokas", "retenybė"

TEXT = f"(SELECT text FROM paragraph WHERE id = (n * {{}} + 7) % {PARAGRAPHS})"  # noqa: S608
PAIR = "CASE WHEN n % 3 = 0 THEN {} END"  # every third row has English
START = "now() + interval '60 days' - n * interval '30 years' / number"
# SQL of the columns that differ from row to row; in it n is the row's number, number how many there are. Spread over
# thirty years, one row in a thousand a draft.
COLUMNS = {
    "title_lt": f"'Nr. ' || n || ' ' || left({TEXT.format(31)}, 60)",
    "title_en": PAIR.format("'No. ' || n || ' in English'"),
    "slug_lt": "'nr-' || n",
    "slug_en": PAIR.format("'no-' || n"),
    "summary_lt": f"left({TEXT.format(17)}, 200)",
    "body_lt": f"'<p>' || {TEXT.format(1)} || '</p><p>' || {TEXT.format(13)} || '</p>'"
    f" || CASE WHEN n % 100 = 0 THEN ' {MEDIUM}' ELSE '' END"
    f" || CASE WHEN n % 10000 = 0 THEN ' {RARE}' ELSE '' END",
    "published_at": "now() - n * interval '30 years' / number",
    "status": "CASE WHEN n % 1000 = 500 THEN 'draft' ELSE 'published' END",
}
COLUMNS |= {name: COLUMNS[f"{name}_lt"] for name in ("title", "slug", "summary", "body")}
OWN_COLUMNS = {
    "Project": {
        "kind": "(ARRAY['territorial','international','municipal','national','strategy'])[n % 5 + 1]",
        "stage": "CASE WHEN n <= 20 THEN 'active' ELSE 'completed' END",
        "start_year": "2026 - n * 30 / number",
        "main_theme_id": "n % 9 + 1",
    },
    "Article": {"theme_id": "n % 9 + 1", "category_id": "n % 10 + 1"},
    "Event": {
        "starts_at": START,
        "ends_at": f"{START} + interval '2 hours'",
        "project_id": "n",
        "place_id": "CASE WHEN n % 20 = 0 THEN 1 END",
    },
    "Opportunity": {"closes_on": f"({START})::date", "project_id": "n"},
}
LINKS = """
    INSERT INTO news_event_verbs (event_id, verb_id) SELECT id, id % 8 + 1 FROM news_event;
    INSERT INTO volunteers_opportunity_verbs (opportunity_id, verb_id)
        SELECT id, id % 8 + 1 FROM volunteers_opportunity;
    INSERT INTO projects_project_themes (project_id, theme_id) SELECT id, id % 9 + 1 FROM projects_project;
    INSERT INTO projects_project_places (project_id, place_id) SELECT id, 1 FROM projects_project WHERE id % 20 = 0;
    INSERT INTO news_article_projects (article_id, project_id) SELECT id, id FROM news_article WHERE id % 2 = 0;
"""


def main(number: int, is_short: bool) -> None:
    os.environ.setdefault("DATABASE_URL", devdb.start("lvg_bench"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lvg_portal.settings")
    django.setup()
    from django.core.management import call_command
    from django.db import connection

    if "bench" not in connection.settings_dict["NAME"]:
        sys.exit("This would empty the database: its name must contain “bench”.")
    call_command("migrate", verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0; SET maintenance_work_mem = '512MB'")
        samples = make_words(cursor)
        for sample in samples:
            say(f"{sample._meta.verbose_name_plural} …")
            multiply(connection, sample, number, is_short)
        say("Links between them, and what the planner must know …")
        cursor.execute(LINKS)
        cursor.execute("VACUUM ANALYZE")
        cursor.execute("SELECT pg_size_pretty(pg_database_size(current_database()))")
        say(f"{number} rows of each kind, {cursor.fetchone()[0]}")


def say(sentence: str) -> None:
    print(sentence, flush=True)


def make_words(cursor) -> list:
    """Empty the tables, fill the vocabularies and a table of paragraphs; returns a sample of each kind."""
    from lvg_portal.models import LoadedItem, OldAddress, SiteSettings
    from news.models import Article, Category, Event
    from projects.models import Place, Project, Theme, Verb
    from volunteers.models import Opportunity

    tables = [Project, Article, Event, Opportunity, Category, Theme, Verb, Place, OldAddress, LoadedItem]
    names = ", ".join(model._meta.db_table for model in tables)
    cursor.execute(f"TRUNCATE {names} RESTART IDENTITY CASCADE")
    SiteSettings().save()
    for number in range(1, 11):
        theme = Theme.objects.create(key=f"tema-{number}", title_lt=f"Tema {number}", slug_lt=f"tema-{number}")
        category = Category.objects.create(key=f"rubrika-{number}", title_lt=f"Rubrika {number}")
    for number in range(1, 9):
        Verb.objects.create(key=f"veiksmas-{number}", title_lt=f"veikti {number}", order=number)
    Place.objects.create(key="aloves", kind="eldership", title_lt="Alovės seniūnija")

    content = " ".join(file.read_text() for file in (BASE / "lvg_portal/content").glob("*.yaml"))
    words = re.findall(r"[A-Za-zĄČĘĖĮŠŲŪŽąčęėįšųūž]{2,}", content)
    chance = random.Random(1)  # noqa: S311  (the same texts each time)
    cursor.execute("CREATE TEMPORARY TABLE paragraph (id integer PRIMARY KEY, text text)")
    cursor.executemany(
        "INSERT INTO paragraph VALUES (%s, %s)",
        [(number, " ".join(chance.choices(words, k=90))) for number in range(PARAGRAPHS)],
    )
    texts = {"title_lt": "x", "slug_lt": "x", "summary_lt": "x"}
    return [
        Project.objects.create(kind="territorial", main_theme=theme, **texts),
        Article.objects.create(category=category, **texts),
        Event.objects.create(kind="training", starts_at="2026-01-01T10:00Z", theme=theme, **texts),
        Opportunity.objects.create(kind="one-off", theme=theme, **texts),
    ]


def multiply(connection, sample, number: int, is_short: bool) -> None:
    """Copy the sample ``number`` times and drop it."""
    model, table = type(sample), sample._meta.db_table
    searches = [index for index in model._meta.indexes if "search" in index.name]
    changes = COLUMNS | OWN_COLUMNS[model.__name__]
    if is_short:
        changes = {name: f"left({sql}, 40)" if name.startswith("body") else sql for name, sql in changes.items()}
    fields = [field for field in model._meta.concrete_fields if not (field.generated or field.primary_key)]
    columns = ", ".join(f'"{field.column}"' for field in fields)
    values = ", ".join(changes.get(field.column, f'sample."{field.column}"') for field in fields)
    with connection.schema_editor() as editor:  # made afterwards they are made in a fraction of the time
        for index in searches:
            editor.remove_index(model, index)
    with connection.cursor() as cursor:
        # Out of the way of the copies, whose numbers begin with 1.
        cursor.execute(f"UPDATE {table} SET id = -1 WHERE id = %s", [sample.pk])  # noqa: S608  (names of our own)
        cursor.execute(
            f"INSERT INTO {table} (id, {columns}) SELECT n, {values} FROM {table} sample,"  # noqa: S608
            f" (SELECT generate_series(1, {number}) AS n, {number} AS number) copy WHERE sample.id = -1"
        )
        cursor.execute(f"DELETE FROM {table} WHERE id = -1")  # noqa: S608
        cursor.execute("SELECT setval(pg_get_serial_sequence(%s, 'id'), %s)", [table, number])
    with connection.schema_editor() as editor:
        for index in searches:
            editor.add_index(model, index)


if __name__ == "__main__":
    if not (sys.argv[1:] and sys.argv[1].isdigit() and sys.argv[2:] in ([], ["short"])):
        sys.exit(__doc__.splitlines()[0])
    main(int(sys.argv[1]), "short" in sys.argv)
