"""Acts on projects: each way through, each refusal with nothing changed."""

from __future__ import annotations

import dataclasses
from decimal import Decimal
from typing import Any

import pytest

from bailu.audit.models import Entry
from bailu.funds import queries as funds
from bailu.funds.enums import FundingSource, LinePurpose
from bailu.funds.models import Encumbrance
from bailu.inbox.models import Task
from bailu.kernel.acts import acting
from bailu.kernel.errors import Forbidden, OutOfScope, Refused
from bailu.organisations.enums import OrganisationKind
from bailu.organisations.models import Organisation
from bailu.organisations.roles import Role
from bailu.planning import commands, progress, queries
from bailu.planning.enums import ProjectState, Station, TargetKind
from bailu.planning.models import CostItem, Project, Target
from bailu.programmes import commands as programmes
from tests.factories import make_actor, make_provider, make_purchaser
from tests.funds.factories import Offices, make_approved_line, make_line, make_offices
from tests.planning.factories import (
    AMOUNT,
    FEE,
    ITEMS,
    TARGETS,
    make_accepted_project,
    make_assessed_need,
    make_budgeted_project,
    make_bureau,
    make_complete_project,
    make_declared_project,
    make_need,
    make_project,
    make_submitted_project,
    project_facts,
)
from tests.programmes.factories import STREET, list_facts, make_approved_list, make_district, make_list, make_office

pytestmark = pytest.mark.django_db
D = Decimal


def desks(kind: str) -> list[tuple[int, str]]:
    return list(Task.objects.open().filter(kind=kind).values_list("organisation_id", "role"))


def refused(act: Any, *args: Any, **facts: Any) -> Any:
    with pytest.raises(Refused) as error:
        act(*args, **facts)
    return error.value.verdict


def state(project: Project) -> str:
    project.refresh_from_db()
    return project.state


def test_a_project_keeps_the_facts_it_is_given_and_costs_what_its_heads_cost() -> None:
    project = make_complete_project()
    assert (project.no, project.year, project.station, project.amount) == ("P-2015-0001", 2015, Station.PROJECT, AMOUNT)
    assert [n.no for n in project.needs.all()] == ["N-2015-0001"]
    assert CostItem.objects.filter(project=project).count() == len(ITEMS)
    assert Target.objects.filter(project=project).count() == len(TARGETS)
    facts = queries.facts(project.no)
    assert (facts.per_head, str(facts.shares[0].percent)) == (D("1693.33"), "63.8")
    assert [len(targets) for _kind, targets in facts.targets_by_kind] == [2, 1, 1, 1]


# Start


@pytest.mark.parametrize(
    ("changes", "code", "clause"),
    [
        ({"populations": ["POP07"]}, "beyond_need", "XM2015:3.4"),
        ({"populations": ["POP77"]}, "scope", "XM2015:2"),
        ({"fields": ["FLD02"]}, "beyond_need", "XM2015:3.4"),
        ({"need_ids": []}, "no_need", "XM2015:3.4"),
        ({"people_planned": 0}, "figures", "XM2015:3.4"),
        ({"months": 13}, "months", "CK2014-37"),
    ],
)
def test_a_project_is_refused_by_the_law_and_takes_no_number(changes: dict[str, Any], code: str, clause: str) -> None:
    offices = make_offices()
    need = make_assessed_need(offices)
    verdict = refused(commands.start_project, offices.clerk, **project_facts(need, **changes))
    assert (verdict.code, verdict.clause) == (code, clause)
    assert not Project.objects.exists()
    assert commands.start_project(offices.clerk, **project_facts(need)).no == "P-2015-0001"


def test_a_project_does_not_rest_on_a_need_that_was_not_surveyed() -> None:
    offices = make_offices()
    verdict = refused(commands.start_project, offices.clerk, **project_facts(make_need(offices)))
    assert (verdict.code, verdict.clause) == ("unassessed", "XM2015:3.4")
    assert not Project.objects.exists()


