"""What is missing is said in one sentence with its mend, before anything long begins."""

import os
import shutil
import socket
import subprocess
import sys

import pytest
from django.conf import settings

SERVE = [sys.executable, "-m", "script.serve"]


def refusal(command: list[str], **surroundings: str) -> str:
    """What a command that must fail says, within seconds."""
    done = subprocess.run(
        command,
        cwd=settings.BASE_DIR,
        env={**os.environ, **surroundings},
        text=True,
        capture_output=True,
        timeout=20,
    )
    assert done.returncode == 1, done
    assert "Traceback" not in done.stderr
    return done.stderr.strip()


def test_a_port_that_is_taken():
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])

        said = refusal(["script/server"], PORT=port)

    assert said.startswith(f"Cannot serve on 127.0.0.1:{port}: Address already in use. Mend: ")


@pytest.mark.parametrize("port", ["abc", "0", "70000", "٣"])
def test_a_port_that_is_none(port):
    assert refusal(["script/server"], PORT=port).startswith("PORT must be a number from 1 to 65535")


@pytest.mark.parametrize("command", ["script/server", "script/test", "script/update"])
def test_a_python_that_is_too_old(tmp_path, command):
    for name in ("sh", "dirname"):
        (tmp_path / name).symlink_to(shutil.which(name))
    python = tmp_path / "python3"
    python.write_text('#!/bin/sh\n[ "$1" = --version ] && echo "Python 3.9.2" && exit\nexit 1\n')
    python.chmod(0o755)

    said = refusal([command], PATH=str(tmp_path))

    assert said.splitlines()[0] == "Python 3.11 or newer is needed; here is Python 3.9.2."
    assert "apt-get install python3" in said


def test_a_python_without_venv():
    without = "import sys; sys.modules['ensurepip'] = None; from script import install; install.make_venv()"

    assert "apt-get install python3-venv" in refusal([sys.executable, "-c", without])
    assert (settings.BASE_DIR / ".venv").exists()


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("postgresql://localhost:1/portal", "The database cannot be reached: "),
        ("postgresql://localhost/portal?nonsense=1", "The database cannot be reached: "),
        ("mysql://localhost/portal", "DATABASE_URL must begin with postgresql://"),
        ("postgresql://localhost:port/portal", "DATABASE_URL cannot be read: "),
    ],
)
def test_a_database_that_cannot_be_had(address, reason):
    assert refusal(SERVE, DATABASE_URL=address).startswith(reason)


def test_production_without_a_key():
    said = refusal(SERVE, ALLOWED_HOSTS="portal.example.lt", SECRET_KEY="")

    assert said.startswith("SECRET_KEY is missing")
