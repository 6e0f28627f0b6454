"""Screens of the agency's acts: staff, clients, records."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from django import forms as django_forms
from django.http import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bailu.contracts import queries as contracts
from bailu.contracts.models import Contract
from bailu.delivery import commands, forms, policies, queries
from bailu.delivery.enums import COUNTED, RecordKind
from bailu.delivery.models import Client, Record, StaffAssignment
from bailu.kernel import clock
from bailu.kernel.errors import OutOfScope
from bailu.kernel.verdict import Verdict
from bailu.organisations.queries import members
from bailu.ui.actviews import ActView
from bailu.ui.formviews import Set
from bailu.ui.remedies import at
from bailu.ui.templatetags.ui_extras import moment


class ServiceAct(ActView):
    """An act of the agency on one of its contracts."""

    takes = "contract_id"

    def get_subject(self) -> Contract:
        return contracts.get(self.actor, self.kwargs["pk"])

    def heading(self, subject: Contract) -> str:
        return f"{subject.no} {subject.title}"

    def success_url(self, result: Any) -> str:
        return reverse("delivery:service", args=[self.kwargs["pk"]])


class RecordService(ServiceAct):
    title = gettext_lazy("记录服务")
    clause = "XM2015:3.4"
    submit_label = gettext_lazy("保存记录")
    form_class = forms.RecordService
    template_name = "delivery/record.html"
    policy = policies.may_record
    mends = {"overlap": at(gettext_lazy("查看服务记录"), "delivery:service", "pk")}

    def form_kwargs(self, subject: Contract) -> dict[str, Any]:
        measured = [(t.code, t.measure) for t in contracts.targets(subject.pk) if t.code not in COUNTED]
        return {"recent": queries.recent_codes(self.actor, subject), "measures": measured}

    def perform(self, subject: Contract, data: dict[str, Any], once: str) -> Record:
        """The form's own key is the record's: sent twice, it is one record."""
        return commands.record_service(self.actor, contract_id=subject.pk, client_key=uuid.UUID(once), **data)

    def success_url(self, result: Any) -> str:
        return reverse("delivery:record", args=[self.kwargs["pk"]])

    def cancel_url(self, subject: Contract) -> str:
        return reverse("delivery:service", args=[subject.pk])

    def success_message(self, result: Record) -> str:
        kind = RecordKind(result.kind).label
        words = {"kind": kind, "minutes": result.minutes, "at": moment(result.started_at)}
        return _("已记录：%(at)s 的%(kind)s，%(minutes)s分钟。可以继续记录下一条。") % words


class StrikeRecord(ServiceAct):
    title = gettext_lazy("作废记录")
    clause = "XM2015:3.5"
    submit_tone = "danger"
    form_class = forms.Strike

    def verdict(self, subject: Contract) -> Verdict:
        return policies.may_strike(self.actor, subject, queries.get_record(self.actor, subject, self.kwargs["key"]))

    def perform(self, subject: Contract, data: dict[str, Any], once: str) -> Record:
        return commands.strike_record(self.actor, contract_id=subject.pk, client_key=self.kwargs["key"], **data)


class AssignStaff(ServiceAct):
    title = gettext_lazy("安排社会工作者")
    clause = "XM2015:3.2"
    form_class = forms.Assign
    policy = policies.may_assign
    command = commands.assign_staff

    def form_kwargs(self, subject: Contract) -> dict[str, Any]:
        return {"people": list({m.person_id: m.person.name for m in members(subject.provider_id)}.items())}

    def initial(self, subject: Contract) -> dict[str, Any]:
        return {"since": max(subject.term_from, clock.today())}


class EndAssignment(ActView):
    title = gettext_lazy("结束安排")
    clause = "XM2015:3.2"
    submit_tone = "danger"
    form_class = forms.EndAssignment
    policy = policies.may_end
    command = commands.end_assignment
    takes = "assignment_id"

    def get_subject(self) -> StaffAssignment:
        found = StaffAssignment.objects.visible_to(self.actor).select_related("contract", "person").filter(pk=self.kwargs["pk"]).first()
        if found is None:
            raise OutOfScope
        return found

    def heading(self, subject: StaffAssignment) -> str:
        return f"{subject.contract.no} {subject.person.name}"

    def initial(self, subject: StaffAssignment) -> dict[str, Any]:
        return {"until": clock.today()}

    def success_url(self, result: Any) -> str:
        return reverse("delivery:service", args=[result.contract_id])


class AddClient(ServiceAct):
    title = gettext_lazy("登记服务对象")
    intro = gettext_lazy("登记后得到一个编号，记录服务时只用编号。")
    clause = "XM2015:3.5"
    form_class = forms.NewClient
    policy = policies.may_add_client
    command = commands.add_client

    def initial(self, subject: Contract) -> dict[str, Any]:
        return {"consent_on": clock.today()}

    def success_message(self, result: Client) -> str:
        return _("已登记，编号为%(code)s。") % {"code": result.code}


class LookAtClient(ActView):
    """Who a client is, shown once for the reason given; the page is not kept."""

    title = gettext_lazy("查看服务对象身份")
    intro = gettext_lazy("只有本机构可以查看，每次查看都会记下谁、何时、为什么。")
    clause = "XM2015:3.5"
    submit_label = gettext_lazy("查看")
    form_class = forms.Look

    def get_subject(self) -> Client:
        return queries.get_client(self.actor, self.kwargs["pk"])

    def heading(self, subject: Client) -> str:
        return f"{subject.contract.no} {subject.code}"

    def success_url(self, result: Any) -> str:
        return reverse("delivery:service", args=[result.contract_id])

    def perform(self, subject: Client, data: dict[str, Any], once: str) -> Client:
        return commands.look_at_client(self.actor, client_id=subject.pk, **data)

    def attempt(self, form: django_forms.BaseForm | None, sets: Sequence[Set], facts: dict[str, Any], once: str) -> HttpResponseBase:
        client = self.perform(self.subject, facts, once)
        response = self.render("delivery/client.html", {"client": client, "identity": client.identity, "back": self.success_url(client)})
        response["Cache-Control"] = "no-store"
        return response
