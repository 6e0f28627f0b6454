"""Pictures for the manual: taken on the way, so that they always show what the screens are now."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page


class Shots:
    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder

    def __call__(self, page: Page, name: str, *, top: bool = True) -> None:
        """The top of the page, or what the window shows, without the clock of the demonstration, which no office has."""
        page.wait_for_load_state()
        if top:
            page.evaluate("scrollTo(0, 0)")
        page.evaluate("document.querySelector('.strip')?.remove()")
        page.screenshot(path=str(self.folder / f"{name}.jpg"), type="jpeg", quality=72, animations="disabled")
