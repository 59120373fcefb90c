"""The project's own PostgreSQL, in a copy of the project of its own: script/devdb.py."""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import psycopg2
import pytest
from django.conf import settings

DEVDB = settings.BASE_DIR / "script" / "devdb.py"


def devdb(copy: Path, *arguments: str) -> subprocess.Popen:
    """Started, not awaited: two at once is what some tests are about."""
    surroundings = {**os.environ, "PGHOST": "elsewhere.invalid", "PGPORT": "1"}
    command = [sys.executable, str(copy / "script" / "devdb.py"), *arguments]
    return subprocess.Popen(command, env=surroundings, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)


def answer(process: subprocess.Popen) -> str:
    output, _ = process.communicate(timeout=60)
    assert process.returncode == 0, output
    return output.strip()


@pytest.fixture
def copy(tmp_path):
    """A folder whose name has a space and Lithuanian letters; its server is ended afterwards."""
    copy = tmp_path / "Ąžuolų girios projektas"
    (copy / "script").mkdir(parents=True)
    shutil.copy(DEVDB, copy / "script")
    yield copy
    answer(devdb(copy, "stop"))
    home = answer(devdb(copy, "url")).partition("?host=")[2].removesuffix("/socket")
    if home.startswith("/var/lib/lvg-portal-"):  # where root's server keeps its data
        shutil.rmtree(home)


def test_four_at_once_meet_in_one_server(copy):
    started = [devdb(copy, "start") for _ in range(4)]

    addresses = {answer(process) for process in started}

    assert len(addresses) == 1
    with psycopg2.connect(addresses.pop()) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT current_database(), lower('ĄČĘĖĮŠŲŪŽ')")
        assert cursor.fetchone() == ("lvg_portal", "ąčęėįšųūž")


def test_rows_outlive_a_killed_server(copy):
    address = answer(devdb(copy, "start", "katalogas"))
    with psycopg2.connect(address) as connection, connection.cursor() as cursor:
        cursor.execute("CREATE TABLE kept AS SELECT 'Žydinti Lietuva' AS title")
        connection.commit()
        cursor.execute("SELECT current_setting('data_directory')")
        note = Path(cursor.fetchone()[0]) / "postmaster.pid"
    os.kill(int(note.read_text().split()[0]), signal.SIGKILL)

    with psycopg2.connect(answer(devdb(copy, "start", "katalogas"))) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT title FROM kept")
        assert cursor.fetchone() == ("Žydinti Lietuva",)
