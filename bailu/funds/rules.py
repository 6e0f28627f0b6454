"""The law on public money (clause 3.6): facts in, Verdict out."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext as _

from bailu.funds.enums import GIVEN, EncumbrancePurpose, FundingSource, LinePurpose, LineState
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
