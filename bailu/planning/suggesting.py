"""What a form proposes when nothing was typed yet: always seen, always changeable, never a rule."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from bailu.organisations.models import CITY
from bailu.planning.enums import Channel, CostHead, Population, TargetCode, TargetKind

#: Whom one visits at home; others are mostly helped case by case.
VISITED = frozenset({Population.POP07, Population.POP08, Population.POP06})
_NEED, _SERVICE = "需求", "服务"


def project_title(need_title: str) -> str:
    """厦港街道残疾人居家支持需求 is answered by 厦港街道残疾人居家支持服务."""
    return need_title.removesuffix(_NEED) + _SERVICE if need_title.endswith(_NEED) else need_title


def channel(county: str) -> str:
    """A municipal body declares to the city, a district's through its pilot site (clause 4.1)."""
    return Channel.MUNICIPAL if county == CITY else Channel.DISTRICT


def cost_rows(months: int, earlier: Iterable[Mapping[str, Any]] = ()) -> list[dict[str, Any]]:
    """The rows of the purchaser's last costing with its prices; without one, the heads most costings have, the prices left open."""
    kept = [dict(row) for row in earlier]
    if kept:
        return [row | {"months": months if row["months"] > 1 else 1} for row in kept]
    return [
        {"head": CostHead.STAFF, "title": _("专职社会工作者"), "unit": _("人"), "months": months},
        {"head": CostHead.SUPERVISION, "title": _("专业督导"), "unit": _("次"), "quantity": months, "months": 1},
        {"head": CostHead.ACTIVITY, "title": _("小组和社区活动"), "unit": _("场"), "months": 1},
        {"head": CostHead.TAX, "title": _("税费"), "unit": _("项"), "quantity": 1, "months": 1},
    ]


def target_rows(populations: Collection[str], names: str, people: int | None, unit: str, months: int) -> list[dict[str, Any]]:
    """One target of each class clause 3.4 asks for; numbers follow from the people planned, once a month each."""
    visited = bool(VISITED & set(populations))
    code, measure = (TargetCode.VISIT, _("入户探访")) if visited else (TargetCode.CASE, _("个案服务"))
    goal = (people * months if visited else people) if people else None
    return [
        {
            "kind": TargetKind.SCALE, "code": TargetCode.PEOPLE, "measure": _("服务%(names)s") % {"names": names}, "unit": unit,
            "goal": people, "evidence": _("服务对象名册"),
        },
        {
            "kind": TargetKind.QUANTITY, "code": code, "measure": measure, "unit": _("次") if visited else _("个"), "goal": goal,
            "evidence": _("服务记录"),
        },
        {
            "kind": TargetKind.QUALITY, "code": TargetCode.SATISFACTION, "measure": _("服务满意度"), "unit": "%", "goal": 90,
            "evidence": _("服务对象评价卡"),
        },
        {
            "kind": TargetKind.EFFECT, "code": TargetCode.CHANGE, "measure": _("主要问题量表均分"), "unit": _("分"),
            "evidence": _("服务前后测量"),
        },
    ]  # fmt: skip