def test_a_project_does_not_rest_on_anothers_need() -> None:
    need = make_assessed_need()
    with pytest.raises(OutOfScope):
        commands.start_project(make_offices().clerk, **project_facts(need))
    assert not Project.objects.exists()


def test_a_body_that_may_not_purchase_starts_no_project() -> None:
    offices = make_offices()
    need = make_assessed_need(offices)
    Organisation.objects.filter(pk=offices.purchaser.pk).update(kind="PARTY_BODY")
    assert refused(commands.start_project, offices.clerk, **project_facts(need)).clause == "XM2015:3.1"
    assert not Project.objects.exists()


# Make


def test_a_draft_is_edited_and_a_submitted_project_is_not() -> None:
    offices = make_offices()
    project = make_submitted_project(offices)
    facts = project_facts(*project.needs.all(), title="改名")
    assert refused(commands.edit_project, offices.clerk, project_id=project.pk, **facts).code == "state"
    assert refused(commands.set_costing, offices.clerk, project_id=project.pk, items=[]).code == "state"
    assert refused(commands.set_targets, offices.clerk, project_id=project.pk, targets=[]).code == "state"
    project.refresh_from_db()
    assert (project.title, project.amount, Target.objects.count()) == ("温馨夕阳暖空巢", AMOUNT, len(TARGETS))
    commands.return_project(offices.finance_chief, project_id=project.pk, reason="请改名。")
    assert commands.edit_project(offices.clerk, project_id=project.pk, **facts).title == "改名"


def test_an_edit_outside_the_need_changes_nothing() -> None:
    offices = make_offices()
    project = make_project(offices)
    facts = project_facts(*project.needs.all(), populations=["POP01"], title="改名")
    assert refused(commands.edit_project, offices.clerk, project_id=project.pk, **facts).code == "beyond_need"
    project.refresh_from_db()
    assert (project.title, project.populations) == ("温馨夕阳暖空巢", ["POP08"])


def test_a_costing_without_figures_keeps_the_old_one() -> None:
    offices = make_offices()
    project = make_complete_project(offices)
    broken = [{**ITEMS[0], "quantity": D(0)}]
    assert refused(commands.set_costing, offices.clerk, project_id=project.pk, items=broken).code == "cost_figures"
    project.refresh_from_db()
    assert (project.amount, CostItem.objects.count()) == (AMOUNT, len(ITEMS))


def test_a_target_without_evidence_keeps_the_old_ones() -> None:
    offices = make_offices()
    project = make_complete_project(offices)
    broken = [{**TARGETS[0], "evidence": ""}]
    assert refused(commands.set_targets, offices.clerk, project_id=project.pk, targets=broken).code == "target"
    assert Target.objects.count() == len(TARGETS)


# Submit


def test_a_project_without_costing_is_not_submitted() -> None:
    offices = make_offices()
    project = make_project(offices)
    verdict = refused(commands.submit_project, offices.clerk, project_id=project.pk)
    assert (verdict.code, verdict.clause, verdict.fix) == ("costing", "XM2015:3.4", f"/projects/{project.no}/costing/")
    assert state(project) == ProjectState.DRAFT


@pytest.mark.parametrize("lacking", list(TargetKind))
def test_a_project_without_a_class_of_targets_is_not_submitted(lacking: TargetKind) -> None:
    offices = make_offices()
    project = make_complete_project(offices, targets=[t for t in TARGETS if t["kind"] != lacking])
    verdict = refused(commands.submit_project, offices.clerk, project_id=project.pk)
    assert (verdict.code, verdict.clause, verdict.fix) == ("targets", "XM2015:3.4", f"/projects/{project.no}/targets/")
    assert str(lacking.label) in str(verdict.reason)
    assert state(project) == ProjectState.DRAFT


