"""Ask every public page and time it: ``python bench/measure.py [--plans]``; ``bench/fill.py`` comes first.

Writes var/bench/<rows>.json and prints each page's queries, its time and how many times that is the time with the
fewest rows measured so far. ``--plans`` also prints the plan of each query that took over 20 ms.
"""

import json
import os
import sys
import time
from pathlib import Path

import django

BASE = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(BASE))

from bench.fill import MEDIUM, RARE  # noqa: E402  (the project's root must be on the path first)
from script import devdb  # noqa: E402

ROUNDS = 9
SLOW = 20  # ms
PAGES = {
    "home": "/",
    "home, English": "/en/",
    "projects": "/projektai/",
    "projects, page 50": "/projektai/?page=50",
    "projects, kind and year": "/projektai/?kind=international&year=2010",
    "projects, status": "/projektai/?status=active",
    "projects, theme": "/projektai/?theme=tema-3",
    "projects, theme and place": "/projektai/?theme=tema-3&place=aloves",
    "one project": "/projektai/nr-{middle}/",
    "themes": "/temos/",
    "one theme": "/temos/tema-3/",
    "news": "/naujienos/",
    "news, page 50": "/naujienos/?page=50",
    "news, category": "/naujienos/?category=rubrika-3",
    "news, theme": "/naujienos/?theme=tema-3",
    "news of a year": "/naujienos/2010/",
    "one article": "/naujienos/nr-{middle}/",
    "events": "/renginiai/",
    "events, verb": "/renginiai/?verb=veiksmas-3",
    "events, place": "/renginiai/?place=aloves",
    "past events, page 50": "/renginiai/?when=past&page=50",
    "a month": "/renginiai/2010/05/",
    "one event": "/renginiai/nr-{middle}/",
    "volunteering": "/savanoryste/",
    "one opportunity": "/savanoryste/nr-{middle}/",
    "search, rare word": f"/paieska/?q={RARE}",
    "search, 1 % of rows": f"/paieska/?q={MEDIUM}",
    "search, most rows": "/paieska/?q=projektas",
    "search, two words": "/paieska/?q=bendruomenės+projektas",
    "search, no row": "/paieska/?q=nesamasžodis",
    "search, English": "/en/search/?q=projektas",
    "site map": "/medis/",
    "sitemap.xml": "/sitemap.xml",
    "sitemap, a file": "/sitemap-news-1.xml",
    "feed": "/naujienos/feed/",
    "calendar": "/renginiai.ics",
}


def main(show_plans: bool) -> None:
    os.environ.setdefault("DATABASE_URL", devdb.start("lvg_bench"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lvg_portal.settings")
    os.environ["DEBUG"] = "1"  # static files need not be collected
    django.setup()
    from django.conf import settings

    from news.models import Article

    settings.DEBUG = False
    rows = Article.objects.order_by("-pk").values_list("pk", flat=True).first() or sys.exit("Run bench/fill.py first.")
    results = {name: measure(address.format(middle=rows // 2 - 1), show_plans) for name, address in PAGES.items()}
    folder = BASE / "var/bench"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{rows}.json").write_text(json.dumps(results, indent=1))
    fewest = min(int(file.stem) for file in folder.glob("*.json"))
    base = json.loads((folder / f"{fewest}.json").read_text())
    print(f"{'':28}{'answer':>7}{'queries':>9}{'ms':>9}{'of them SQL':>13}   times {fewest} rows")
    for name, result in results.items():
        ratio = result["ms"] / base[name]["ms"] if name in base else 0
        print(
            f"{name:28}{result['status']:>7}{result['queries']:>9}{result['ms']:>9.1f}{result['sql_ms']:>13.1f}"
            f"{ratio:>10.1f}"
        )


def measure(address: str, show_plans: bool) -> dict:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client, rounds = Client(headers={"host": "localhost"}), []
    for _round in range(ROUNDS):
        with CaptureQueriesContext(connection) as queries:
            start = time.perf_counter()
            answer = client.get(address)
            taken = (time.perf_counter() - start) * 1000
        rounds.append((taken, [(float(query["time"]) * 1000, query["sql"]) for query in queries]))
    # The quickest of several: what else the machine does makes the others slower.
    taken, statements = min(rounds)
    for query_taken, statement in statements:
        if show_plans and query_taken > SLOW:
            with connection.cursor() as cursor:
                cursor.execute("EXPLAIN (ANALYZE, BUFFERS) " + statement.replace("%", "%%"))
                plan = "\n".join(row[0] for row in cursor.fetchall())
            print(f"\n{address}: {query_taken:.0f} ms\n{statement[:300]}\n{plan}")
    return {
        "status": answer.status_code,
        "queries": len(statements),
        "ms": taken,
        "sql_ms": sum(query_taken for query_taken, _statement in statements),
    }


if __name__ == "__main__":
    main("--plans" in sys.argv)
