"""Only the agency records; a social worker on the contracts he is assigned to."""

from __future__ import annotations

from django.utils.translation import gettext as _

from bailu.contracts.models import Contract
from bailu.delivery.models import PROVIDER_ROLES, Record, StaffAssignment
from bailu.kernel import clock
from bailu.kernel.actor import Actor
from bailu.kernel.verdict import ALLOWED, Verdict, all_of, forbid, refuse
from bailu.organisations.roles import Role


def of_provider(actor: Actor, contract: Contract) -> Verdict:
    if actor.organisation_id == contract.provider_id and actor.has(*PROVIDER_ROLES):
        return ALLOWED
    return forbid(_("服务记录和服务对象资料只由承接主体保管和办理。"), "XM2015:3.5", code="party")


def running(contract: Contract) -> Verdict:
    if contract.state == "IN_SERVICE":
        return ALLOWED
    return refuse(_("合同现在的状态是“%(s)s”，不在服务中。") % {"s": contract.state_label}, "XM2015:3.4", code="state")


def may_assign(actor: Actor, contract: Contract) -> Verdict:
    head = (
        ALLOWED
        if actor.has(Role.PROVIDER_HEAD, Role.PROVIDER_CLERK)
        else forbid(_("人员由承接主体负责人或经办人安排。"), "XM2015:3.2", code="role")
    )
    signed = ALLOWED if contract.signed_at else refuse(_("合同尚未签订。"), "XM2015:3.4", code="state")
    return all_of(of_provider(actor, contract), head, signed)


def may_end(actor: Actor, assignment: StaffAssignment) -> Verdict:
    ended = refuse(_("此人的安排已经结束。"), "XM2015:3.2", code="done") if assignment.until else ALLOWED
    return all_of(may_assign(actor, assignment.contract), ended)


def may_add_client(actor: Actor, contract: Contract) -> Verdict:
    return all_of(of_provider(actor, contract), running(contract))


def may_record(actor: Actor, contract: Contract) -> Verdict:
    verdict = all_of(of_provider(actor, contract), running(contract))
    if not verdict.allowed:
        return verdict
    if StaffAssignment.objects.filter(contract=contract, person_id=actor.user_id or 0).running(clock.today()).exists():
        return ALLOWED
    return refuse(_("您没有被安排在这份合同上，请负责人先安排人员。"), "XM2015:3.2", code="staff")


def may_strike(actor: Actor, contract: Contract, record: Record) -> Verdict:
    own = record.worker_id == actor.user_id or actor.has(Role.PROVIDER_HEAD)
    mine = ALLOWED if own else forbid(_("服务记录由本人或负责人更正。"), "XM2015:3.5", code="own")
    return all_of(of_provider(actor, contract), mine)
