"""The law on public money (clause 3.6): facts in, Verdict out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bailu.funds.enums import GIVEN, EncumbrancePurpose, FundingSource, LinePurpose, LineState, MovementKind
from bailu.kernel.verdict import ALLOWED, Verdict, refuse
from bailu.organisations.enums import OrganisationFunction

FUNDS = "XM2015:3.6"
BUDGET_FIRST = "PL2014:6"


def money(amount: Decimal) -> str:
    """Yuan as a sentence shows them."""
    return f"{amount:,.2f}"


def positive(amount: Decimal) -> Verdict:
    return ALLOWED if amount > 0 else refuse(_("金额须大于零。"), FUNDS, code="amount")


def lottery_builds(source: str, purpose: str) -> Verdict:
    """Lottery money supports infrastructure, nothing else."""
    if source == FundingSource.LOTTERY and purpose != LinePurpose.INFRASTRUCTURE:
        return refuse(
            _("福利彩票公益金只用于购买服务所需的基础设施建设，不能列作服务款。请改选资金来源，或把用途改为基础设施建设。"),
            FUNDS,
            code="lottery",
        )
    return ALLOWED


def giver_named(source: str, giver: str) -> Verdict:
    """Whoever gives is named: it has to be visible who funded what."""
    if source in GIVEN and not giver.strip():
        return refuse(_("基金会或企业出资的，须写明出资方。"), FUNDS, code="giver")
    return ALLOWED


def treasury_function(function: str) -> Verdict:
    if function != OrganisationFunction.FINANCE:
        return refuse(_("预算由财政部门审批，请选择财政部门。"), FUNDS, code="treasury")
    return ALLOWED


def another_person(first_id: int | None, second_id: int | None, reason: str) -> Verdict:
    """Who proposes does not approve, who checks does not pay. The separation of offices is our rulebook's."""
    return refuse(reason, "RB:8.2", code="two_people") if first_id is not None and first_id == second_id else ALLOWED


def line_open(state: str, no: str) -> Verdict:
    """Nothing is bought without an approved budget."""
    if state == LineState.APPROVED:
        return ALLOWED
    reason = _("预算项目%(no)s的状态是“%(state)s”，未经批准的预算不能使用。")
    return refuse(reason % {"no": no, "state": LineState(state).label}, BUDGET_FIRST, code="line_state")


def purpose_fits(line_purpose: str, wanted: str) -> Verdict:
    """A line for infrastructure (all lottery money is) pays no services, and the reverse."""
    builds = wanted == EncumbrancePurpose.INFRASTRUCTURE
    if builds != (line_purpose == LinePurpose.INFRASTRUCTURE):
        reason = _("这个预算项目的用途是“%(has)s”，不能用于“%(wants)s”。")
        words = {"has": LinePurpose(line_purpose).label, "wants": EncumbrancePurpose(wanted).label}
        return refuse(reason % words, FUNDS, code="purpose")
    return ALLOWED


def fee_to_evaluator(purpose: str, *, evaluates: bool, serves: bool) -> Verdict:
    """The evaluation fee goes to a body that evaluates, never to the provider that is evaluated."""
    if purpose != EncumbrancePurpose.EVALUATION_FEE or (evaluates and not serves):
        return ALLOWED
    return refuse(_("评估费只能付给评估机构，不能付给被评估的承接主体或其他单位。"), "XM2015:3.7", code="evaluator")


def within_available(available: Decimal, wanted: Decimal, no: str) -> Verdict:
    """Strictly within the approved budget."""
    if wanted <= available:
        return ALLOWED
    reason = _("预算项目%(no)s可用余额%(available)s元，需要%(wanted)s元，还差%(gap)s元。采购不得超出批准的预算。")
    words = {"no": no, "available": money(available), "wanted": money(wanted), "gap": money(wanted - available)}
    return refuse(reason % words, BUDGET_FIRST, code="available")


def within_encumbrance(left: Decimal, wanted: Decimal) -> Verdict:
    """No more is paid or released than was encumbered."""
    if wanted <= left:
        return ALLOWED
    reason = _("占用的资金还剩%(left)s元，不能支付或释放%(wanted)s元。")
    return refuse(reason % {"left": money(left), "wanted": money(wanted)}, FUNDS, code="encumbrance")


def nothing_waits(encumbered: Decimal) -> Verdict:
    """A line is closed only when nothing of it is still encumbered."""
    if encumbered == 0:
        return ALLOWED
    return refuse(_("还有%(amount)s元被占用，结清前须先支付或释放。") % {"amount": money(encumbered)}, FUNDS, code="encumbered")


