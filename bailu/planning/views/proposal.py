"""The budget proposed for the next year, from results; as a spreadsheet for the treasury."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bailu.kernel import clock
from bailu.law import params
from bailu.planning import policies, queries
from bailu.planning.models import Need
from bailu.planning.queries.proposal import Proposal
from bailu.ui.registers import NO, PAGE, Column, Register, named, number


class BudgetProposal(Register):
    title = gettext_lazy("下年度预算建议")
    intro = gettext_lazy("建议金额＝有需求人数×已结清购买的人均成本×上期评估等级系数。每个数都可以点开看来源；没有依据的不列数。")
    empty = (gettext_lazy("还没有已评估的需求"), gettext_lazy("需求经评估后，这里按结清的购买算出下年度的建议金额。"))
    template_name = "planning/proposal.html"
    default_sort = "-score"
    columns = (
        NO,
        named(gettext_lazy("需求")),
        number("score", gettext_lazy("需求评分")),
        Column("people_in_need", gettext_lazy("有需求人数"), look="number", sort="people_in_need", link=PAGE),
        Column("unit", gettext_lazy("人均成本"), look="money", method="unit"),
        Column("source", gettext_lazy("成本来源"), method="source"),
        Column("grade", gettext_lazy("上期评估等级"), method="grade"),
        Column("factor", gettext_lazy("等级系数"), look="number", method="factor"),
        Column("amount", gettext_lazy("建议金额"), look="money", method="amount", strong=True),
    )
    rows = queries.own_needs
    policy = policies.may_see_proposal

    @cached_property
    def proposals(self) -> dict[int, Proposal]:
        return queries.proposals(self.actor)

    def of(self, row: Need) -> Proposal:
        return self.proposals[row.pk]

    def unit(self, row: Need) -> Decimal | None:
        return self.of(row).unit

    def source(self, row: Need) -> str:
        found = self.of(row)
        if not found.source:
            return _("没有结清的同类购买")
        return found.source if found.own else _("同类中位数：%(nos)s") % {"nos": found.source}

    def grade(self, row: Need) -> str:
        return self.of(row).grade

    def factor(self, row: Need) -> Decimal | None:
        return self.of(row).factor

    def amount(self, row: Need) -> Decimal | None:
        return self.of(row).amount

    def get_columns(self) -> Sequence[Column]:
        """The unit cost and the grade open the purchase they come from."""
        opened = ("unit", "source", "grade")
        return tuple(replace(c, link=lambda row: self.of(row).url) if c.name in opened else c for c in super().get_columns())

    def context(self) -> dict[str, Any]:
        factors = params.get("planning.grade_factors", on=clock.today())
        return {"total": queries.proposal_total(self.proposals.values()), "year": clock.today().year + 1, "factors": factors}
