"""Staff, clients and service records: each record counts against the contract's targets in the act itself."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.db import connection

from bailu.audit.commands import record as audit
from bailu.contracts import queries as contracts
from bailu.contracts.models import Contract, ContractTarget
from bailu.delivery import policies, queries, rules
from bailu.delivery.enums import COUNTS, REACHES, RecordKind, RecordState
from bailu.delivery.models import Client, ClientIdentity, Record, StaffAssignment, TargetProgress
from bailu.delivery.tasks import ASSIGN
from bailu.inbox.commands import settle
from bailu.kernel import clock
from bailu.kernel.actor import Actor
from bailu.kernel.acts import act, step
from bailu.kernel.verdict import require
from bailu.organisations.models import Person
from bailu.organisations.queries import members
from bailu.planning.enums import TargetCode


@act
def assign_staff(
    actor: Actor, *, contract_id: int, person_id: int, post: str, share: int, since: dt.date, certificate: str = ""
) -> StaffAssignment:
    """Put one of the agency's people on a contract; nobody above one full post over all contracts."""
    contract = contracts.lock(actor, contract_id)
    require(policies.may_assign(actor, contract))
    require(rules.of_staff(person_id, [m.person_id for m in members(contract.provider_id)]))
    _hold(person_id)
    held = StaffAssignment.objects.filter(person_id=person_id).running(since)
    require(rules.assigned_once(held.filter(contract=contract).exists()))
    require(rules.staff_share(list(held.values_list("share", flat=True)), share))
    assignment = StaffAssignment.objects.create(
        contract=contract, person_id=person_id, post=post, share=share, since=since, certificate=certificate
    )
    audit(
        actor,
        "delivery.staff_assigned",
        assignment,
        stream=contract.project_no,
        basis="XM2015:3.2",
        data={"person": person_id, "post": post, "share": share},
    )
    settle(actor, ASSIGN, contract)
    return assignment


@act
def end_assignment(actor: Actor, *, assignment_id: int, until: dt.date, reason: str) -> StaffAssignment:
    """Take a person off a contract."""
    assignment = queries.lock_assignment(actor, assignment_id)
    require(policies.may_end(actor, assignment))
    require(rules.ends_after_start(assignment.since, until))
    assignment.until = until
    assignment.save(update_fields=["until"])
    audit(
        actor,
        "delivery.staff_ended",
        assignment,
        stream=assignment.contract.project_no,
        basis="XM2015:3.2",
        reason=reason,
        data={"until": until},
    )
    return assignment


@act
def add_client(
    actor: Actor, *, contract_id: int, name: str, consent_on: dt.date, contact: str = "", birth_year: int | None = None
) -> Client:
    """Register a person served, with consent. The purchaser will only ever see the code."""
    contract = contracts.lock(actor, contract_id)
    require(policies.may_add_client(actor, contract))
    client = Client.objects.create(contract=contract, code=f"{Client.objects.filter(contract=contract).count() + 1:04d}")
    ClientIdentity.objects.create(client=client, name=name, contact=contact, birth_year=birth_year, consent_on=consent_on)
    audit(
        actor,
        "delivery.client_added",
        client,
        stream=contract.project_no,
        basis="XM2015:3.5",
        data={"code": client.code},
        personal={"name": name, "contact": contact},
    )
    return client


@act
def look_at_client(actor: Actor, *, client_id: int, reason: str) -> Client:
    """Who a client is: only for the agency, and every look is recorded."""
    client = queries.get_client(actor, client_id)
    audit(
        actor,
        "delivery.client_looked_at",
        client,
        stream=client.contract.project_no,
        basis="XM2015:3.5",
        reason=reason,
        data={"code": client.code},
    )
    return client


@act
def record_service(
    actor: Actor,
    *,
    contract_id: int,
    kind: str,
    started_at: dt.datetime,
    minutes: int,
    clients: Sequence[str] = (),
    people: int = 0,
    place: str = "",
    note: str = "",
    measure: str = "",
    value: Decimal | None = None,
    client_key: uuid.UUID | None = None,
) -> Record:
    """Record one service; it counts against the contract's targets at once.

    ``client_key`` comes from the phone: the same record sent twice is answered with the first.
    Raises Refused outside the service term, for overlapping services of the worker, without client or number of people.
    """
    contract = contracts.get(actor, contract_id)
    _hold(actor.user_id or 0)
    require(policies.may_record(actor, contract))
    key = client_key or uuid.uuid4()
    county = queries.county_of(contract)
    on = started_at.astimezone(clock.ZONE).date()
    sent = Record.objects.filter(county=county, month=on.replace(day=1), client_key=key).first()
    if sent is not None:
        return sent
    require(rules.within_service(on, contract.started_on, contract.term_to, clock.today()))
    require(rules.sensible(kind, minutes, clients, people))
    require(rules.worker_is_free(started_at, minutes, _same_day(county, actor, on)))
    served = list(Client.objects.select_for_update().filter(contract=contract, code__in=clients))
    require(rules.clients_known(clients, [c.code for c in served]))
    told = {"kind": kind, "started_at": started_at, "minutes": minutes, "place": place, "note": note, "measure": measure, "value": value}
    made = _write(actor, contract, key, on, told | {"clients": sorted(clients), "people": max(people, len(clients))})
    _count(contract, made, served, on)
    audit(
        actor,
        "delivery.recorded",
        f"delivery.Record:{key}",
        stream=contract.project_no,
        basis="XM2015:3.4",
        data={"kind": kind, "on": on, "minutes": minutes, "clients": len(clients), "people": made.people},
    )
    return made


