"""Three purchases from need to settlement and some that stand on their way, by the acts the screens call, on a moved clock."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

from bailu.demo import commands, library, pilot, script, stage, unfinished
from bailu.demo.calendar import Dates, schedule
from bailu.demo.evaluation_steps import EvaluationSteps
from bailu.demo.planning_steps import PlanningSteps
from bailu.demo.procurement_steps import ProcurementSteps
from bailu.demo.service_steps import ServiceSteps
from bailu.demo.stage import Stage
from bailu.funds import commands as funds
from bailu.inbox.ticking import tick
from bailu.kernel import clock
from bailu.kernel.actor import SYSTEM

NAME = "three-purchases"
Say = Callable[[str], object]


class Purchase(PlanningSteps, ProcurementSteps, ServiceSteps, EvaluationSteps):
    """Every step of the calendar is a method."""


class UnfinishedPurchase(Purchase):
    """Its money is appropriated when it is costed, by whoever of its purchases comes first."""

    def __init__(self, stage: Stage, facts: dict[str, Any], line: dict[str, Any], dates: Dates) -> None:
        super().__init__(stage, facts, 0, dates)
        self.line = line

    def cost(self) -> None:
        self.line_id = _line(self.stage, self.line)
        super().cost()


def play(say: Say) -> None:
    """Idempotent: a replay that was cut off is played again and goes on where it stopped."""
    set_up = stage.build()
    say("机构、人员和承接主体资格已就绪")
    line_id = _budget_line(set_up)
    settled = [Purchase(set_up, facts, line_id) for facts in script.purchases()["purchases"]]
    steps: list[tuple[dt.datetime, str, Sequence[Purchase | pilot.List | library.Paper]]] = [
        (moment, step, settled) for moment, step in schedule()
    ]
    steps += _unfinished(set_up)
    steps += pilot.steps(set_up)
    steps += library.steps(set_up)
    day: dt.date | None = None
    for moment, step, purchases in sorted(steps, key=lambda entry: entry[0]):
        # Once a month while nothing but services happens: one sweep seals every past day.
        if moment.date() != day and (step in WORDS or day is None or (moment.year, moment.month) != (day.year, day.month)):
            day = moment.date()
            with clock.at(clock.at_day(day, 7)):
                tick()
        with clock.at(moment):
            for purchase in purchases:
                getattr(purchase, step)()
        if step in WORDS:
            say(f"{moment:%Y-%m-%d %H:%M}  {WORDS[step]}{_whose(purchases, settled)}")
    commands.finish(SYSTEM, name=NAME)


def _whose(played: Sequence[Purchase | pilot.List | library.Paper], settled: Sequence[Purchase]) -> str:
    facts = played[0].facts
    return "" if played is settled else f"  {facts.get('title') or facts['district']}"


def _unfinished(set_up: Stage) -> list[tuple[dt.datetime, str, list[Purchase]]]:
    """Those that stand somewhere on their way when the demonstration is shown."""
    lines = {facts["key"]: facts for facts in script.unfinished()["lines"]}
    found = {
        f["key"]: UnfinishedPurchase(set_up, f, lines[f["line"]], unfinished.DATES[f["key"]]) for f in script.unfinished()["purchases"]
    }
    return [(moment, step, [found[key]]) for moment, step, key in unfinished.schedule()]


def _budget_line(set_up: Stage) -> int:
    """The city's appropriation of 2015: just what the three purchases and their evaluation need."""
    facts = {"key": "", "by": "clerk", "year": 2015, "source": "FISCAL", **script.purchases()["budget_line"]}
    with clock.at(clock.local(2015, 1, 20, 9)):
        return _line(set_up, facts)


def _line(set_up: Stage, facts: dict[str, Any]) -> int:
    """A budget line of the city, proposed by the purchaser's clerk and approved by the treasury's chief."""
    name, clerk = f"demo:line{facts['key']}", set_up.as_(facts["by"])
    line = funds.propose_line(
        clerk,
        year=facts["year"],
        level="CITY",
        treasury_id=set_up.bodies["treasury"].pk,
        source=facts["source"],
        giver=facts.get("giver", ""),
        purpose="SERVICE",
        title=facts["title"],
        amount=Decimal(facts["amount"]),
        once=name,
    )
    funds.submit_line(clerk, line_id=line.pk, once=f"{name}-submitted")
    funds.approve_line(set_up.as_("chief"), line_id=line.pk, note=f"列入{facts['year']}年度预算（假定）。", once=f"{name}-approved")
    return line.pk


WORDS: dict[str, str] = {
    "name": "区申报试点街道（镇）",
    "give_back": "领导小组办公室退回试点申请",
    "mend": "区修改后重新提交",
    "approve": "领导小组办公室批准试点名单",
    "draft_paper": "起草政策文件",
    "issue_paper": "印发政策文件",
    "start_need": "提出需求",
    "admit_population": "领导小组办公室审批增列服务人群",
    "survey": "需求调查",
    "consult": "征求公众意见",
    "assess": "需求评估",
    "start_project": "立项",
    "cost": "成本核算，设定四类目标",
    "submit": "提交预算",
    "approve_budget": "批准预算，预留资金和 3% 评估费",
    "declare": "申报",
    "accept_declaration": "受理申报",
    "start_procedure": "确定采购方式",
    "documents": "编制采购文件",
    "publish_notice": "发布采购公告",
    "enquire": "供应商询问与答复",
    "ask": "供应商询问",
    "begin_review": "开始评审",
    "bid": "密封投标",
    "draw": "抽取评审专家",
    "bid_late": "逾期投标退回",
    "open": "开标",
    "review": "评审",
    "receive_report": "评审报告送达",
    "decide": "确定中标（成交）供应商",
    "publish_award": "中标（成交）公告与通知书",
    "draft_contract": "起草合同",
    "sign": "签订合同",
    "publish_contract": "合同公告",
    "file_contract": "合同备案",
    "start_service": "开始服务",
    "claim_1": "首期请款",
    "approve_1": "首期请款审核",
    "pay_1": "支付首期款",
    "engage": "委托第三方评估",
    "mid_report": "中期自评",
    "mid_scores": "中期三方评价",
    "mid_draft": "中期评估意见",
    "mid_reply": "承接主体答复",
    "mid_publish": "中期评估公布",
    "claim_2": "二期请款",
    "approve_2": "二期请款审核",
    "pay_2": "支付二期款和中期评估费",
    "measure": "服务记录完毕，前后测量",
    "final_report": "末期自评",
    "final_scores": "末期三方评价",
    "final_draft": "末期评估意见",
    "final_reply": "承接主体答复",
    "final_publish": "末期评估公布",
    "accept": "验收",
    "claim_3": "末期请款",
    "approve_3": "末期请款审核",
    "pay_3": "支付末期款和评估费余款，结清",
}
