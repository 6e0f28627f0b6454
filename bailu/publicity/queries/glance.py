"""The public site at a glance: each purchase in a line – what, for whom, by whom, for how much, with what result so far. Four queries."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from bailu.award.models import Award
from bailu.contracts.models import Contract
from bailu.evaluation.models import Evaluation
from bailu.kernel import clock
from bailu.kernel.words import Words
from bailu.planning import queries as plans
from bailu.procurement.models import Procedure
from bailu.publicity.queries import purchases

SHOWN = 10


@dataclass(frozen=True, slots=True)
class Glance:
    """One purchase by its last public procedure; ``amount`` is the budget until a result is announced, then what was agreed."""

    no: str
    title: str
    purchaser: str
    populations: tuple[str, ...]
    people: int
    unit: Words
    provider: str
    assumed: bool
    amount: Decimal
    budget: bool
    stage: Words
    tone: str
    note: Words
    due: dt.datetime | None = None


def glances(most: int = SHOWN) -> list[Glance]:
    """Those open for bids first, then the newest notices; of a repeated purchase the last round alone."""
    later = Procedure.objects.public().filter(project_no=OuterRef("project_no"), pk__gt=OuterRef("pk"))
    newest = purchases.procedures().filter(~Exists(later)).select_related("purchaser", "project").order_by("-published_at", "-pk")
    rounds = list(newest[:most])
    rounds.sort(key=lambda p: not _open(p))
    nos = [p.project_no for p in rounds]
    awards = {a.procedure_id: a for a in purchases.announced().filter(procedure__in=rounds).select_related("provider").order_by("pk")}
    contracts = {c.project_no: c for c in purchases.contracts().filter(project_no__in=nos).select_related("provider", "acceptance")}
    graded: dict[str, list[Evaluation]] = {}
    for e in purchases.evaluations().filter(contract__project_no__in=nos).select_related("contract").order_by("published_at"):
        graded.setdefault(e.contract.project_no, []).append(e)
    names = plans.names_of({code for p in rounds for code in p.project.populations})
    return [_glance(p, awards.get(p.pk), contracts.get(p.project_no), graded.get(p.project_no, ()), names) for p in rounds]


def _open(p: Procedure) -> bool:
    return p.ended_at is None and p.deadline is not None and p.deadline > clock.now()


def _glance(p: Procedure, award: Award | None, contract: Contract | None, graded: Collection[Evaluation], names: dict[str, str]) -> Glance:
    standing = award if p.ended_at is None else None
    holder = contract.provider if contract else standing.provider if standing else None
    stage, tone, note = _stage(p, standing, contract, list(graded))
    amount = contract.amount if contract else standing.amount if standing else p.budget_amount
    return Glance(
        no=p.project_no,
        title=p.title,
        purchaser=p.purchaser.name,
        populations=tuple(names[code] for code in p.project.populations),
        people=p.project.people_planned,
        unit=p.project.get_people_unit_display(),
        provider=holder.name if holder else "",
        assumed=bool(holder and holder.assumed),
        amount=amount,
        budget=contract is None and standing is None,
        stage=stage,
        tone=tone,
        note=note,
        due=p.deadline if _open(p) else None,
    )


def _stage(p: Procedure, award: Award | None, contract: Contract | None, graded: list[Evaluation]) -> tuple[Words, str, Words]:
    """Where it stands in a word, and the last grade in another."""
    grade: Words = (
        _("%(kind)s：%(grade)s") % {"kind": graded[-1].get_kind_display(), "grade": graded[-1].get_grade_display()} if graded else ""
    )
    if p.ended_at is not None:
        return _("已终止"), "stop", p.end_reason
    if contract is not None:
        if contract.settled_at:
            return _("已完成，款已付清"), "ok", grade
        accepted = getattr(contract, "acceptance", None) is not None
        return (
            (_("已验收"), "ok", grade) if accepted else (_("服务中"), "now", grade) if contract.started_on else (_("合同已签"), "now", "")
        )
    if award is not None:
        return _("已定供应商，待公告合同"), "now", ""
    return (_("正在接受投标"), "warn", "") if _open(p) else (_("评审中"), "line", "")