def _write(actor: Actor, contract: Contract, key: uuid.UUID, on: dt.date, told: Mapping[str, Any]) -> Record:
    return Record.objects.create(
        county=queries.county_of(contract),
        month=on.replace(day=1),
        client_key=key,
        contract_id=contract.pk,
        provider_id=contract.provider_id,
        project_no=contract.project_no,
        worker_id=actor.user_id or 0,
        worker_name=actor.name,
        on=on,
        **told,
    )


@act
def strike_record(actor: Actor, *, contract_id: int, client_key: uuid.UUID, reason: str) -> Record:
    """Take a wrong record out of the count; it stays, marked, with the reason."""
    contract = contracts.lock(actor, contract_id)
    made = queries.get_record(actor, contract, client_key)
    require(policies.may_strike(actor, contract, made))
    require(rules.not_struck(made.state == RecordState.STRUCK))
    Record.objects.filter(county=made.county, month=made.month, client_key=made.client_key).update(state=RecordState.STRUCK)
    _uncount(contract, made)
    audit(
        actor,
        "delivery.struck",
        f"delivery.Record:{client_key}",
        stream=contract.project_no,
        basis="XM2015:3.5",
        reason=reason,
        data={"kind": made.kind},
    )
    return queries.get_record(actor, contract, client_key)


def _same_day(county: str, actor: Actor, on: dt.date) -> list[tuple[dt.datetime, int]]:
    near = (clock.at_day(on) - dt.timedelta(days=1), clock.at_day(on) + dt.timedelta(days=2))
    rows = Record.objects.filter(county=county, worker_id=actor.user_id or 0, started_at__range=near, state=RecordState.VALID)
    return list(rows.values_list("started_at", "minutes"))


@step
def _hold(person_id: int) -> None:
    """One act at a time about a person's working time, over all contracts."""
    list(Person.objects.select_for_update(no_key=True).filter(pk=person_id).values_list("pk"))


@step
def _count(contract: Contract, made: Record, served: Sequence[Client], on: dt.date) -> None:
    """Against the target of its kind by one; against the people reached by those met for the first time; a measure sets its target."""
    code = COUNTS.get(RecordKind(made.kind))
    if code:
        _add(contract.pk, code, Decimal(1))
    _add(contract.pk, TargetCode.HOURS, Decimal(made.minutes) / 60)
    if RecordKind(made.kind) in REACHES:
        fresh = [c.pk for c in served if c.reached_on is None]
        if fresh:
            Client.objects.filter(pk__in=fresh).update(reached_on=on)
            _add(contract.pk, TargetCode.PEOPLE, Decimal(len(fresh)))
    if made.kind == RecordKind.MEASURE and made.measure and made.value is not None:
        _set(contract.pk, made.measure, made.value)


@step
def _uncount(contract: Contract, made: Record) -> None:
    """What a struck record had added; a person met only in it counts as not reached."""
    code = COUNTS.get(RecordKind(made.kind))
    if code:
        _add(contract.pk, code, Decimal(-1))
    _add(contract.pk, TargetCode.HOURS, -Decimal(made.minutes) / 60)
    if RecordKind(made.kind) not in REACHES:
        return
    lost = [
        c.pk for c in Client.objects.filter(contract=contract, code__in=made.clients) if not queries.reached_otherwise(contract, c.code)
    ]
    Client.objects.filter(pk__in=lost).update(reached_on=None)
    if lost:
        _add(contract.pk, TargetCode.PEOPLE, -Decimal(len(lost)))


@step
def _add(contract_id: int, code: str, by: Decimal) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into delivery_targetprogress (target_id, done) select id, %s from contracts_contracttarget where contract_id = %s and code = %s "
            "on conflict (target_id) do update set done = delivery_targetprogress.done + excluded.done",
            [by, contract_id, code],
        )


@step
def _set(contract_id: int, code: str, value: Decimal) -> None:
    for target in ContractTarget.objects.filter(contract_id=contract_id, code=code):
        TargetProgress.objects.update_or_create(target=target, defaults={"done": value})
