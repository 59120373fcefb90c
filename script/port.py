"""Say at once, before anything long begins, that HOST and PORT cannot be served on. Python's own library only."""

import os
import socket
import sys


def address() -> tuple[str, int]:
    """HOST and PORT of the environment. Ends the process with a sentence where PORT is no port."""
    port = os.environ.get("PORT") or "8000"
    if not port.isascii() or not port.isdigit() or not 0 < int(port) < 65536:
        sys.exit(f"PORT must be a number from 1 to 65535, but is {port!r}. Mend: PORT=8000 script/server")
    return os.environ.get("HOST") or "127.0.0.1", int(port)


def check() -> None:
    host, port = address()
    try:
        kind, _, _, _, target = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
        with socket.socket(kind, socket.SOCK_STREAM) as trial:
            trial.setsockopt(
                socket.SOL_SOCKET, socket.SO_REUSEADDR, 1
            )  # as gunicorn will: an old connection is no hindrance
            trial.bind(target)
    except OSError as error:
        mend = f"HOST=127.0.0.1 PORT={port % 65535 + 1 if port > 1023 else 8000} script/server"
        sys.exit(
            f"Cannot serve on {host}:{port}: {error.strerror}. Mend: end what uses it, or choose another, e.g. {mend}"
        )


if __name__ == "__main__":
    check()
