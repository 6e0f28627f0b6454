"""Who may do what with public money: role, organisation, state."""

from __future__ import annotations

from django.utils.translation import gettext as _

from bailu.funds.enums import BatchState, OrderState
from bailu.funds.lifecycle import BUDGET_LINE, LINE_IMPORT, MOVEMENT, PAYMENT_BATCH, PAYMENT_ORDER
from bailu.funds.models import BudgetLine, LineImport, Movement, PaymentBatch, PaymentOrder
from bailu.funds.rules import FUNDS, another_person, line_open, not_in_batch
from bailu.kernel.actor import Actor
from bailu.kernel.verdict import ALLOWED, Verdict, all_of, forbid, person_first, refuse
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


def may_propose_movement(actor: Actor, line: BudgetLine) -> Verdict:
    """The clerk whose line it is, or an officer of its treasury; another person approves."""
    if not actor.has(Role.PURCHASER_CLERK, Role.FINANCE_OFFICER):
        return forbid(_("资金调整由购买主体经办人或财政经办人提出。"), FUNDS, code="role")
    side = _own(actor, line) if actor.has(Role.PURCHASER_CLERK) else _treasury(actor, line.treasury_id)
    if actor.has(Role.FINANCE_OFFICER) and not side.allowed:
        side = _treasury(actor, line.treasury_id)
    return person_first(line_open(line.state, line.no), side)


def _may_decide_movement(actor: Actor, moved: Movement, move: str) -> Verdict:
    return person_first(
        MOVEMENT.may(actor, moved.state, move),
        _treasury(actor, moved.source.treasury_id),
        another_person(moved.proposed_by_id, actor.user_id, _("提出资金调整的人不得审批同一调整。")),
    )


def may_approve_movement(actor: Actor, moved: Movement) -> Verdict:
    """The chief of the treasury whose money it is, never who proposed it."""
    return _may_decide_movement(actor, moved, "approve")


def may_refuse_movement(actor: Actor, moved: Movement) -> Verdict:
    return _may_decide_movement(actor, moved, "refuse")


def may_check_payment(actor: Actor, order: PaymentOrder) -> Verdict:
    return person_first(PAYMENT_ORDER.may(actor, order.state, "check"), _treasury(actor, order.encumbrance.line.treasury_id))


def may_pay(actor: Actor, order: PaymentOrder) -> Verdict:
    """The chief of the treasury, never who checked it or asked for it."""
    return person_first(
        PAYMENT_ORDER.may(actor, order.state, "pay"),
        _treasury(actor, order.encumbrance.line.treasury_id),
        another_person(order.checked_by_id, actor.user_id, _("审核支付令的人不得支付同一支付令。")),
        another_person(order.requested_by_id, actor.user_id, _("申请支付的人不得支付同一支付令。")),
        _alone(order),
    )


def _alone(order: PaymentOrder) -> Verdict:
    return not_in_batch(order.batch.no if order.batch else "")


def may_reject_payment(actor: Actor, order: PaymentOrder) -> Verdict:
    return person_first(
        PAYMENT_ORDER.may(actor, order.state, "reject"), _treasury(actor, order.encumbrance.line.treasury_id), _alone(order)
    )


def may_open_desk(actor: Actor) -> Verdict:
    """The desk of a treasury is its own people's."""
    if actor.has(Role.FINANCE_OFFICER, Role.FINANCE_CHIEF):
        return ALLOWED
    return forbid(_("支付由财政部门办理。"), FUNDS, code="role")


def may_see_batches(actor: Actor) -> Verdict:
    return ALLOWED if actor.has(Role.AUDITOR) else may_open_desk(actor)


def may_batch(actor: Actor) -> Verdict:
    """The finance officer puts a batch together, and thereby checks what is in it."""
    if actor.has(Role.FINANCE_OFFICER):
        return ALLOWED
    return forbid(_("支付批次由财政经办人汇总审核。"), FUNDS, code="role")


def may_put_in_batch(actor: Actor, order: PaymentOrder) -> Verdict:
    return person_first(
        may_batch(actor),
        _treasury(actor, order.encumbrance.line.treasury_id),
        ALLOWED if order.state == OrderState.CHECKED else PAYMENT_ORDER.may(actor, order.state, "check"),
        _alone(order),
    )


def may_release_batch(actor: Actor, batch: PaymentBatch) -> Verdict:
    """The chief of the treasury, never who put it together."""
    return person_first(
        PAYMENT_BATCH.may(actor, batch.state, "release"),
        _treasury(actor, batch.treasury_id),
        another_person(batch.checked_by_id, actor.user_id, _("汇总审核批次的人不得支付同一批次。")),
    )


def may_pay_in_batch(actor: Actor, order: PaymentOrder) -> Verdict:
    """Nothing in a batch is paid by who checked it or asked for it either."""
    return all_of(
        another_person(order.checked_by_id, actor.user_id, _("审核支付令的人不得支付同一支付令。")),
        another_person(order.requested_by_id, actor.user_id, _("申请支付的人不得支付同一支付令。")),
    )


def may_withdraw_batch(actor: Actor, batch: PaymentBatch) -> Verdict:
    return person_first(PAYMENT_BATCH.may(actor, batch.state, "withdraw"), _treasury(actor, batch.treasury_id))


def may_record_return(actor: Actor, batch: PaymentBatch) -> Verdict:
    return person_first(PAYMENT_BATCH.may(actor, batch.state, "reconcile"), _treasury(actor, batch.treasury_id))


def may_export_batch(actor: Actor, batch: PaymentBatch) -> Verdict:
    """The treasury's own people, once the batch is released: before that nobody has decided that it is paid."""
    released = batch.state in (BatchState.RELEASED, BatchState.CLOSED)
    return person_first(
        may_open_desk(actor),
        _treasury(actor, batch.treasury_id),
        ALLOWED if released else refuse(_("批次支付后才能导出支付文件。"), FUNDS, code="unreleased"),
    )


def may_import(actor: Actor) -> Verdict:
    """The finance officer hands in the appropriations of his treasury; its chief approves them."""
    if actor.has(Role.FINANCE_OFFICER):
        return ALLOWED
    return forbid(_("拨款表由财政经办人导入。"), FUNDS, code="role")


def may_see_imports(actor: Actor) -> Verdict:
    return may_see_batches(actor)


def may_write_import(actor: Actor, kept: LineImport) -> Verdict:
    return person_first(LINE_IMPORT.may(actor, kept.state, "write"), _treasury(actor, kept.treasury_id))


def may_drop_import(actor: Actor, kept: LineImport) -> Verdict:
    return person_first(LINE_IMPORT.may(actor, kept.state, "drop"), _treasury(actor, kept.treasury_id))


def may_approve_import(actor: Actor, kept: LineImport) -> Verdict:
    """The chief of the treasury, never who handed the table in."""
    return person_first(
        LINE_IMPORT.may(actor, kept.state, "approve"),
        _treasury(actor, kept.treasury_id),
        another_person(kept.read_by_id, actor.user_id, _("导入拨款表的人不得批准同一张表。")),
    )
