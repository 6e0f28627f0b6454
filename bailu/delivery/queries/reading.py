"""What was done under a contract: for the agency its records, for everybody else counts and codes."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass
from decimal import Decimal

from django.db import connection
from django.db.models import Count, Sum

from bailu.contracts.models import Contract, ContractTarget
from bailu.delivery import rules
from bailu.delivery.enums import COUNTED, REACHES, RecordKind, RecordState
from bailu.delivery.models import Client, Record, StaffAssignment
from bailu.kernel import clock
from bailu.kernel.actor import SYSTEM, Actor
from bailu.kernel.errors import OutOfScope
from bailu.kernel.prepared import Prepared
from bailu.organisations.models import CITY


@dataclass(frozen=True, slots=True)
class TargetFacts:
    target: ContractTarget
    done: Decimal | None  # None: a measure that was not taken yet

    @property
    def rate(self) -> Decimal:
        t = self.target
        return rules.rate(self.done, t.goal, t.base, lower_is_better=t.lower_is_better)


_TARGETS = Prepared(lambda _actor, contract_id: ContractTarget.objects.filter(contract_id=contract_id).select_related("progress"))


def progress(contract_id: int) -> list[TargetFacts]:
    """Every target with what counts against it; one query. What was not measured yet has no figure."""
    rows = _TARGETS(SYSTEM, contract_id)
    return [TargetFacts(t, t.progress.done if hasattr(t, "progress") else _nothing(t)) for t in rows]


def _nothing(target: ContractTarget) -> Decimal | None:
    return Decimal(0) if target.code in COUNTED else None


@dataclass(frozen=True, slots=True)
class MonthFacts:
    month: dt.date
    services: int
    minutes: int


def by_month(contract: Contract) -> list[MonthFacts]:
    """The month's report, already filled: services and minutes."""
    rows = (
        Record.objects.filter(county=county_of(contract), contract_id=contract.pk, state=RecordState.VALID)
        .values("month")
        .annotate(services=Count("client_key"), minutes=Sum("minutes"))
        .order_by("month")
    )
    return [MonthFacts(r["month"], r["services"], r["minutes"] or 0) for r in rows]


def by_kind(contract: Contract) -> list[tuple[str, int]]:
    rows = (
        Record.objects.filter(county=county_of(contract), contract_id=contract.pk, state=RecordState.VALID)
        .values("kind")
        .annotate(n=Count("client_key"))
        .order_by("kind")
    )
    return [(str(RecordKind(r["kind"]).label), r["n"]) for r in rows]


def county_of(contract: Contract) -> str:
    """The county a contract's records lie in: that of its provider's seat."""
    return (contract.provider.division_id or CITY)[:6]


def records(actor: Actor, contract: Contract) -> list[Record]:
    """The agency's latest records of a contract."""
    return list(Record.objects.visible_to(actor).of_contract(county_of(contract), contract.pk)[:50])


def get_record(actor: Actor, contract: Contract, key: uuid.UUID) -> Record:
    """Raises OutOfScope."""
    found = Record.objects.visible_to(actor).of_contract(county_of(contract), contract.pk).filter(client_key=key).first()
    if found is None:
        raise OutOfScope
    return found


@dataclass(frozen=True, slots=True)
class CodeFacts:
    """A client as everybody but the agency sees one: a code and how often it was served. ``pk`` names the record, no person."""

    pk: int
    code: str
    services: int
    last_on: dt.date | None


def by_code(contract: Contract) -> list[CodeFacts]:
    """Every client's code with the services recorded; no names, one query."""
    with connection.cursor() as cursor:
        cursor.execute(
            'select c.id, c.code, count(r.code), max(r."on") from delivery_client c left join ('
            'select jsonb_array_elements_text(clients) as code, "on" from delivery_record '
            "where county = %s and contract_id = %s and state = 'VALID') r on r.code = c.code "
            "where c.contract_id = %s group by c.id, c.code order by c.code",
            [county_of(contract), contract.pk, contract.pk],
        )
        return [CodeFacts(*row) for row in cursor.fetchall()]


def recent_codes(actor: Actor, contract: Contract, most: int = 8) -> list[str]:
    """Whom the worker served last, for the picker."""
    rows = Record.objects.visible_to(actor).of_contract(county_of(contract), contract.pk).filter(worker_id=actor.user_id or 0)
    found = dict.fromkeys(code for codes in rows.values_list("clients", flat=True)[:20] for code in codes)
    return list(found)[:most]


def own_contracts(actor: Actor) -> list[Contract]:
    """The running contracts on which the person serves."""
    held = StaffAssignment.objects.filter(person_id=actor.user_id or 0).running(clock.today()).values("contract_id")
    rows = Contract.objects.filter(pk__in=held, provider_id=actor.organisation_id or 0, state="IN_SERVICE")
    return list(rows.select_related("purchaser", "provider").order_by("pk"))


def clients(actor: Actor, contract: Contract) -> list[Client]:
    return list(Client.objects.visible_to(actor).filter(contract=contract).order_by("code"))


def reached_otherwise(contract: Contract, code: str) -> bool:
    """Whether another valid record of the contract met this client."""
    rows = Record.objects.filter(county=county_of(contract), contract_id=contract.pk, state=RecordState.VALID, kind__in=REACHES)
    return rows.filter(clients__contains=[code]).exists()


def lock_assignment(actor: Actor, assignment_id: int) -> StaffAssignment:
    """Raises OutOfScope."""
    rows = StaffAssignment.objects.visible_to(actor).select_related("contract", "person")
    found = rows.select_for_update(of=("self",)).filter(pk=assignment_id).first()
    if found is None:
        raise OutOfScope
    return found


def staff(contract_id: int) -> list[StaffAssignment]:
    return list(StaffAssignment.objects.filter(contract_id=contract_id).select_related("person").order_by("-share", "pk"))


def get_client(actor: Actor, client_id: int) -> Client:
    """The code of a client of one's own agency, without the identity. Raises OutOfScope."""
    found = Client.objects.visible_to(actor).select_related("contract").filter(pk=client_id).first()
    if found is None:
        raise OutOfScope
    return found
