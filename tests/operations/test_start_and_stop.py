"""script/server from an empty database to the first page, and again: what the first command promises."""

import os
import signal
import socket
import subprocess
import sys
import time
from http.client import HTTPConnection

import psutil
import psycopg2
import pytest
from django.conf import settings


@pytest.fixture
def surroundings(database, tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    return {
        **os.environ,
        "DATABASE_URL": database,
        "PORT": str(port),
        "VAR_DIR": str(tmp_path / "var"),
        "MEDIA_ROOT": str(tmp_path / "media"),
        "DJANGO_SUPERUSER_USERNAME": "ona",
        "DJANGO_SUPERUSER_PASSWORD": "rugiageles-2026",
    }


def serve_until_open(surroundings) -> tuple[str, HTTPConnection, subprocess.Popen]:
    """What it printed until it was open, a connection to it, and its process."""
    process = subprocess.Popen(
        [sys.executable, "-m", "script.serve"],
        cwd=settings.BASE_DIR,
        env=surroundings,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    said = ""
    while "Ctrl-C" not in said:
        line = process.stdout.readline()
        assert line, said
        said += line
    return said, HTTPConnection("127.0.0.1", int(surroundings["PORT"]), timeout=20), process


def end(process: subprocess.Popen, sign: signal.Signals) -> None:
    children = psutil.Process(process.pid).children()
    process.send_signal(sign)
    assert process.wait(timeout=40) == 0
    assert len(children) == 2  # gunicorn and the letter worker
    assert [child for child in children if child.is_running()] == []


def row(database: str, query: str) -> tuple:
    with psycopg2.connect(database) as connection, connection.cursor() as cursor:
        cursor.execute(query)
        return cursor.fetchone()


def test_the_first_start_brings_the_real_site_and_the_second_changes_nothing(surroundings):
    said, visitor, process = serve_until_open(surroundings)
    try:
        assert "Loading the content" in said
        assert "Admin account: ona, password: the one you set" in said
        visitor.request("GET", "/projektai/zydinti-lietuva/")
        assert visitor.getresponse().status == 200
    finally:
        end(process, signal.SIGTERM)
    database = surroundings["DATABASE_URL"]
    assert row(database, "SELECT is_superuser FROM auth_user WHERE username = 'ona'") == (True,)
    with psycopg2.connect(database) as connection, connection.cursor() as cursor:
        cursor.execute("UPDATE projects_project SET title_lt = 'Staff edited' WHERE slug_lt = 'zydinti-lietuva'")
        assert cursor.rowcount
    everything = "SELECT count(*), max(xmin::text::bigint) FROM projects_project"
    before = row(database, everything)

    began = time.monotonic()
    said, _, process = serve_until_open(surroundings)
    seconds = time.monotonic() - began
    end(process, signal.SIGINT)

    assert said.splitlines()[0].startswith("The portal is open")
    assert row(database, everything) == before
    assert seconds < 20
