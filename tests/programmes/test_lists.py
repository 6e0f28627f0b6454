"""A district names its sites, the office approves, gives back or refuses; a refused move changes nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from bailu.audit.models import Entry
from bailu.inbox.models import Task
from bailu.kernel.actor import Actor
from bailu.kernel.errors import Forbidden, OutOfScope, Refused
from bailu.kernel.verdict import Verdict
from bailu.organisations.enums import OrganisationFunction, OrganisationKind
from bailu.organisations.roles import Role
from bailu.programmes import commands, policies, queries
from bailu.programmes.enums import ApplicationState, Batch
from bailu.programmes.models import Site, SiteApplication
from tests.factories import make_actor, make_organisation
from tests.programmes.factories import (
    STREET,
    list_facts,
    make_approved_list,
    make_district,
    make_list,
    make_office,
    make_returned_list,
    plan_file,
)

pytestmark = pytest.mark.django_db
NEXT = "350203005"


def refused(act: Callable[..., Any], actor: Actor, **facts: Any) -> Verdict:
    """What the act refuses, with no row changed."""
    before = _everything()
    with pytest.raises(Refused) as caught:
        act(actor, **facts)
    assert _everything() == before
    return caught.value.verdict


def forbidden(act: Callable[..., Any], actor: Actor, **facts: Any) -> Verdict:
    before = _everything()
    with pytest.raises(Forbidden) as caught:
        act(actor, **facts)
    assert _everything() == before
    return caught.value.verdict


def _everything() -> list[Any]:
    return [
        list(model.objects.order_by("pk").values())  # type: ignore[attr-defined]
        for model in (SiteApplication, Site, Task)
    ] + [Entry.objects.count()]


def desks(kind: str) -> list[tuple[int, str]]:
    return list(Task.objects.open().filter(kind=kind).order_by("pk").values_list("organisation_id", "role"))


def test_a_list_handed_in_waits_at_the_leading_groups_office_until_its_term() -> None:
    office = make_office()
    made = make_list(STREET, NEXT)
    assert (made.state, made.title, made.no[:7]) == (ApplicationState.SUBMITTED, "思明区第一批试点街道（镇）名单", "D-2015-")
    assert desks("programmes.decide_sites") == [(office.organisation_id, Role.OFFICE_CLERK)]
    assert made.decide_by == dt.date(2015, 3, 16)  # ten working days after Monday 2 March
    assert [site.division_id for site in queries.sites_of(made)] == [STREET, NEXT]
    assert made.plan is not None and made.plan.title == made.plan_title
    line = Entry.objects.get(stream=made.no, verb="programmes.sites_named")
    assert (line.basis, line.late) == ("XM2015:4.1", True)


@pytest.mark.at("2015-01-20 10:00")
def test_a_list_within_the_preparation_is_in_time() -> None:
    make_office()
    assert Entry.objects.get(stream=make_list().no, verb="programmes.sites_named").late is False


def test_an_approved_list_puts_the_pilot_on_the_desk_of_each_street() -> None:
    office = make_office()
    street = make_organisation(OrganisationKind.STREET, division=STREET)
    made = make_approved_list(STREET, NEXT, office=office)
    assert (made.state, made.decision, made.decided_by_id) == (ApplicationState.APPROVED, "同意列入试点。", office.user_id)
    assert desks("programmes.decide_sites") == []
    assert desks("programmes.begin_pilot") == [(street.pk, Role.PURCHASER_CLERK)]
    task = Task.objects.get(kind="programmes.begin_pilot")
    assert (task.due_at.astimezone().date() if task.due_at else None, task.basis) == (dt.date(2015, 8, 31), "XM2015:4.2")
    assert queries.approved_site(STREET, Batch.FIRST).allowed
    assert queries.approved_site(STREET + "003", Batch.FIRST).allowed, "a community of the street"
    assert queries.approved_site(STREET, Batch.SECOND).code == "other_batch"
    assert queries.approved_site("350203", Batch.FIRST).code == "no_street"
    assert queries.approved_site("350203006", Batch.FIRST).code == "unnamed_street"


def test_a_returned_list_is_mended_and_handed_in_again_under_its_number() -> None:
    office, district = make_office(), make_district()
    made = make_returned_list(STREET, district=district, office=office)
    assert made.state == ApplicationState.RETURNED
    assert desks("programmes.mend_sites") == [(district.organisation.pk, Role.DISTRICT_CLERK)]
    assert desks("programmes.decide_sites") == []
    facts = list_facts(NEXT, plan=None, plan_summary="另安排资金五十万元。")
    facts.pop("batch")
    again = commands.mend_sites(district.clerk, application_id=made.pk, **facts)
    assert (again.no, again.state, again.decision, again.decided_at) == (made.no, ApplicationState.SUBMITTED, "", None)
    assert [site.division_id for site in queries.sites_of(again)] == [NEXT]
    assert again.plan_id == made.plan_id
    assert desks("programmes.mend_sites") == []
    assert desks("programmes.decide_sites") == [(office.organisation_id, Role.OFFICE_CLERK)]
    approved = commands.approve_sites(office, application_id=made.pk, decision="同意。")
    assert approved.state == ApplicationState.APPROVED
    verbs = [f"programmes.sites_{word}" for word in ("named", "returned", "mended", "approved")]
    lines = Entry.objects.filter(stream=made.no, verb__startswith="programmes.").order_by("seq")
    assert [(line.verb, line.reason) for line in lines] == list(zip(verbs, ("", "请补充资金安排。", "", "同意。"), strict=True))


def test_a_new_plan_takes_the_place_of_the_old_one() -> None:
    district = make_district()
    made = make_returned_list(district=district, office=make_office())
    facts = list_facts(plan=plan_file("新方案.pdf"))
    facts.pop("batch")
    again = commands.mend_sites(district.clerk, application_id=made.pk, **facts)
    assert again.plan is not None and again.plan_id != made.plan_id and again.plan.file.name == "新方案.pdf"


def test_the_streets_of_a_refused_list_may_stand_on_another() -> None:
    office, district = make_office(), make_district()
    made = make_list(district=district)
    commands.refuse_sites(office, application_id=made.pk, reason="与市里部署不符。")
    assert queries.approved_site(STREET, Batch.FIRST).code == "unnamed_street"
    second = make_list(district=district)
    assert second.pk != made.pk
    assert refused(commands.approve_sites, office, application_id=made.pk, decision="同意").code == "state"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"sites": []}, "no_site"),
        ({"sites": [{"division_code": STREET, "reason": "一"}] * 2}, "twice_named"),
        ({"sites": [{"division_code": "350206001", "reason": "一"}]}, "foreign_street"),
        ({"plan_title": " "}, "plan"),
        ({"plan": plan_file("方案.exe")}, "file_kind"),
    ],
)
def test_a_list_that_is_not_whole_is_refused(changes: dict[str, Any], code: str) -> None:
    facts = list_facts()
    assert refused(commands.name_sites, make_district().clerk, **facts | changes).code == code


def test_a_street_on_another_list_is_refused() -> None:
    district = make_district()
    made = make_list(district=district)
    verdict = refused(commands.name_sites, district.clerk, **list_facts())
    assert verdict.code == "taken" and made.no in str(verdict.reason)


@pytest.mark.parametrize("act", [commands.return_sites, commands.refuse_sites])
def test_who_does_not_approve_says_why(act: Callable[..., Any]) -> None:
    made = make_list()
    assert refused(act, make_office(), application_id=made.pk, reason="  ").code == "reason"


def test_only_the_citys_office_decides_and_never_who_handed_the_list_in() -> None:
    made = make_list()
    facts = {"application_id": made.pk, "decision": "同意"}
    bureau = make_organisation(function=OrganisationFunction.CIVIL_AFFAIRS, division="350203")
    assert forbidden(commands.approve_sites, make_actor(Role.OFFICE_CLERK, bureau), **facts).code == "organisation"
    assert forbidden(commands.approve_sites, make_actor(Role.BUREAU_CLERK), **facts).code == "role"
    mine = make_office()
    SiteApplication.objects.filter(pk=made.pk).update(submitted_by_id=mine.user_id)
    assert refused(commands.approve_sites, mine, **facts).code == "two_people"


def test_a_town_names_no_streets() -> None:
    town = make_organisation(OrganisationKind.GOVERNMENT, division="350211102")
    clerk = make_actor(Role.DISTRICT_CLERK, town)
    assert not policies.may_apply(clerk).allowed
    assert forbidden(commands.name_sites, clerk, **list_facts("350211102")).code == "role"
    assert forbidden(commands.name_sites, make_actor(Role.PURCHASER_CLERK), **list_facts()).code == "role"


def test_a_list_is_mended_by_its_own_district_when_it_was_returned() -> None:
    district, office = make_district(), make_office()
    made = make_list(district=district)
    facts = list_facts()
    facts.pop("batch")
    assert refused(commands.mend_sites, district.clerk, application_id=made.pk, **facts).code == "state"
    commands.return_sites(office, application_id=made.pk, reason="补充。")
    with pytest.raises(OutOfScope):
        commands.mend_sites(make_district("350206").clerk, application_id=made.pk, **facts)
    twin = make_actor(Role.DISTRICT_CLERK, make_organisation(OrganisationKind.GOVERNMENT, division="350203"))
    assert forbidden(commands.mend_sites, twin, application_id=made.pk, **facts).code == "organisation"


def test_a_double_click_hands_one_list_in() -> None:
    district = make_district()
    for _ in range(2):
        commands.name_sites(district.clerk, **list_facts(), once="0f8fad5b-d9cb-469f-a165-70867728950e")
    assert SiteApplication.objects.count() == 1


def test_each_level_sees_its_own_subtree() -> None:
    made = make_list(STREET)
    other = make_list("350206001")
    street = make_actor(Role.PURCHASER_CLERK, make_organisation(OrganisationKind.STREET, division=STREET))
    neighbour = make_actor(Role.PURCHASER_CLERK, make_organisation(OrganisationKind.STREET, division=NEXT))
    finance = make_actor(Role.FINANCE_OFFICER, make_organisation(function=OrganisationFunction.FINANCE, division="350206"))
    city, provider = make_actor(Role.PURCHASER_CLERK), make_actor(Role.PROVIDER_CLERK)
    seen = {actor.user_id: set(queries.applications(actor)) for actor in (street, neighbour, finance, city, provider)}
    assert list(seen.values()) == [{made}, set(), {other}, {made, other}, set()]
    assert [site.division_id for site in queries.sites(street)] == [STREET]
    assert [site.division_id for site in queries.sites(finance)] == ["350206001"]
    assert policies.may_read_plan(street, made.plan).allowed  # type: ignore[arg-type]
    assert not policies.may_read_plan(neighbour, made.plan).allowed  # type: ignore[arg-type]
