"""An empty database beside the one of the tests, for what commands do from the beginning."""

import os
import secrets
from urllib.parse import urlsplit, urlunsplit

import psycopg2
import pytest


@pytest.fixture
def database():
    """Its address; it is dropped afterwards."""
    name = f"test_start_{secrets.token_hex(4)}"
    server = psycopg2.connect(os.environ["DATABASE_URL"])
    server.autocommit = True
    with server.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name}")
        yield urlunsplit(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}"))
        cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")
    server.close()
