"""Everything that must hold before a change is done; run by script/test. With arguments: only pytest, with these."""

import os
import secrets
import signal
import subprocess
import sys
from pathlib import Path

from script import steps

# The tests describe the local demo, whatever the shell is set up for.
FOREIGN = [
    "ALLOWED_HOSTS",
    "DEBUG",
    "DEFAULT_FROM_EMAIL",
    "EMAIL_HOST",
    "MEDIA_ROOT",
    "PORT",
    "SECRET_KEY",
    "SECURE_SSL_REDIRECT",
    "SITE_URL",
    "TRUSTED_PROXIES",
    "VAR_DIR",
]
PRODUCTION = {"ALLOWED_HOSTS": "portal.example.lt", "SECRET_KEY": secrets.token_urlsafe(50)}
BIN = Path(sys.executable).parent
TEMPLATES = steps.BASE.glob("templates/**/*.html")
CHECKS = {
    "lint": [BIN / "ruff", "check", "."],
    "format": [BIN / "ruff", "format", "--check", "."],
    "templates": [BIN / "djade", "--target-version", "5.2", "--check", *TEMPLATES],
    "migrations": [sys.executable, "manage.py", "makemigrations", "--check", "--dry-run"],
    "production settings": [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
}


def main(arguments: list[str]) -> None:
    for name in FOREIGN:
        os.environ.pop(name, None)
    steps.connect()
    with steps.alone():
        steps.build()
    if arguments:
        os.execv(sys.executable, [sys.executable, "-m", "pytest", *arguments])
    failed = [name for name, command in CHECKS.items() if not passes(name, command)]
    status = run_tests()
    if failed:
        steps.say(f"Failed before the tests, see above: {', '.join(failed)}.")
    sys.exit(status or bool(failed))


def passes(name: str, command: list) -> bool:
    surroundings = {**os.environ, **(PRODUCTION if name == "production settings" else {})}
    done = subprocess.run(command, cwd=steps.BASE, env=surroundings, text=True, capture_output=True)
    steps.say(f"{name}: ok" if done.returncode == 0 else f"{name}: FAILED\n{done.stdout}{done.stderr}")
    return done.returncode == 0


def run_tests() -> int:
    """The whole suite on two processors. An interrupted run, too, drops its databases: we wait for it."""
    tests = subprocess.Popen([sys.executable, "-m", "pytest", "-n", "2"], cwd=steps.BASE)
    signal.signal(signal.SIGINT, lambda *_: None)  # the terminal has told pytest itself
    signal.signal(signal.SIGTERM, lambda *_: tests.send_signal(signal.SIGINT))
    return tests.wait()


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except KeyboardInterrupt:
        sys.exit(130)
