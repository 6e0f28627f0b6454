"""The screens: who is answered what, what a form does, how many queries a page takes."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from bailu.award import commands, queries
from bailu.award.models import Award, Committee
from bailu.kernel.actor import Actor
from bailu.organisations.models import Organisation, Person
from bailu.organisations.roles import Role
from bailu.server import messages
from tests.award import factories as f
from tests.award.ground import make_procedure
from tests.factories import make_actor

pytestmark = [pytest.mark.django_db, pytest.mark.at("2015-03-24 09:40")]


def browse(actor: Actor | None, language: str = "zh-hans") -> Client:
    client = Client(headers={"accept-language": language})
    if actor is not None:
        client.force_login(Person.objects.get(pk=actor.user_id), backend="allauth.account.auth_backends.AuthenticationBackend")
        session = client.session
        session["organisation"] = actor.organisation_id
        session.save()
    return client


def at(name: str, *args: Any) -> str:
    return reverse(f"award:{name}", args=args)


def text(answer: HttpResponse) -> str:
    return answer.content.decode()


def post(client: Client, url: str, **data: Any) -> HttpResponse:
    shown = client.get(url)
    assert shown.status_code == 200, text(shown)[:3000]
    once = text(shown).split('name="once" value="')[1].split('"')[0]
    return client.post(url, {"once": once, **data})


def _typed(committee: Committee, points: str = "10") -> dict[str, str]:
    return {f"p-{bid.pk}-{place}": points for bid in queries.valid_bids(committee) for place in range(len(committee.procedure.scored))}


def test_a_review_is_walked_from_the_draw_to_the_notice_on_the_screens() -> None:
    procedure = make_procedure()
    f.make_experts(6)
    officer, head, clerk = f.officer_of(procedure), f.head_of(procedure), f.holder(Role.PURCHASER_CLERK, procedure.purchaser)
    pk = procedure.pk
    drawn = post(browse(officer), at("draw", pk), experts="4", field="", representatives=[str(clerk.user_id)], entropy="07 11 23")
    assert (drawn.status_code, drawn["Location"]) == (303, at("committee", pk))
    for step in ("confirm", "begin"):
        assert post(browse(officer), at(step, pk)).status_code == 303
    committee = Committee.objects.get()
    members = f.members_of(committee)
    for member in members:
        assert post(browse(member), at("declare", pk), tie="no")["Location"] == at("score", pk)
    for bid in queries.bids(committee):
        assert post(browse(members[0]), at("check", pk, bid.pk), passed="yes")["Location"] == at("score", pk)
    saved = post(browse(members[0]), at("score", pk), do="save", **_typed(committee))
    assert saved.status_code == 303
    for member in members:
        assert post(browse(member), at("score", pk), do="sign", **_typed(committee)).status_code == 303
    assert post(browse(officer), at("finish", pk))["Location"] == at("ranking", pk)
    assert post(browse(members[0]), at("sign_report", pk), agrees="no", dissent="方案分宜拉开差距").status_code == 303
    assert post(browse(clerk), at("receive_report", pk)).status_code == 303
    ranked = queries.ranked(committee)
    refused = _as_head(head, "decide", pk, bid_id=ranked[1].bid_id, reason="")
    assert refused.status_code == 422 and "IR2015:43" in text(refused)
    assert _as_head(head, "decide", pk, bid_id=ranked[0].bid_id, reason="").status_code == 303
    assert post(browse(officer), at("publish", pk), confirm="yes").status_code == 303
    assert Award.objects.get().noticed_at is not None
    page = text(browse(officer).get(at("ranking", pk)))
    assert "方案分宜拉开差距" in page and "视为同意" in page


def _as_head(head: Actor, name: str, pk: int, **data: Any) -> HttpResponse:
    return post(_head(head), at(name, pk), **data)


def _head(head: Actor) -> Client:
    """Heads have a second factor."""
    client = browse(head)
    _confirm_second_factor(head)
    return client


def _confirm_second_factor(actor: Actor) -> None:
    from allauth.mfa.models import Authenticator  # noqa: PLC0415

    Authenticator.objects.get_or_create(user_id=actor.user_id, type=Authenticator.Type.TOTP, defaults={"data": {"secret": "x"}})


#: page -> who sees it (200) while the review runs; everybody else 403, and 404 who may not know of the committee.
PAGES = {
    "committee": {"officer", "member", "auditor", "clerk", "head"},
    "score": {"member"},
    "declare": set(),
    "confirm": set(),
    "begin": set(),
    "finish": {"officer"},
    "ranking": set(),
    "decide": set(),
}
NOT_NOW = {
    "declare": {"member"},
    "confirm": {"officer"},
    "begin": {"officer"},
    "ranking": {"officer", "member", "auditor", "clerk", "head"},
    "decide": {"head"},
}
OUTSIDE = ("provider", "stranger_expert", "bureau")


def test_each_person_is_answered_as_the_table_says_while_the_review_runs() -> None:
    committee = f.make_reviewing()
    procedure = committee.procedure
    bidder = queries.bids(committee)[0].provider
    people = {
        "officer": f.officer_of(procedure),
        "member": f.members_of(committee)[0],
        "auditor": make_actor(Role.AUDITOR),
        "clerk": make_actor(Role.PURCHASER_CLERK, procedure.purchaser),
        "head": f.head_of(procedure),
        "provider": f.holder(Role.PROVIDER_HEAD, bidder),
        "stranger_expert": make_actor(Role.EXPERT),
        "bureau": make_actor(Role.BUREAU_CLERK),
    }
    _confirm_second_factor(people["head"])
    wrong = []
    for name, seen in PAGES.items():
        for who, person in people.items():
            status = browse(person).get(at(name, procedure.pk)).status_code
            expected = 404 if who in OUTSIDE else 200 if who in seen else 422 if who in NOT_NOW.get(name, ()) else 403
            if status != expected:
                wrong.append((name, who, status, expected))
    assert wrong == []
    assert browse(None).get(at("committee", procedure.pk)).status_code == 302


def test_the_pool_is_shown_to_its_keepers_and_not_to_those_who_buy() -> None:
    f.make_expert("郑抽签")
    answers = {
        role: browse(make_actor(role)).get(at("experts"))
        for role in (Role.BUREAU_CLERK, Role.AUDITOR, Role.PROCUREMENT_OFFICER, Role.EXPERT)
    }
    assert {role: answer.status_code for role, answer in answers.items()} == {
        Role.BUREAU_CLERK: 200,
        Role.AUDITOR: 200,
        Role.PROCUREMENT_OFFICER: 403,
        Role.EXPERT: 200,
    }
    assert "郑抽签" in text(answers[Role.BUREAU_CLERK]) and "郑抽签" not in text(answers[Role.EXPERT])


def test_an_expert_is_admitted_and_retired_on_the_screen() -> None:
    keeper, expert = make_actor(Role.BUREAU_CLERK), make_actor(Role.EXPERT, name="何专家")
    done = post(browse(keeper), at("admit"), person_id=str(expert.user_id), field="LAW", title="律师", employer="某所")
    assert done["Location"] == at("experts")
    profile = queries.candidates()[0]
    assert post(browse(keeper), at("retire", profile.pk), reason="调离").status_code == 303
    assert "已出库" in text(browse(keeper).get(at("experts")))


def test_the_names_of_the_members_are_secret_from_the_purchasers_people_until_published() -> None:
    committee = f.make_reported()
    name = committee.members.sitting().filter(kind="EXPERT")[0].person.name
    clerk = make_actor(Role.PURCHASER_CLERK, committee.purchaser)
    for page in ("committee", "ranking"):
        assert name not in text(browse(clerk).get(at(page, committee.procedure_id)))
        assert name in text(browse(f.officer_of(committee.procedure)).get(at(page, committee.procedure_id)))
    commands.decide(f.head_of(committee.procedure), procedure_id=committee.procedure_id, bid_id=queries.ranked(committee)[0].bid_id)
    commands.publish_award(f.officer_of(committee.procedure), procedure_id=committee.procedure_id)
    assert name in text(browse(clerk).get(at("committee", committee.procedure_id)))


def test_no_bid_is_shown_to_a_member_before_declaring_and_no_points_to_another() -> None:
    committee = f.make_reviewing(declared=False)
    one, two = f.members_of(committee)[:2]
    shown = browse(one).get(at("score", committee.procedure_id))
    assert shown.status_code == 422 and "陪伴方案" not in text(shown)
    for member in (one, two):
        commands.declare_no_tie(member, committee_id=committee.pk)
    bid = queries.bids(committee)[0]
    cell = {"bid_id": bid.pk, "criterion": "PLAN", "points": "41.37", "comment": "只有我看得到"}
    commands.save_scores(one, committee_id=committee.pk, scores=[cell])
    assert "41.37" in text(browse(one).get(at("score", committee.procedure_id)))
    other = text(browse(two).get(at("score", committee.procedure_id)))
    assert "陪伴方案" in other and "41.37" not in other and "只有我看得到" not in other


def test_points_out_of_range_come_back_at_their_field_with_what_was_typed() -> None:
    committee = f.make_reviewing()
    member, bid = f.members_of(committee)[0], queries.bids(committee)[0]
    answer = post(browse(member), at("score", committee.procedure_id), do="save", **{f"p-{bid.pk}-0": "99"})
    assert answer.status_code == 422
    assert 'value="99"' in text(answer) and f'href="#id_p-{bid.pk}-0"' in text(answer)


def test_points_out_of_range_say_whose_they_are() -> None:
    committee = f.make_reviewing()
    member, bid = f.members_of(committee)[0], queries.bids(committee)[1]
    answer = post(browse(member), at("score", committee.procedure_id), do="sign", **{f"p-{bid.pk}-0": "99"})
    assert bid.provider is not None
    assert f'href="#id_p-{bid.pk}-0">{bid.provider.name} ' in text(answer)


def test_a_bid_is_checked_from_the_sheet_without_losing_what_was_typed() -> None:
    committee = f.make_reviewing()
    member, bid = f.members_of(committee)[0], queries.bids(committee)[0]
    client, pk = browse(member), committee.procedure_id
    answer = post(client, at("score", pk), do=f"check-{bid.pk}", **{f"p-{bid.pk}-0": "31.5"})
    assert answer["Location"] == at("check", pk, bid.pk)
    assert "陪伴方案" in text(client.get(at("check", pk, bid.pk)))
    assert 'value="31.50"' in text(client.get(at("score", pk)))


def test_signing_with_something_missing_says_what_is_missing() -> None:
    committee = f.make_reviewing()
    member = f.members_of(committee)[0]
    answer = post(browse(member), at("score", committee.procedure_id), do="sign")
    assert answer.status_code == 422 and "没有审查资格和符合性" in text(answer)


def test_a_signed_sheet_is_shown_without_fields() -> None:
    committee = f.make_signed()
    page = text(browse(f.members_of(committee)[0]).get(at("score", committee.procedure_id)))
    assert "您已签署评分" in page and "data-points" not in page and 'value="sign"' not in page


def test_a_declared_tie_takes_the_member_off_the_committee() -> None:
    committee = f.make_reviewing(declared=False)
    member = f.members_of(committee)[0]
    assert post(browse(member), at("declare", committee.procedure_id), tie="yes", note="").status_code == 422
    assert post(browse(member), at("declare", committee.procedure_id), tie="yes", note="顾问").status_code == 303
    assert browse(member).get(at("score", committee.procedure_id)).status_code == 404


def test_members_are_replaced_on_the_screen() -> None:
    committee = f.make_drawn()
    officer = f.officer_of(committee.procedure)
    absent = committee.members.filter(kind="EXPERT")[0]
    assert post(browse(officer), at("replace", committee.procedure_id, absent.pk), reason="住院").status_code == 303
    assert "不能到场" in text(browse(officer).get(at("committee", committee.procedure_id)))
    assert browse(officer).get(at("replace", committee.procedure_id, 0)).status_code == 404


def test_a_review_that_must_fail_is_ended_on_the_screen_and_no_other() -> None:
    committee = f.make_reviewing(make_procedure(("508000", "500000", "507000")))
    officer, member = f.officer_of(committee.procedure), f.members_of(committee)[0]
    first, *rest = queries.bids(committee)
    for bid in rest:
        commands.check_bid(member, committee_id=committee.pk, bid_id=bid.pk, passed=True)
    assert browse(officer).get(at("fail", committee.procedure_id)).status_code == 422
    post(browse(member), at("check", committee.procedure_id, first.pk), passed="no", reason="没有年检证明")
    assert post(browse(officer), at("fail", committee.procedure_id), reason="").status_code == 303


def test_the_next_in_rank_is_decided_for_on_the_screen() -> None:
    award = f.make_awarded()
    head = f.head_of(award.procedure)
    second = queries.ranked(award.committee)[1]
    facts = {"refusal": "书面放弃", "reason": "递补", "bid_id": str(second.bid_id)}
    assert _as_head(head, "decide_next", award.procedure_id, **facts).status_code == 303
    standing = queries.award_of(award.project_no)
    assert standing is not None and standing.bid_id == second.bid_id


def test_a_file_of_a_bid_is_a_members_only() -> None:
    committee = f.make_reviewing()
    member, officer = f.members_of(committee)[0], f.officer_of(committee.procedure)
    assert browse(member).get(at("bid_file", committee.procedure_id, 0)).status_code == 404
    assert browse(officer).get(at("bid_file", committee.procedure_id, 0)).status_code == 403


@pytest.mark.parametrize(
    ("make", "who", "label"),
    [
        ("make_drawn", "officer", "确定评审成员"),
        ("make_confirmed", "officer", "开始评审"),
        ("make_signed", "officer", "结束评审"),
        ("make_ranked", "head", "接收评审报告"),
        ("make_reported", "head", "确定中标（成交）供应商"),
    ],
)
def test_the_dossier_is_offered_the_one_next_step(make: str, who: str, label: str) -> None:
    committee: Committee = getattr(f, make)()
    actor = f.officer_of(committee.procedure) if who == "officer" else f.head_of(committee.procedure)
    first = queries.steps(actor, committee.project_no)[0]
    assert first.label == label and first.verdict.allowed
    facts = queries.facts(committee.project_no)
    assert facts is not None and facts.expert_names == () and facts.size == 5
    outsider = make_actor(Role.PROVIDER_HEAD, queries.bids(committee)[0].provider or Organisation())
    assert queries.steps(outsider, committee.project_no) == []


def test_pages_ask_the_database_a_fixed_number_of_times(django_assert_max_num_queries: Any) -> None:
    committee = f.make_reviewing()
    member, officer = browse(f.members_of(committee)[0]), browse(f.officer_of(committee.procedure))
    for client, page, most in ((member, "score", 22), (officer, "committee", 26)):
        client.get(at(page, committee.procedure_id))
        with django_assert_max_num_queries(most):
            assert client.get(at(page, committee.procedure_id)).status_code == 200


def test_every_page_is_complete_in_english() -> None:
    """No text of this room is left in Chinese; names and titles are data and stay."""
    committee = f.make_reviewing()
    member = browse(f.members_of(committee)[0], "en")
    data = {c["title"] for c in committee.procedure.criteria}
    sheet = [found for found in _own_texts(member.get(at("score", committee.procedure_id))) if found not in data]
    reported = f.make_reported(committee)
    officer = browse(f.officer_of(reported.procedure), "en")
    pages = [_own_texts(officer.get(at(page, reported.procedure_id))) for page in ("committee", "ranking")]
    assert sheet + pages[0] + pages[1] == []


def test_the_report_is_read_by_its_members_then_by_the_purchaser_and_rewritten_by_nobody() -> None:
    committee = f.make_ranked()
    document = reverse("documents:document", args=[committee.report_document_id])
    edit = reverse("documents:edit", args=[committee.report_document_id])
    officer, clerk = f.officer_of(committee.procedure), make_actor(Role.PURCHASER_CLERK, committee.purchaser)
    bidder = f.holder(Role.PROVIDER_HEAD, queries.bids(committee)[0].provider or Organisation())
    assert browse(officer).get(document).status_code == 200
    assert browse(clerk).get(document).status_code == 403
    assert browse(officer).get(edit).status_code == 403
    commands.receive_report(clerk, committee_id=committee.pk)
    assert browse(clerk).get(document).status_code == 200
    assert browse(bidder).get(document).status_code == 404


def _own_texts(answer: HttpResponse) -> list[str]:
    main = text(answer).split('<div class="head">')[1].split("</main>")[0]
    shown = {part.strip() for part in re.split(r"<[^>]+>", main)}
    ours = {m.id for m in messages.read("award") if isinstance(m.id, str) and len(m.id) > 1}
    assert len(shown) > 10
    return sorted(shown & ours)
