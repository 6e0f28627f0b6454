"""One post and everything that must hold after it."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest import mock

from django.db import connection
from django.http import HttpResponseBase

from bailu.audit import verify
from bailu.audit.models import Entry
from bailu.kernel import acts
from tests.fuzz import posts
from tests.fuzz.ground import Ground, Screen, Writes, differing, fingerprint, patience, stored, taken_back

#: What may be answered: a page, the next page, or a refusal that says why. 503 is for a database that is away.
ANSWERS = {200, 302, 303, 400, 403, 404, 405, 413, 422, 429}
#: What a text of a stranger must never become on a page.
LIVE = (posts.SCRIPT.encode(), b"<img src=x onerror")

#: Who bids is known to nobody before the opening: a sealed bid leaves no line with a name.
SEALED = ("procurement:bid", "procurement:withdraw")
#: Looking at what is kept apart is an act that shows a page; whoever looks twice is written down twice.
LOOKING = ("delivery:look",)

#: A line may be entered and handed in with one press: two acts, one after the other, each with its line in the record.
ACTS = {"funds:propose_line": 2, "planning:start_project": 4}

accepted: Counter[str] = Counter()
answered: Counter[int] = Counter()
#: Lines for the end of the run.
said: list[str] = []


@contextmanager
def counted() -> Iterator[list[str]]:
    """The names of the acts that were begun, in their order."""
    begun: list[str] = []
    acting = acts.acting

    def counting(name: str, *more: Any) -> Any:
        begun.append(name)
        return acting(name, *more)

    with mock.patch.object(acts, "acting", counting):
        yield begun


def safe(answer: HttpResponseBase) -> None:
    if getattr(answer, "streaming", False):
        return
    content = answer.content  # type: ignore[attr-defined]
    assert not any(mark in content for mark in LIVE), "a text is shown as code"
    assert "X-Injected" not in answer.headers


def keyed(parts: list[posts.Part]) -> bool:
    """Whether the key that makes a post act once came through whole: a mangled one is replaced, which only loses the protection."""
    keys = [value for name, value in parts if name == "once"]
    try:
        return bool(keys) and bool(uuid.UUID(str(keys[-1])))
    except ValueError:
        return False


def trial(ground: Ground, screen: Screen, role: str, parts: list[posts.Part], way: str = "", *, again: bool = False) -> int:
    """No failure, no hang; nothing is changed by what is refused; what is accepted is one act with its lines in an unbroken chain."""
    before, files = ground.before, stored()
    try:
        with taken_back():
            return _tried(ground, screen, role, parts, way, before, files, again)
    finally:
        for left in stored() - files:
            left.unlink()


def _tried(ground: Ground, screen: Screen, role: str, parts: list[posts.Part], way: str, before: Any, files: set[Path], again: bool) -> int:
    lines = Entry.objects.count()
    writes = Writes()
    with counted() as begun, connection.execute_wrapper(writes):
        answer = ground.post(screen.url, role, parts, way)
    answered[answer.status_code] += 1
    assert answer.status_code in ANSWERS, f"answered {answer.status_code}"
    safe(answer)
    # Where nothing was written nothing changed; else all tables are compared with what they were.
    after = fingerprint() if writes.found else before
    changed = differing(before, after)
    if answer.status_code != 303 and not (answer.status_code == 200 and screen.name in LOOKING):
        assert not changed, f"{answer.status_code}, and yet: {changed}"
        assert stored() == files, f"{answer.status_code}, and yet a file is left"
        return answer.status_code
    accepted[screen.name] += 1
    acted = ACTS.get(screen.name, 1)
    assert 1 <= len(begun) <= acted, begun
    written = Entry.objects.count() - lines
    idle = all(each.startswith("kernel_oncekey") for each in changed)
    assert written >= len(begun) or idle or screen.name in SEALED, f"an act without a line in the record: {changed}"
    assert list(verify.faults()) == []
    if "Location" in answer.headers:
        with patience():
            safe(ground.clients[role].get(answer["Location"], follow=True))
    if again and keyed(parts) and screen.name not in LOOKING:
        repeated = ground.post(screen.url, role, parts, way)
        assert repeated.status_code in ANSWERS
        changed = differing(after, fingerprint())
        assert not changed, f"sent again it acted again: {changed}"
    return answer.status_code


class Trials:
    """Many posts without chance: goes on after a failure, and says all of them at the end."""

    def __init__(self, ground: Ground) -> None:
        self.ground, self.failed = ground, list[str]()

    def post(self, screen: Screen, role: str, parts: list[posts.Part], *, again: bool = False) -> None:
        try:
            trial(self.ground, screen, role, parts, again=again)
        except Exception as fault:
            words = " ".join(f"{type(fault).__name__}: {fault}".split())[:400]
            sent = ", ".join(f"{name}={str(value)[:40]!r}" for name, value in parts if name not in ("once", "confirm"))
            self.failed.append(f"{screen.name} as {role}: {words}\n    {sent[:600]}")

    def hold(self) -> None:
        assert self.failed == [], f"{len(self.failed)} failed\n" + "\n".join(self.failed[:40])
