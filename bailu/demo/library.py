"""The document library: the opinions as facts, a guide in two versions, a supporting document and a district's measures (clause 5.2)."""

from __future__ import annotations

import datetime as dt
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document

from bailu.demo import script
from bailu.demo.stage import Stage
from bailu.documents.rules import DOCX
from bailu.kernel import clock
from bailu.programmes.library import commands
from bailu.programmes.models import Paper as Kept

Moment = tuple[dt.datetime, str, dict[str, Any], str]


def moments() -> list[Moment]:
    """(moment, step, paper, who reads), in no order."""
    found: list[Moment] = []
    for facts in script.library()["papers"]:
        day = clock.at_day(facts["day"], 9, 40)
        found += [(day, "draft_paper", facts, ""), (day + dt.timedelta(hours=6), "issue_paper", facts, "")]
        # The minute tells those who read on one day apart.
        found += [
            (day + dt.timedelta(days=days, hours=1, minutes=at), "read_paper", facts, who)
            for at, (who, days) in enumerate(facts["read"].items())
        ]
    return found


class Paper:
    """One paper on its way; every act carries its key."""

    def __init__(self, stage: Stage, facts: dict[str, Any], made: dict[str, Kept], reader: str = "") -> None:
        self.stage, self.facts, self.made, self.reader = stage, facts, made, reader

    def _once(self, what: str) -> str:
        return f"demo:paper:{self.facts['key']}:{what}"

    def draft_paper(self) -> None:
        facts = self.facts
        said = {
            name: facts[name] for name in ("kind", "title", "doc_no", "issuing_body", "summary", "clauses", "roles", "kinds", "read_by")
        }
        before = self.made[facts["replaces"]].pk if "replaces" in facts else None
        self.made[facts["key"]] = commands.draft_paper(
            self.stage.as_(facts["by"][0]), **said, in_force_from=facts["from"], in_force_to=facts["to"], public=True,
            file=_page(facts), replaces_id=before, assumed=facts["assumed"], once=self._once("drafted"),
        )  # fmt: skip

    def issue_paper(self) -> None:
        paper = self.made[self.facts["key"]]
        commands.issue_paper(self.stage.as_(self.facts["by"][1]), paper_id=paper.pk, once=self._once("issued"))

    def read_paper(self) -> None:
        paper = self.made[self.facts["key"]]
        commands.note_read(self.stage.as_(self.reader), paper_id=paper.pk, once=self._once(f"read:{self.reader}"))


def _page(facts: dict[str, Any]) -> SimpleUploadedFile:
    """Our own page of what the paper is about; nobody else's text."""
    paper, kept = Document(), BytesIO()
    paper.add_heading(facts["title"])
    for line in (facts["doc_no"], facts["issuing_body"], facts["summary"]):
        if line:
            paper.add_paragraph(line)
    paper.save(kept)
    return SimpleUploadedFile(f"{facts['title'][:40]}（要点）.docx", kept.getvalue(), DOCX)


def steps(stage: Stage) -> list[tuple[dt.datetime, str, list[Paper]]]:
    made: dict[str, Kept] = {}
    return [(moment, step, [Paper(stage, facts, made, reader)]) for moment, step, facts, reader in moments()]
