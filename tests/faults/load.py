"""The load: several people at once, each doing one kind of act after another until told to stop, and a memory of what was answered."""

from __future__ import annotations

import queue
import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from tests.faults.browser import Browser, Done, Seen


@dataclass
class Load:
    """``done``: by kind of act, what it was about (a title, a number, an order) and the answer."""

    site: str
    world: dict[str, Any]
    seen: Seen = field(default_factory=Seen)
    done: dict[str, list[tuple[str, Done]]] = field(default_factory=dict)
    stop: threading.Event = field(default_factory=threading.Event)
    submitted: queue.Queue[str] = field(default_factory=queue.Queue)
    checked: queue.Queue[int] = field(default_factory=queue.Queue)

    def did(self, kind: str, subject: str, done: Done | None) -> bool:
        if done is not None:
            with self.seen.lock:
                self.done.setdefault(kind, []).append((subject, done))
        return done is not None

    @property
    def count(self) -> int:
        return sum(map(len, self.done.values()))

    # Each of these is one act, or a few in a row.

    def clerk(self, browser: Browser, turn: int) -> None:
        title = f"经费 {browser.username} {turn}"
        facts = {"year": 2015, "level": "CITY", "treasury": self.world["treasury"], "source": "FISCAL", "purpose": "SERVICE"}
        made = browser.act("/budget/new/", title=title, amount="50000", **facts)
        if self.did("propose", title, made) and made is not None:
            no = made.place.rstrip("/").rsplit("/", 1)[-1]
            if self.did("submit", no, browser.act(f"/budget/{no}/submit/")):
                self.submitted.put(no)

    def chief(self, browser: Browser, turn: int) -> None:
        no = self.submitted.get(timeout=1)
        if self.did("approve", no, browser.act(f"/budget/{no}/approve/", note="同意")):
            self.did("supplement", no, browser.act(f"/budget/{no}/supplement/", amount="1000", reason="追加"))

    def officer(self, orders: list[int]) -> Callable[[Browser, int], None]:
        def check(browser: Browser, turn: int) -> None:
            if not orders:
                raise queue.Empty
            order = orders.pop()
            if self.did("check", str(order), browser.act(f"/payments/{order}/check/", note="无误")):
                self.checked.put(order)

        return check

    def payer(self, browser: Browser, turn: int) -> None:
        order = self.checked.get(timeout=1)
        self.did("pay", str(order), browser.act(f"/payments/{order}/pay/", confirm="yes"))

    def needs(self, browser: Browser, turn: int) -> None:
        title = f"需求 {browser.username} {turn}"
        facts = {"fields_of_service": "FLD01", "populations": "POP08"}
        self.did("need", title, browser.act("/needs/new/", title=title, area="前埔南社区", summary="空巢老人多", **facts))

    # All of them together.

    def _work(self, browser: Browser, job: Callable[[Browser, int], None]) -> None:
        turn = 0
        while not self.stop.is_set():
            turn += 1
            try:
                job(browser, turn)
            except queue.Empty:
                self.stop.wait(0.1)
            except Exception:
                self.seen.fault(traceback.format_exc())
                return

    @contextmanager
    def running(self) -> Iterator[None]:
        """Everybody signed in and at work; at the end everybody finishes what is begun."""
        world = self.world
        jobs = [(world["clerks"][0], self.clerk), (world["clerks"][1], self.clerk), (world["clerks"][2], self.needs)]
        jobs += [(world["chiefs"][0], self.chief), (world["chiefs"][1], self.chief)]
        jobs += [(name, self.officer(list(orders))) for name, orders in zip(world["officers"], world["orders"], strict=True)]
        jobs += [(name, self.payer) for name in world["chiefs"][2:]]
        threads = []
        for name, job in jobs:
            browser = Browser(self.site, name, self.seen)
            browser.sign_in()
            threads.append(threading.Thread(target=self._work, args=(browser, job), name=name))
        for thread in threads:
            thread.start()
        try:
            yield
        finally:
            self.stop.set()
            for thread in threads:
                thread.join(200)
            assert not any(thread.is_alive() for thread in threads), "a writer is still waiting for its answer"
