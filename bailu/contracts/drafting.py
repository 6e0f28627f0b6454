"""What a contract takes over from the notice, the bid and the award, so that nobody types it again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from bailu.contracts.enums import MilestoneKind
from bailu.contracts.rules import Goal
from bailu.documents.chinese import in_chinese
from bailu.kernel.money import allocate
from bailu.law import params
from bailu.planning.models import Project, Target

KINDS = (MilestoneKind.SIGNING, MilestoneKind.MID, MilestoneKind.FINAL)


@dataclass(frozen=True, slots=True)
class Instalment:
    no: int
    kind: MilestoneKind
    share: Decimal
    amount: Decimal


def instalments(amount: Decimal, shares: list[Decimal]) -> list[Instalment]:
    """The parts of the amount, no cent lost."""
    parts = allocate(amount, shares)
    return [Instalment(i + 1, KINDS[i], shares[i], parts[i]) for i in range(len(shares))]


def with_goals(promised: Sequence[Target], raised: Sequence[Mapping[str, Any]]) -> list[Target]:
    """The targets of the notice, with the goals the bid promised beyond them."""
    wanted = {(str(r["measure"]), str(r["unit"])): Decimal(r["goal"]) for r in raised}
    written = []
    for target in promised:
        own = copy(target)
        own.goal = wanted.get((target.measure, target.unit), target.goal)
        written.append(own)
    return written


def goals(targets: Sequence[Target]) -> list[Goal]:
    return [Goal(t.measure, t.unit, t.goal, t.lower_is_better) for t in targets]


def default_shares(regime: params.Regime) -> list[Decimal]:
    """50 / 30 / 20 unless the city sets another split (RULEBOOK 4.10, a parameter)."""
    return [Decimal(str(p)) for p in regime["contract.tranches"].parts]


_SERVED = {
    "PERSON": gettext_noop("为%(area)s的%(people)s名服务对象提供“%(title)s”所列社会工作服务。"),
    "HOUSEHOLD": gettext_noop("为%(area)s的%(people)s户服务对象提供“%(title)s”所列社会工作服务。"),
}


@in_chinese
def suggested_terms(project: Project, targets: Sequence[Target], parts: Sequence[Instalment]) -> dict[str, str]:
    """A first wording of the six terms from the data; people edit it before signing."""
    quantity = "；".join(f"{t.measure} {t.goal.normalize():f}{t.unit}" for t in targets if t.kind in ("QUANTITY", "SCALE"))
    quality = "；".join(f"{t.measure} {t.goal.normalize():f}{t.unit}" for t in targets if t.kind in ("QUALITY", "EFFECT"))
    paying = "；".join(
        _("第%(no)s期%(share)s%%，%(amount)s元，%(when)s支付")
        % {"no": p.no, "share": f"{p.share.normalize():f}", "amount": f"{p.amount:,.2f}", "when": p.kind.label}
        for p in parts
    )
    return {
        "scope": _(_SERVED[project.people_unit])
        % {"area": project.area or _("本项目服务区域"), "people": project.people_planned, "title": project.title},
        "quantity": quantity,
        "quality": quality,
        "payment": paying,
        "breach": _(
            "承接主体未达到约定的数量或质量，应在购买主体通知后限期整改；逾期不改的，按未完成部分扣减当期款项。"
            "伪造服务记录、泄露服务对象隐私或转包的，购买主体可以解除合同并追回已付款项。"
            "购买主体无正当理由逾期付款的，承担逾期付款责任。"
        ),
    }
