"""From a need somebody sees to one that was surveyed, put to the public, and assessed (clause 3.4)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from bailu.audit.commands import record
from bailu.funds.numbering import next_no
from bailu.inbox.commands import ask, settle, settle_all
from bailu.kernel import clock
from bailu.kernel.actor import Actor
from bailu.kernel.acts import act, step
from bailu.kernel.verdict import Verdict, require
from bailu.law import clauses, params
from bailu.organisations.models import Organisation
from bailu.organisations.queries import purchaser_eligibility
from bailu.planning import policies, queries, ranking, rules
from bailu.planning.enums import AdmissionKind
from bailu.planning.models import Consultation, Need, Survey
from bailu.planning.searching import vector_of
from bailu.planning.tasks import ASSESS, PLAN, RESURVEY


def _scope(populations: Sequence[str], fields: Sequence[str], wished: str) -> Verdict:
    """Clause 2; a refusal leads to the request to admit the further group."""
    verdict = queries.in_scope(populations, fields)
    where = reverse("planning:request_population") + (f"?{urlencode({'name': wished})}" if wished else "")
    return verdict.mended_at(where, _("申请纳入新的人群或领域")) if verdict.code == "scope" else verdict


def _with_other(populations: Sequence[str], other: str) -> list[str]:
    """The codes chosen, and the code of the group named in words when the office has admitted one of that name."""
    wished = other.strip()
    return [*populations, queries.admitted_named(AdmissionKind.POPULATION, wished) or wished] if wished else list(populations)


@act
def start_need(
    actor: Actor,
    *,
    title: str,
    populations: Sequence[str],
    fields: Sequence[str],
    area: str,
    summary: str,
    division_code: str | None = None,
    other_population: str = "",
    copied_from: int | None = None,
    assumed: Sequence[str] = (),
) -> Need:
    """Enter a need of the actor's own organisation.

    ``other_population`` names a group that is not on the list: it counts when the leading group's office has admitted it.
    Refused when the organisation is no purchaser (XM2015:3.1) and when a group or a field is outside the pilot (XM2015:2).
    """
    require(policies.may_start_need(actor))
    assert actor.organisation_id is not None and actor.user_id is not None
    require(purchaser_eligibility(actor.organisation_id))
    groups = _with_other(populations, other_population)
    require(_scope(groups, fields, other_population.strip()))
    source = queries.lock_need(actor, copied_from) if copied_from else None
    need = Need(
        no=next_no("N", clock.today().year),
        title=title.strip(),
        purchaser=Organisation.objects.get(pk=actor.organisation_id),
        county=actor.county,
        populations=groups,
        fields=list(fields),
        division_id=division_code or None,
        area=area.strip(),
        summary=summary.strip(),
        copied_from=source,
        created_by_id=actor.user_id,
        assumed=list(assumed),
    )
    need.search = vector_of(need)
    need.save(force_insert=True)
    data = {"title": need.title, "populations": groups, "fields": list(fields), "area": need.area}
    record(actor, "planning.need_started", need, basis=rules.PROGRAMME, data=data)
    return need


@act
def edit_need(
    actor: Actor,
    *,
    need_id: int,
    title: str,
    populations: Sequence[str],
    fields: Sequence[str],
    area: str,
    summary: str,
    division_code: str | None = None,
    other_population: str = "",
) -> Need:
    """Put a need right before it is assessed; refused as ``start_need`` when it leaves the pilot's scope (XM2015:2)."""
    need = queries.lock_need(actor, need_id)
    require(policies.may_edit_need(actor, need))
    groups = _with_other(populations, other_population)
    require(_scope(groups, fields, other_population.strip()))
    need.title, need.area, need.summary = title.strip(), area.strip(), summary.strip()
    need.populations, need.fields, need.division_id = groups, list(fields), division_code or None
    need.search = vector_of(need)
    need.save(update_fields=["title", "area", "summary", "populations", "fields", "division", "search"])
    data = {"title": need.title, "populations": groups, "fields": list(fields), "area": need.area}
    record(actor, "planning.need_edited", need, basis=rules.PROGRAMME, data=data)
    return need


