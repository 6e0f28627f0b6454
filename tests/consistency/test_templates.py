from __future__ import annotations

import re

import pytest
from django.template.loader import get_template

from tests.consistency.source import HOUSE, ROOMS

NAMES = sorted(
    str(path.relative_to(folder))
    for room in ROOMS
    for folder in [HOUSE / room / "templates"]
    for path in folder.rglob("*")
    if path.suffix in {".html", ".txt", ".xml"}
)


@pytest.mark.parametrize("name", NAMES)
def test_every_template_can_be_read(name: str) -> None:
    assert get_template(name).template.nodelist is not None


@pytest.mark.parametrize("name", NAMES)
def test_no_template_holds_script_or_style(name: str) -> None:
    """The content security policy would refuse it in the browser."""
    source = get_template(name).template.source
    assert (
        re.findall(
            r"""<script(?![^>]*\ssrc=)(?![^>]*type="(?:application|text)/(?:json|plain))|<style|\sstyle="|\son(?!ce)[a-z]+="|javascript:""",
            source,
        )
        == []
    )
