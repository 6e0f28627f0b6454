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

    A character that the font does not have (an emoji in a title) shows as an empty box and stays in the text; PDF/A forbids that, so such a
    paper is a plain PDF: better printed so than never. Raises typst.TypstError when the template itself is wrong.
    """
    data = json.dumps(paper.as_json(), ensure_ascii=False)
    try:
        return _compiled(data, at, archive=True)
    except typst.TypstError as fault:
        if "could not be displayed" not in str(fault):
            raise
        return _compiled(data, at, archive=False)


def _compiled(data: str, at: datetime, *, archive: bool) -> bytes:
    with _LOCK:
        made = _compiler().compile(
            input=source(),
            format="pdf",
            sys_inputs={"paper": data},
            pdf_standards="a-2b" if archive else None,
            timestamp=int(at.timestamp()),
        )
    if not isinstance(made, bytes):
        raise TypeError("typst gave no single PDF")
    return made
