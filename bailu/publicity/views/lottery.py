"""The yearly statement of the welfare lottery's money, for everybody."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from bailu.publicity.queries import lottery
from bailu.publicity.views.registers import BUYER, PublicRegister
from bailu.ui.registers import Column, Filter, money, named, number


class Lottery(PublicRegister):
    title = _("福利彩票公益金使用情况")
    intro = _("每年向社会公告：公益金给了谁、用于什么基础设施、用了多少、交回多少。数字随账目当日更新。")
    search_hint = _("名称、单位，两个字就够")
    default_sort = "-no"
    empty = (_("还没有安排福利彩票公益金"), _("公益金的预算批准后，当天在这里公告。"))
    template_name = "publicity/lottery.html"
    columns = (
        named(_("名称"), link="", sub=Column("no", _("编号"))),
        number("year", _("年度"), sort=False),
        BUYER,
        money("amount", _("批准金额"), sort=False),
        money("given", _("调整后"), sort=False),
        money("encumbered", _("已占用"), sort=False),
        money("paid", _("已支付"), sort=False),
        money("returned", _("已交回"), sort=False),
    )
    filters = (Filter("year", _("年度"), lottery.years),)
    rows = lottery.lines

    def found(self, rows: Any) -> Any:
        """Only by its own words: it serves no group, it builds."""
        return super(PublicRegister, self).found(rows)

    def context(self) -> dict[str, Any]:
        return {"years": lottery.by_year()}
