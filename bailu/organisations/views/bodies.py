"""Screens of the acts on organisations."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bailu.kernel.verdict import Verdict, refuse
from bailu.organisations import commands, forms, policies, queries
from bailu.organisations.enums import PROVIDER_KINDS, Decision, OrganisationKind
from bailu.organisations.models import Organisation
from bailu.organisations.roles import Role
from bailu.ui.actviews import ActView


class OfOrganisation(ActView):
    """A screen whose subject is the organisation in the address."""

    takes = "organisation_id"

    def get_subject(self) -> Organisation:
        return queries.get(self.actor, self.kwargs["pk"])

    def heading(self, subject: Organisation) -> str:
        return subject.name


class RegisterOrganisation(ActView):
    title = _("登记机构")
    intro = _("承接主体登记后先提交六项资格材料，审核通过才能参加采购；其他机构登记后直接在册。")
    form_class = forms.RegisterOrganisation
    clause = "XM2015:3.1"

    def verdict(self, subject: Any) -> Verdict:
        return policies.may_register(self.actor)

    def form_kwargs(self, subject: Any) -> dict[str, Any]:
        """An administrator registers any kind, the bureau those who serve."""
        every = self.actor.has(Role.ADMIN)
        return {"kinds": [choice for choice in OrganisationKind.choices if every or choice[0] in PROVIDER_KINDS]}

    def perform(self, subject: Any, data: dict[str, Any], once: str) -> Organisation:
        division = data.pop("division")
        return commands.register_organisation(self.actor, division_code=division.code, once=once, **data)


class EditOrganisation(OfOrganisation):
    title = _("变更机构信息")
    form_class = forms.EditOrganisation
    policy = policies.may_edit
    command = commands.edit_organisation

    def form_kwargs(self, subject: Organisation) -> dict[str, Any]:
        return {"changes_function": policies.may_register(self.actor, subject.kind).allowed}

    def initial(self, subject: Organisation) -> dict[str, Any]:
        return {name: getattr(subject, name) for name in commands.EDITABLE}


class SubmitConditions(OfOrganisation):
    title = _("提交资格材料")
    intro = _("六项条件缺一不可。已通过且未到期的条件不必重复提交；更新一项时，原来的材料在新材料通过之前继续有效。")
    clause = "XM2015:3.2"
    form_class = forms.SubmitConditions
    policy = policies.may_submit_conditions

    def form_kwargs(self, subject: Organisation) -> dict[str, Any]:
        return {"notes": {line.kind: line.note for line in queries.condition_lines(subject.pk)}}

    def initial(self, subject: Organisation) -> dict[str, Any]:
        """What came back is filled in again, so that only what was wrong is typed."""
        found: dict[str, Any] = {}
        for line in queries.condition_lines(subject.pk):
            if line.returned and not line.holds:
                found[f"{line.kind}_statement"] = line.returned.statement
                found[f"{line.kind}_evidence"] = line.returned.evidence
                found[f"{line.kind}_valid_until"] = line.returned.valid_until
        return found

    def perform(self, subject: Organisation, data: dict[str, Any], once: str) -> Organisation:
        shown = forms.SubmitConditions.conditions(data)
        return commands.submit_conditions(self.actor, organisation_id=subject.pk, conditions=shown, once=once)


class DecideConditions(OfOrganisation):
    title = _("审核资格材料")
    clause = "XM2015:3.2"
    form_class = forms.DecideConditions

    def verdict(self, subject: Organisation) -> Verdict:
        may = policies.may_decide_conditions(self.actor, subject)
        waits = any(line.pending for line in queries.condition_lines(subject.pk))
        return may if waits or not may.allowed else refuse(gettext("没有待审核的材料。"), self.clause, code="nothing_pending")

    def form_kwargs(self, subject: Organisation) -> dict[str, Any]:
        return {"pending": subject.conditions.filter(decision=Decision.PENDING).order_by("pk")}

    def perform(self, subject: Organisation, data: dict[str, Any], once: str) -> Organisation:
        decided = forms.DecideConditions.decisions(data)
        return commands.decide_conditions(self.actor, organisation_id=subject.pk, decisions=decided, once=once)


class Suspend(OfOrganisation):
    title = _("暂停资格")
    clause = "XM2015:5.4"
    form_class = forms.Restrict
    submit_tone = "danger"
    confirm = _("我已核对事实和依据。暂停期间，该机构不能投标、中标或签订合同。")
    move = "suspend"
    command = commands.suspend

    def verdict(self, subject: Organisation) -> Verdict:
        return policies.may_restrict(self.actor, subject, self.move)


class Bar(Suspend):
    title = _("禁止参加政府采购")
    clause = "PL2014:77"
    confirm = _("我已核对处罚决定。禁止期间，该机构不能参加任何政府采购活动。")
    move = "bar"
    command = commands.bar


class LiftRestriction(OfOrganisation):
    title = _("解除限制")
    clause = "XM2015:5.4"
    form_class = forms.Lift
    command = commands.lift_restriction

    def verdict(self, subject: Organisation) -> Verdict:
        return policies.may_restrict(self.actor, subject, policies.lift_move(subject, conditions_hold=False))
