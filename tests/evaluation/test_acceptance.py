"""Acceptance: by somebody who did not buy, with users, after the final evaluation, every standard met."""

from __future__ import annotations

import datetime as dt

import pytest

from bailu.contracts.models import Milestone
from bailu.documents.models import Document
from bailu.evaluation import commands
from bailu.evaluation.models import Acceptance
from bailu.inbox.models import Task
from bailu.kernel import clock
from bailu.organisations.roles import Role
from tests.evaluation.factories import (
    ACCEPTED,
    POOR,
    accept_facts,
    accepter_of,
    make_final_published,
    make_mid_published,
    standards_of,
)
from tests.evaluation.proof import forbidden, hidden, refused
from tests.factories import make_actor

pytestmark = pytest.mark.django_db


def test_nothing_is_accepted_before_the_final_evaluation() -> None:
    made = make_mid_published()
    somebody = accepter_of(made)
    with clock.at(ACCEPTED), refused("final", "XM2015:5.4"):
        commands.accept(somebody, **accept_facts(made))


def test_an_unqualified_service_is_not_accepted() -> None:
    made = make_final_published(aspects=POOR)
    somebody = accepter_of(made)
    assert made.final.grade == "unqualified"
    with clock.at(ACCEPTED), refused("grade", "RB:4.6"):
        commands.accept(somebody, **accept_facts(made))
    assert Milestone.objects.get(contract=made.contract, kind="FINAL").opened_at is None


def test_acceptance_is_refused_without_users_by_the_buyer_or_with_a_standard_unmet_and_else_opens_the_last_instalment() -> None:
    made = make_final_published()
    somebody = accepter_of(made)
    elsewhere, auditor = make_actor(Role.PURCHASER_CLERK), make_actor(Role.AUDITOR)
    unmet = standards_of(made)
    unmet[0]["passed"] = False
    assert Task.objects.open().filter(kind="evaluation.accept").count() == 1
    with clock.at(ACCEPTED):
        with refused("users", "IR2015:45"):
            commands.accept(somebody, **accept_facts(made, opinions=[]))
        with refused("users", "IR2015:45"):
            commands.accept(somebody, **accept_facts(made, opinions=[{"who": "代表", "opinion": ""}]))
        with refused("separation", "PL2014:61"):
            commands.accept(made.clerk, **accept_facts(made))
        with refused("standards", "IR2015:45"):
            commands.accept(somebody, **accept_facts(made, standards=unmet))
        with refused("standards", "IR2015:45"):
            commands.accept(somebody, **accept_facts(made, standards=[]))
        for day in (made.final.published_at.date() - dt.timedelta(days=1), ACCEPTED.date() + dt.timedelta(days=1)):  # type: ignore[union-attr]
            with refused("day", "IR2015:45"):
                commands.accept(somebody, **accept_facts(made, on=day))
        for stranger in (made.provider, made.evaluator, auditor):
            with forbidden():
                commands.accept(stranger, **accept_facts(made))
        with hidden():
            commands.accept(elsewhere, **accept_facts(made))
        commands.accept(somebody, **accept_facts(made))
        with refused("done", "IR2015:45"):
            commands.accept(somebody, **accept_facts(made))
    assert made.contract.state == "ACCEPTED"
    assert Milestone.objects.get(contract=made.contract, kind="FINAL").opened_at is not None
    certificate = Document.objects.get(pk=Acceptance.objects.get().document_id)
    assert certificate.published_at is not None
    assert certificate.data["users"] == [{"who": "服务对象代表一", "opinion": "姑娘每周都来，药也帮着分好。"}]
    assert certificate.data["evaluations"] == ["中期评估 85.88 分，良好", "末期评估 91.52 分，优秀"]
