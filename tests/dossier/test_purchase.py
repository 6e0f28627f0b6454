"""The purchase on one page: the next step in each state, who sees what, in how many queries."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from bailu.award import commands as awarding
from bailu.award.models import Committee
from bailu.documents.enums import DocumentKind, DocumentState
from bailu.documents.models import Document
from bailu.dossier.queries import clauses, papers, story
from bailu.dossier.queries.purchase import dossier
from bailu.kernel import clock
from bailu.kernel.actor import Actor
from bailu.kernel.errors import OutOfScope
from bailu.organisations.models import Organisation
from bailu.organisations.roles import Role
from bailu.planning import queries as planning
from bailu.procurement.models import Procedure
from tests.award.factories import head_of, holder, make_drawn, make_reported, officer_of
from tests.contracts.factories import SIGNED, make_claim, make_in_service, make_offered_contract, make_signed_contract
from tests.dossier.helpers import enter, text
from tests.evaluation.factories import ACCEPTED, make_drafted, make_engaged, make_final_published, make_settled, self_report
from tests.factories import make_actor
from tests.funds.factories import make_offices
from tests.planning.factories import (
    make_budgeted_project,
    make_complete_project,
    make_declared_project,
    make_project,
    make_submitted_project,
)
from tests.procurement.factories import make_bidding, make_opened_procedure, make_prepared, make_published, make_started

pytestmark = pytest.mark.django_db
#: What one page may cost.
MOST = 20


def page(actor: Actor, no: str) -> Any:
    return enter(actor).get(reverse("dossier:purchase", args=[no]))


@dataclass
class Case:
    """A purchase in a state, who looks, when, and what that person does next (or waits for)."""

    no: str
    actor: Actor
    label: str
    mine: bool = True
    at: dt.datetime | None = None


def a_project_without_costing() -> Case:
    offices = make_offices()
    return Case(make_project(offices).no, offices.clerk, "核算成本")


def a_complete_project() -> Case:
    offices = make_offices()
    return Case(make_complete_project(offices).no, offices.clerk, "提交项目")


def a_submitted_project() -> Case:
    offices = make_offices()
    return Case(make_submitted_project(offices).no, offices.finance_chief, "批准预算")


def a_submitted_project_seen_by_its_clerk() -> Case:
    offices = make_offices()
    return Case(make_submitted_project(offices).no, offices.clerk, "审批项目预算", mine=False)


def a_budgeted_project() -> Case:
    offices = make_offices()
    return Case(make_budgeted_project(offices).no, offices.clerk, "申报项目")


def a_declared_project_seen_by_its_clerk() -> Case:
    offices = make_offices()
    return Case(make_declared_project(offices).no, offices.clerk, "受理申报", mine=False)


def a_started_procedure() -> Case:
    made = make_started()
    return Case(made.no, made.officer, "编制采购文件")


def a_prepared_procedure() -> Case:
    made = make_prepared()
    return Case(made.no, made.officer, "发布采购公告")


def an_opened_procedure() -> Case:
    made = make_opened_procedure()
    return Case(made.no, made.officer, "抽取评审专家", at=clock.local(2015, 3, 24, 11))


def a_drawn_committee() -> Case:
    committee = make_drawn()
    return Case(committee.project_no, officer_of(committee.procedure), "确定评审成员", at=clock.local(2015, 3, 24, 11))


def a_received_report() -> Case:
    committee = make_reported()
    return Case(committee.project_no, head_of(committee.procedure), "确定中标（成交）供应商", at=clock.local(2015, 3, 27, 10))


def an_offered_contract_seen_by_the_purchaser() -> Case:
    made = make_offered_contract()
    return Case(made.no, made.clerk, "签署合同", mine=False, at=SIGNED)


def a_signed_contract() -> Case:
    made = make_signed_contract()
    return Case(made.no, made.clerk, "公告合同", at=SIGNED)


def a_service_that_runs() -> Case:
    made = make_in_service()
    return Case(made.no, made.provider_head, "申请第1期款", at=clock.local(2015, 4, 20, 10))


def a_self_report_due() -> Case:
    made = make_engaged()
    return Case(made.no, made.provider, "提交自评报告", at=clock.local(2015, 10, 14, 9))


def scores_asked_for() -> Case:
    made = make_engaged()
    with clock.at(clock.local(2015, 10, 14, 9)):
        self_report(made)
    return Case(made.no, made.evaluator, "发放评价卡", at=clock.local(2015, 10, 15, 9))


def a_draft_to_reply_to() -> Case:
    made = make_drafted()
    return Case(made.no, made.provider, "答复评估意见", at=clock.local(2015, 10, 22, 9))


def an_acceptance_due() -> Case:
    made = make_final_published()
    return Case(made.no, made.parties.head, "组织验收", at=ACCEPTED)


CASES: list[Callable[[], Case]] = [
    a_project_without_costing,
    a_complete_project,
    a_submitted_project,
    a_submitted_project_seen_by_its_clerk,
    a_budgeted_project,
    a_declared_project_seen_by_its_clerk,
    a_started_procedure,
    a_prepared_procedure,
    an_opened_procedure,
    a_drawn_committee,
    a_received_report,
    an_offered_contract_seen_by_the_purchaser,
    a_signed_contract,
    a_service_that_runs,
    a_self_report_due,
    scores_asked_for,
    a_draft_to_reply_to,
    an_acceptance_due,
]


@pytest.mark.parametrize("make", CASES, ids=lambda make: make.__name__)
def test_the_next_step_is_right_in_each_state_and_the_page_is_cheap(make: Callable[[], Case], django_assert_max_num_queries: Any) -> None:
    case = make()
    with clock.at(case.at or clock.now()):
        following = dossier(case.actor, case.no).next
        assert case.label in str(following.label)
        assert (following.mine is not None) is case.mine
        client = enter(case.actor)
        with django_assert_max_num_queries(MOST):
            answer = client.get(reverse("dossier:purchase", args=[case.no]))
    assert answer.status_code == 200
    assert f"下一步：{following.label}" in text(answer)


def test_a_claim_can_be_decided_beside_what_has_the_nearer_term() -> None:
    made = make_in_service()
    make_claim(made)
    with clock.at(clock.local(2015, 4, 20, 10)):
        following = dossier(made.head, made.no).next
    assert following.mine is not None
    assert "审核第1期请款" in {str(step.label) for step in (following.mine, *following.also)}


def test_a_settled_purchase_tells_everything_and_asks_for_nothing(django_assert_max_num_queries: Any) -> None:
    made = make_settled()
    client = enter(made.clerk)
    with django_assert_max_num_queries(MOST):
        shown = text(client.get(reverse("dossier:purchase", args=[made.no])))
    assert "本次购买已经结清" in shown
    assert "下一步" not in shown
    for told in ("需求与摸底调查", "成本核算", "采购程序", "评审与定标", "分期付款", "服务进度", "评估与验收", "¥508,000.00", "¥15,240.00"):
        assert told in shown
    assert all(stop.pace == "done" for stop in dossier(made.clerk, made.no).stops)


@pytest.mark.parametrize("role", [Role.PURCHASER_CLERK, Role.PURCHASER_HEAD, Role.PROVIDER_HEAD, Role.EVALUATOR, Role.EXPERT, Role.ADMIN])
def test_the_purchase_of_others_does_not_exist(role: Role) -> None:
    made = make_complete_project(make_offices())
    actor = make_actor(role)
    assert page(actor, made.no).status_code == 404
    with pytest.raises(OutOfScope):
        dossier(actor, made.no)
    for name in ("story", "clauses"):
        assert enter(actor).get(reverse(f"dossier:{name}", args=[made.no])).status_code == 404


def test_a_visitor_is_sent_to_the_sign_in() -> None:
    made = make_complete_project(make_offices())
    assert Client().get(reverse("dossier:purchase", args=[made.no])).status_code == 302


def test_a_bidder_is_led_to_the_procedure_and_sees_nothing_of_the_others() -> None:
    made = make_bidding()
    answer = page(made.bidders[0], made.no)
    assert answer.status_code == 302
    assert answer["Location"] == Procedure.objects.get(pk=made.procedure.pk).get_absolute_url()


def test_the_provider_is_led_to_the_contract_offered_to_it() -> None:
    made = make_offered_contract()
    answer = page(made.provider_head, made.no)
    assert (answer.status_code, answer["Location"]) == (302, made.contract.get_absolute_url())


def test_nobody_learns_who_bid_or_how_many_before_the_opening() -> None:
    made = make_bidding()
    names = set(Organisation.objects.filter(pk__in=[b.organisation_id for b in made.bidders]).values_list("name", flat=True))
    assert names
    auditor = make_actor(Role.AUDITOR)
    for actor in (made.clerk, made.officer, made.head, auditor):
        with clock.at(clock.local(2015, 3, 24, 9)):
            found = dossier(actor, made.no)
            shown = text(page(actor, made.no))
        assert found.bidders is None
        assert found.rows.ranking == ()
        assert not [name for name in names if name in shown]


def test_the_ranking_is_for_the_purchaser_once_the_report_is_received() -> None:
    committee = make_reported()
    head = head_of(committee.procedure)
    treasurer = make_actor(Role.FINANCE_OFFICER)
    assert len(dossier(head, committee.project_no).rows.ranking) == committee.results.count() > 0
    assert dossier(treasurer, committee.project_no).rows.ranking == ()


def test_a_decision_is_not_told_before_its_notice() -> None:
    committee = make_reported()
    with clock.at(clock.local(2015, 3, 27, 10)):
        first = committee.results.order_by("rank")[0]
        award = awarding.decide(head_of(committee.procedure), procedure_id=committee.procedure_id, bid_id=first.bid_id)
    assert dossier(head_of(award.procedure), award.project_no).rows.award is not None
    assert dossier(make_actor(Role.FINANCE_OFFICER), award.project_no).rows.award is None


def test_the_provider_sees_the_contract_but_not_the_ranking_nor_the_needs() -> None:
    made = make_in_service()
    found = dossier(made.provider_head, made.no)
    assert found.contract is not None
    assert found.rows.ranking == ()
    assert found.rows.needs == ()
    assert DocumentKind.REVIEW_REPORT not in {d.kind for d in found.documents}


@pytest.mark.parametrize(
    ("kind", "public", "buying", "contracting", "ranked", "told"),
    [
        (DocumentKind.PROCUREMENT_NOTICE, True, False, False, False, True),
        (DocumentKind.PROCUREMENT_NOTICE, False, True, False, False, True),
        (DocumentKind.PROCUREMENT_NOTICE, False, False, True, False, False),
        (DocumentKind.OPENING_MINUTES, False, False, True, False, False),
        (DocumentKind.REVIEW_REPORT, False, True, True, False, False),
        (DocumentKind.REVIEW_REPORT, False, True, True, True, True),
        (DocumentKind.CONTRACT, False, False, True, False, True),
        (DocumentKind.CONTRACT, False, True, False, False, False),
        (DocumentKind.PAYMENT_CLAIM, False, False, True, False, True),
    ],
)
def test_which_papers_are_told(kind: str, public: bool, buying: bool, contracting: bool, ranked: bool, told: bool) -> None:
    paper = Document(kind=kind, state=DocumentState.ISSUED, published_at=clock.now() if public else None)
    assert papers.told(paper, buying=buying, contracting=contracting, ranked=ranked) is told


def test_an_act_the_law_refuses_is_greyed_with_its_clause() -> None:
    made = make_in_service()
    with clock.at(clock.local(2015, 4, 20, 10)):
        shown = text(page(made.provider_head, made.no))
    assert 'aria-disabled="true"' in shown
    assert "/law/XM2015:3.4/" in shown


def test_what_is_assumed_says_so() -> None:
    made = make_complete_project(make_offices(), assumed=["area", "costing"])
    shown = text(page(make_actor(Role.AUDITOR), made.no))
    assert shown.count("假定") >= 2


def test_the_story_is_whole_and_can_be_verified_on_the_spot() -> None:
    made = make_in_service()
    found = dossier(made.clerk, made.no).story
    client = enter(made.clerk)
    shown = text(client.get(reverse("dossier:story", args=[made.no]), {"verify": "1"}))
    assert f"共 {found.total} 条" in shown
    assert f"已核验：{found.total} 条" in shown
    assert Committee.objects.exists()
    older = text(client.get(reverse("dossier:story", args=[made.no]), {"before": "3"}))
    assert "编制项目" in older


def test_a_chain_that_was_tampered_with_is_found_at_its_line() -> None:
    made = make_complete_project(make_offices())
    assert story.verify(made.no).whole
    with connection.cursor() as cursor:
        cursor.execute("set session_replication_role = replica")
        cursor.execute("update audit_entry set reason = 'x' where stream = %s and seq = 2", [made.no])
        cursor.execute("set session_replication_role = default")
    proof = story.verify(made.no)
    assert (proof.whole, proof.broken_at) == (False, 2)
    assert "第 2 条处链条断开" in text(enter(make_actor(Role.AUDITOR)).get(reverse("dossier:story", args=[made.no]), {"verify": "1"}))


def test_each_duty_is_met_by_an_act_or_open() -> None:
    made = make_settled()
    found = {str(line.duty.what): line.done is not None for line in clauses.sheet(planning.project(made.no)).duties}
    unmet = {what for what, met in found.items() if not met}
    assert unmet <= {"征求服务对象意见", "公告合同", "合同备案"}  # the factories leave these out; everything else was done
    fresh = make_complete_project(make_offices())
    shown = text(enter(make_actor(Role.AUDITOR)).get(reverse("dossier:clauses", args=[fresh.no])))
    assert "待履行" in shown
    assert "已履行" in shown


def test_holders_of_a_role_elsewhere_are_not_asked() -> None:
    """A task is mine only in my organisation and my role."""
    offices = make_offices()
    made = make_submitted_project(offices)
    other = holder(Role.FINANCE_OFFICER, Organisation.objects.get(pk=offices.finance_chief.organisation_id))
    assert dossier(other, made.no).next.mine is None


def test_published_is_shown_with_its_clocks() -> None:
    made = make_published()
    shown = text(page(made.clerk, made.no))
    assert "投标截止" in shown
    assert "还有" in shown
