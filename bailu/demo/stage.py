"""The bodies and people of the demonstration, entered by the same acts an office uses."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.hashers import make_password

from bailu.award import commands as award
from bailu.demo import commands, script
from bailu.kernel import clock
from bailu.kernel.actor import SYSTEM, Actor
from bailu.organisations import actors
from bailu.organisations import commands as organisations
from bailu.organisations.enums import ConditionKind, OrganisationKind
from bailu.organisations.models import Organisation, Person

SINCE = dt.date(2014, 12, 1)
VALID_UNTIL = dt.date(2017, 12, 31)


@dataclass
class Stage:
    """Bodies by key, people by key; ``as_`` gives the actor of a person today."""

    bodies: dict[str, Organisation] = field(default_factory=dict)
    people: dict[str, tuple[int, int]] = field(default_factory=dict)
    _signed_in: dict[tuple[str, dt.date], Actor] = field(default_factory=dict)

    def as_(self, key: str) -> Actor:
        """As the person signs in that day."""
        today = clock.today()
        if (key, today) not in self._signed_in:
            person_id, organisation_id = self.people[key]
            self._signed_in[key, today] = actors.of_person(Person.objects.get(pk=person_id), organisation_id).actor
        return self._signed_in[key, today]


def build() -> Stage:
    """Idempotent: every act carries its key."""
    stage, cast = Stage(), script.cast()
    hashed = make_password(cast["password"])
    with clock.at(clock.local(2014, 12, 1, 9)):
        for body in cast["bodies"]:
            stage.bodies[body["key"]] = _body(body)
        for person in cast["people"]:
            stage.people[person["key"]] = _person(stage, person, hashed)
    with clock.at(clock.local(2014, 12, 10, 9)):
        for key, body in stage.bodies.items():
            if body.kind == OrganisationKind.PRIVATE_NON_ENTERPRISE:
                _qualify(stage, key, body)
        for key in (p["key"] for p in cast["people"] if p["role"] == "EXPERT"):
            award.admit_expert(
                stage.as_("finance"),
                person_id=stage.people[key][0],
                field="SOCIAL_WORK",
                title="高级社会工作师（假定）",
                employer=stage.bodies["college"].name,
                once=f"demo:expert:{key}",
            )
        for tie in cast["ties"]:
            organisations.declare_affiliation(
                stage.as_(tie["person"]),
                organisation_id=stage.bodies[tie["body"]].pk,
                kind=tie["kind"],
                since=tie["since"],
                until=tie["until"],
                once=f"demo:tie:{tie['person']}",
            )
    return stage


def _body(body: dict[str, Any]) -> Organisation:
    if "existing" in body:
        return Organisation.objects.get(name=body["existing"])
    return organisations.register_organisation(
        SYSTEM,
        kind=body["kind"],
        name=body["name"],
        division_code=body["division"],
        registration_no=body["registration_no"],
        assumed=body.get("assumed", False),
        once=f"demo:body:{body['key']}",
    )


def _person(stage: Stage, person: dict[str, Any], hashed: str) -> tuple[int, int]:
    at = stage.bodies[person["at"]]
    made = organisations.invite_person(
        SYSTEM,
        organisation_id=at.pk,
        username=person["username"],
        name=person["name"],
        role=person["role"],
        email=f"{person['username']}@example.org",
        since=SINCE,
        assumed=True,
        once=f"demo:person:{person['key']}",
    )
    commands.open_sign_in(SYSTEM, person_id=made.pk, hashed=hashed, once=f"demo:sign-in:{person['key']}")
    return made.pk, at.pk


def _qualify(stage: Stage, key: str, body: Organisation) -> None:
    """The six conditions of clause 3.2, shown and accepted."""
    shown = [
        {"kind": kind, "statement": "材料齐全（假定）", "evidence": "登记证书、章程与年检材料（假定）", "valid_until": VALID_UNTIL}
        for kind in ConditionKind
    ]
    organisations.submit_conditions(stage.as_(f"{key}_head"), organisation_id=body.pk, conditions=shown, once=f"demo:conditions:{key}")
    decided = [{"kind": kind, "accept": True, "valid_until": VALID_UNTIL} for kind in ConditionKind]
    organisations.decide_conditions(stage.as_("receiver"), organisation_id=body.pk, decisions=decided, once=f"demo:qualified:{key}")
