"""A paper as PDF/A, by typst."""

from __future__ import annotations

import json
import threading
from datetime import datetime
from functools import cache
from importlib.resources import files

import pylopdf_fonts_zh_cn as fonts
import typst

from bailu.documents.blocks import Paper

_LOCK = threading.Lock()  # a compiler keeps the fonts it has read; it is not made for two threads at once


def source() -> bytes:
    return (files("bailu.documents.pdf") / "paper.typ").read_bytes()


@cache
def _compiler() -> typst.Compiler:
    chosen = typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[fonts.serif_path().parent],
    )
    if not {"Noto Serif SC", "Noto Sans SC"} <= set(chosen.families()):
        raise RuntimeError("the fonts of pylopdf-fonts-zh-cn are missing: without them typst prints nothing and says nothing")
    return typst.Compiler(font_paths=chosen, ignore_system_fonts=True)


def pdf(paper: Paper, *, at: datetime) -> bytes:
    """The same paper at the same moment gives the same bytes. ``at`` is aware; it is the moment the file says it was made.

    Raises typst.TypstError when the template itself is wrong.
    """
    with _LOCK:
        made = _compiler().compile(
            input=source(),
            format="pdf",
            sys_inputs={"paper": json.dumps(paper.as_json(), ensure_ascii=False)},
            pdf_standards=["a-2b"],
            timestamp=int(at.timestamp()),
        )
    if not isinstance(made, bytes):
        raise TypeError("typst gave no single PDF")
    return made
