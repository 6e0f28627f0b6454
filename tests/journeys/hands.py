"""Hands at the keyboard: each person has an own browser, reads the desk, fills in forms by their labels, sends them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect

from bailu.inbox.ticking import tick
from bailu.kernel import clock, democlock
from bailu.organisations.models import Organisation, Person
from tests.factories import PASSWORD

Facts = Mapping[str, Any]


def named(label: str) -> re.Pattern[str]:
    """A field by its label, whether or not it says that it need not be filled in."""
    return re.compile(rf"^\s*{re.escape(label)}\s*(选填|与“.*”至少填一项|.*的必填)?\s*$")


def move_clock(text: str) -> None:
    """The whole house is at this moment of Xiamen; what the day brings is done first, as the worker does it."""
    moment = dt.datetime.fromisoformat(text).replace(tzinfo=clock.ZONE)
    democlock.move_to(moment)
    with clock.at(moment):
        tick()


class Hand:
    """One person with one browser, signed in with the password, kept open."""

    clicks = 0
    fields = 0
    waited = 0.0
    signing_in = 0.0  # what of the waiting was the door
    troubles: list[str] = []

    def __init__(self, browser: Browser, site: str, person: Person, organisation: Organisation, *, width: int = 1440) -> None:
        self.browser, self.site, self.person, self.organisation, self.width = browser, site, person, organisation, width
        self._page: Page | None = None
        self._shown = 0.0

    @property
    def page(self) -> Page:
        if self._page is None:
            self._page = self.open(self.width)
            self._sign_in(self._page)
        return self._page

    def open(self, width: int) -> Page:
        """A new window of a new browser, watched for script errors and refused resources."""
        phone = width < 600
        context = self.browser.new_context(
            base_url=self.site, locale="zh-CN", timezone_id="Asia/Shanghai", viewport={"width": width, "height": 844 if phone else 900},
            has_touch=phone,
        )  # fmt: skip
        context.set_default_timeout(10_000)
        page = context.new_page()
        page.on("pageerror", lambda error: Hand.troubles.append(str(error)))
        page.on("console", lambda m: Hand.troubles.append(m.text) if "Content Security Policy" in m.text else None)
        return page

    def _sign_in(self, page: Page) -> None:
        page.goto("/accounts/login/")
        page.locator("[name=login]").fill(self.person.username)
        page.locator("[name=password]").fill(PASSWORD)
        Hand.fields += 2
        before = Hand.waited
        self.click(page.locator("main").get_by_role("button", name="登录"))
        Hand.signing_in += Hand.waited - before
        expect(page.locator("#mine")).to_be_visible()

    def click(self, target: Locator) -> None:
        Hand.clicks += 1
        target.click()
        self.waits_for_page()

    def waits_for_page(self) -> None:
        """Adds what the browser says it took from leaving the last page until this one stood, redirects and all."""
        self.page.wait_for_load_state()
        began, took = self.page.evaluate("[performance.timeOrigin, performance.getEntriesByType('navigation')[0].duration]")
        if began != self._shown:
            self._shown = began
            Hand.waited += took / 1000

    # Finding the way

    def waits(self, task: str) -> Hand:
        """The desk says that this waits for me."""
        self.page.goto("/")
        expect(self.page.locator("#mine").get_by_role("link", name=task, exact=True).first).to_be_visible()
        return self

    def take(self, task: str) -> Hand:
        """Begin what waits on the desk."""
        self.waits(task)
        self.click(self.page.locator("#mine").get_by_role("link", name=task, exact=True).first)
        return self

    def step(self, no: str, label: str) -> Hand:
        """Begin a step that the dossier offers."""
        self.page.goto(f"/purchases/{no}/")
        self.click(self.page.locator("main").get_by_role("link", name=label, exact=True).first)
        return self

    def go(self, *links: str) -> Hand:
        """Follow links, as they are read."""
        for link in links:
            self.click(self.page.locator("main").get_by_role("link", name=link, exact=True).first)
        return self

    def home(self) -> Hand:
        """To the desk by the mark at the top, unless one is there."""
        if self.page.url.removeprefix(self.site) != "/":
            self.click(self.page.locator("a.brand"))
        return self

    def begin(self, label: str) -> Hand:
        """What waits on the desk, or is offered there."""
        self.home()
        self.click(self.page.locator("main").get_by_role("link", name=label, exact=True).first)
        return self

    # Filling in

    def fill(self, facts: Facts) -> Hand:
        for label, value in facts.items():
            self._fill(label, value)
        return self

    def _fill(self, label: str, value: Any) -> None:
        form = self.page.locator("form.form")
        group = form.get_by_role("group", name=named(label))
        if group.count():
            self._choose(group.first, value)
            return
        control = form.get_by_label(named(label)).first
        if control.evaluate("e => e.tagName") == "SELECT":
            Hand.clicks += 1
            control.select_option(label=value)
        elif isinstance(value, bool):
            Hand.clicks += 1
            control.set_checked(value)
        else:
            Hand.fields += 1
            control.fill(str(value))

    def _choose(self, group: Locator, value: Any) -> None:
        """Ticks or one of several; or a day and a time of day."""
        if isinstance(value, tuple):
            for box, part in zip(group.locator("input").all(), value, strict=True):
                Hand.fields += 1
                box.fill(part)
            return
        for choice in [value] if isinstance(value, str) else value:
            self.click(group.locator("label").filter(has_text=choice).first)

    def rows(self, key: str, rows: list[Facts]) -> Hand:
        """The rows of a table and no others: added where there are too few, removed where more were proposed."""
        table = self.page.locator(f"#set-{key}")
        while table.locator("tbody tr:visible").count() > len(rows):
            self.click(table.locator("tbody tr:visible").last.get_by_role("button", name="移除"))
        while table.locator("tbody tr:visible").count() < len(rows):
            self.click(table.get_by_role("button", name="添加一行"))
        for row, facts in zip(table.locator("tbody tr:visible").all(), rows, strict=False):
            for name, value in facts.items():
                self._cell(row.locator(f"[name$='-{name}']"), value)
        return self

    def _cell(self, control: Locator, value: Any) -> None:
        if control.evaluate("e => e.tagName") == "SELECT":
            Hand.clicks += 1
            control.select_option(label=value)
        elif isinstance(value, bool):
            Hand.clicks += 1
            control.set_checked(value)
        else:
            Hand.fields += 1
            control.fill(str(value))

    def send(self) -> Hand:
        """Tick what is asked for and send; whatever is refused fails the test with what the screen says."""
        form = self.page.locator("form.form")
        if form.locator("#id_confirm").count():
            self.click(form.locator("#id_confirm"))
        with self.page.expect_response(lambda r: r.request.method == "POST" and r.request.is_navigation_request()) as answer:
            Hand.clicks += 1
            form.locator(".submit button[type=submit]").last.click()
        if answer.value.status >= 400:
            self.page.wait_for_load_state()
            raise AssertionError(
                f"{self.person.name} {self.page.url} {answer.value.status}: {self.page.locator('main').inner_text()[:1500]}"
            )
        self.waits_for_page()
        return self

    # Looking

    def sees(self, text: str) -> Hand:
        expect(self.page.locator("main").get_by_text(text).first).to_be_visible()
        return self

    def reads(self, path: str) -> Hand:
        answer = self.page.goto(path)
        assert answer is not None and answer.status == 200, f"{self.person.name} {path} {answer and answer.status}"
        return self

    def refused(self, path: str, reason: str, clause: str = "") -> None:
        """The screen opens, says why not and by which clause, and offers no form."""
        self.page.goto(path)
        expect(self.page.locator("main").get_by_text(reason).first).to_be_visible()
        if clause:
            expect(self.page.locator(f"main a[href*='/law/{clause}']").first).to_be_visible()
        expect(self.page.locator("form.form .submit button")).to_have_count(0)


def grave(page: Page) -> list[str]:
    """What axe finds serious or critical."""
    found = Axe().run(page).response["violations"]
    return [f"{f['id']}: {f['help']} {[n['target'] for n in f['nodes'][:3]]}" for f in found if f["impact"] in ("serious", "critical")]


@contextmanager
def phone(hand: Hand) -> Iterator[Hand]:
    """The same person with a telephone of 390 px."""
    small = Hand(hand.browser, hand.site, hand.person, hand.organisation, width=390)
    yield small
    small.page.context.close()
