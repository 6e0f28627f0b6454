"""Signs in as an office worker does, and keeps the cookies."""

from __future__ import annotations

import http.client
import re
from dataclasses import dataclass, field
from urllib.parse import urlencode

from bailu.demo import script


@dataclass
class Visitor:
    """One connection, kept open; ``cookie`` is what it would send next."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    language: str = "zh-hans"
    _line: http.client.HTTPConnection | None = None

    @property
    def cookie(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    def ask(self, method: str, path: str, facts: dict[str, str] | None = None) -> tuple[int, str]:
        if self._line is None:
            self._line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        headers = {"Accept-Language": self.language, "Accept": "text/html"} | ({"Cookie": self.cookie} if self.cookies else {})
        if facts is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self._line.request(method, path, urlencode(facts) if facts is not None else None, headers)
        answer = self._line.getresponse()
        body = answer.read().decode()
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                key, _equals, rest = value.partition("=")
                self.cookies[key] = rest.partition(";")[0]
        return answer.status, body

    def get(self, path: str) -> str:
        status, body = self.ask("GET", path)
        if status != 200:
            raise RuntimeError(f"GET {path}: {status}")
        return body


def sign_in(port: int, key: str) -> Visitor:
    """As the person of the demonstration with that key."""
    cast = script.cast()
    username = next(person["username"] for person in cast["people"] if person["key"] == key)
    visitor = Visitor(port)
    page = visitor.get("/accounts/login/")
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    facts = {"login": username, "password": cast["password"], "csrfmiddlewaretoken": token[1] if token else ""}
    status, body = visitor.ask("POST", "/accounts/login/", facts)
    if status not in (302, 303):
        raise RuntimeError(f"{key} cannot sign in: {status} {body[:300]}")
    return visitor
