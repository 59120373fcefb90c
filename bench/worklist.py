"""The worklist with many applications: ``python bench/worklist.py 100 10000`` prints queries and the ratio of times.

Takes DATABASE_URL, else the project's own PostgreSQL with the database ``lvg_bench``. The applications that the
database held before are lost, so its name must contain "bench".
"""

import os
import sys
import time
from datetime import timedelta
from pathlib import Path

import django

BASE = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(BASE))

from script import devdb  # noqa: E402  (the project's root must be on the path first)

ROUNDS = 9
ADDRESSES = {
    "worklist": "",
    "page 2": "?p=2",
    "late": "?status=overdue",
    "with a task": "?task=any",
    "an age band": "?age=18–29",
    "everything, closed ones too": "?status=all",
}


def main(numbers: list[int]) -> None:
    os.environ.setdefault("DATABASE_URL", devdb.start("lvg_bench"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lvg_portal.settings")
    os.environ["DEBUG"] = "1"  # static files need not be collected
    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection

    settings.DEBUG = False
    if "bench" not in connection.settings_dict["NAME"]:
        sys.exit("This would empty the database: its name must contain “bench”.")
    call_command("migrate", verbosity=0)
    results = {number: measure(number) for number in numbers}
    fewest = results[numbers[0]]
    for number in numbers:
        print(f"{number} applications")
        for name, (queries, taken) in results[number].items():
            print(f"  {name:30}{queries:>4} queries{taken:>9.1f} ms{taken / fewest[name][1]:>8.1f} × {numbers[0]}")


def fill(number: int):
    """Applications in every status and of three owners, a tenth of them with a task; returns the first owner."""
    from django.contrib.auth.models import Group, User
    from django.db import connection
    from django.utils import timezone

    from volunteers.models import Application, Opportunity, Person, Task

    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE volunteers_application, volunteers_person RESTART IDENTITY CASCADE")
    owners = [User.objects.get_or_create(username=f"bench{n}", defaults={"is_staff": True})[0] for n in range(3)]
    owners[0].groups.add(Group.objects.get(name="lead"))
    opportunities = [
        Opportunity.objects.get_or_create(
            slug_lt=f"darbas-{n}", defaults={"kind": "one-off", "title_lt": f"Talka {n}"}
        )[0]
        for n in range(20)
    ]
    now, statuses = timezone.now(), [status for status in Application.Status if status != "anonymised"]
    born = [now.date() - timedelta(days=365 * years) for years in range(19, 80)]
    people = Person.objects.bulk_create(
        Person(
            first_name=f"Vardas{n}", last_name=f"Pavardė{n}", born_on=born[n % 61], email=f"v{n}@example.lt",
            municipality="other",
        )
        for n in range(number)
    )  # fmt: skip
    rows = Application.objects.bulk_create(
        Application(
            number=f"SAV-1999-{n:06}", person=person, opportunity=opportunities[n % 20], owner=[*owners, None][n % 4],
            status=statuses[n % len(statuses)], status_since=now - timedelta(hours=n % 2000),
            submitted_at=now - timedelta(hours=n % 2000),
        )
        for n, person in enumerate(people)
    )  # fmt: skip
    Task.objects.bulk_create(Task(application=row, what="call", due_on=now.date()) for row in rows[::10])
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    return owners[0]


def measure(number: int) -> dict[str, tuple[int, float]]:
    """``{page: (queries, milliseconds)}``: the quickest of several, for the machine does other things too."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext
    from django.urls import reverse

    client, results = Client(headers={"host": "localhost"}), {}
    client.force_login(fill(number))
    for name, query in ADDRESSES.items():
        rounds = []
        for _round in range(ROUNDS):
            with CaptureQueriesContext(connection) as queries:
                start = time.perf_counter()
                answer = client.get(reverse("admin:volunteers_application_changelist") + query)
                rounds.append((time.perf_counter() - start) * 1000)
            if answer.status_code != 200:
                sys.exit(f"{name}: {answer.status_code}")
        results[name] = len(queries), min(rounds)
    return results


if __name__ == "__main__":
    if not sys.argv[1:] or not all(argument.isdigit() for argument in sys.argv[1:]):
        sys.exit(__doc__.splitlines()[0])
    main([int(argument) for argument in sys.argv[1:]])
