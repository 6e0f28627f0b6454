"""The screens: what is shown to whom, in how many queries; an old man with his card."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from bailu.evaluation import commands, queries
from bailu.evaluation.models import Acceptance, Answer, Card, Evaluation
from bailu.kernel import clock
from bailu.kernel.actor import Actor
from bailu.organisations.models import Organisation, Person
from bailu.organisations.roles import Role
from tests.evaluation.factories import (
    ACCEPTED,
    ENGAGED,
    MID,
    accepter_of,
    answer,
    make_drafted,
    make_engaged,
    make_evaluator,
    make_final_published,
    make_served,
    score_as_purchaser,
    score_as_third_party,
    self_report,
)
from tests.factories import make_actor

pytestmark = pytest.mark.django_db


def enter(actor: Actor) -> Client:
    client = Client()
    client.force_login(Person.objects.get(pk=actor.user_id), backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def text(answered: Any) -> str:
    return str(answered.content.decode())


def at(name: str, pk: int | str) -> str:
    return reverse(f"evaluation:{name}", args=[pk])


def test_a_third_party_is_chosen_from_a_list_that_says_who_is_tied() -> None:
    serving = make_served()
    tied, free = make_evaluator("有牵连的评估中心"), make_evaluator("独立评估中心")
    provider = Organisation.objects.get(pk=serving.contract.provider_id)
    make_actor(Role.SOCIAL_WORKER, provider, person=Person.objects.get(pk=tied.user_id))
    where = at("engage", serving.contract.pk)
    with clock.at(ENGAGED):
        clerk = enter(serving.parties.clerk)
        shown = text(clerk.get(where))
        assert "有利害关系，应当回避" in shown
        assert shown.count("disabled") == 1
        assert "15,240.00" in shown
        assert clerk.post(where, {"evaluator_id": tied.organisation_id, "reason": "x"}).status_code == 422
        assert clerk.post(where, {"evaluator_id": free.organisation_id, "reason": "比选"}).status_code == 303
        assert clerk.get(where).status_code == 422
        assert enter(serving.parties.provider_head).get(where).status_code == 403
        assert enter(make_evaluator()).get(where).status_code == 404
    assert serving.contract.engagement.evaluator_id == free.organisation_id


def test_the_three_parties_on_their_screens() -> None:
    made = make_engaged()
    mid = made.mid.pk
    with clock.at(MID):
        provider, clerk, evaluator = enter(made.provider), enter(made.clerk), enter(made.evaluator)
        shown = text(provider.get(at("self_report", mid)))
        assert "5 人" in shown
        assert provider.post(at("self_report", mid), {"text": "服务按合同进行。"}).status_code == 303
        assert clerk.get(at("score_purchaser", mid)).status_code == 200
        assert clerk.post(at("score_purchaser", mid), {"score": "101", "opinion": "好"}).status_code == 422
        assert clerk.post(at("score_purchaser", mid), {"score": "88", "opinion": "好"}).status_code == 303
        assert clerk.get(at("score", mid)).status_code == 403
        issued = evaluator.post(at("cards", mid), {"number": "5"}, follow=True)
        codes = list(Card.objects.values_list("code", flat=True))
        assert [code[:4] in text(issued) and code[4:] in text(issued) for code in codes] == [True] * 5
        assert "testserver/card/" in text(issued)
        assert clerk.get(at("print_cards", mid)).status_code == 403
        typed = {
            "service": "86", "effect": "88", "management": "84", "conclusion": "规范",
            "findings-TOTAL_FORMS": "2", "findings-INITIAL_FORMS": "0", "findings-0-finding": "补记", "findings-0-due_on": "2015-11-30",
        }  # fmt: skip
        assert evaluator.post(at("score", mid), typed).status_code == 303
        assert evaluator.get(at("draft", mid)).status_code == 422
        for code in codes:
            commands.answer_card(made.evaluator, code=code, satisfaction=4)
        assert "85.88" not in text(clerk.get(at("evaluation", mid)))
        assert evaluator.get(at("draft", mid)).status_code == 200
        assert evaluator.post(at("draft", mid), {}).status_code == 303
        assert "补记" in text(provider.get(at("reply", mid)))
        assert provider.post(at("reply", mid), {"text": "接受"}).status_code == 303
        assert evaluator.post(at("publish", mid), {}).status_code == 422
        assert evaluator.post(at("publish", mid), {"confirm": "yes"}).status_code == 303
    assert made.mid.state == "PUBLISHED"
    assert made.mid.findings == [{"finding": "补记", "due_on": "2015-11-30"}]


def test_nobody_is_swayed_by_another_party_before_the_draft() -> None:
    made = make_engaged()
    mid = made.mid
    with clock.at(MID):
        self_report(made)
        answer(made)
        score_as_purchaser(made)
        score_as_third_party(made)
    mid = made.mid
    seen = {name: {line.party.value: line.score for line in queries.parties(who, mid)} for name, who in _readers(made).items()}
    assert seen["clerk"] == {"third_party": None, "purchaser": mid.purchaser_score, "users": None}
    assert seen["provider"] == {"third_party": None, "purchaser": None, "users": None}
    assert seen["auditor"] == seen["provider"]
    assert seen["evaluator"]["third_party"] == mid.third_party_score
    assert "85.80" not in text(enter(made.clerk).get(at("evaluation", mid.pk)))


def _readers(made: Any) -> dict[str, Actor]:
    return {"clerk": made.clerk, "provider": made.provider, "evaluator": made.evaluator, "auditor": make_actor(Role.AUDITOR)}


def test_the_page_says_how_the_total_came_about_in_few_queries(django_assert_max_num_queries: Any) -> None:
    made = make_drafted()
    where = at("evaluation", made.mid.pk)
    auditor = enter(make_actor(Role.AUDITOR))
    auditor.get(where)
    with django_assert_max_num_queries(32):
        shown = text(auditor.get(where))
    assert "85.80 × 60% + 88.00 × 20% + 84.00 × 20%" in shown
    assert "常来看我" not in shown
    assert "常来看我" in text(enter(made.evaluator).get(where))
    assert enter(make_actor(Role.PROVIDER_HEAD)).get(where).status_code == 404
    assert Client().get(where).status_code == 302
    listed = reverse("evaluation:register")
    with django_assert_max_num_queries(8):
        page = text(auditor.get(listed))
    assert made.contract.title in page
    assert "良好</span>" not in page
    book = CalamineWorkbook.from_filelike(io.BytesIO(b"".join(auditor.get(listed, {"export": "xlsx"}).streaming_content)))  # type: ignore[arg-type]
    assert any(made.no in map(str, row) or made.contract.title in map(str, row) for row in book.get_sheet_by_index(0).to_python())
    assert enter(make_actor(Role.EXPERT)).get(listed).status_code == 403
    assert made.contract.title not in text(enter(make_evaluator()).get(listed))


def test_an_old_man_answers_his_card() -> None:
    made = make_engaged()
    with clock.at(MID):
        self_report(made)
        commands.issue_cards(made.evaluator, evaluation_id=made.mid.pk, number=1)
        code = Card.objects.get().code
        old = Client()
        found = old.post(reverse("evaluation:card"), {"code": f"{code[:4].lower()} {code[4:].lower()}"})
        assert found.headers["Location"] == at("answer", code)
        shown = text(old.get(at("answer", code)))
        assert [word in shown for word in ("很满意", "一般", "很不满意", "有人帮助填写")] == [True] * 4
        assert old.post(at("answer", code), {}).status_code == 422
        facts = {"satisfaction": "5", "helped": "on", "comment": "", "once": "0b1f2f2e-0000-4000-8000-000000000002"}
        assert old.post(at("answer", code), facts).headers["Location"] == reverse("evaluation:thanks")
        assert old.post(at("answer", code), facts).status_code == 303
        assert "谢谢" in text(old.get(reverse("evaluation:thanks")))
        assert old.get(at("answer", code)).status_code == 422
    assert [(a.satisfaction, a.helped) for a in Answer.objects.all()] == [(5, True)]


def test_wrong_codes_are_told_and_after_ten_the_page_waits() -> None:
    stray = Client()
    for _time in range(10):
        assert stray.post(reverse("evaluation:card"), {"code": "AAAABBBB"}).status_code == 404
    assert stray.post(reverse("evaluation:card"), {"code": "AAAABBBB"}).status_code == 429
    assert stray.get(at("answer", "AAAABBBB")).status_code == 404


def test_acceptance_is_prefilled_from_the_contract_and_judged_line_by_line() -> None:
    made = make_final_published()
    where = at("accept", made.contract.pk)
    with clock.at(ACCEPTED):
        assert enter(made.clerk).get(where).status_code == 422
        assert enter(made.provider).get(where).status_code == 403
        somebody = enter(accepter_of(made))
        page = somebody.get(where)
        rows = queries.standards(made.contract)
        assert [row["standard"] for row in rows[-6:]] == ["服务范围", "服务数量", "服务质量", "服务期限", "资金支付方式", "违约责任"]
        assert "末期评估91.52分，优秀" in text(page)
        typed: dict[str, Any] = {"on": "2016-04-14", "conclusion": "同意", "confirm": "yes"}
        typed |= {"standards-TOTAL_FORMS": len(rows), "standards-INITIAL_FORMS": len(rows)}
        for n, row in enumerate(rows):
            typed |= {f"standards-{n}-{key}": row[key] or "已履行" for key in ("kind", "standard", "required", "actual")}
            typed |= {f"standards-{n}-passed": "on"}
        typed |= {"opinions-TOTAL_FORMS": "1", "opinions-INITIAL_FORMS": "0"}
        assert somebody.post(where, typed).status_code == 422
        typed |= {"opinions-0-who": "服务对象代表一", "opinions-0-opinion": "满意"}
        assert somebody.post(where, typed).status_code == 303
    assert len(Acceptance.objects.get().standards) == len(rows)
    assert queries.facts(made.no).acceptance is not None
    assert queries.steps(made.clerk, made.no) == []


def test_the_grade_arrives_on_the_providers_page_and_in_the_dossiers_facts() -> None:
    made = make_final_published()
    shown = text(enter(made.clerk).get(f"/organisations/{made.contract.provider_id}/"))
    assert "优秀" in shown
    facts = queries.facts(made.no)
    assert [(e.state, str(e.grade)) for e in facts.evaluations] == [("PUBLISHED", "良好"), ("PUBLISHED", "优秀")]
    offered = queries.steps(accepter_of(made), made.no)
    assert [(str(s.label), s.primary) for s in offered] == [("组织验收", True)]
    assert queries.steps(made.provider, made.no)[0].verdict.forbidden
    assert Evaluation.objects.visible_to(made.provider).count() == 2