def test_a_project_with_too_much_overhead_is_not_submitted() -> None:
    offices = make_offices()
    items = [ITEMS[0], {**ITEMS[3], "unit_price": D("90000")}]
    project = make_complete_project(offices, items=items)
    assert refused(commands.submit_project, offices.clerk, project_id=project.pk).code == "above_cap"
    assert state(project) == ProjectState.DRAFT


@pytest.mark.at("2022-04-01 09:00")
def test_t11_a_staff_share_below_seventy_percent_blocks_the_budget_in_2022_and_not_in_2015() -> None:
    offices = make_offices()
    project = make_complete_project(offices)
    assert refused(commands.submit_project, offices.clerk, project_id=project.pk).code == "below_share"
    assert state(project) == ProjectState.DRAFT


@pytest.mark.parametrize("which", ["draft", "small", "lottery", "year", "another"])
def test_a_project_is_not_submitted_on_a_line_that_does_not_carry_it(which: str) -> None:
    offices = make_offices()
    lines = {
        "draft": lambda: make_line(offices),
        "small": lambda: make_approved_line(offices, amount=AMOUNT),
        "lottery": lambda: make_approved_line(offices, source=FundingSource.LOTTERY, purpose=LinePurpose.INFRASTRUCTURE),
        "year": lambda: make_approved_line(offices, year=2014),
        "another": lambda: make_approved_line(make_offices(treasury=offices.treasury)),
    }
    expected = {
        "draft": ("line_state", "PL2014:6"),
        "small": ("available", "PL2014:6"),
        "lottery": ("purpose", "XM2015:3.6"),
        "year": ("year", "PL2014:6"),
    }
    line, project = lines[which](), make_complete_project(offices)
    if which == "another":
        with pytest.raises(OutOfScope):
            commands.submit_project(offices.clerk, project_id=project.pk, line_id=line.pk)
    else:
        verdict = refused(commands.submit_project, offices.clerk, project_id=project.pk, line_id=line.pk)
        assert (verdict.code, verdict.clause) == expected[which]
        assert verdict.fix == f"/budget/{line.no}/"
    assert state(project) == ProjectState.DRAFT


def test_a_project_handed_in_waits_at_the_treasury_of_its_line() -> None:
    offices = make_offices()
    project = make_submitted_project(offices)
    assert (project.state, project.station, project.fee) == (ProjectState.SUBMITTED, Station.BUDGET, FEE)
    assert desks("planning.approve_budget") == [(offices.treasury.pk, Role.FINANCE_CHIEF)]


def test_a_project_handed_in_without_a_line_waits_at_the_treasury_of_its_county() -> None:
    offices = make_offices("350203")
    make_approved_list(STREET)
    project = make_complete_project(offices, channel="DISTRICT", division_code=STREET)
    commands.submit_project(offices.clerk, project_id=project.pk)
    assert desks("planning.approve_budget") == [(offices.treasury.pk, Role.FINANCE_CHIEF)]
    assert refused(commands.approve_budget, offices.finance_chief, project_id=project.pk).code == "line"
    line = make_approved_line(offices)
    approved = commands.approve_budget(offices.finance_chief, project_id=project.pk, line_id=line.pk)
    assert (approved.state, approved.budget_line) == (ProjectState.BUDGETED, line)


# Budget


def test_the_budget_sets_aside_the_service_and_its_fee() -> None:
    offices = make_offices()
    project = make_budgeted_project(offices)
    held = {e.purpose: e.amount for e in funds.encumbrances(project.no)}
    assert held == {"SERVICE": AMOUNT, "EVALUATION_FEE": FEE}
    assert (project.total, funds.money(project.no).total) == (D("523240.00"), D("523240.00"))
    assert desks("planning.declare") == [(offices.purchaser.pk, Role.PURCHASER_CLERK)]


