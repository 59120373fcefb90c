"""A mail server for tests: it keeps what it was given, and may fall silent where a story needs it."""

import socketserver
import threading
from email import message_from_bytes, policy
from email.message import EmailMessage


class MailServer(socketserver.ThreadingTCPServer):
    """``letters`` are those it has taken. ``silent_at`` is "MAIL" (before it has the letter) or "." (after)."""

    allow_reuse_address = daemon_threads = True

    def __init__(self, port: int = 0, silent_at: str = ""):
        super().__init__(("127.0.0.1", port), Conversation)
        self.letters: list[EmailMessage] = []
        self.silent_at, self.fell_silent, self.closing = silent_at, threading.Event(), threading.Event()

    @property
    def port(self) -> int:
        return self.server_address[1]

    def __enter__(self):
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        return self

    def __exit__(self, *args):
        self.closing.set()
        self.shutdown()
        self.server_close()

    def ids(self) -> list[str]:
        return [letter["Message-ID"] for letter in self.letters]


class Conversation(socketserver.StreamRequestHandler):
    def handle(self):
        self.say("220 test")
        while line := self.rfile.readline():
            verb = line[:4].strip().upper().decode()
            if self.is_silent(verb):
                return
            if verb == "DATA":
                self.say("354 go on")
                self.take_letter()
                if self.is_silent("."):
                    return
            self.say("221 bye" if verb == "QUIT" else "250 ok")
            if verb == "QUIT":
                return

    def take_letter(self):
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line.removeprefix(b"."))
        self.server.letters.append(message_from_bytes(b"".join(lines), policy=policy.default))

    def is_silent(self, place: str) -> bool:
        if self.server.silent_at != place:
            return False
        self.server.fell_silent.set()
        self.server.closing.wait()
        return True

    def say(self, words: str):
        self.wfile.write(words.encode() + b"\r\n")
