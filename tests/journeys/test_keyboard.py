"""What people do all day, by keyboard alone: no mouse is moved (WCAG 2.1.1, 2.1.2, 2.4.1, 2.4.3, 2.4.7, 2.4.11)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from bailu.kernel import clock
from bailu.organisations.models import Person
from bailu.organisations.roles import Role
from bailu.ui.registers import Register
from tests.factories import PASSWORD
from tests.journeys.keys import Keys
from tests.journeys.seats import DESK, PHONE, address, seated
from tests.worlds import World, build

pytestmark = [pytest.mark.journey, pytest.mark.django_db, pytest.mark.at("2015-10-20 10:00")]


@pytest.fixture
def world(shared_site: str, settings: Any, monkeypatch: pytest.MonkeyPatch) -> World:
    settings.UI_GALLERY = True
    monkeypatch.setattr(Register, "page_size", 3)
    with clock.at(clock.local(2015, 3, 2, 10)):
        return build()


@pytest.fixture
def keyboard(browser: Browser, shared_site: str, world: World) -> Any:
    """``keyboard(role)``: hands that touch nothing else; ``keyboard("")``: of somebody before the door."""

    @contextmanager
    def sit(role: str, size: Any = DESK) -> Iterator[Keys]:
        with seated(browser, shared_site, world, role, size=size) as page:
            keys = Keys(page)
            yield keys
        print(f"{role or 'visitor':<20} {keys.strokes:>5} strokes")
        assert keys.wrong == [], "\n".join(keys.wrong)

    return sit


#: Who comes by Tab through which pages, on which size.
WALKS: list[tuple[str, Any, tuple[str, ...]]] = [
    (Role.PURCHASER_HEAD, DESK, ("dossier:desk", "dossier:purchase", "planning:projects", "dossier:overview")),
    (Role.PURCHASER_CLERK, DESK, ("planning:start_need",)),
    (Role.PURCHASER_CLERK, PHONE, ("dossier:desk", "dossier:purchase", "planning:projects")),
    (Role.SOCIAL_WORKER, PHONE, ("delivery:record",)),
    (Role.EXPERT, DESK, ("award:score",)),
    ("", DESK, ("publicity:home", "law:index", "account_login")),
    ("", PHONE, ("publicity:results",)),
]


def test_tab_comes_to_everything_once_in_the_order_in_which_it_is_read(keyboard: Any, world: World) -> None:
    wrong = []
    for role, size, names in WALKS:
        try:
            with keyboard(role, size) as keys:
                for name in names:
                    keys.page.goto(address(name, world))
                    keys.through()
        except AssertionError as found:
            wrong.append(str(found))
    assert wrong == [], "\n".join(wrong)


def test_a_clerks_day_without_a_mouse(keyboard: Any, world: World) -> None:
    """In by the door, over the desk, a long form refused and put right, a register narrowed, ordered, turned and taken along."""
    clerk = knowing_the_password(world, Role.PURCHASER_CLERK)
    with keyboard("") as keys:
        page = keys.page
        page.goto("/accounts/login/")
        keys.field(page.locator("[name=login]"), clerk.username).field(page.locator("[name=password]"), PASSWORD).opens()
        skipped(keys)
        # From the desk to the first task and into its form.
        keys.to(page.locator("#mine .tasks a")).opens()
        expect(page.locator("form.form")).to_be_visible()
        keys.to(page.locator("a.brand")).opens()
        keys.link("提出需求")
        a_need(keys)
        a_register(keys)


def knowing_the_password(world: World, role: str) -> Person:
    person = world.people[role]
    person.set_password(PASSWORD)
    person.save(update_fields=["password"])
    return person


def skipped(keys: Keys) -> None:
    """The first stop of a page leads over its head."""
    keys.press("Tab")
    expect(keys.page.get_by_role("link", name="跳到正文")).to_be_focused()
    keys.press("Enter")
    assert keys.page.evaluate("location.hash") == "#main"
    keys.press("Tab")
    assert keys.page.evaluate("document.querySelector('main').contains(document.activeElement)")


def a_need(keys: Keys) -> None:
    page = keys.page
    keys.field("需求名称", "厦港街道残疾人居家支持需求").tick("残疾人").tick("残疾人服务")
    keys.field("服务区域", "厦港街道")
    keys.choose(page.get_by_label("调查方法"), "问卷调查").day(page.get_by_label("调查开始"), "2015-02-02")
    # Back again, against the order: what sticks to the window's edge covers nothing.
    keys.to(page.get_by_label("需求名称"), key="Shift+Tab")
    keys.to(page.locator("form.form .submit button[type=submit]")).opens()
    expect(page.locator("#errors")).to_be_focused()
    missing = page.locator("#errors").get_by_role("link", name="问题概述")
    keys.to(missing).press("Enter")
    expect(page.get_by_label("问题概述")).to_be_focused()
    keys.look()
    keys.type("照料压力大，缺少上门支持。")
    keys.field("调查户数", "60").field("有需求人数", "41").day(page.get_by_label("调查结束"), "2015-02-13")
    keys.field("主要发现", "四成照料者连续照料三年以上。")
    keys.to(page.locator("form.form .submit button[type=submit]")).opens()
    expect(page.get_by_role("status").filter(has_text="需求")).to_be_visible()


def a_register(keys: Keys) -> None:
    page = keys.page
    keys.to(page.locator("nav.nav:visible").get_by_role("link", name="项目", exact=True), key="Shift+Tab").opens()
    keys.choose(page.get_by_label("试点批次"), "第一批").to(page.get_by_role("button", name="查询")).opens()
    assert "batch=" in page.url
    keys.to(page.locator("th").get_by_role("link", name="金额")).opens()
    expect(page.locator("th[aria-sort=ascending], th[aria-sort=descending]")).to_contain_text("金额")
    keys.to(page.get_by_role("link", name="下一页")).opens()
    keys.to(page.get_by_role("link", name="上一页")).opens()
    export = page.get_by_role("link", name="导出 Excel")
    keys.to(export)
    with page.expect_download() as taken:
        keys.press("Enter")
    assert taken.value.suggested_filename.endswith(".xlsx")
    row = page.locator("tbody a").first
    where = row.get_attribute("href")
    keys.to(row, key="Shift+Tab").opens()
    assert page.url.endswith(str(where))


def test_files_decisions_and_proofs_are_given_by_the_keyboard(keyboard: Any, world: World, settings: Any, tmp_path: Path) -> None:
    paper = tmp_path / "证书.pdf"
    paper.write_bytes(b"%PDF-1.4 licence")
    with keyboard(Role.PROVIDER_HEAD) as keys:
        page = keys.page
        page.goto(address("organisations:submit_conditions", world))
        part = page.locator("section.card").filter(has=page.locator("input[type=file]")).first
        for field, text in ((part.locator("textarea"), "依法登记"), (part.locator("input[name$=evidence]"), "登记证书")):
            keys.field(field, text)
        keys.day(part.locator("input[type=date]"), "2017-12-31").file(part.locator("input[type=file]"), paper)
        keys.to(page.locator("form.form .submit button[type=submit]")).opens()
        expect(page.locator("#errors")).to_have_count(0)
    with keyboard(Role.BUREAU_CLERK) as keys:
        page = keys.page
        page.goto(address("organisations:decide_conditions", world))
        for group in page.locator("fieldset:has(input[type=radio])").all():
            keys.pick(group.locator("input[type=radio]"), 0)
        keys.to(page.locator("form.form .submit button[type=submit]")).opens()
        expect(page.locator("#errors")).to_have_count(0)
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 0
    knowing_the_password(world, Role.FINANCE_CHIEF)
    with keyboard(Role.FINANCE_CHIEF) as keys:
        page = keys.page
        page.goto(address("funds:approve_line", world))
        send = page.locator("form.form .submit button[type=submit]")
        keys.to(send).opens()
        keys.to(page.locator("#errors").get_by_role("link", name="登录密码")).press("Enter")
        expect(page.get_by_label("登录密码")).to_be_focused()
        keys.type(PASSWORD).to(send).opens()
        expect(page.locator("#errors, #refusal")).to_have_count(0)
        expect(page.locator("main")).to_contain_text(world.submitted_line)


def test_drawers_and_menus_close_by_escape_and_give_the_focus_back(keyboard: Any, world: World) -> None:
    with keyboard(Role.PURCHASER_HEAD) as keys:
        page = keys.page
        page.goto("/ui/")
        opener = page.locator("[popovertarget][aria-haspopup=dialog]").first
        keys.to(opener).press("Enter")
        drawer = page.locator(".drawer:popover-open")
        expect(drawer).to_be_visible()
        keys.press("Tab")
        assert page.evaluate("document.activeElement.closest('.drawer') !== null")
        keys.press("Escape")
        expect(drawer).to_have_count(0)
        expect(opener).to_be_focused()
        # Nor does it lie over what the focus goes on to.
        keys.press("Enter").to(page.get_by_role("link", name="条款与参数"))
        expect(drawer).to_have_count(0)
        menu = page.locator("details.menu > summary")
        keys.to(menu, key="Shift+Tab").press("Enter").press("Tab")
        assert page.evaluate("document.activeElement.closest('.menu-panel') !== null")
        keys.press("Escape")
        expect(page.locator("details.menu[open]")).to_have_count(0)
        expect(menu).to_be_focused()
    with keyboard(Role.PURCHASER_CLERK, PHONE) as keys:
        page = keys.page
        page.goto("/")
        fold = page.locator(".nav-fold > summary")
        keys.to(fold).press("Enter").press("Tab").press("Escape")
        expect(fold).to_be_focused()
        expect(page.locator(".nav-fold[open]")).to_have_count(0)
        keys.press("Enter").to(page.locator(".nav-fold").get_by_role("link", name="项目", exact=True)).opens()
        expect(page.get_by_role("heading", level=1)).to_contain_text("项目")
