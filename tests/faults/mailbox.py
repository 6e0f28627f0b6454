"""A mail server of a few lines, so that a test can open and close it."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager


class _Letter(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        self.say(220)
        while line := self.rfile.readline():
            word = line.split()[0].upper() if line.split() else b""
            if word == b"DATA":
                self.say(354)
                body = b""
                while (line := self.rfile.readline()) not in (b".\r\n", b""):
                    body += line
                self.server.letters.append(body)  # type: ignore[attr-defined]
            self.say(221 if word == b"QUIT" else 250)
            if word == b"QUIT":
                return

    def say(self, code: int) -> None:
        self.wfile.write(f"{code} ok\r\n".encode())


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True


@contextmanager
def mailbox(port: int) -> Iterator[list[bytes]]:
    """Open while this lasts; gives the letters that came."""
    with _Server(("127.0.0.1", port), _Letter) as server:
        letters: list[bytes] = []
        server.letters = letters  # type: ignore[attr-defined]
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield letters
        server.shutdown()
