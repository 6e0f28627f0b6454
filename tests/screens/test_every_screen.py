"""Every screen, opened by somebody who may, in both languages, both schemes and at both sizes (``make screens``).

With ``BAILU_SHOTS=1`` the sheets go into ``docs/manual/screens``, else into a folder of the test. ``BAILU_SCREENS=planning`` takes one room.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterator
from contextvars import ContextVar
from operator import attrgetter
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, BrowserContext, Page

from bailu.kernel import clock
from bailu.organisations.roles import Role
from bailu.server.place import PROJECT
from tests.permission_matrix import EVERYBODY, MATRIX, VISITOR
from tests.screens import findings
from tests.screens.sheets import LONGEST, LOOKS, Look, put_together
from tests.worlds import World, build

LOGIN = "allauth.account.auth_backends.AuthenticationBackend"
#: Who shows a screen that several may see: those who do the work before those who watch.
ORDER = [VISITOR, *map(str, Role)]
ROOMS = [room for room in os.environ.get("BAILU_SCREENS", "").split(",") if room]


def shown_by(name: str) -> str:
    who = MATRIX[name].who
    if EVERYBODY in who or MATRIX[name].visitor == 200:
        return VISITOR
    return next((role for role in ORDER if role in who), "")


def addresses(world: World) -> dict[str, list[tuple[str, str]]]:
    """By role, the screens it shows: name and address. Downloads and what is refused to all are no screens."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for name, page in sorted(MATRIX.items()):
        if 200 in (page.answer, page.visitor) and (role := shown_by(name)) and (not ROOMS or name.split(":")[0] in ROOMS):
            where = reverse(name, kwargs={key: attrgetter(subject)(world) for key, subject in page.subject.items()})
            if is_screen(where, world, role):
                found[role].append((name, where))
    return found


def is_screen(where: str, world: World, role: str) -> bool:
    answer = session(world, role).get(where)
    return answer.status_code == 200 and answer["Content-Type"].startswith("text/html")


def session(world: World, role: str) -> Client:
    client = Client()
    if role != VISITOR:
        client.force_login(world.people[role], backend=LOGIN)
    return client


def opened(browser: Browser, site: str, look: Look, key: str) -> BrowserContext:
    context = browser.new_context(
        base_url=site,
        locale="zh-CN",
        timezone_id="Asia/Shanghai",
        viewport=look.viewport,  # type: ignore[arg-type]
        color_scheme=look.scheme,  # type: ignore[arg-type]
        reduced_motion="reduce",
    )
    cookies = {settings.LANGUAGE_COOKIE_NAME: look.language} | ({settings.SESSION_COOKIE_NAME: key} if key else {})
    context.add_cookies([{"name": name, "value": value, "url": site} for name, value in cookies.items()])
    return context


def picture(page: Page, look: Look) -> bytes:
    height = min(page.evaluate("document.documentElement.scrollHeight"), LONGEST[look.width])
    clip = {"x": 0, "y": 0, "width": look.width, "height": height}
    return page.screenshot(type="jpeg", quality=80, animations="disabled", full_page=True, clip=clip)  # type: ignore[arg-type]


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    kept = os.environ.get("BAILU_SHOTS") == "1"
    where = PROJECT / "docs" / "manual" / "screens" if kept else Path(os.environ.get("BAILU_SHOTS_IN", "") or tmp_path)
    where.mkdir(parents=True, exist_ok=True)
    yield where
    if kept:
        write_index(where)


def room_of(stem: str) -> str:
    """The pages of one's own account belong to no room."""
    room, dash, _name = stem.partition("-")
    return room if dash else "account"


def write_index(where: Path) -> None:
    lines = [
        "# 界面一览 · Every screen",
        "",
        "中文、英文；浅色、深色；桌面、手机。Chinese and English, light and dark, desktop and telephone.",
    ]
    room = ""
    for named, stem in sorted((room_of(path.stem), path.stem) for path in where.glob("*.webp")):
        lines += ["", f"## {named}"] if named != room else []
        lines += ["", f"`{stem.replace('-', ':', 1)}`", "", f"![{stem}](screens/{stem}.webp)"]
        room = named
    (where.parent / "screens.md").write_text("\n".join(lines) + "\n")


@pytest.fixture
def the_day() -> Iterator[None]:
    """The moment of the test in the server's thread too, which otherwise shows today."""
    kept, clock._fixed = clock._fixed, ContextVar("clock_fixed", default=clock.now())  # noqa: B039 - a moment does not change
    yield
    clock._fixed = kept


@pytest.mark.django_db
@pytest.mark.at("2015-10-20 10:00")
@pytest.mark.usefixtures("the_day")
def test_every_screen(browser: Browser, shared_site: str, folder: Path) -> None:
    with clock.at(clock.local(2015, 3, 2, 10)):
        world = build()
    wrong: list[str] = []
    for role, pages in addresses(world).items():
        key = "" if role == VISITOR else session(world, role).cookies[settings.SESSION_COOKIE_NAME].value
        taken: dict[str, dict[Look, bytes]] = defaultdict(dict)
        for look in LOOKS:
            context = opened(browser, shared_site, look, key)
            page = context.new_page()
            for name, where in pages:
                page.goto(where, wait_until="load")
                taken[name][look] = picture(page, look)
                wrong += [f"{name} {look}: {found}" for found in findings.of(page, look)]
            context.close()
        for name, pictures in taken.items():
            put_together(browser, pictures, folder / f"{name.replace(':', '-')}.webp")
    assert wrong == [], "\n".join(wrong)
