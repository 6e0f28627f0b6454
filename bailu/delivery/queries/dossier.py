"""What a purchase's dossier and the contract's page show of the service, and the steps it offers."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _

from bailu.contracts import queries as contracts
from bailu.contracts.enums import ContractState
from bailu.contracts.models import Contract
from bailu.contracts.panels import Panel
from bailu.delivery import policies
from bailu.delivery.models import StaffAssignment
from bailu.delivery.queries import reading
from bailu.delivery.queries.reading import MonthFacts, TargetFacts
from bailu.kernel.actor import Actor
from bailu.ui.steps import Step


@dataclass(frozen=True, slots=True)
class ServiceFacts:
    """How far the service of a purchase is: targets, months, people. No names of clients. Four queries."""

    contract: Contract
    targets: tuple[TargetFacts, ...]
    months: tuple[MonthFacts, ...]
    staff: tuple[StaffAssignment, ...]

    @property
    def services(self) -> int:
        return sum(m.services for m in self.months)

    @property
    def minutes(self) -> int:
        return sum(m.minutes for m in self.months)

    @property
    def hours(self) -> Decimal:
        return round(Decimal(self.minutes) / 60, 1)

    @property
    def last_month(self) -> dt.date | None:
        return self.months[-1].month if self.months else None


def facts(project_no: str) -> ServiceFacts | None:
    """No scope, for the rooms above, which have checked theirs."""
    contract = contracts.contract_of(project_no)
    return None if contract is None else facts_of(contract)


def facts_of(contract: Contract) -> ServiceFacts:
    return ServiceFacts(
        contract, tuple(reading.progress(contract.pk)), tuple(reading.by_month(contract)), tuple(reading.staff(contract.pk))
    )


def steps(actor: Actor, project_no: str) -> list[Step]:
    """What the agency can do next for the service; others are offered nothing here."""
    contract = contracts.contracts(actor).filter(project_no=project_no).first()
    return [] if contract is None else steps_of(actor, contract)


def steps_of(actor: Actor, contract: Contract) -> list[Step]:
    if contract.state not in (ContractState.SIGNED, ContractState.IN_SERVICE):
        return []
    serving = contract.state == ContractState.IN_SERVICE
    offered = [
        Step(_("安排社会工作者"), reverse("delivery:assign", args=[contract.pk]), policies.may_assign(actor, contract), basis="XM2015:3.2")
    ]
    if serving:
        record, client = policies.may_record(actor, contract), policies.may_add_client(actor, contract)
        offered = [
            Step(_("记录服务"), reverse("delivery:record", args=[contract.pk]), record, basis="XM2015:3.4", primary=True),
            Step(_("登记服务对象"), reverse("delivery:add_client", args=[contract.pk]), client, basis="XM2015:3.5"),
            *offered,
        ]
    return [step for step in offered if not step.verdict.forbidden]


def panel(actor: Actor, contract: Contract) -> Panel:
    """Progress and staff on the contract's page; nothing before it is signed."""
    if contract.signed_at is None:
        return Panel("delivery/none.html")
    shown = {
        "targets": reading.progress(contract.pk),
        "staff": reading.staff(contract.pk),
        "url": reverse("delivery:service", args=[contract.pk]),
    }
    return Panel("delivery/panel.html", shown, tuple(steps_of(actor, contract)))
