"""Install packages into .venv, then go on as a module: ``python script/install.py REQUIREMENTS MODULE [ARGUMENT …]``.

Python's own library only. Does nothing where the requirements have not changed; of two at once the second waits.
"""

import fcntl
import hashlib
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

BASE = Path(__file__).resolve().parents[1]
VENV = BASE / ".venv"
PYTHON = VENV / "bin" / "python"


def main(requirements: str, module: str, *arguments: str) -> None:
    # Ctrl-C and kill end the pip we wait for too: subprocess.run ends its child when an exception passes.
    for sign in (signal.SIGINT, signal.SIGTERM):
        signal.signal(sign, lambda number, _: sys.exit(128 + number))
    (BASE / "var").mkdir(exist_ok=True)
    with open(BASE / "var" / "install.lock", "w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print("Waiting for another command that installs packages …", flush=True)
            fcntl.flock(lock, fcntl.LOCK_EX)
        install(requirements)
    # The same process goes on, so that Ctrl-C and SIGTERM meet the right one.
    os.execv(PYTHON, [str(PYTHON), "-m", module, *arguments])


def install(requirements: str) -> None:
    if not is_sound():
        print("Making .venv …", flush=True)
        make_venv()
    if any(not is_installed(name) for name in files_of(requirements)):
        print(f"Installing the packages of {requirements}, the first time about a minute …", flush=True)
        pip = [PYTHON, "-m", "pip", "install", "-qq", "--disable-pip-version-check", "-r", BASE / requirements]
        # A shell may ask pip for --user, which a .venv refuses.
        if subprocess.run(pip, env={**os.environ, "PIP_USER": "0"}).returncode:
            sys.exit("The packages could not be installed, see above. Mend: check the network, then run this again.")
        for name in files_of(requirements):
            stamp(name).write_text(digest(name))


def is_sound() -> bool:
    # Another Python over the same folder, or a making broken off, leaves a .venv that cannot import its own parts.
    return (
        PYTHON.exists()
        and subprocess.run([PYTHON, "-c", "import fcntl, pip, ssl"], capture_output=True).returncode == 0
    )


def make_venv() -> None:
    try:
        import ensurepip  # noqa: F401  Debian keeps it in a package of its own
        import venv
    except ImportError:
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        sys.exit(f"Python's venv module is missing. Mend: apt-get install python3-venv (or python{version}-venv)")
    shutil.rmtree(VENV, ignore_errors=True)
    venv.create(VENV, with_pip=True, symlinks=True)


def files_of(requirements: str) -> list[str]:
    """The file itself and those it includes by ``-r``."""
    lines = (BASE / requirements).read_text(encoding="utf-8").splitlines()
    included = [line.split()[1] for line in lines if line.startswith("-r ")]
    return [requirements, *(name for file in included for name in files_of(file))]


def is_installed(requirements: str) -> bool:
    return stamp(requirements).exists() and stamp(requirements).read_text() == digest(requirements)


def stamp(requirements: str) -> Path:
    return VENV / f"installed-{requirements}"


def digest(requirements: str) -> str:
    texts = [(BASE / name).read_bytes() for name in files_of(requirements)]
    return hashlib.sha256(b"\0".join(texts)).hexdigest()


if __name__ == "__main__":
    main(*sys.argv[1:])
