"""From the award to the running service, and every refusal on the way."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from bailu.audit.models import Entry
from bailu.contracts import commands
from bailu.contracts.models import Contract
from bailu.documents.models import Document
from bailu.funds.queries import encumbrances
from bailu.inbox.models import Task
from bailu.inbox.ticking import tick
from bailu.kernel import clock
from bailu.kernel.errors import OutOfScope
from bailu.organisations.models import Organisation, Person
from bailu.organisations.roles import Role
from bailu.planning.models import Project
from tests.contracts.factories import (
    DRAFTED,
    SIGNED,
    TERM_FROM,
    draft_facts,
    make_award,
    make_draft_contract,
    make_in_service,
    make_offered_contract,
    make_signed_contract,
)
from tests.contracts.proof import forbidden, refused, verbs
from tests.factories import make_actor

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def april() -> Any:
    with clock.at(DRAFTED):
        yield


def test_the_draft_is_filled_from_notice_bid_and_award() -> None:
    made = make_draft_contract()
    contract = made.contract
    assert (contract.state, contract.amount, contract.no) == ("DRAFT", made.award.amount, f"C-{made.no.removeprefix('P-')}")
    goals = [("QUANTITY", 40), ("QUANTITY", 12), ("SCALE", 300), ("QUALITY", 90), ("EFFECT", 40)]
    assert [(t.kind, t.goal) for t in contract.targets.all()] == goals
    assert sum(m.amount for m in contract.milestones.all()) == contract.amount
    assert "50%" in contract.payment and "40个" in contract.quantity
    assert verbs(made.no)[-1] == "contracts.drafted"
    assert not Task.objects.open().filter(kind="contracts.draft").exists()
    assert Task.objects.open().get(kind="contracts.offer").role == Role.PURCHASER_HEAD


def test_a_draft_that_deviates_is_refused_and_nothing_changes() -> None:
    award = make_award()
    clerk = make_actor(Role.PURCHASER_CLERK, award.procedure.purchaser)

    def draft(**changes: Any) -> Callable[[], object]:
        return lambda: commands.draft_contract(clerk, **draft_facts(award, **changes))

    for term in ("scope", "quantity", "quality", "payment", "breach"):
        refused(draft(**{term: " "}), clause="XM2015:3.4", code="six_terms")
    refused(draft(amount=award.amount - 1), clause="PL2014:46", code="amount")
    refused(draft(targets=[{"measure": "个案", "unit": "个", "goal": Decimal(39)}]), clause="PL2014:46", code="target")
    refused(draft(term_to=dt.date(2016, 4, 15)), clause="PL2014:46", code="term")
    refused(draft(shares=[Decimal(50), Decimal(30), Decimal(19)]), clause="RB:4.10", code="shares")
    officer = make_actor(Role.FINANCE_OFFICER)
    forbidden(lambda: commands.draft_contract(officer, **draft_facts(award)), code="role")
    with pytest.raises(OutOfScope):
        commands.draft_contract(make_actor(Role.PURCHASER_CLERK), **draft_facts(award))
    raised = commands.draft_contract(clerk, **draft_facts(award, targets=[{"measure": "个案", "unit": "个", "goal": Decimal(45)}]))
    assert raised.targets.get(code="CASE").goal == 45
    refused(draft(), clause="PL2014:46", code="twice")


def test_the_wording_is_edited_before_the_signature_only() -> None:
    made = make_draft_contract()
    wording = {name: f"改后{name}" for name in ("scope", "quantity", "quality", "payment", "breach")}
    commands.edit_contract(made.clerk, contract_id=made.contract.pk, **wording)
    assert made.refresh().scope == "改后scope"
    refused(lambda: commands.edit_contract(made.clerk, contract_id=made.contract.pk, **(wording | {"breach": ""})), code="six_terms")
    forbidden(lambda: commands.edit_contract(made.provider_head, contract_id=made.contract.pk, **wording))
    commands.sign_for_purchaser(made.head, contract_id=made.contract.pk)
    refused(lambda: commands.edit_contract(made.clerk, contract_id=made.contract.pk, **wording), clause="PL2014:46", code="state")
    commands.redraft_contract(made.clerk, contract_id=made.contract.pk, reason="补充违约责任")
    assert made.refresh().state == "DRAFT"
    assert not Task.objects.open().filter(kind="contracts.sign").exists()


def test_who_drafted_does_not_sign() -> None:
    award = make_award()
    both = make_actor(Role.PURCHASER_CLERK, award.procedure.purchaser)
    body = Organisation.objects.get(pk=award.procedure.purchaser_id)
    both = make_actor(Role.PURCHASER_HEAD, body, person=Person.objects.get(pk=both.user_id))
    contract = commands.draft_contract(both, **draft_facts(award))
    refused(lambda: commands.sign_for_purchaser(both, contract_id=contract.pk), clause="PL2014:61", code="separation")


def test_signed_by_both_the_contract_is_made() -> None:
    made = make_signed_contract()
    contract = made.contract
    assert (contract.state, contract.signed_late, contract.sign_due) == ("SIGNED", False, dt.date(2015, 4, 30))
    assert (contract.publish_due, contract.file_due) == (dt.date(2015, 4, 7), dt.date(2015, 4, 14)), "清明 lies between"
    project = Project.objects.get(no=made.no)
    assert (project.state, project.station, project.provider_id) == ("CONTRACTED", "CONTRACT", contract.provider_id)
    assert [m.opened_at is not None for m in contract.milestones.all()] == [True, False, False]
    paper = Document.objects.get(pk=contract.document_id)
    assert (paper.state, paper.published_at) == ("issued", None)
    asked = set(Task.objects.open().filter(stream=made.no).values_list("kind", "organisation_id"))
    assert asked == {
        ("contracts.publish", contract.purchaser_id),
        ("contracts.file", contract.purchaser_id),
        ("contracts.start", contract.provider_id),
        ("contracts.claim", contract.provider_id),
        ("delivery.assign_staff", contract.provider_id),
        ("evaluation.engage", contract.purchaser_id),
    }
    assert "清明" in Task.objects.open().get(kind="contracts.publish").how_counted


def test_a_double_click_signs_once() -> None:
    made = make_offered_contract()
    with clock.at(SIGNED):
        for _click in range(2):
            commands.sign_for_provider(made.provider_head, contract_id=made.contract.pk, once="5d6d8f0e-0000-4000-8000-000000000001")
    assert verbs(made.no).count("contracts.signed") == 1


def test_a_provider_no_longer_eligible_does_not_sign() -> None:
    made = make_offered_contract()
    condition = made.award.provider.conditions.order_by("pk").first()
    assert condition is not None
    made.award.provider.conditions.filter(kind=condition.kind).delete()
    refused(lambda: commands.sign_for_provider(made.provider_head, contract_id=made.contract.pk), clause="XM2015:3.2")


def test_only_the_heads_of_the_two_parties_sign() -> None:
    made = make_draft_contract()
    forbidden(lambda: commands.sign_for_purchaser(made.clerk, contract_id=made.contract.pk), code="role")
    forbidden(lambda: commands.sign_for_purchaser(made.provider_head, contract_id=made.contract.pk), code="party")
    refused(lambda: commands.sign_for_provider(made.provider_head, contract_id=made.contract.pk), code="state")
    commands.sign_for_purchaser(made.head, contract_id=made.contract.pk)
    forbidden(lambda: commands.sign_for_provider(made.provider_clerk, contract_id=made.contract.pk), code="role")
    for stranger in (make_actor(Role.PROVIDER_HEAD), make_actor(Role.PURCHASER_HEAD)):
        with pytest.raises(OutOfScope):
            commands.sign_for_provider(stranger, contract_id=made.contract.pk)


def test_signing_after_thirty_days_is_late_recorded_and_escalated() -> None:
    made = make_offered_contract()
    with clock.at(clock.local(2015, 5, 4, 9)):
        tick()
        told = Task.objects.open().get(kind="inbox.overdue", stream=made.no)
        assert (told.role, told.organisation_id) == (Role.PROVIDER_HEAD, made.contract.provider_id)
        commands.sign_for_provider(made.provider_head, contract_id=made.contract.pk)
    assert made.refresh().signed_late
    assert Entry.objects.get(stream=made.no, verb="contracts.signed").late
    assert not Task.objects.open().filter(kind="inbox.overdue", stream=made.no).exists()


def test_published_and_filed_in_time_and_late() -> None:
    made = make_signed_contract()
    refused_before = make_actor(Role.PROVIDER_HEAD, made.award.provider)
    forbidden(lambda: commands.publish_contract(refused_before, contract_id=made.contract.pk), code="role")
    with clock.at(clock.local(2015, 4, 7, 17)):
        commands.publish_contract(made.clerk, contract_id=made.contract.pk)
    with clock.at(clock.local(2015, 4, 15, 9)):
        commands.file_contract(made.clerk, contract_id=made.contract.pk, filing_no="厦财采备2015-031")
    late = dict(Entry.objects.filter(stream=made.no, verb__in=("contracts.published", "contracts.filed")).values_list("verb", "late"))
    assert late == {"contracts.published": False, "contracts.filed": True}
    assert Document.objects.get(pk=made.contract.document_id).published_at is not None
    refused(lambda: commands.publish_contract(made.clerk, contract_id=made.contract.pk), clause="IR2015:50", code="done")
    refused(lambda: commands.file_contract(made.clerk, contract_id=made.contract.pk, filing_no="x"), clause="PL2014:47", code="done")


def test_nothing_is_published_or_filed_before_the_signature() -> None:
    made = make_draft_contract()
    refused(lambda: commands.publish_contract(made.clerk, contract_id=made.contract.pk), clause="IR2015:50", code="state")
    refused(lambda: commands.file_contract(made.clerk, contract_id=made.contract.pk, filing_no="x"), clause="PL2014:47", code="state")


def test_the_service_starts_within_the_term_only() -> None:
    made = make_signed_contract()
    start = commands.start_service
    refused(lambda: start(made.provider_head, contract_id=made.contract.pk, on=dt.date(2015, 4, 14)), clause="XM2015:3.4", code="term")
    forbidden(lambda: start(made.head, contract_id=made.contract.pk, on=TERM_FROM), code="party")
    start(made.provider_clerk, contract_id=made.contract.pk, on=TERM_FROM)
    contract = made.refresh()
    assert (contract.state, contract.started_on) == ("IN_SERVICE", TERM_FROM)
    assert Project.objects.get(no=made.no).station == "SERVICE"
    refused(lambda: start(made.provider_head, contract_id=made.contract.pk, on=TERM_FROM), code="state")


def test_the_database_refuses_what_no_act_does() -> None:
    made = make_in_service()
    with pytest.raises(IntegrityError), transaction.atomic():
        Contract.objects.filter(pk=made.contract.pk).update(state="SETTLED")


def test_bought_for_less_the_difference_goes_back_to_the_line() -> None:
    made = make_signed_contract(make_award(prices=(Decimal("500000.00"), Decimal("505000.00"), Decimal("506000.00"))))
    left = {e.purpose: e.left for e in encumbrances(made.no)}
    assert made.contract.amount == Decimal("500000.00")
    assert left == {"SERVICE": Decimal("500000.00"), "EVALUATION_FEE": Decimal("15000.00")}
