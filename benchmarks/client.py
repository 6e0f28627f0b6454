"""Sends requests over a few connections that stay open, as fast as they are answered. A process of its own: ``python -m benchmarks.client``."""

from __future__ import annotations

import json
import selectors
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

CONNECTIONS = 8


@dataclass
class Load:
    """What was answered within the time: how many requests, with which codes."""

    answered: int
    seconds: float
    codes: dict[str, int] = field(default_factory=dict)

    @property
    def rate(self) -> float:
        return self.answered / self.seconds


def run(port: int, requests: Sequence[str], seconds: float, *, each_once: bool = False, connections: int = CONNECTIONS) -> Load:
    """The requests in turn, or each of them only once; raises when an answer is a fault of the server."""
    order = {"port": port, "requests": list(requests), "seconds": seconds, "each_once": each_once, "connections": connections}
    done = subprocess.run([sys.executable, "-m", "benchmarks.client"], input=json.dumps(order), capture_output=True, text=True, check=True)
    load = Load(**json.loads(done.stdout))
    if not load.answered or any(code[0] in "45" for code in load.codes):
        raise RuntimeError(f"{requests[0].splitlines()[0]}: {load.codes}")
    return load


def get(path: str, cookie: str = "", language: str = "zh-hans") -> str:
    return _request("GET", path, cookie, language, "")


def post(path: str, body: str, cookie: str = "") -> str:
    return _request("POST", path, cookie, "zh-hans", body)


def _request(method: str, path: str, cookie: str, language: str, body: str) -> str:
    lines = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1", f"Accept-Language: {language}", "Accept: text/html"]
    lines += [f"Cookie: {cookie}"] if cookie else []
    lines += ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(body)}"] if method == "POST" else []
    return "\r\n".join(lines) + "\r\n\r\n" + body


def _complete(answer: bytes) -> str:
    """The code once head and body are whole, else nothing."""
    head, found, body = answer.partition(b"\r\n\r\n")
    if not found:
        return ""
    length = next((int(line[15:]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:")), 0)
    return head[9:12].decode() if len(body) >= length else ""


class _Connection:
    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.got = b""

    def send(self, request: bytes) -> None:
        self.got = b""
        self.socket.sendall(request)


def _drive(order: dict[str, Any]) -> Load:
    requests = [request.encode() for request in order["requests"]]
    codes: Counter[str] = Counter()
    chosen = selectors.DefaultSelector()
    sent = 0
    for _ in range(order["connections"]):
        connection = _Connection(order["port"])
        chosen.register(connection.socket, selectors.EVENT_READ, connection)
        connection.send(requests[sent % len(requests)])
        sent += 1
    began = time.perf_counter()
    until, waiting = began + order["seconds"], order["connections"]
    while waiting:
        for event, _mask in chosen.select(30):
            connection = event.data
            piece = connection.socket.recv(1 << 18)
            connection.got += piece
            code = _complete(connection.got) if piece else "599"
            if not code:
                continue
            codes[code] += 1
            if time.perf_counter() < until and piece and not (order["each_once"] and sent >= len(requests)):
                connection.send(requests[sent % len(requests)])
                sent += 1
            else:
                chosen.unregister(connection.socket)
                waiting -= 1
    return Load(codes.total(), time.perf_counter() - began, dict(codes))


if __name__ == "__main__":
    print(json.dumps(vars(_drive(json.load(sys.stdin)))))
