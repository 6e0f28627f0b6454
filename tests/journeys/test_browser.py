from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

pytestmark = pytest.mark.journey


def test_the_site_answers_a_browser(page: Page, shot: Callable[[Page, str], Path]) -> None:
    response = page.goto("/readyz")
    assert response is not None
    assert response.status == 200
    assert shot(page, "ready").stat().st_size > 1000
