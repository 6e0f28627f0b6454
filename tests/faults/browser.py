"""A person at a browser who does not give up: what was not answered is sent again with the key the form was given."""

from __future__ import annotations

import re
import threading
import time
from dataclasses import dataclass, field
from typing import Any

import requests

from tests.factories import PASSWORD

ONCE = re.compile(r'name="once" value="([^"]+)"')
CSRF = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
PATIENCE = 150
#: Asked for on the screens of money and award, when the sign-in was a while ago.
PROOF = "proof-password"


@dataclass
class Seen:
    """What all writers together met: unexpected answers, and how often they had to send again."""

    faults: list[str] = field(default_factory=list)
    again: dict[str, int] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def fault(self, text: str) -> None:
        with self.lock:
            self.faults.append(text)

    def retry(self, why: str) -> None:
        with self.lock:
            self.again[why] = self.again.get(why, 0) + 1


@dataclass(frozen=True)
class Done:
    """An act that was answered as done: the key of its form, and where the answer led."""

    key: str
    place: str


class Browser:
    def __init__(self, site: str, username: str, seen: Seen) -> None:
        self.site, self.username, self.seen = site, username, seen
        self.session = requests.Session()
        self.session.headers["Accept"] = "text/html"

    def sign_in(self) -> None:
        address = f"{self.site}/accounts/login/"
        page = self.session.get(address, timeout=30)
        token = CSRF.search(page.text)
        assert token, page.text[:300]
        sent = {"login": self.username, "password": PASSWORD, "csrfmiddlewaretoken": token[1]}
        answer = self.session.post(address, data=sent, headers={"Referer": address}, timeout=30, allow_redirects=False)
        assert answer.status_code == 302, (answer.status_code, answer.text[:2000])

    def send(self, method: str, path: str, **given: Any) -> requests.Response | None:
        """One try; nothing when the house did not answer. 503 must be a page that a person can read."""
        try:
            answer = self.session.request(
                method, self.site + path, timeout=30, allow_redirects=False, headers={"Referer": self.site + path}, **given
            )
        except requests.RequestException as error:
            self.seen.retry(type(error).__name__)
            return None
        if answer.status_code == 503:
            self.seen.retry("503")
            key = given.get("data", {}).get("once", "")
            if "数据库暂时没有应答" not in answer.text and "存储空间已满" not in answer.text:
                self.seen.fault(f"503 that says nothing: {method} {path}: {answer.text[:300]}")
            elif key not in answer.text:
                self.seen.fault(f"503 that has lost its form: {method} {path}: {answer.text[:300]}")
            return None
        if answer.status_code >= 500:
            self.seen.fault(f"{answer.status_code}: {method} {path}: {answer.text[:300]}")
            return None
        return answer

    def insist(self, method: str, path: str, **given: Any) -> requests.Response:
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            answer = self.send(method, path, **given)
            if answer is not None:
                return answer
            time.sleep(0.3)
        raise TimeoutError(f"{method} {path}: no answer in {PATIENCE} seconds")

    def act(self, path: str, **facts: Any) -> Done | None:
        """Open the form, send it until it is answered; nothing, and a fault noted, when it is refused."""
        page = self.insist("GET", path)
        hidden = hidden_in(page.text)
        if len(hidden) < 2:
            self.seen.fault(f"no form: {page.status_code} {path}: {_said(page)}")
            return None
        sent = facts | hidden
        answer = self.insist("POST", path, data=sent)
        if answer.status_code != 303:
            self.seen.fault(f"{answer.status_code} {path}: {_said(answer)}")
            return None
        return Done(hidden["once"], answer.headers["Location"])


def hidden_in(text: str) -> dict[str, str]:
    """The key of the form and its token, and the password where the screen asks for it once more."""
    found = {"once": ONCE.search(text), "csrfmiddlewaretoken": CSRF.search(text)}
    given = {name: match[1] for name, match in found.items() if match}
    return given | ({PROOF: PASSWORD} if PROOF in text else {})


def _said(page: requests.Response) -> str:
    main = page.text.split('<main id="main"')[-1]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())[:400]
