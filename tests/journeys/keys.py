"""A person at the keyboard alone: every stroke is counted, and wherever the focus comes to rest it is looked at.

At each stop the focused element has to be in sight (WCAG 2.4.7, 2.4.11): inside the window, under nothing that sticks, and
marked by something that contrasts 3:1 with what it stands on (1.4.11). A stop that fails is noted; the test reads ``wrong`` at its end.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page, expect

#: What is wrong with where the focus is; null for the page itself. Asked once for each element that the focus comes to.
LOOK = """() => {
  const el = document.activeElement;
  if (!el || el === document.body) return {name: "", wrong: []};
  const name = `${el.tagName.toLowerCase()} ${el.id || el.getAttribute("name") || ""} ${(el.innerText || "").slice(0, 20)}`.replace(/\\s+/g, " ");
  if (el === window.lookedAt) return {name, same: true, wrong: []};
  window.lookedAt = el;
  if (el.tabIndex < 0) return {name, wrong: el.getBoundingClientRect().top < innerHeight ? [] : ["out of the window"]};
  const wrong = [];
  // A tick that is drawn by its label is looked for there.
  const small = (each) => each.getBoundingClientRect().width < 3;
  const shown = small(el) && el.labels && el.labels.length ? el.labels[0] : el;
  const [box] = shown.getClientRects();
  if (!box) return {name, wrong: ["not shown"]};
  const near = 2, tall = el.tagName === "TEXTAREA" ? 32 : Math.min(box.height, innerHeight * .8);
  if (box.top < -near || box.left < -near || box.right > innerWidth + near || box.top + tall > innerHeight + near) wrong.push("out of the window");
  const own = (hit) => hit && (shown.contains(hit) || hit.contains(shown) || [...(el.labels || [])].some((each) => each.contains(hit)));
  for (const [across, down] of [[.5, .5], [.1, .15], [.9, .85]]) {
    const hit = document.elementFromPoint(box.left + box.width * across, box.top + box.height * down);
    if (hit && !own(hit)) { wrong.push(`under ${hit.tagName.toLowerCase()}.${hit.className}`); break; }
  }
  const parents = [shown, shown.parentElement, shown.parentElement?.parentElement].filter(Boolean);
  const looks = () => parents.map((each) => {
    const s = getComputedStyle(each);
    return {outline: s.outlineStyle === "none" || s.outlineWidth === "0px" ? "" : s.outlineColor, ring: s.boxShadow,
      edge: s.borderTopWidth === "0px" ? "" : s.borderTopColor, ground: s.backgroundColor};
  });
  const numbers = (colour) => (colour.match(/[\\d.]+/g) || []).map(Number);
  const ground = (each) => {
    for (let at = each; at; at = at.parentElement) {
      const [r, g, b, a = 1] = numbers(getComputedStyle(at).backgroundColor);
      if (a > .5) return [r, g, b];
    }
    return [255, 255, 255];
  };
  const light = (rgb) => rgb.slice(0, 3).map((c) => c / 255).map((c) => c <= .04045 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4)
    .reduce((sum, c, at) => sum + c * [.2126, .7152, .0722][at], 0);
  const ratio = (a, b) => { const [x, y] = [light(a), light(b)].sort((m, n) => n - m); return (x + .05) / (y + .05); };
  const focused = looks();
  el.blur();
  const plain = looks();
  el.focus({preventScroll: true});
  const marks = [];
  focused.forEach((now, at) => {
    const was = plain[at], outside = ground(parents[at].parentElement || parents[at]), inside = ground(parents[at]);
    if (now.outline && now.outline !== was.outline) marks.push(Math.max(ratio(numbers(now.outline), outside), ratio(numbers(now.outline), inside)));
    if (now.edge && now.edge !== was.edge) marks.push(ratio(numbers(now.edge), outside));
    if (now.ring !== "none" && now.ring !== was.ring) marks.push(ratio(numbers(now.ring.match(/rgba?\\([^)]*\\)/)[0]), outside));
  });
  const best = Math.max(0, ...marks);
  if (best < 3) wrong.push(marks.length ? `a mark of contrast ${best.toFixed(1)}` : "no mark of the focus");
  if (document.activeElement !== el) wrong.push("loses the focus");
  return {name, wrong};
}"""

#: Everything that Tab should come to, in the order in which it stands in the page; a group of choices is one stop.
EXPECTED = """() => {
  const groups = new Set();
  return [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']")].filter((el) => {
    if (el.disabled || el.tabIndex < 0 || !el.checkVisibility({visibilityProperty: true})) return false;
    if (el.type !== "radio") return true;
    const key = `${el.form?.id} ${el.name}`, first = !groups.has(key);
    groups.add(key);
    return first;
  }).length;
}"""

PLACE = """() => {
  const el = document.activeElement;
  if (!el || el === document.body) return null;
  window.stops = window.stops || [];
  let at = window.stops.indexOf(el);
  const back = at >= 0 && at !== window.stops.length - 1;
  if (at < 0) at = window.stops.push(el) - 1;
  const shown = el.getBoundingClientRect().width < 3 && el.labels?.length ? el.labels[0] : el;
  const box = shown.getClientRects()[0] || shown.getBoundingClientRect();
  let fixed = false, aside = 0;
  for (let up = el; up; up = up.parentElement) {
    if (["sticky", "fixed"].includes(getComputedStyle(up).position)) fixed = true;
    if (up !== document.documentElement && up !== document.body) aside += up.scrollLeft;
  }
  const region = el.closest("main aside, main, header.top, nav, footer");
  return {at, back, fixed, region: region ? region.tagName + (region.className || "") : "",
    left: box.left + scrollX + aside, top: box.top + scrollY, right: box.right + scrollX + aside, bottom: box.bottom + scrollY};
}"""


@dataclass(frozen=True)
class Stop:
    name: str
    region: str
    fixed: bool
    left: float
    top: float
    right: float
    bottom: float

    def stands_before(self, other: Stop) -> bool:
        """Read before the other one: further up, or in the same line further to the left; columns are read one after the other."""
        if self.bottom <= other.top + 2:
            return self.left < other.right - 2
        return self.top < other.bottom - 2 and self.right <= other.left + 2 and abs(self.top - other.top) < 12


class Keys:
    def __init__(self, page: Page) -> None:
        self.page, self.strokes = page, 0
        self.wrong: list[str] = []
        # Asked for from the beginning: a choice of files that opens before somebody waits for it would be lost.
        page.on("filechooser", lambda _: None)

    # Strokes

    def press(self, key: str) -> Keys:
        self.page.keyboard.press(key)
        self.strokes += 1
        self.look()
        return self

    def type(self, text: str) -> Keys:
        self.page.keyboard.type(text)
        self.strokes += len(text)
        return self

    def look(self) -> str:
        """What has the focus, by name; what is wrong with it is noted."""
        found: Mapping[str, Any] = self.page.evaluate(LOOK)
        path = self.page.evaluate("location.pathname")
        self.wrong += [f"{path} [{found['name']}] {each}" for each in found["wrong"]]
        return str(found["name"])

    def opens(self, key: str = "Enter") -> Keys:
        """The key leads to another page."""
        with self.page.expect_navigation():
            self.page.keyboard.press(key)
            self.strokes += 1
        self.page.wait_for_load_state()
        return self

    # Ways

    def to(self, target: Locator, *, key: str = "Tab", most: int = 150) -> Keys:
        """Tab by Tab until the target has the focus."""
        wanted = target.first.element_handle()
        assert wanted is not None
        for _ in range(most):
            if wanted.evaluate("e => e === document.activeElement"):
                return self
            self.press(key)
        raise AssertionError(f"{self.page.url}: {most} times {key} never come to {target}")

    def link(self, name: str, *, within: str = "main") -> Keys:
        return self.to(self.page.locator(within).get_by_role("link", name=name, exact=True)).opens()

    def field(self, label: str | Locator, text: str) -> Keys:
        """Typed over what stands there."""
        target = self.page.get_by_label(label) if isinstance(label, str) else label
        return self.to(target).press("Control+a").type(text)

    def tick(self, name: str) -> Keys:
        box = self.page.get_by_role("checkbox", name=name, exact=True)
        self.to(box).press("Space")
        expect(box).to_be_checked()
        return self

    def choose(self, select: Locator, label: str) -> Keys:
        """In a list, by the arrow."""
        self.to(select)
        while select.evaluate("e => e.selectedOptions[0].label.trim()") != label:
            before = select.evaluate("e => e.selectedIndex")
            self.press("ArrowDown")
            assert select.evaluate("e => e.selectedIndex") > before, f"no {label} in the list"
        return self

    def pick(self, group: Locator, number: int) -> Keys:
        """One of several, by the arrows within the group, which is one stop."""
        chosen = group.locator("xpath=self::*[@checked]")
        self.to(chosen if chosen.count() else group).press("Space")
        for _ in range(group.count()):
            if group.nth(number).is_checked():
                return self
            self.press("ArrowDown")
        raise AssertionError(f"the arrows never come to the {number + 1}th of {group}")

    def day(self, target: Locator, day: str) -> Keys:
        """2015-02-03 into a field of a day, straight on; this browser's own language puts the year last."""
        year, month, date = day.split("-")
        self.to(target).type(f"{month}{date}{year}")
        expect(target).to_have_value(day)
        return self

    def file(self, target: Locator, path: Path) -> Keys:
        self.to(target)
        with self.page.expect_file_chooser() as chosen:
            self.press("Enter")
        chosen.value.set_files(path)
        return self

    def through(self) -> list[Stop]:
        """From the top of the page by Tab until it begins again: every stop once and all of them, in the order in which they are read."""
        self.page.evaluate(
            "() => { window.stops = []; document.body.tabIndex = -1; document.body.focus(); document.body.removeAttribute('tabindex'); scrollTo(0, 0); }"
        )
        path, stops = self.page.evaluate("location.pathname"), []
        most = 40 + 7 * int(self.page.evaluate(EXPECTED))
        for _ in range(most):
            self.page.keyboard.press("Tab")
            self.strokes += 1
            name = self.look()
            place = self.page.evaluate(PLACE)
            if place is None or (place["back"] and place["at"] == 0):
                break
            if place["back"]:
                self.wrong.append(f"{path} [{name}] leads back to stop {place['at']}")
                break
            if place["at"] == len(stops):
                stops.append(Stop(name, *(place[key] for key in ("region", "fixed", "left", "top", "right", "bottom"))))
        else:
            self.wrong.append(f"{path} the focus never leaves: {stops[-1].name}")
        if len(stops) != (expected := self.page.evaluate(EXPECTED)):
            self.wrong.append(f"{path} Tab comes to {len(stops)} of {expected}")
        for one, after in pairwise(stops):
            if not one.fixed and not after.fixed and one.region == after.region and after.stands_before(one):
                self.wrong.append(f"{path} [{after.name}] is read before [{one.name}] but comes after it")
        return stops
