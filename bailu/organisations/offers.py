"""What may be done next with an organisation, as the pages offer it: the same policies the acts ask."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from bailu.kernel.actor import Actor
from bailu.kernel.verdict import forbid
from bailu.organisations import policies
from bailu.organisations.enums import OrganisationState
from bailu.organisations.models import Organisation
from bailu.ui.steps import Step


def for_organisation(actor: Actor, organisation: Organisation, *, pending: bool) -> list[Step]:
    """Only what belongs to this person; what the state refuses is shown with its reason."""
    pk = organisation.pk
    steps = [
        Step(
            _("提交资格材料") if organisation.state != OrganisationState.QUALIFIED else _("更新资格材料"),
            reverse("organisations:submit_conditions", args=[pk]),
            policies.may_submit_conditions(actor, organisation),
            basis="XM2015:3.2",
            primary=organisation.state in (OrganisationState.DRAFT, OrganisationState.RETURNED, OrganisationState.EXPIRED),
        ),
        Step(
            _("审核资格材料"),
            reverse("organisations:decide_conditions", args=[pk]),
            policies.may_decide_conditions(actor, organisation) if pending else forbid(""),
            basis="XM2015:3.2",
            primary=organisation.state == OrganisationState.SUBMITTED,
        ),
        Step(_("变更信息"), reverse("organisations:edit", args=[pk]), policies.may_edit(actor, organisation)),
        *_restrictions(actor, organisation),
    ]
    return [step for step in steps if not step.verdict.forbidden and step.verdict.code != "kind"]


def _restrictions(actor: Actor, organisation: Organisation) -> list[Step]:
    pk = organisation.pk
    restricted = organisation.state in (OrganisationState.SUSPENDED, OrganisationState.BARRED)
    steps = []
    if organisation.state != OrganisationState.SUSPENDED and organisation.state != OrganisationState.BARRED:
        verdict = policies.may_restrict(actor, organisation, "suspend")
        steps.append(Step(_("暂停资格"), reverse("organisations:suspend", args=[pk]), verdict, basis="XM2015:5.4"))
    if organisation.state != OrganisationState.BARRED:
        verdict = policies.may_restrict(actor, organisation, "bar")
        steps.append(Step(_("禁止参加政府采购"), reverse("organisations:bar", args=[pk]), verdict, basis="PL2014:77"))
    if restricted:
        move = policies.lift_move(organisation, conditions_hold=False)
        verdict = policies.may_restrict(actor, organisation, move)
        steps.append(Step(_("解除限制"), reverse("organisations:lift", args=[pk]), verdict, basis="XM2015:5.4"))
    return steps


def for_people(actor: Actor, organisation: Organisation) -> list[Step]:
    may = policies.may_manage_people(actor, organisation)
    steps = [
        Step(_("开通账号"), reverse("organisations:invite", args=[organisation.pk]), may, primary=True),
        Step(_("授予岗位"), reverse("organisations:grant", args=[organisation.pk]), may),
    ]
    closed = policies.may_see_closed(actor)
    return [
        step for step in [*steps, Step(_("已关闭的账号"), reverse("organisations:closed_accounts"), closed)] if not step.verdict.forbidden
    ]
