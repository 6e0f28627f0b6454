"""Both batches of the pilot: six districts name their streets and towns, the leading group's office decides (clauses 4.1, 4.4)."""

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
from bailu.programmes import commands
from bailu.programmes.models import SiteApplication

#: Days from the list to its decision, from its return to its mending.
DECIDED, MENDED = 5, 1


def moments() -> list[tuple[dt.datetime, str, dict[str, Any]]]:
    """(moment, step, list), in no order."""
    found: list[tuple[dt.datetime, str, dict[str, Any]]] = []
    for facts in script.pilot()["lists"]:
        day = clock.at_day(facts["day"], 9, 30)
        found.append((day, "name", facts))
        if "returned" in facts:
            found.append((day + dt.timedelta(days=MENDED), "give_back", facts))
            found.append((day + dt.timedelta(days=2 * MENDED), "mend", facts))
        if not facts.get("undecided"):
            found.append((day + dt.timedelta(days=DECIDED, hours=5), "approve", facts))
    return found


class List:
    """One list on its way; every act carries its key."""

    made: SiteApplication

    def __init__(self, stage: Stage, facts: dict[str, Any]) -> None:
        self.stage, self.facts = stage, facts

    def _once(self, what: str) -> str:
        return f"demo:sites:{self.facts['district']}:{self.facts['batch']}:{what}"

    def _whole(self, summary: str) -> dict[str, Any]:
        body = self.stage.bodies[self.facts["district"]]
        title = f"{body.division.name}政府购买社会工作服务试点工作方案（假定）"
        sites = [{"division_code": code, "reason": f"{reason}（假定）"} for code, reason in self.facts["streets"].items()]
        return {"sites": sites, "plan_title": title, "plan_summary": summary, "plan": _paper(title, summary)}

    def name(self) -> None:
        clerk = self.stage.as_(f"{self.facts['district']}_pilot")
        whole = self._whole(script.pilot()["summary"])
        self.made = commands.name_sites(clerk, batch=self.facts["batch"], assumed=True, **whole, once=self._once("named"))

    def give_back(self) -> None:
        office = self.stage.as_("office")
        commands.return_sites(office, application_id=self.made.pk, reason=self.facts["returned"], once=self._once("returned"))

    def mend(self) -> None:
        clerk = self.stage.as_(f"{self.facts['district']}_pilot")
        whole = self._whole(f"{self.facts['mended']}（假定）")
        commands.mend_sites(clerk, application_id=self.made.pk, **whole, once=self._once("mended"))

    def approve(self) -> None:
        office = self.stage.as_("office")
        commands.approve_sites(office, application_id=self.made.pk, decision=script.pilot()["decision"], once=self._once("approved"))


def _paper(title: str, summary: str) -> SimpleUploadedFile:
    """The plan as the district would attach it: its title and what it says."""
    paper, kept = Document(), BytesIO()
    paper.add_heading(title)
    paper.add_paragraph(summary)
    paper.save(kept)
    return SimpleUploadedFile(f"{title}.docx", kept.getvalue(), DOCX)


def steps(stage: Stage) -> list[tuple[dt.datetime, str, list[List]]]:
    lists: dict[int, List] = {}
    return [(moment, step, [lists.setdefault(id(facts), List(stage, facts))]) for moment, step, facts in moments()]
