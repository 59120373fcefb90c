"""Everything that must hold before a change is done; run by script/test. With arguments: only pytest, with these."""

import os
import secrets
import signal
import subprocess
import sys

from script import steps

# The tests describe the local demo, whatever the shell is set up for.
FOREIGN = ["ALLOWED_HOSTS", "DEBUG", "EMAIL_HOST", "MEDIA_ROOT", "SECRET_KEY", "SITE_URL", "TRUSTED_PROXIES", "VAR_DIR"]
PRODUCTION = {"ALLOWED_HOSTS": "portal.example.lt", "SECRET_KEY": secrets.token_urlsafe(50)}
CHECKS = {
    "lint": ["ruff", "check", "."],
    "format": ["ruff", "format", "--check", "."],
    "migrations": ["manage.py", "makemigrations", "--check", "--dry-run"],
    "production settings": ["manage.py", "check", "--deploy", "--fail-level", "WARNING"],
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


def passes(name: str, command: list[str]) -> bool:
    python = [sys.executable] if command[0] == "manage.py" else [sys.executable, "-m"]
    surroundings = {**os.environ, **(PRODUCTION if name == "production settings" else {})}
    done = subprocess.run([*python, *command], cwd=steps.BASE, env=surroundings, text=True, capture_output=True)
    steps.say(f"{name}: ok" if done.returncode == 0 else f"{name}: FAILED\n{done.stdout}{done.stderr}")
    return done.returncode == 0


def run_tests() -> int:
    """The whole suite on two processors. An interrupted run, too, drops its databases: we wait for it."""
    tests = subprocess.Popen([sys.executable, "-m", "pytest", "-n", "2"], cwd=steps.BASE)
    signal.signal(signal.SIGINT, lambda *_: None)  # the terminal has told pytest itself
    signal.signal(signal.SIGTERM, lambda *_: tests.send_signal(signal.SIGINT))
    return tests.wait()


if __name__ == "__main__":
    main(sys.argv[1:])
