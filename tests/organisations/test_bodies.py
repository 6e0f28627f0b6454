"""Entering organisations in the register and changing them."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from bailu.audit.models import Entry
from bailu.kernel.actor import SYSTEM
from bailu.kernel.errors import Forbidden, OutOfScope, Refused
from bailu.organisations import commands, queries
from bailu.organisations.enums import OrganisationFunction, OrganisationKind, OrganisationState
from bailu.organisations.models import Organisation
from bailu.organisations.roles import Role
from tests.factories import make_actor, make_division, make_organisation, make_provider, make_purchaser

pytestmark = pytest.mark.django_db


def facts(**more: Any) -> dict[str, Any]:
    make_division("350203")
    return {"kind": OrganisationKind.PRIVATE_NON_ENTERPRISE, "name": "厦门市沁心泉中心", "division_code": "350203"} | more


def test_a_provider_is_entered_without_qualification_and_recorded() -> None:
    admin = make_actor(Role.ADMIN)
    made = commands.register_organisation(admin, **facts(credit_code="91330100799655058B"))
    assert made.state == OrganisationState.DRAFT
    assert made.sort_key.startswith("xia men shi qin xin quan")
    line = Entry.objects.get(stream=f"O-{made.pk}")
    assert (line.verb, line.basis, line.actor_id) == ("organisations.registered", "XM2015:3.2", admin.user_id)


def test_any_other_body_is_listed_at_once() -> None:
    assert make_purchaser().state == OrganisationState.LISTED


def test_the_bureau_enters_providers_but_no_other_bodies() -> None:
    clerk = make_actor(Role.BUREAU_CLERK)
    assert commands.register_organisation(clerk, **facts()).pk
    before = Organisation.objects.count()
    with pytest.raises(Forbidden):
        commands.register_organisation(clerk, **facts(kind=OrganisationKind.DEPARTMENT, name="厦门市某局"))
    assert Organisation.objects.count() == before


@pytest.mark.parametrize("role", [Role.PURCHASER_CLERK, Role.PROVIDER_HEAD, Role.FINANCE_CHIEF, Role.AUDITOR])
def test_nobody_else_enters_organisations(role: Role) -> None:
    actor = make_actor(role)
    before = Organisation.objects.count()
    with pytest.raises(Forbidden):
        commands.register_organisation(actor, **facts())
    assert Organisation.objects.count() == before


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"credit_code": "91330100799655058A"}, "credit_code"),
        ({"organisation_code": "79965505-7"}, "organisation_code"),
    ],
)
def test_a_number_that_does_not_check_is_refused(more: dict[str, str], code: str) -> None:
    admin = make_actor(Role.ADMIN)
    before = Organisation.objects.count()
    with pytest.raises(Refused) as refused:
        commands.register_organisation(admin, **facts(**more))
    assert refused.value.verdict.code == code
    assert Organisation.objects.count() == before


def test_a_name_or_credit_code_is_entered_once_and_the_refusal_leads_to_it() -> None:
    admin = make_actor(Role.ADMIN)
    first = commands.register_organisation(admin, **facts(credit_code="91330100799655058B"))
    for again in (facts(), facts(name="另一名称", credit_code="91330100799655058B")):
        with pytest.raises(Refused) as refused:
            commands.register_organisation(admin, **again)
        assert refused.value.verdict.fix == first.get_absolute_url()
    assert Organisation.objects.filter(name__in=("厦门市沁心泉中心", "另一名称")).count() == 1


def test_the_same_form_sent_twice_enters_one_organisation() -> None:
    admin = make_actor(Role.ADMIN)
    first = commands.register_organisation(admin, once="k1", **facts())
    again = commands.register_organisation(admin, once="k1", **facts())
    assert first.pk == again.pk


def test_a_head_changes_the_own_organisation_and_the_change_is_recorded() -> None:
    provider = make_provider(qualified=False)
    head = make_actor(Role.PROVIDER_HEAD, provider)
    commands.edit_organisation(head, organisation_id=provider.pk, short_name="沁心泉", telephone="0592-1")
    provider.refresh_from_db()
    assert provider.short_name == "沁心泉"
    line = Entry.objects.get(stream=f"O-{provider.pk}", verb="organisations.edited")
    assert line.data == {"short_name": "沁心泉", "telephone": "0592-1"}


def test_an_edit_without_a_change_leaves_no_line() -> None:
    provider = make_provider(qualified=False)
    commands.edit_organisation(make_actor(Role.PROVIDER_HEAD, provider), organisation_id=provider.pk, short_name="")
    assert not Entry.objects.filter(verb="organisations.edited").exists()


def test_others_do_not_change_it() -> None:
    provider = make_provider()
    stranger = make_actor(Role.PROVIDER_HEAD)
    with pytest.raises(Forbidden):
        commands.edit_organisation(stranger, organisation_id=provider.pk, short_name="改")
    provider.refresh_from_db()
    assert provider.short_name == ""


def test_a_head_does_not_make_the_own_body_a_treasury() -> None:
    purchaser = make_purchaser()
    head = make_actor(Role.PURCHASER_HEAD, purchaser)
    with pytest.raises(Forbidden):
        commands.edit_organisation(head, organisation_id=purchaser.pk, function=OrganisationFunction.FINANCE)
    purchaser.refresh_from_db()
    assert purchaser.function == OrganisationFunction.OTHER


def test_a_provider_not_yet_admitted_is_out_of_scope_for_others() -> None:
    provider = make_provider(qualified=False)
    with pytest.raises(OutOfScope):
        queries.get(make_actor(Role.PURCHASER_CLERK), provider.pk)
    assert queries.get(make_actor(Role.PROVIDER_CLERK, provider), provider.pk) == provider
    assert queries.get(make_actor(Role.BUREAU_CLERK), provider.pk) == provider


def test_a_districts_clerk_sees_applicants_of_the_district_alone() -> None:
    here, there = make_provider(qualified=False, division="350203"), make_provider(qualified=False, division="350205")
    bureau = make_organisation(function=OrganisationFunction.CIVIL_AFFAIRS, division="350203")
    clerk = make_actor(Role.BUREAU_CLERK, bureau)
    seen = set(Organisation.objects.visible_to(clerk).values_list("pk", flat=True))
    assert here.pk in seen
    assert there.pk not in seen


def test_the_database_refuses_a_listed_provider_and_a_purchaser_in_admission() -> None:
    make_division("350203")
    for kind, state in ((OrganisationKind.FOUNDATION, "LISTED"), (OrganisationKind.STREET, "DRAFT")):
        with pytest.raises(IntegrityError), transaction.atomic():
            Organisation.objects.create(name=f"{kind}", sort_key="x", kind=kind, state=state, division_id="350203")


def test_the_system_may_enter_any_body() -> None:
    make_division("350203")
    made = commands.register_organisation(SYSTEM, **facts(kind=OrganisationKind.EVALUATION_BODY, name="评估中心"))
    assert made.state == OrganisationState.LISTED
