"""Who may do what with public money: role, organisation, state."""

from __future__ import annotations

from django.utils.translation import gettext as _

from bailu.funds.lifecycle import BUDGET_LINE, PAYMENT_ORDER
from bailu.funds.models import BudgetLine, PaymentOrder
from bailu.funds.rules import FUNDS, another_person
from bailu.kernel.actor import Actor
from bailu.kernel.verdict import ALLOWED, Verdict, forbid, person_first
from bailu.organisations.roles import Role


def may_propose_line(actor: Actor) -> Verdict:
    if actor.has(Role.PURCHASER_CLERK):
        return ALLOWED
    return forbid(_("预算由购买主体经办人编制。"), FUNDS, code="role")


def _own(actor: Actor, line: BudgetLine) -> Verdict:
    if actor.organisation_id == line.purchaser_id:
        return ALLOWED
    return forbid(_("这是其他单位的预算。"), FUNDS, code="organisation")


def _treasury(actor: Actor, treasury_id: int) -> Verdict:
    if actor.organisation_id == treasury_id:
        return ALLOWED
    return forbid(_("这项资金由另一财政部门管理。"), FUNDS, code="organisation")


def may_revise_line(actor: Actor, line: BudgetLine) -> Verdict:
    """The purchaser's clerk, as long as the treasury has not taken it up."""
    return person_first(BUDGET_LINE.may(actor, line.state, "submit"), _own(actor, line))


def may_submit_line(actor: Actor, line: BudgetLine) -> Verdict:
    return may_revise_line(actor, line)


def _may_decide(actor: Actor, line: BudgetLine, move: str) -> Verdict:
    return person_first(
        BUDGET_LINE.may(actor, line.state, move),
        _treasury(actor, line.treasury_id),
        another_person(line.proposed_by_id, actor.user_id, _("编制预算的人不得审批同一预算。")),
    )


def may_approve_line(actor: Actor, line: BudgetLine) -> Verdict:
    """The chief of the line's own treasury, never who proposed it."""
    return _may_decide(actor, line, "approve")


def may_return_line(actor: Actor, line: BudgetLine) -> Verdict:
    return _may_decide(actor, line, "return")


def may_supplement_line(actor: Actor, line: BudgetLine) -> Verdict:
    return _may_decide(actor, line, "supplement")


def may_close_line(actor: Actor, line: BudgetLine) -> Verdict:
    return _may_decide(actor, line, "close")


def may_check_payment(actor: Actor, order: PaymentOrder) -> Verdict:
    return person_first(PAYMENT_ORDER.may(actor, order.state, "check"), _treasury(actor, order.encumbrance.line.treasury_id))


def may_pay(actor: Actor, order: PaymentOrder) -> Verdict:
    """The chief of the treasury, never who checked it or asked for it."""
    return person_first(
        PAYMENT_ORDER.may(actor, order.state, "pay"),
        _treasury(actor, order.encumbrance.line.treasury_id),
        another_person(order.checked_by_id, actor.user_id, _("审核支付令的人不得支付同一支付令。")),
        another_person(order.requested_by_id, actor.user_id, _("申请支付的人不得支付同一支付令。")),
    )


def may_reject_payment(actor: Actor, order: PaymentOrder) -> Verdict:
    return person_first(PAYMENT_ORDER.may(actor, order.state, "reject"), _treasury(actor, order.encumbrance.line.treasury_id))
