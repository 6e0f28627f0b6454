"""The pages of the main line, larger: at 200 % on a desk, at 400 % (320 px wide), with the text spaced out (WCAG 1.4.4, 1.4.10, 1.4.12, 2.5.8).

Nothing is wider than the window but a table in its own frame that the keyboard can scroll; no text is cut off, no control lies on
another one, none is out of reach, none is smaller than 24 px with another one close by.
"""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from bailu.kernel import clock
from bailu.organisations.roles import Role
from tests.journeys.seats import address, seated
from tests.worlds import World, build

pytestmark = [pytest.mark.journey, pytest.mark.django_db, pytest.mark.at("2015-10-20 10:00")]

#: A desk of 1440 px at 200 %, one of 1280 px at 400 %.
SIZES: dict[str, Any] = {
    "200 %": {"size": {"width": 720, "height": 450}, "device_scale_factor": 2},
    "400 %": {"size": {"width": 320, "height": 480}, "device_scale_factor": 1},
}

PAGES: dict[str, tuple[str, ...]] = {
    Role.PURCHASER_HEAD: ("dossier:desk", "dossier:overview"),
    Role.PURCHASER_CLERK: ("dossier:purchase", "planning:projects", "planning:start_need", "planning:set_costing"),
    Role.SOCIAL_WORKER: ("delivery:record",),
    Role.EXPERT: ("award:score",),
    "": ("publicity:home", "publicity:results", "law:index", "law:clause", "account_login"),
}

#: Two pictures later the page has seen its new widths.
SPACED = """async () => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }
    p { margin-bottom: 2em !important; }`);
  document.adoptedStyleSheets = [sheet];
  for (let n = 0; n < 2; n++) await new Promise(requestAnimationFrame);
}"""

FOUND = """(spaced) => {
  const found = [];
  const told = (el) => `<${el.tagName.toLowerCase()}${el.id ? "#" + el.id : ""} ${el.className?.baseVal ?? el.className}> ${(el.innerText || el.name || "").replace(/\\s+/g, " ").slice(0, 30)}`;
  const seen = (el) => el.checkVisibility({visibilityProperty: true, opacityProperty: true}) && el.getBoundingClientRect().width > 2;
  const over = document.documentElement.scrollWidth - document.documentElement.clientWidth;
  if (over > 0) {
    const widest = [...document.querySelectorAll("body *")].filter((el) => el.getBoundingClientRect().right > document.documentElement.clientWidth + 1 && !el.closest(".scroll, .outline"));
    found.push(`the page is ${over} px wider than the window: ${widest.slice(-2).map(told)}`);
  }
  for (const el of document.querySelectorAll("body *")) {
    if (!seen(el) || el instanceof SVGElement || el.matches("option, progress, textarea, .sr") || (spaced && el.matches("input"))) continue;
    const s = getComputedStyle(el);
    const wide = el.scrollWidth > el.clientWidth + 1 && s.display !== "inline", tall = el.scrollHeight > el.clientHeight + 1 && s.display !== "inline";
    const cut = (flow) => flow === "hidden" || flow === "clip";
    if (el.clientWidth > 2 && ((cut(s.overflowX) && wide) || (cut(s.overflowY) && tall)) && s.textOverflow !== "ellipsis" && s.clipPath === "none") found.push(`cut off: ${told(el)}`);
    if (el.matches(".btn, button, summary, .tag") && wide) found.push(`cut off: ${told(el)}`);
    const scrolls = ["auto", "scroll"].includes(s.overflowX) && wide;
    if (scrolls && el.tabIndex < 0 && !el.querySelector("a[href], button, input, select, textarea, summary")) found.push(`scrolls, but not for the keyboard: ${told(el)}`);
  }
  const sticks = (el) => { for (let up = el; up; up = up.parentElement) if (["sticky", "fixed"].includes(getComputedStyle(up).position)) return true; return false; };
  const controls = [...document.querySelectorAll("main a[href], main button, main input:not([type=hidden]), main select, main textarea, main summary, header a[href], header button, header input:not([type=hidden]), header summary, nav a[href]")].filter((el) => seen(el) && !el.matches(".skip"));
  const boxes = controls.map((el) => ({el, sticks: sticks(el), rects: [...el.getClientRects()]}));
  boxes.forEach((one, at) => boxes.slice(at + 1).forEach((two) => {
    if (one.sticks || two.sticks || one.el.contains(two.el) || two.el.contains(one.el)) return;
    const both = one.rects.some((a) => two.rects.some((b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1));
    if (both) found.push(`one on the other: ${told(one.el)} / ${told(two.el)}`);
  }));
  if (spaced) return found;
  for (const {el} of boxes) {
    el.scrollIntoView({block: "center", inline: "center"});
    const box = el.getClientRects()[0], hit = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
    const own = hit && (el.contains(hit) || hit.contains(el) || [...(el.labels || [])].some((each) => each.contains(hit)));
    if (!own) found.push(`out of reach: ${told(el)}${hit ? ` under ${told(hit)}` : ""}`);
    const big = el.matches("button, select, summary, .btn, input:not([type=checkbox], [type=radio])");
    if (big && box.height < 24) found.push(`${box.height.toFixed(1)} px high: ${told(el)}`);
  }
  scrollTo(0, 0);
  return found;
}"""
TARGETS = {"runOnly": ["target-size", "scrollable-region-focusable"]}


@pytest.fixture
def world(shared_site: str) -> World:
    with clock.at(clock.local(2015, 3, 2, 10)):
        return build()


def looked_over(page: Page) -> list[str]:
    found = [str(each) for each in page.evaluate(FOUND, False)]
    for each in Axe().run(page, options=TARGETS).response["violations"]:
        found += [f"axe {each['id']}: {node['html'][:120]}" for node in each["nodes"]]
    page.evaluate(SPACED)
    return found + [f"spaced out, {each}" for each in page.evaluate(FOUND, True)]


def test_nothing_is_lost_when_people_read_larger(browser: Browser, shared_site: str, world: World) -> None:
    wrong = []
    for role, names in PAGES.items():
        for size, kind in SIZES.items():
            for language in ("zh-hans", "en"):
                with seated(browser, shared_site, world, role, language=language, **kind) as page:
                    for name in names:
                        page.goto(address(name, world))
                        wrong += [f"{name} {size} {language}: {each}" for each in looked_over(page)]
    assert wrong == [], "\n".join(wrong)
