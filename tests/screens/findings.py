"""What no screen may have: something wider than the window, a finding of axe, words left in the other language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from axe_playwright_python.sync_playwright import Axe
from babel.messages.pofile import read_po
from playwright.sync_api import Page

from bailu.server.place import PROJECT
from tests.screens.sheets import Look

TEXTS = """() => {
  const found = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const at = walker.currentNode.parentElement;
    if (at && !at.closest("script, style, template, [lang]:not(html)")) found.push(walker.currentNode.textContent);
  }
  for (const each of document.querySelectorAll("[placeholder], [aria-label], [title], [alt]"))
    for (const name of each.closest("[lang]:not(html)") ? [] : ["placeholder", "aria-label", "title", "alt"]) if (each.hasAttribute(name)) found.push(each.getAttribute(name));
  return found;
}"""
CHINESE = re.compile(r"[\u4e00-\u9fff]")


@cache
def chinese_texts() -> frozenset[str]:
    """Every text of the interface that has an English."""
    found = set()
    for path in sorted(PROJECT.glob("bailu/*/locale/en/LC_MESSAGES/django.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale="en"):
                first = message.id[0] if isinstance(message.id, tuple) else message.id
                if message.string and CHINESE.search(first) and len(first) > 1:
                    found.add(" ".join(first.split()))
    return frozenset(found)


def untranslated(page: Page) -> list[str]:
    """Words of the interface, not of the data, that stand in Chinese on an English page."""
    texts = {" ".join(text.split()) for text in page.evaluate(TEXTS)}
    return sorted(texts & chinese_texts())


def of(page: Page, look: Look) -> Iterator[str]:
    if page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"):
        yield "wider than the window"
    if look.language == "en":
        yield from (f"in Chinese on an English page: {text}" for text in untranslated(page))
    else:
        for each in Axe().run(page).response["violations"]:
            if each["impact"] in ("serious", "critical"):
                yield f"axe {each['id']}: {[node['html'][:160] for node in each['nodes']][:3]}"
