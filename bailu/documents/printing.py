"""Printing a document: paper, digest of what it prints, version of the templates."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from importlib.resources import files

from bailu.documents.blocks import Paper
from bailu.documents.compose import compose
from bailu.documents.models import Document
from bailu.documents.pdf.render import source

_SOURCES = ("bailu.documents", "bailu.documents.compose", "bailu.documents.word", "bailu.documents.pdf")
_PRINTING = ("words.py", "blocks.py", "build.py", "render.py")


@cache
def template_version() -> str:
    """A digest of everything that decides how a document looks: a new version whenever a template is changed."""
    digest = hashlib.sha256(source())
    for package in _SOURCES:
        for entry in sorted(files(package).iterdir(), key=lambda found: found.name):
            if entry.name in _PRINTING or (package.endswith("compose") and entry.name.endswith(".py")):
                digest.update(entry.name.encode() + entry.read_bytes())
    return digest.hexdigest()[:16]


def paper(document: Document) -> Paper:
    return compose(
        document.kind,
        document.data,
        document.sections,
        title=document.title,
        number=document.number,
        draft=document.is_draft,
    )


def fingerprint(document: Document) -> str:
    """A digest of all that the files print: the same fingerprint needs no second print."""
    parts = [document.kind, document.number, document.title, document.state, document.data, document.sections, template_version()]
    return hashlib.sha256(json.dumps(parts, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
