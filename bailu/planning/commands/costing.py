"""What a project costs and what it must reach (clause 3.4)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from bailu.audit.commands import record
from bailu.kernel.actor import Actor
from bailu.kernel.acts import act
from bailu.kernel.verdict import require
from bailu.planning import costs, policies, queries, rules
from bailu.planning.models import CostItem, Project, Target


@act
def set_costing(actor: Actor, *, project_id: int, items: Sequence[Mapping[str, Any]]) -> Project:
    """Cost the project by heads: ``items`` of ``head, title, unit, unit_price, quantity, months`` (one when not monthly), of staff its ``level``.

    Replaces the costing as a whole; the project's amount is its sum. Whether shares keep within the law is asked at submission,
    so that an unfinished costing can be kept.
    """
    project = queries.lock(actor, project_id)
    require(policies.may_edit_project(actor, project))
    lines = [(i, rules.CostFacts(i["head"], Decimal(i["unit_price"]), Decimal(i["quantity"]), int(i.get("months") or 1))) for i in items]
    require(rules.cost_items_whole([line for _item, line in lines]))
    require(costs.levels_of_staff((i["head"], i.get("level") or "") for i in items))
    CostItem.objects.filter(project=project).delete()
    CostItem.objects.bulk_create(
        CostItem(
            project=project,
            position=position,
            head=line.head,
            title=item["title"].strip(),
            level=item.get("level") or "",
            unit=item["unit"].strip(),
            unit_price=line.unit_price,
            quantity=line.quantity,
            months=line.months,
            amount=line.amount,
        )
        for position, (item, line) in enumerate(lines, 1)
    )
    project.amount = rules.total(line for _item, line in lines)
    project.save(update_fields=["amount"])
    heads = {str(s.head): s.amount for s in rules.shares((line.head, line.amount) for _item, line in lines)}
    record(actor, "planning.costed", project, basis=rules.PROGRAMME, data={"amount": project.amount, "heads": heads})
    return project


@act
def set_targets(actor: Actor, *, project_id: int, targets: Sequence[Mapping[str, Any]]) -> Project:
    """Say what the project must reach: ``targets`` of ``kind, code, measure, unit, base, goal, evidence``. Replaces them as a whole."""
    project = queries.lock(actor, project_id)
    require(policies.may_edit_project(actor, project))
    require(rules.targets_whole((t["measure"], Decimal(t["goal"]), t["evidence"]) for t in targets))
    Target.objects.filter(project=project).delete()
    Target.objects.bulk_create(
        Target(
            project=project,
            position=position,
            kind=t["kind"],
            code=t["code"],
            measure=t["measure"].strip(),
            unit=t["unit"].strip(),
            base=t.get("base"),
            goal=Decimal(t["goal"]),
            lower_is_better=bool(t.get("lower_is_better")),
            evidence=t["evidence"].strip(),
        )
        for position, t in enumerate(targets, 1)
    )
    kinds = {str(kind): sum(t["kind"] == kind for t in targets) for kind in sorted({str(t["kind"]) for t in targets})}
    record(actor, "planning.targets_set", project, basis=rules.PROGRAMME, data={"targets": kinds})
    return project