def test_a_budget_that_another_purchase_has_eaten_meanwhile_is_refused() -> None:
    offices = make_offices()
    line = make_approved_line(offices, amount=D("600000.00"))
    first, second = (make_submitted_project(offices, line=line) for _ in range(2))
    commands.approve_budget(offices.finance_chief, project_id=first.pk)
    verdict = refused(commands.approve_budget, offices.finance_chief, project_id=second.pk)
    assert (verdict.code, verdict.clause) == ("available", "PL2014:6")
    assert state(second) == ProjectState.SUBMITTED
    assert not Encumbrance.objects.filter(project_no=second.no).exists()


def test_a_treasury_spends_no_line_of_another_treasury() -> None:
    offices = make_offices()
    project = make_complete_project(offices)
    commands.submit_project(offices.clerk, project_id=project.pk)
    foreign = make_approved_line(make_offices(purchaser=offices.purchaser))
    with pytest.raises(Forbidden):
        commands.approve_budget(offices.finance_chief, project_id=project.pk, line_id=foreign.pk)
    assert state(project) == ProjectState.SUBMITTED


def test_who_made_the_project_does_not_approve_its_budget() -> None:
    offices = make_offices()
    project = make_submitted_project(offices)
    double = dataclasses.replace(offices.finance_chief, user_id=project.created_by_id)
    assert refused(commands.approve_budget, double, project_id=project.pk).code == "two_people"
    assert state(project) == ProjectState.SUBMITTED


def test_a_returned_project_is_mended_and_handed_in_again() -> None:
    offices = make_offices()
    project = make_submitted_project(offices)
    commands.return_project(offices.finance_chief, project_id=project.pk, reason="请压缩活动费。")
    assert (state(project), project.station, project.note) == (ProjectState.RETURNED, Station.PROJECT, "请压缩活动费。")
    assert desks("planning.mend_project") == [(offices.purchaser.pk, Role.PURCHASER_CLERK)]
    commands.submit_project(offices.clerk, project_id=project.pk, line_id=project.budget_line_id)
    assert (state(project), desks("planning.mend_project")) == (ProjectState.SUBMITTED, [])


def test_the_same_form_sent_twice_sets_money_aside_once() -> None:
    offices = make_offices()
    project = make_submitted_project(offices)
    for _ in range(2):
        commands.approve_budget(offices.finance_chief, project_id=project.pk, once="0f8fad5b-d9cb-469f-a165-70867728950e")
    assert Encumbrance.objects.filter(project_no=project.no).count() == 2


# The channel: a district's projects are made at approved sites


def _through_district(offices: Offices, batch: str = "FIRST", division_code: str | None = STREET) -> Project:
    return make_complete_project(offices, channel="DISTRICT", division_code=division_code, batch=batch)


def test_a_street_without_an_approved_site_in_its_batch_hands_no_project_in() -> None:
    offices, office, district = make_offices("350203"), make_office(), make_district()
    project = _through_district(offices)
    verdict = refused(commands.submit_project, offices.clerk, project_id=project.pk)
    assert (verdict.code, verdict.clause) == ("unnamed_street", "XM2015:4.1")
    assert verdict.fix == "/pilot/sites/?district=350203"
    made = make_list(STREET, district=district)
    assert refused(commands.submit_project, offices.clerk, project_id=project.pk).code == "site_pending"
    programmes.return_sites(office, application_id=made.pk, reason="补充资金安排。")
    assert refused(commands.submit_project, offices.clerk, project_id=project.pk).code == "site_pending"
    assert state(project) == ProjectState.DRAFT
    facts = list_facts(STREET, plan=None)
    facts.pop("batch")
    programmes.mend_sites(district.clerk, application_id=made.pk, **facts)
    programmes.approve_sites(office, application_id=made.pk, decision="同意。")
    assert commands.submit_project(offices.clerk, project_id=project.pk).state == ProjectState.SUBMITTED


