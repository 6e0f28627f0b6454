"""What the documents of a purchase propose when nothing was written yet: always seen, always changeable, never a rule."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from bailu.kernel.days import is_working_day, next_working_day
from bailu.law.params import Regime
from bailu.procurement import rules
from bailu.procurement.enums import CriterionKind


def price_weight(regime: Regime) -> Decimal | None:
    """The least the law asks for: service is bought for its quality."""
    least = regime["award.price_weight_min"]
    return None if least.off else (least.amount * 100).quantize(Decimal(1))


def criteria(weight: Decimal | None) -> list[dict[str, Any]]:
    """The price with its weight, and what is left for plan, team and management, each with what earns the points (IR2015:34)."""
    rest = 100 - (weight or Decimal(0))
    team = (rest * 3 / 10).quantize(Decimal(1))
    management = (rest * 2 / 10).quantize(Decimal(1))
    graded = _("%(what)s，好的得满分的80%%至100%%，较好的得60%%至79%%，一般的得30%%至59%%，没有的不得分。")
    return [
        {"kind": CriterionKind.PRICE, "title": _("价格"), "max": weight, "standard": ""},
        {
            "kind": CriterionKind.PLAN, "title": _("服务方案"), "max": rest - team - management,
            "standard": graded % {"what": _("需求分析准确、内容和进度完整可行、成效可以测量")},
        },
        {
            "kind": CriterionKind.TEAM, "title": _("项目团队"), "max": team,
            "standard": graded % {"what": _("专职社会工作者的人数、专业资格和投入时间与服务量相称")},
        },
        {
            "kind": CriterionKind.MANAGEMENT, "title": _("项目管理"), "max": management,
            "standard": graded % {"what": _("督导、培训、档案、保密和财务管理制度健全并可核查")},
        },
    ]  # fmt: skip


def conditions() -> list[str]:
    """The six conditions of clause 3.2, which every provider fulfils; others only where the service asks for them."""
    return [_("具备承接政府购买社会工作服务的六项条件，并在有效期内。")]


def deadline_day(today: dt.date, method: str, regime: Regime) -> dt.date:
    """The earliest lawful day on which the documents were on offer long enough too, moved to a working day so that somebody opens."""
    first = max(rules.earliest_deadline(today, method, regime), rules.earliest_documents_end(today, method, regime))
    return first if is_working_day(first) else next_working_day(first)
