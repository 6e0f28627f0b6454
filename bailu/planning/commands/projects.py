"""Making a project of assessed needs (clause 3.4)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bailu.audit.commands import record
from bailu.funds.numbering import next_no
from bailu.inbox.commands import settle
from bailu.kernel import clock
from bailu.kernel.actor import Actor
from bailu.kernel.acts import act, step
from bailu.kernel.errors import OutOfScope
from bailu.kernel.verdict import require
from bailu.law import params
from bailu.organisations.models import Organisation
from bailu.organisations.queries import purchaser_eligibility
from bailu.planning import policies, queries, rules
from bailu.planning.enums import PeopleUnit
from bailu.planning.models import Need, Project
from bailu.planning.searching import vector_of
from bailu.planning.tasks import PLAN
from bailu.programmes.enums import Batch


def _lock_needs(actor: Actor, need_ids: Sequence[int]) -> list[Need]:
    found = list(Need.objects.visible_to(actor).select_for_update(of=("self",)).filter(pk__in=need_ids).order_by("pk"))
    if len(found) != len(set(need_ids)):
        raise OutOfScope
    return found


@step
def _write(actor: Actor, project: Project, need_ids: Sequence[int], facts: dict[str, Any]) -> dict[str, Any]:
    """What start and edit have in common: the law on the facts, then the facts. Gives what the record says of them."""
    needs = _lock_needs(actor, need_ids)
    require(queries.resting_on(needs, project.purchaser_id, facts["populations"], facts["fields"]))
    require(rules.figures_whole(facts["people_planned"], facts["months"]))
    require(rules.months_within(facts["months"], params.regime(clock.today())))
    for name in ("title", "area", "content"):
        facts[name] = facts[name].strip()
    for name in ("populations", "fields"):
        facts[name] = list(facts[name])
    facts["division_id"] = facts.pop("division_code") or None
    for name, value in facts.items():
        setattr(project, name, value)
    project.search = vector_of(project)
    project.save()
    project.needs.set(needs)
    for each in needs:
        settle(actor, PLAN, each)
    return {"title": project.title, "needs": [n.no for n in needs], "people": project.people_planned, "months": project.months}


@act
def start_project(
    actor: Actor,
    *,
    title: str, need_ids: Sequence[int], populations: Sequence[str], fields: Sequence[str], kind: str, channel: str, area: str,
    people_planned: int, months: int, content: str, batch: str = Batch.FIRST, people_unit: str = PeopleUnit.PERSON,
    division_code: str | None = None,
    year: int | None = None,
    assumed: Sequence[str] = (),
) -> Project:  # fmt: skip
    """Make a project of assessed needs for the actor's own organisation.

    Refused when the organisation is no purchaser (XM2015:3.1), when a need is not assessed or another's, when the project serves
    others than its needs found (XM2015:3.4), outside the pilot (XM2015:2), or longer than a contract may last.
    """
    require(policies.may_start_project(actor))
    assert actor.organisation_id is not None and actor.user_id is not None
    require(purchaser_eligibility(actor.organisation_id))
    year = year or clock.today().year
    project = Project(
        no=next_no("P", year),
        year=year,
        purchaser=Organisation.objects.get(pk=actor.organisation_id),
        county=actor.county,
        created_by_id=actor.user_id,
        assumed=list(assumed),
    )
    facts: dict[str, Any] = {"title": title, "populations": populations, "fields": fields, "kind": kind, "channel": channel, "area": area}
    facts |= {"people_planned": people_planned, "people_unit": people_unit, "months": months, "content": content}
    said = _write(actor, project, need_ids, {**facts, "batch": batch, "division_code": division_code})
    record(actor, "planning.project_started", project, basis=rules.PROGRAMME, data=said)
    return project


@act
def edit_project(
    actor: Actor,
    *,
    project_id: int,
    title: str, need_ids: Sequence[int], populations: Sequence[str], fields: Sequence[str], kind: str, channel: str, area: str,
    people_planned: int, months: int, content: str, batch: str = Batch.FIRST, people_unit: str = PeopleUnit.PERSON,
    division_code: str | None = None,
) -> Project:  # fmt: skip
    """Put the facts of a draft or returned project right; refused as ``start_project``."""
    project = queries.lock(actor, project_id)
    require(policies.may_edit_project(actor, project))
    facts: dict[str, Any] = {"title": title, "populations": populations, "fields": fields, "kind": kind, "channel": channel, "area": area}
    facts |= {"people_planned": people_planned, "people_unit": people_unit, "months": months, "content": content}
    said = _write(actor, project, need_ids, {**facts, "batch": batch, "division_code": division_code})
    record(actor, "planning.project_edited", project, basis=rules.PROGRAMME, data=said)
    return project