@act
def record_survey(
    actor: Actor, *, need_id: int, method: str, sample: int, found: int, since: dt.date, until: dt.date, findings: str
) -> Need:
    """Enter (or correct) the survey of a need; its head is asked to assess it.

    Refused when nobody was asked, when it has not ended, or when it found nothing worth a word (XM2015:3.4).
    """
    need = queries.lock_need(actor, need_id)
    require(policies.may_survey(actor, need))
    values = {"method": method, "sample": sample, "found": found, "since": since, "until": until, "findings": findings.strip()}
    write_survey(actor, need, values)
    record(actor, "planning.need_surveyed", need, basis=rules.PROGRAMME, data=values)
    return need


@step
def write_survey(actor: Actor, need: Need, values: dict[str, Any]) -> None:
    """What was found, however it was gathered; the head is asked to assess."""
    assert actor.user_id is not None
    require(rules.survey_whole(rules.SurveyFacts(today=clock.today(), **{k: v for k, v in values.items() if k != "method"})))
    Survey.objects.update_or_create(need=need, defaults={**values, "surveyed_by_id": actor.user_id})
    need.move("survey")
    need.save(update_fields=["state"])
    settle(actor, RESURVEY, need)
    ask(actor, ASSESS, need)


@act
def record_consultation(
    actor: Actor, *, need_id: int, channel: str, since: dt.date, until: dt.date, respondents: int, opinions: str, response: str
) -> Need:
    """Enter how the public was asked and what was made of its answers (IR2015:15). Refused before it has ended."""
    need = queries.lock_need(actor, need_id)
    require(policies.may_consult(actor, need))
    assert actor.user_id is not None
    require(rules.consultation_whole(since, until, clock.today()))
    values = {"channel": channel, "since": since, "until": until, "respondents": respondents}
    words = {"opinions": opinions.strip(), "response": response.strip()}
    Consultation.objects.create(need=need, recorded_by_id=actor.user_id, **values, **words)
    record(actor, "planning.public_consulted", need, basis=rules.CONSULT, data=values)
    return need


@act
def assess_need(actor: Actor, *, need_id: int, conclusion: str, people_in_need: int, ratings: Mapping[str, int] | None = None) -> Need:
    """The head finds that the need is real and how many have it; from now on a project may rest on it.

    ``ratings`` of all criteria rank it among the others by the weights of the day; without them it stays unranked.
    Refused without a survey (XM2015:3.4), and since 2015-03-01 without having asked the public (IR2015:15).
    """
    need = queries.lock_need(actor, need_id)
    require(policies.may_assess(actor, need))
    require(rules.surveyed(queries.survey_of(need) is not None))
    require(queries.calls_summed_up(need))
    asked = queries.consultations_of(need).exists()
    consulted = rules.consulted(asked, clock.today(), clauses.instrument("IR2015"))
    require(consulted.mended_at(reverse("planning:record_consultation", args=[need.no]), _("登记征求意见情况")))
    require(ranking.rated_whole(ratings or {}))
    need.move("assess")
    need.weighing = ranking.weighed(ratings or {}, ranking.weights(params.regime(clock.today())))
    need.score = ranking.score(need.weighing)
    need.conclusion, need.people_in_need = conclusion.strip(), people_in_need
    need.assessed_by_id, need.assessed_at = actor.user_id, clock.now()
    need.save(update_fields=["state", "conclusion", "people_in_need", "assessed_by", "assessed_at", "weighing", "score"])
    settle(actor, ASSESS, need)
    ask(actor, PLAN, need)
    data = {"people_in_need": people_in_need, "score": need.score}
    record(actor, "planning.need_assessed", need, basis=rules.PROGRAMME, reason=need.conclusion, data=data)
    return need


@act
def return_need(actor: Actor, *, need_id: int, reason: str) -> Need:
    """The head wants the survey done again or better, and says why."""
    need = queries.lock_need(actor, need_id)
    require(policies.may_return_need(actor, need))
    need.move("return")
    need.note = reason
    need.save(update_fields=["state", "note"])
    settle(actor, ASSESS, need)
    ask(actor, RESURVEY, need)
    record(actor, "planning.need_returned", need, basis=rules.PROGRAMME, reason=reason)
    return need


@act
def close_need(actor: Actor, *, need_id: int, reason: str) -> Need:
    """The need is not pursued any more, and why."""
    need = queries.lock_need(actor, need_id)
    require(policies.may_close_need(actor, need))
    need.move("close")
    need.note = reason
    need.save(update_fields=["state", "note"])
    settle_all(actor, stream=need.no)
    record(actor, "planning.need_closed", need, basis=rules.PROGRAMME, reason=reason)
    return need
