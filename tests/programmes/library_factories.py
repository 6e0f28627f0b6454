"""Papers of the library: drafted by a clerk, issued by another."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from bailu.kernel.actor import Actor
from bailu.programmes.library import commands
from bailu.programmes.library.enums import PaperKind
from bailu.programmes.models import Paper


def paper_file(name: str = "指南.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, b"%PDF-1.4 guide")


def paper_facts(**changes: Any) -> dict[str, Any]:
    return {
        "kind": PaperKind.GUIDE,
        "title": "政府购买社会工作服务指南",
        "doc_no": "测办〔2015〕1号",
        "issuing_body": "测试机关",
        "summary": "说明怎样调查需求、核算成本、选择承接主体。",
        "clauses": ["XM2015:5.2", "XM2015:4.2"],
        "in_force_from": dt.date(2015, 3, 2),
        "in_force_to": None,
        "public": True,
        "roles": [],
        "kinds": [],
        "read_by": None,
    } | changes


def make_draft(actor: Actor, **changes: Any) -> Paper:
    changes.setdefault("file", paper_file())
    return commands.draft_paper(actor, **paper_facts(**changes))


def make_issued(writer: Actor, issuer: Actor, **changes: Any) -> Paper:
    """In force from today on, unless the facts say otherwise."""
    return commands.issue_paper(issuer, paper_id=make_draft(writer, **changes).pk)
