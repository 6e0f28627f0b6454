"""Screens of the acts on people: accounts, roles, one's own ties."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bailu.kernel.verdict import Verdict
from bailu.kernel.words import Words
from bailu.organisations import commands, forms, invitations, policies, queries, rules
from bailu.organisations.models import Affiliation, Membership, Organisation, Person
from bailu.organisations.roles import Role
from bailu.organisations.views.bodies import OfOrganisation
from bailu.ui.actviews import ActView


def roles_for(organisation: Organisation, with_admin: bool) -> list[str]:
    """The roles that have a place in the organisation."""
    at_home = [role for role in Role if rules.role_at_home(role, organisation.kind, organisation.function).allowed]
    return [role for role in at_home if with_admin or role != Role.ADMIN]


class OfPeople(OfOrganisation):
    policy = policies.may_manage_people

    def form_kwargs(self, subject: Organisation) -> dict[str, Any]:
        return {"roles": [(role, Role(role).label) for role in roles_for(subject, self.actor.has(Role.ADMIN))]}

    def cancel_url(self, subject: Organisation) -> str:
        return reverse("organisations:people_of", args=[subject.pk])

    def success_url(self, result: Any) -> str:
        return self.cancel_url(self.subject)


class InvitePerson(OfPeople):
    title = _("开通账号")
    intro = _("系统不开放自行注册。开通后，本人按邮件中的链接设置密码。")
    form_class = forms.InvitePerson

    def perform(self, subject: Organisation, data: dict[str, Any], once: str) -> Person:
        person = commands.invite_person(self.actor, organisation_id=subject.pk, once=once, **data)
        invitations.send(self.request, person)
        return person

    def success_message(self, result: Person) -> Words:
        return gettext("已开通“%(name)s”的账号，设置密码的链接已发往 %(email)s。") % {"name": result.name, "email": result.email}


class ResendInvitation(ActView):
    title = _("重发设置密码的链接")
    intro = _("原来的密码在本人设置新密码之前继续有效。")
    policy = policies.may_resend

    def get_subject(self) -> Membership:
        return queries.membership(self.actor, self.kwargs["pk"])

    def heading(self, subject: Membership) -> str:
        return f"{subject.person.name} · {subject.organisation.name}"

    def cancel_url(self, subject: Membership) -> str:
        return reverse("organisations:people_of", args=[subject.organisation_id])

    def success_url(self, result: Any) -> str:
        return self.cancel_url(self.subject)

    def perform(self, subject: Membership, data: dict[str, Any], once: str) -> Person:
        person = commands.note_invitation(self.actor, membership_id=subject.pk, once=once)
        invitations.send(self.request, person)
        return person


class GrantRole(OfPeople):
    title = _("授予岗位")
    form_class = forms.GrantRole
    clause = "RB:8.2"

    def perform(self, subject: Organisation, data: dict[str, Any], once: str) -> Membership:
        person = data["username"]
        return commands.grant_role(
            self.actor, person_id=person.pk, organisation_id=subject.pk, role=data["role"], since=data["since"], once=once
        )


class EndMembership(ActView):
    title = _("终止任职")
    form_class = forms.EndMembership
    submit_tone = "danger"
    policy = policies.may_end_membership
    command = commands.end_membership
    takes = "membership_id"

    def get_subject(self) -> Membership:
        return queries.membership(self.actor, self.kwargs["pk"])

    def heading(self, subject: Membership) -> str:
        return f"{subject.person.name} · {Role(subject.role).label} · {subject.organisation.name}"

    def cancel_url(self, subject: Membership) -> str:
        return reverse("organisations:people_of", args=[subject.organisation_id])

    def success_url(self, result: Any) -> str:
        return self.cancel_url(self.subject)


class DeclareTie(ActView):
    title = _("申报利害关系")
    intro = _("与机构有劳动、顾问、出资或亲属关系的，在法定年限内不得参加与该机构有关的评审。申报后抽取专家时自动回避。")
    clause = "IR2015:9"
    form_class = forms.DeclareTie

    def verdict(self, subject: Any) -> Verdict:
        return policies.may_declare(self.actor)

    def form_kwargs(self, subject: Any) -> dict[str, Any]:
        return {"organisations": Organisation.objects.visible_to(self.actor)}

    def success_url(self, result: Any) -> str:
        return reverse("organisations:me")

    def cancel_url(self, subject: Any) -> str:
        return reverse("organisations:me")

    def perform(self, subject: Any, data: dict[str, Any], once: str) -> Affiliation:
        organisation = data.pop("organisation")
        return commands.declare_affiliation(self.actor, organisation_id=organisation.pk, once=once, **data)


class EndTie(ActView):
    title = _("登记利害关系结束")
    clause = "IR2015:9"
    form_class = forms.EndTie
    command = commands.end_affiliation
    takes = "affiliation_id"

    def get_subject(self) -> Affiliation:
        return queries.own_tie(self.actor, self.kwargs["pk"])

    def heading(self, subject: Affiliation) -> str:
        return f"{subject.organisation.name} · {subject.get_kind_display()}"

    def success_url(self, result: Any) -> str:
        return reverse("organisations:me")

    def cancel_url(self, subject: Any) -> str:
        return reverse("organisations:me")
