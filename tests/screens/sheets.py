"""Eight pictures of one screen on one sheet: both languages, both schemes, both sizes. The browser itself puts the sheet together."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from playwright.sync_api import Browser

DESKTOP, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
#: How much of a long page is shown, in its own pixels.
LONGEST = {1440: 1700, 390: 1290}
#: How wide it stands on the sheet.
SHOWN = {1440: 560, 390: 170}


@dataclass(frozen=True, order=True)
class Look:
    language: str
    scheme: str
    width: int

    @property
    def viewport(self) -> Mapping[str, int]:
        return DESKTOP if self.width == DESKTOP["width"] else PHONE


LOOKS = [Look(*each) for each in product(("zh-hans", "en"), ("light", "dark"), (1440, 390))]


def _picture(look: Look, picture: bytes) -> str:
    data = base64.b64encode(picture).decode()
    return f'<img width="{SHOWN[look.width]}" src="data:image/jpeg;base64,{data}">'


def put_together(browser: Browser, pictures: Mapping[Look, bytes], path: Path) -> None:
    """Two columns, Chinese and English; two rows, light and dark."""
    cells = []
    for scheme in ("light", "dark"):
        for language in ("zh-hans", "en"):
            pair = "".join(_picture(look, pictures[look]) for look in LOOKS if (look.language, look.scheme) == (language, scheme))
            cells.append(f"<div>{pair}</div>")
    style = "body{margin:0;padding:8px;background:#888;display:grid;grid-template-columns:auto auto;gap:10px;width:max-content}"
    style += "div{display:flex;gap:6px;align-items:start}"
    page = browser.new_page(viewport={"width": 1510, "height": 400})
    page.set_content(f"<!doctype html><style>{style}</style>{''.join(cells)}")
    session = page.context.new_cdp_session(page)
    box = page.locator("body").bounding_box()
    assert box is not None
    clip = {"x": 0, "y": 0, "width": box["width"], "height": box["height"], "scale": 1}
    given = session.send("Page.captureScreenshot", {"format": "webp", "quality": 50, "clip": clip, "captureBeyondViewport": True})
    path.write_bytes(base64.b64decode(given["data"]))
    page.context.close()