@dataclass(frozen=True, slots=True)
class Money:
    """Whose money a line holds: what has to be the same before any of it may change lines."""

    no: str
    year: int
    treasury_id: int
    purchaser_id: int
    source: str
    giver: str
    purpose: str


def may_move(kind: str, source: Money, target: Money | None) -> Verdict:
    """Free money stays money of its treasury, its source and its giver, and keeps its purpose; a transfer stays in its year, a
    carry-over goes to the same purchaser's line of the next."""
    if kind == MovementKind.RETURN:
        return ALLOWED
    if target is None or target.no == source.no:
        return refuse(_("请选择另一个转入项目。"), FUNDS, code="target")
    if source.treasury_id != target.treasury_id:
        return refuse(_("两个预算项目由不同的财政部门管理，资金不能互转。"), FUNDS, code="target")
    if (source.source, source.giver, source.purpose) != (target.source, target.giver, target.purpose):
        return refuse(_("资金来源、出资方和用途相同的预算项目之间才能调整：专款只用于它的用途。"), FUNDS, code="target")
    if kind == MovementKind.TRANSFER:
        if source.year == target.year:
            return ALLOWED
        return refuse(_("预算调剂只在同一年度内进行；跨年度的请办理年末结转。"), FUNDS, code="target")
    if (target.year, target.purchaser_id) == (source.year + 1, source.purchaser_id):
        return ALLOWED
    return refuse(_("结转只能转入同一购买主体下一年度（%(year)s年）的预算项目。") % {"year": source.year + 1}, FUNDS, code="target")


def year_over(kind: str, year: int, today: dt.date) -> Verdict:
    """Money is carried over when its year is over: before that it is transferred, or spent."""
    if kind != MovementKind.CARRY_OVER or today.year > year:
        return ALLOWED
    return refuse(_("%(year)s年度终了后才能办理结转。") % {"year": year}, "RB:1.7", code="year_open")


def not_in_batch(batch_no: str) -> Verdict:
    """What is in a batch is decided with it: paid alone as well it would be paid twice."""
    if not batch_no:
        return ALLOWED
    return refuse(_("这张支付令在批次%(no)s中，随批次办理，不能单独支付。") % {"no": batch_no}, FUNDS, code="in_batch")


def some_chosen(chosen: int) -> Verdict:
    return ALLOWED if chosen else refuse(_("请至少选择一张支付令。"), FUNDS, code="nothing_chosen")


@dataclass(frozen=True, slots=True)
class BankLine:
    """What the bank says of one order: where in its file, which order, how much, paid or not, its own reference, why not."""

    row: int
    no: str
    amount: Decimal
    paid: bool
    reference: str = ""
    reason: str = ""


#: Said of a file without a line.
NO_LINES = gettext_lazy("回单中没有一笔记录。")


def mismatches(lines: Sequence[BankLine], waiting: Mapping[str, Decimal], decided: Container[str]) -> list[str]:
    """Every way in which the bank's return does not fit the batch: one sentence for each row; none when it may be recorded."""
    found, seen = [], dict[str, int]()
    for line in lines:
        said = {"row": line.row, "no": line.no}
        if line.no in seen:
            found.append(_("第%(row)s行：%(no)s与第%(first)s行重复。") % (said | {"first": seen[line.no]}))
        elif line.no in decided:
            found.append(_("第%(row)s行：%(no)s已登记过，不会重复支付。") % said)
        elif line.no not in waiting:
            found.append(_("第%(row)s行：%(no)s不在这个批次中。") % said)
        elif waiting[line.no] != line.amount:
            amounts = {"bank": money(line.amount), "ours": money(waiting[line.no])}
            found.append(_("第%(row)s行：%(no)s金额不符，回单为%(bank)s元，支付令为%(ours)s元。") % (said | amounts))
        elif not line.paid and not line.reason:
            found.append(_("第%(row)s行：%(no)s被退回，但没有写明原因。") % said)
        seen.setdefault(line.no, line.row)
    return found


def some_rows(count: int) -> Verdict:
    return ALLOWED if count else refuse(_("表中没有一行数据。"), FUNDS, code="no_rows")


def none_there(nos: Sequence[str]) -> Verdict:
    """A table written again would give the money twice."""
    if not nos:
        return ALLOWED
    return refuse(_("已有同年度同名的预算项目%(nos)s，整张表不写入。") % {"nos": "、".join(nos[:5])}, FUNDS, code="there")