def test_a_site_of_the_first_batch_is_none_of_the_second() -> None:
    offices = make_offices("350203")
    make_approved_list(STREET)
    project = _through_district(offices, batch="SECOND")
    verdict = refused(commands.submit_project, offices.clerk, project_id=project.pk)
    assert (verdict.code, verdict.clause) == ("other_batch", "XM2015:4.4")
    assert verdict.fix == f"/projects/{project.no}/edit/"


def test_a_project_of_a_district_names_its_street() -> None:
    offices = make_offices("350203")
    verdict = refused(commands.submit_project, offices.clerk, project_id=_through_district(offices, division_code=None).pk)
    assert (verdict.code, verdict.clause) == ("no_street", "XM2015:4.1")


def test_a_district_does_not_pass_for_a_municipal_body() -> None:
    offices = make_offices("350203")
    project = make_complete_project(offices)
    verdict = refused(commands.submit_project, offices.clerk, project_id=project.pk)
    assert (verdict.code, verdict.clause, verdict.fix) == ("channel", "XM2015:4.1", f"/projects/{project.no}/edit/")


def test_the_street_has_begun_when_its_first_project_is_handed_in() -> None:
    street = make_purchaser(kind=OrganisationKind.STREET, division=STREET)
    make_approved_list(STREET)
    assert desks("programmes.begin_pilot") == [(street.pk, Role.PURCHASER_CLERK)]
    offices = make_offices("350203", purchaser=street)
    commands.submit_project(offices.clerk, project_id=_through_district(offices).pk)
    assert desks("programmes.begin_pilot") == []


# Declaration


def test_a_declared_project_waits_at_the_citys_bureau_and_a_districts_at_the_districts() -> None:
    city, district = make_bureau(), make_bureau("350203")
    make_declared_project(make_offices())
    assert desks("planning.accept_declaration") == [(city.organisation.pk, Role.BUREAU_CLERK)]
    make_approved_list(STREET)
    make_declared_project(make_offices("350203"), channel="DISTRICT", division_code=STREET)
    assert (district.organisation.pk, Role.BUREAU_CLERK) in desks("planning.accept_declaration")


def test_an_accepted_project_stands_before_its_procurement() -> None:
    project = make_accepted_project()
    assert (project.state, project.station) == (ProjectState.ACCEPTED, Station.NOTICE)
    assert desks("planning.accept_declaration") == []
    verbs = list(Entry.objects.filter(stream=project.no).order_by("seq").values_list("verb", flat=True))
    assert verbs == [
        "planning.project_started", "planning.costed", "planning.targets_set", "planning.project_submitted", "funds.encumbered",
        "funds.encumbered", "planning.budget_approved", "planning.declared", "planning.declaration_accepted",
    ]  # fmt: skip


def test_a_project_whose_budget_is_not_approved_is_not_declared() -> None:
    offices = make_offices()
    project = make_submitted_project(offices)
    verdict = refused(commands.declare, offices.clerk, project_id=project.pk)
    assert (verdict.code, verdict.clause) == ("state", "XM2015:4.1")
    assert state(project) == ProjectState.SUBMITTED


def test_a_returned_declaration_frees_the_budget() -> None:
    offices, bureau = make_offices(), make_bureau()
    project = make_declared_project(offices)
    commands.return_declaration(bureau.clerk, project_id=project.pk, reason="目标过低。")
    assert state(project) == ProjectState.RETURNED
    assert (funds.money(project.no).total, project.budgeted_at, project.amount) == (D(0), None, AMOUNT)
    assert funds.trial_balance().balanced
    commands.submit_project(offices.clerk, project_id=project.pk, line_id=project.budget_line_id)
    commands.approve_budget(offices.finance_chief, project_id=project.pk)
    assert funds.money(project.no).total == AMOUNT + FEE


# Cancel


