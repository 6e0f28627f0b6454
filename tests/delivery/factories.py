"""A running service with its staff, its clients and a few records, made by the acts."""

from __future__ import annotations

import datetime as dt
import itertools
from dataclasses import dataclass
from typing import Any

from bailu.contracts.models import Contract
from bailu.delivery import commands
from bailu.delivery.enums import RecordKind
from bailu.delivery.models import Client, Record, StaffAssignment
from bailu.kernel import clock
from bailu.kernel.actor import Actor
from bailu.organisations.models import Organisation
from bailu.organisations.roles import Role
from tests.contracts.factories import TERM_FROM, Parties, make_in_service
from tests.factories import make_actor

FIRST_VISIT = clock.local(2015, 4, 20, 9)
NAMES = ("陈阿婆", "林伯", "黄阿嬷", "吴老先生")
_n = itertools.count(1)


@dataclass
class Serving:
    """A contract in service with its worker and its clients."""

    parties: Parties
    worker: Actor
    assignment: StaffAssignment
    clients: list[Client]

    @property
    def contract(self) -> Contract:
        return self.parties.contract


def assign(parties: Parties, worker: Actor, **changes: Any) -> StaffAssignment:
    facts: dict[str, Any] = {
        "contract_id": parties.contract.pk,
        "person_id": worker.user_id,
        "post": "一线社工",
        "share": 100,
        "since": TERM_FROM,
        "certificate": "社会工作师 2013350200",
    }
    return commands.assign_staff(parties.provider_head, **(facts | changes))


def make_serving(parties: Parties | None = None, *, clients: int = 2) -> Serving:
    """One social worker with a full post, clients 0001, 0002, … with their consent; no record yet."""
    parties = parties or make_in_service()
    provider = Organisation.objects.get(pk=parties.contract.provider_id)
    worker = make_actor(Role.SOCIAL_WORKER, provider)
    with clock.at(clock.local(2015, 4, 15, 9)):
        assignment = assign(parties, worker)
        made = [
            commands.add_client(worker, contract_id=parties.contract.pk, name=NAMES[i % 4], consent_on=TERM_FROM, contact=f"1380000{i:04d}")
            for i in range(clients)
        ]
    return Serving(parties, worker, assignment, made)


def record(serving: Serving, **changes: Any) -> Record:
    """A visit of client 0001 on 04-20 at nine, thirty minutes, written down in the evening."""
    facts: dict[str, Any] = {
        "contract_id": serving.contract.pk,
        "kind": RecordKind.VISIT,
        "started_at": FIRST_VISIT,
        "minutes": 30,
        "clients": ["0001"],
        "note": "血压平稳，药已分好。",
    }
    facts |= changes
    with clock.at(max(clock.now(), facts["started_at"] + dt.timedelta(hours=8))):
        return commands.record_service(serving.worker, **facts)


def make_records(serving: Serving, days: int = 5) -> list[Record]:
    """A visit a day."""
    return [record(serving, started_at=FIRST_VISIT + dt.timedelta(days=i)) for i in range(days)]
