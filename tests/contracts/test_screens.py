"""The screens: who sees what, the text before the signature, few queries."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from bailu.contracts import queries
from bailu.contracts.models import Contract
from bailu.kernel import clock
from bailu.kernel.actor import Actor
from bailu.organisations.models import Person
from bailu.organisations.roles import Role
from tests.contracts.factories import DRAFTED, SIGNED, draft_facts, make_award, make_signed_contract, parties_of
from tests.factories import make_actor

pytestmark = pytest.mark.django_db


def sign_in(actor: Actor) -> Client:
    browser = Client()
    browser.force_login(Person.objects.get(pk=actor.user_id), backend="allauth.account.auth_backends.AuthenticationBackend")
    return browser


def once() -> dict[str, str]:
    return {"once": str(uuid.uuid4())}


def test_from_the_filled_draft_to_both_signatures_on_screens() -> None:
    award = make_award()
    clerk, head, provider_head, _provider_clerk = parties_of(award)
    with clock.at(DRAFTED):
        browser, address = sign_in(clerk), reverse("contracts:draft", args=[award.project_no])
        assert [s.label for s in queries.steps(clerk, award.project_no)] == ["起草合同"]
        form = browser.get(address).context["form"]
        facts = {name: form[name].value() for name in form.fields}
        assert (facts["amount"], facts["share_1"], "个案 40个" in facts["quantity"]) == (award.amount, 50, True)
        typed = {name: str(value) for name, value in facts.items()} | {"term_from": "2015-04-15", "term_to": "2016-04-14"} | once()
        refused = browser.post(address, typed | {"amount": "508000.01"})
        assert (refused.status_code, Contract.objects.count()) == (422, 0)
        assert browser.post(address, typed).status_code == 303
        contract = Contract.objects.get()
        assert contract.payment == draft_facts(award)["payment"]
        offer = reverse("contracts:offer", args=[contract.pk])
        assert browser.get(offer).status_code == 403
        page = sign_in(head).get(offer)
        assert contract.breach.splitlines()[0] in page.content.decode(), "the text is read before it is signed"
        assert sign_in(head).post(offer, once()).status_code == 422, "the tick is missing"
        assert sign_in(head).post(offer, once() | {"confirm": "yes"}).status_code == 303
    with clock.at(SIGNED):
        sign = reverse("contracts:sign", args=[contract.pk])
        assert sign_in(provider_head).post(sign, once() | {"confirm": "yes"}).status_code == 303
        assert Contract.objects.get().state == "SIGNED"
        assert sign_in(provider_head).get(sign).status_code == 422


def test_scope_right_law_and_few_queries(django_assert_max_num_queries: Any) -> None:
    made = make_signed_contract()
    pk = made.contract.pk
    page = reverse("contracts:contract", args=[pk])
    with clock.at(SIGNED):
        for stranger in (make_actor(Role.PURCHASER_CLERK), make_actor(Role.PROVIDER_HEAD), make_actor(Role.EVALUATOR)):
            assert sign_in(stranger).get(page).status_code == 404
        for reader in (made.head, made.provider_clerk, make_actor(Role.FINANCE_OFFICER), make_actor(Role.AUDITOR)):
            assert sign_in(reader).get(page).status_code == 200
        provider = sign_in(made.provider_clerk)
        body = provider.get(page).content.decode()
        assert "清明" in body and "申请第1期款" in body and "付款条件“中期评估合格后”尚未达到" in body
        assert provider.get(reverse("contracts:publish", args=[pk])).status_code == 403
        assert provider.get(reverse("contracts:claim", args=[pk, 2])).status_code == 422
        assert provider.get(reverse("contracts:claim", args=[pk, 4])).status_code == 404
        assert provider.post(reverse("contracts:claim", args=[pk, 1]), once() | {"invoice_no": "1"}).status_code == 303
        clerk = sign_in(made.clerk)
        for name in ("publish", "file"):
            assert clerk.get(reverse(f"contracts:{name}", args=[pk])).status_code == 200
        claim = Contract.objects.get().claims.get()
        assert sign_in(made.head).get(reverse("contracts:approve", args=[claim.pk])).status_code == 200
        assert clerk.get(reverse("contracts:approve", args=[claim.pk])).status_code == 403
        with django_assert_max_num_queries(24):
            assert clerk.get(page).status_code == 200
        for name, column in (("register", made.contract.no), ("claims", "254,000.00")):
            with django_assert_max_num_queries(10):
                assert column in clerk.get(reverse(f"contracts:{name}")).content.decode()
        assert made.contract.no in clerk.get(reverse("contracts:register") + "?q=温馨夕阳&state=SIGNED").content.decode()
        assert made.contract.no not in clerk.get(reverse("contracts:register") + "?state=DRAFT").content.decode()
        with django_assert_max_num_queries(5):
            facts = queries.facts(made.no)
        assert facts is not None and [c.late for c in facts.clocks] == [False, False, False]
