"""Acts on needs and on the scope of the pilot: each way through, each refusal with nothing changed."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import Any

import pytest

from bailu.audit.models import Entry
from bailu.inbox.models import Task
from bailu.kernel.errors import Forbidden, OutOfScope, Refused
from bailu.organisations.enums import OrganisationKind
from bailu.organisations.models import Organisation
from bailu.organisations.roles import Role
from bailu.planning import commands, queries
from bailu.planning.enums import AdmissionKind, AdmissionState, NeedState
from bailu.planning.models import AdmittedPopulation, Consultation, Need, Survey
from tests.factories import make_actor, make_purchaser
from tests.funds.factories import make_offices
from tests.planning.factories import (
    consult,
    make_admitted_population,
    make_assessed_need,
    make_bureau,
    make_need,
    make_requested_population,
    make_surveyed_need,
    need_facts,
    survey_facts,
)

pytestmark = pytest.mark.django_db


def desks(kind: str) -> list[tuple[int, str]]:
    return list(Task.objects.open().filter(kind=kind).values_list("organisation_id", "role"))


def verbs(stream: str) -> list[str]:
    return list(Entry.objects.filter(stream=stream).order_by("seq").values_list("verb", flat=True))


def refused(act: Any, *args: Any, **facts: Any) -> Any:
    with pytest.raises(Refused) as error:
        act(*args, **facts)
    return error.value.verdict


def test_a_need_is_entered_surveyed_consulted_and_assessed() -> None:
    offices = make_offices()
    need = make_need(offices)
    assert (need.no, need.state, need.county) == ("N-2015-0001", NeedState.DRAFT, "350200")
    commands.record_survey(offices.clerk, need_id=need.pk, **survey_facts())
    assert desks("planning.assess_need") == [(offices.purchaser.pk, Role.PURCHASER_HEAD)]
    consult(offices, need)
    need = commands.assess_need(offices.head, need_id=need.pk, conclusion="真实", people_in_need=312)
    assert (need.state, need.people_in_need, desks("planning.assess_need")) == (NeedState.ASSESSED, 312, [])
    assert desks("planning.plan_project") == [(offices.purchaser.pk, Role.PURCHASER_CLERK)]
    assert verbs(need.no) == ["planning.need_started", "planning.need_surveyed", "planning.public_consulted", "planning.need_assessed"]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"populations": ["POP99"]}, "scope"),
        ({"populations": []}, "no_population"),
        ({"fields": ["FLD99"]}, "scope"),
        ({"populations": [], "other_population": "流浪未成年人"}, "scope"),
    ],
)
def test_a_need_outside_the_pilot_is_refused_and_leads_to_the_office(changes: dict[str, Any], code: str) -> None:
    verdict = refused(commands.start_need, make_offices().clerk, **need_facts(**changes))
    assert (verdict.code, verdict.clause) == (code, "XM2015:2")
    assert not Need.objects.exists()
    if code == "scope":
        assert verdict.fix.startswith("/scope/new/")
        assert str(verdict.fix_label)


def test_a_group_the_office_admitted_may_be_named_by_code_or_by_its_name() -> None:
    offices = make_offices()
    admitted = make_admitted_population(offices)
    assert admitted.code == "POP09"
    assert make_need(offices, populations=["POP08", "POP09"]).populations == ["POP08", "POP09"]
    assert make_need(offices, populations=[], other_population="流浪未成年人").populations == ["POP09"]
    assert list(queries.names_of(["POP08", "POP09"]).values()) == ["孤寡空巢老人", "流浪未成年人"]


@pytest.mark.parametrize("decided", [False, True])
def test_a_group_that_is_only_asked_for_or_was_refused_is_outside(decided: bool) -> None:
    offices = make_offices()
    asked = make_requested_population(offices)
    if decided:
        commands.refuse_population(make_bureau().office, admission_id=asked.pk, decision="另行研究。")
    verdict = refused(commands.start_need, offices.clerk, **need_facts(populations=[asked.code]))
    assert verdict.code == "scope"
    assert "流浪未成年人" in str(verdict.reason)
    assert not Need.objects.exists()


def test_a_group_body_without_evidence_of_its_establishment_purchases_nothing() -> None:
    body = make_purchaser(kind=OrganisationKind.GROUP_BODY)
    Organisation.objects.filter(pk=body.pk).update(establishment_evidence="")
    verdict = refused(commands.start_need, make_actor(Role.PURCHASER_CLERK, body), **need_facts())
    assert (verdict.code, verdict.clause) == ("evidence", "XM2015:3.1")
    assert not Need.objects.exists()


@pytest.mark.parametrize("kind", [OrganisationKind.EVALUATION_BODY, OrganisationKind.PROCUREMENT_AGENCY, OrganisationKind.PARTY_BODY])
def test_a_body_of_the_wrong_kind_purchases_nothing(kind: str) -> None:
    """No role of a purchaser is held there; the rule must hold even so."""
    body = make_purchaser()
    clerk = make_actor(Role.PURCHASER_CLERK, body)
    Organisation.objects.filter(pk=body.pk).update(kind=kind)
    verdict = refused(commands.start_need, clerk, **need_facts())
    assert (verdict.code, verdict.clause) == ("kind", "XM2015:3.1")
    assert not Need.objects.exists()


def test_a_need_may_be_put_right_until_it_is_assessed() -> None:
    offices = make_offices()
    need = make_surveyed_need(offices)
    changed = need_facts(title="改名", populations=["POP07", "POP08"])
    need = commands.edit_need(offices.clerk, need_id=need.pk, **changed)
    assert (need.title, need.populations, need.state) == ("改名", ["POP07", "POP08"], NeedState.SURVEYED)
    outside = need_facts(title="又改", populations=[], other_population="流浪未成年人")
    assert refused(commands.edit_need, offices.clerk, need_id=need.pk, **outside).clause == "XM2015:2"
    need.refresh_from_db()
    assert need.title == "改名"
    consult(offices, need)
    commands.assess_need(offices.head, need_id=need.pk, conclusion="真实", people_in_need=300)
    assert refused(commands.edit_need, offices.clerk, need_id=need.pk, **need_facts(title="又改")).code == "state"


def test_a_survey_may_be_corrected_until_the_need_is_assessed() -> None:
    offices = make_offices()
    need = make_surveyed_need(offices)
    commands.record_survey(offices.clerk, need_id=need.pk, **survey_facts(sample=430))
    assert Survey.objects.get(need=need).sample == 430
    consult(offices, need)
    commands.assess_need(offices.head, need_id=need.pk, conclusion="真实", people_in_need=300)
    assert refused(commands.record_survey, offices.clerk, need_id=need.pk, **survey_facts(sample=1)).code == "state"
    assert Survey.objects.get(need=need).sample == 430


def test_a_survey_without_an_answer_is_refused() -> None:
    offices = make_offices()
    need = make_need(offices)
    assert refused(commands.record_survey, offices.clerk, need_id=need.pk, **survey_facts(sample=0)).clause == "XM2015:3.4"
    need.refresh_from_db()
    assert (need.state, Survey.objects.count()) == (NeedState.DRAFT, 0)


def test_a_need_is_not_assessed_without_a_survey() -> None:
    offices = make_offices()
    need = make_need(offices)
    verdict = refused(commands.assess_need, offices.head, need_id=need.pk, conclusion="真实", people_in_need=1)
    assert (verdict.code, verdict.clause) == ("state", "XM2015:3.4")
    need.refresh_from_db()
    assert need.state == NeedState.DRAFT


@pytest.mark.at("2015-03-01 09:00")
def test_from_march_on_a_need_is_not_assessed_before_the_public_was_asked() -> None:
    offices = make_offices()
    need = make_surveyed_need(offices)
    facts = {"need_id": need.pk, "conclusion": "真实", "people_in_need": 300}
    verdict = refused(commands.assess_need, offices.head, **facts)
    assert (verdict.code, verdict.clause) == ("consultation", "IR2015:15")
    assert verdict.fix == f"/needs/{need.no}/consultation/"
    need.refresh_from_db()
    assert need.state == NeedState.SURVEYED
    consult(offices, need)
    assert commands.assess_need(offices.head, **facts).state == NeedState.ASSESSED


@pytest.mark.at("2015-02-02 09:00")
def test_before_march_a_need_may_be_assessed_without_asking_the_public() -> None:
    offices = make_offices()
    need = make_surveyed_need(offices)
    assert commands.assess_need(offices.head, need_id=need.pk, conclusion="真实", people_in_need=300).state == NeedState.ASSESSED


def test_a_consultation_that_has_not_ended_is_refused() -> None:
    offices = make_offices()
    need = make_surveyed_need(offices)
    facts = {"channel": "NOTICE", "since": dt.date(2015, 3, 1), "until": dt.date(2015, 3, 3), "respondents": 3}
    verdict = refused(commands.record_consultation, offices.clerk, need_id=need.pk, opinions="好", response="采纳", **facts)
    assert (verdict.code, verdict.clause) == ("unfinished", "IR2015:15")
    assert not Consultation.objects.exists()


def test_a_returned_need_comes_back_with_its_reason_to_the_clerk() -> None:
    offices = make_offices()
    need = make_surveyed_need(offices)
    need = commands.return_need(offices.head, need_id=need.pk, reason="样本太少。")
    assert (need.state, need.note) == (NeedState.RETURNED, "样本太少。")
    assert desks("planning.resurvey_need") == [(offices.purchaser.pk, Role.PURCHASER_CLERK)]
    commands.record_survey(offices.clerk, need_id=need.pk, **survey_facts(sample=900))
    assert desks("planning.resurvey_need") == []


def test_a_closed_need_leaves_every_desk() -> None:
    offices = make_offices()
    need = make_surveyed_need(offices)
    assert commands.close_need(offices.head, need_id=need.pk, reason="已由他处解决。").state == NeedState.CLOSED
    assert not Task.objects.open().filter(stream=need.no).exists()


def test_one_person_with_both_roles_does_not_assess_the_own_need() -> None:
    offices = make_offices()
    need = make_surveyed_need(offices)
    double = dataclasses.replace(offices.head, user_id=need.created_by_id)
    verdict = refused(commands.assess_need, double, need_id=need.pk, conclusion="真实", people_in_need=1)
    assert verdict.code == "two_people"
    need.refresh_from_db()
    assert need.state == NeedState.SURVEYED


def test_another_purchaser_does_not_see_a_need_and_the_city_watches_all() -> None:
    need = make_assessed_need(make_offices("350203"))
    stranger, bureau = make_actor(Role.PURCHASER_HEAD), make_bureau()
    with pytest.raises(OutOfScope):
        commands.close_need(stranger, need_id=need.pk, reason="不是我的")
    assert list(queries.needs(stranger)) == []
    assert list(queries.needs(bureau.clerk)) == [need]
    assert list(queries.needs(make_bureau("350206").clerk)) == []
    assert list(queries.needs(make_actor(Role.ADMIN))) == []
    with pytest.raises(Forbidden):
        commands.close_need(bureau.clerk, need_id=need.pk, reason="不是我的")


def test_last_years_need_is_taken_up_again_by_its_own_purchaser_only() -> None:
    offices = make_offices()
    old = make_assessed_need(offices)
    assert make_need(offices, copied_from=old.pk).copied_from == old
    with pytest.raises(OutOfScope):
        commands.start_need(make_offices().clerk, **need_facts(copied_from=old.pk))
    assert Need.objects.count() == 2


# Widening the pilot


def test_a_further_group_is_asked_for_and_admitted_with_who_and_why() -> None:
    offices, bureau = make_offices(), make_bureau()
    asked = make_requested_population(offices)
    assert desks("planning.admit_population") == [(bureau.organisation.pk, Role.OFFICE_CLERK)]
    admitted = commands.admit_population(bureau.office, admission_id=asked.pk, decision="同意纳入。")
    assert (admitted.state, admitted.decided_by_id, admitted.decided_for_id) == (
        AdmissionState.ADMITTED, bureau.office.user_id, bureau.organisation.pk,
    )  # fmt: skip
    assert desks("planning.admit_population") == []
    assert verbs("S-POP09") == ["planning.population_requested", "planning.population_admitted"]


def test_codes_go_on_where_the_lists_of_the_clause_end() -> None:
    offices = make_offices()
    codes = [make_requested_population(offices, name=name).code for name in ("流浪未成年人", "外来务工人员")]
    field = make_requested_population(offices, name="禁毒", kind=AdmissionKind.FIELD).code
    assert (codes, field) == (["POP09", "POP10"], "FLD12")


@pytest.mark.parametrize(("name", "code"), [("孤寡空巢老人", "listed"), ("流浪未成年人", "asked")])
def test_what_is_listed_or_asked_for_already_is_not_asked_for_again(name: str, code: str) -> None:
    offices = make_offices()
    make_requested_population(offices)
    assert refused(commands.request_population, offices.clerk, name=name, reason="需要").code == code
    assert AdmittedPopulation.objects.count() == 1


def test_an_admission_without_a_reason_is_refused() -> None:
    asked = make_requested_population()
    verdict = refused(commands.admit_population, make_bureau().office, admission_id=asked.pk, decision=" ")
    assert (verdict.code, verdict.clause) == ("reason", "XM2015:2")
    asked.refresh_from_db()
    assert asked.state == AdmissionState.REQUESTED


def test_what_is_refused_may_be_asked_for_again_later() -> None:
    offices = make_offices()
    asked = make_requested_population(offices)
    commands.refuse_population(make_bureau().office, admission_id=asked.pk, decision="条件不足。")
    assert make_requested_population(offices).code == "POP10"


def test_a_request_is_seen_by_who_asked_and_by_the_office_only() -> None:
    offices = make_offices()
    asked = make_requested_population(offices)
    assert list(queries.admissions(offices.clerk)) == [asked]
    assert list(queries.admissions(make_offices().clerk)) == []
    with pytest.raises(Forbidden):
        commands.admit_population(offices.head, admission_id=asked.pk, decision="同意")