@pytest.mark.parametrize(
    "make", [make_project, make_submitted_project, make_budgeted_project, make_declared_project, make_accepted_project]
)
def test_a_cancelled_project_frees_its_budget_and_every_desk(make: Any) -> None:
    offices = make_offices()
    project = make(offices)
    commands.cancel_project(offices.head, project_id=project.pk, reason="不再需要。")
    assert (state(project), project.note) == (ProjectState.CANCELLED, "不再需要。")
    assert funds.money(project.no).total == 0
    assert not Task.objects.open().filter(stream=project.no).exists()
    assert funds.trial_balance().balanced


def test_a_project_that_is_being_procured_is_cancelled_only_with_its_procedure() -> None:
    offices = make_offices()
    project = make_accepted_project(offices)
    with acting("test"):
        progress.move(offices.clerk, project.no, "procure")
    verdict = refused(commands.cancel_project, offices.head, project_id=project.pk, reason="不要了")
    assert verdict.code == "procuring"
    assert funds.money(project.no).total == AMOUNT + FEE
    with acting("test"):
        progress.move(offices.clerk, project.no, "cancel")
    assert (state(project), funds.money(project.no).total) == (ProjectState.CANCELLED, D(0))


# What the rooms above do


def test_the_rooms_above_move_a_purchase_on_and_say_what_is_due(frozen_clock: Any) -> None:
    offices, provider = make_offices(), make_provider(qualified=False)
    project = make_accepted_project(offices)
    head = make_actor(Role.PROVIDER_HEAD, provider)
    assert list(queries.projects(head)) == []
    with acting("test"):
        progress.move(offices.clerk, project.no, "procure")
        progress.advance(offices.clerk, project.no, Station.OPENING, due_at=frozen_clock, what="开标")
        progress.move(offices.clerk, project.no, "contract")
        progress.set_provider(offices.clerk, project.no, provider.pk)
    assert (state(project), project.station, project.next_due_at, project.next_due_what) == (
        ProjectState.CONTRACTED, Station.OPENING, frozen_clock, "开标",
    )  # fmt: skip
    assert list(queries.projects(head)) == [project]
    with acting("test"), pytest.raises(Refused):
        progress.move(offices.clerk, project.no, "procure")


def test_steps_are_refused_outside_an_act() -> None:
    project = make_project()
    with pytest.raises(RuntimeError, match="is a step"):
        progress.advance(make_offices().clerk, project.no, Station.NOTICE)


# Splitting


def amounts(project: Project, amount: str) -> None:
    Project.objects.filter(pk=project.pk).update(amount=D(amount))


def test_t16_two_small_purchases_for_one_need_in_one_year_are_told_apart_from_one() -> None:
    offices = make_offices()
    first, second = make_project(offices), make_project(offices)
    amounts(first, "300000")
    amounts(second, "250000")
    found = queries.same_need_total(queries.project(second.no))
    assert (found.verdict.code, found.verdict.clause, found.together) == ("split", "IR2015:28", D("550000.00"))
    assert [p.no for p in found.projects] == [first.no]
    tendered = queries.same_need_total(queries.project(second.no), tendered={first.no})
    assert tendered.verdict.allowed


@pytest.mark.parametrize("why", ["small", "large", "year", "another purchaser", "cancelled", "other people"])
def test_purchases_that_are_not_one_split_in_two_raise_no_alarm(why: str) -> None:
    offices = make_offices()
    first = make_project(make_offices() if why == "another purchaser" else offices)
    second = make_project(offices)
    amounts(first, "200000" if why == "small" else "600000" if why == "large" else "300000")
    amounts(second, "250000")
    if why == "year":
        Project.objects.filter(pk=first.pk).update(year=2014)
    if why == "cancelled":
        commands.cancel_project(offices.head, project_id=first.pk, reason="不要了")
    if why == "other people":
        Project.objects.filter(pk=first.pk).update(populations=["POP01"])
    assert queries.same_need_total(queries.project(second.no)).verdict.allowed
