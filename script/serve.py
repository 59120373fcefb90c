"""Set up the database and the files, then serve, with the letter worker beside; run by script/server."""

import os
import secrets
import signal
import subprocess
import sys
import time
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import connections

from script import port, steps

PATIENCE = 35  # seconds for requests under way; gunicorn itself gives them 30


def main() -> None:
    host, number = port.address()
    steps.connect()
    with steps.alone():
        steps.build()
        steps.collect_static()
        steps.migrate()
        steps.load_content()
        make_admin()
    connections.close_all()
    serve(host, number)


def make_admin() -> None:
    """The first superuser, told about at once; nothing where there is one."""
    User = get_user_model()
    name = os.environ.get("DJANGO_SUPERUSER_USERNAME")
    password = os.environ.get("DJANGO_SUPERUSER_PASSWORD")
    is_wanted = name or not User.objects.filter(is_superuser=True).exists()
    name = name or "admin"
    if not is_wanted or User.objects.filter(username=name).exists():
        return
    made_up = secrets.token_urlsafe(12)
    User.objects.create_superuser(name, os.environ.get("DJANGO_SUPERUSER_EMAIL", ""), password or made_up)
    steps.say(f"Admin account: {name}, password: " + ("the one you set" if password else f"{made_up} (shown only now)"))


def serve(host: str, number: int) -> None:
    """Run gunicorn and the letter worker until one of SIGINT, SIGTERM and SIGHUP comes."""
    for sign in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        # nohup has SIGHUP ignored, and so it stays.
        if sign != signal.SIGHUP or signal.getsignal(sign) != signal.SIG_IGN:
            signal.signal(sign, lambda *_: sys.exit(0))
    running = {}
    try:
        web = running["web"] = child("-m", "gunicorn", "--config", "deploy/gunicorn.conf.py", "lvg_portal.wsgi")
        running["letters"] = child("manage.py", "send_letters")
        wait_for_answer(web, host, number)
        steps.say(f"The portal is open: {settings.SITE_URL}/ (back office: {settings.SITE_URL}/admin/)")
        steps.say("Ctrl-C ends it.")
        while web.poll() is None:
            time.sleep(1)
            if running["letters"].poll() is not None:
                steps.say("The letter worker ended; it is started again in 10 seconds.")
                time.sleep(10)
                running["letters"] = child("manage.py", "send_letters")
        sys.exit("The server ended by itself, see above.")
    finally:
        end(*running.values())


def child(*arguments: str) -> subprocess.Popen:
    # In a session of its own: Ctrl-C reaches only us, and we end both in peace.
    return subprocess.Popen([sys.executable, *arguments], cwd=steps.BASE, start_new_session=True)


def wait_for_answer(web: subprocess.Popen, host: str, number: int) -> None:
    """Until anything is answered, a redirect to HTTPS too. Ends the process where the server cannot start."""
    while web.poll() is None:
        try:
            request = HTTPConnection(host, number, timeout=10)
            request.request("GET", "/healthz", headers={"Host": urlsplit(settings.SITE_URL).netloc})
            request.getresponse()
            return
        except (OSError, HTTPException):
            time.sleep(0.1)
    sys.exit("The server could not start, see above.")


def end(*children: subprocess.Popen) -> None:
    for sign in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(sign, signal.SIG_IGN)  # a second Ctrl-C must not leave one of them behind
    for process in children:
        process.terminate()
    deadline = time.monotonic() + PATIENCE
    for process in children:
        try:
            process.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(130)
