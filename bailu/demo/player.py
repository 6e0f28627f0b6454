"""One purchase on its way: what it remembers between steps. Every act carries a key, so a replay that was cut off goes on."""

from __future__ import annotations

from typing import Any

from bailu.award.models import Committee
from bailu.contracts.models import Contract
from bailu.demo.calendar import STORY, Dates
from bailu.demo.stage import Stage
from bailu.kernel.actor import Actor
from bailu.planning.models import Need, Project
from bailu.procurement.models import Procedure


class Player:
    need: Need
    project: Project
    procedure: Procedure
    committee: Committee
    contract: Contract

    def __init__(self, stage: Stage, facts: dict[str, Any], line_id: int, dates: Dates = STORY) -> None:
        self.stage, self.facts, self.line_id, self.dates = stage, facts, line_id, dates
        self.populations: list[str] = list(facts["populations"])

    def as_(self, key: str) -> Actor:
        """The person of this key; a purchaser other than the bureau brings its own people."""
        own: dict[str, str] = self.facts.get("people_of", {})
        return self.stage.as_(own.get(key, key))

    def provider(self, role: str) -> Actor:
        return self.as_(f"{self.facts['provider']}_{role}")

    def once(self, what: object) -> dict[str, str]:
        return {"once": f"demo:{self.facts['key']}:{what}"}
