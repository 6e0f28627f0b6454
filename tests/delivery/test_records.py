"""Staff, clients, records: what counts, what is refused, and who sees no name."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse

from bailu.audit.models import Entry
from bailu.delivery import commands, queries
from bailu.delivery.models import Client, ClientIdentity, Record, StaffAssignment, TargetProgress
from bailu.kernel import clock
from bailu.kernel.actor import Actor
from bailu.kernel.errors import ActError, Forbidden, OutOfScope, Refused
from bailu.kernel.verdict import Verdict
from bailu.organisations.models import Person
from bailu.organisations.roles import Role
from tests.contracts.factories import make_in_service, make_signed_contract
from tests.delivery.factories import FIRST_VISIT, NAMES, Serving, assign, make_serving, record
from tests.factories import make_actor

pytestmark = pytest.mark.django_db
EVENING = clock.local(2015, 4, 20, 20)


@pytest.fixture(autouse=True)
def april() -> Any:
    with clock.at(EVENING):
        yield


def refused(act: Callable[[], object], *, clause: str = "", code: str = "", kind: type[ActError] = Refused) -> Verdict:
    def rows() -> Any:
        models: Any = (Record, Client, StaffAssignment, TargetProgress)
        return [
            list(m._default_manager.order_by(*(("client_key",) if m is Record else ("pk",))).values()) for m in models
        ], Entry.objects.count()

    before = rows()
    with pytest.raises(kind) as problem:
        act()
    verdict: Verdict = problem.value.verdict  # type: ignore[attr-defined]
    assert rows() == before
    assert (verdict.clause, verdict.code) == (clause or verdict.clause, code or verdict.code)
    return verdict


def done(serving: Serving, code: str) -> Decimal | None:
    return next(one.done for one in queries.progress(serving.contract.pk) if one.target.code == code)


def test_a_visit_counts_at_once_and_a_record_sent_twice_counts_once() -> None:
    serving = make_serving()
    key = uuid.uuid4()
    for _sent in range(2):
        record(serving, client_key=key)
    record(serving, kind="CASE_CLOSED", started_at=FIRST_VISIT + dt.timedelta(hours=1), clients=["0001", "0002"])
    assert Record.objects.count() == 2
    assert (done(serving, "PEOPLE"), done(serving, "CASE"), done(serving, "SATISFACTION")) == (1, 1, None)
    assert [(m.month, m.services, m.minutes) for m in queries.by_month(serving.contract)] == [(dt.date(2015, 4, 1), 2, 60)]
    assert [(c.code, c.services) for c in queries.by_code(serving.contract)] == [("0001", 2), ("0002", 1)]
    record(
        serving, kind="MEASURE", started_at=FIRST_VISIT + dt.timedelta(hours=2), clients=[], measure="SATISFACTION", value=Decimal("92.5")
    )
    assert done(serving, "SATISFACTION") == Decimal("92.5")
    # struck: out of every count, still there
    commands.strike_record(serving.worker, contract_id=serving.contract.pk, client_key=key, reason="日期填错")
    assert (done(serving, "PEOPLE"), Record.objects.count(), Client.objects.filter(reached_on=None).count()) == (0, 3, 2)
    refused(lambda: commands.strike_record(serving.worker, contract_id=serving.contract.pk, client_key=key, reason="x"), code="struck")


def test_what_cannot_have_happened_is_refused() -> None:
    serving = make_serving()
    record(serving)
    ten = dt.timedelta(minutes=10)
    again: Any = lambda **facts: lambda: record(serving, **facts)  # noqa: E731
    refused(again(started_at=FIRST_VISIT + ten), clause="RB:4.4", code="overlap")
    refused(again(started_at=clock.local(2015, 4, 14, 9)), clause="XM2015:3.4", code="term")
    refused(again(started_at=FIRST_VISIT + 6 * ten, clients=[]), clause="RB:4.1", code="client")
    refused(again(started_at=FIRST_VISIT + 6 * ten, clients=["0099"]), clause="RB:4.1", code="client")
    refused(again(started_at=FIRST_VISIT + 6 * ten, kind="ACTIVITY", clients=[]), clause="RB:4.2", code="people")
    refused(again(started_at=FIRST_VISIT + 6 * ten, minutes=721), clause="RB:4.1", code="minutes")
    late: Any = {"contract_id": serving.contract.pk, "kind": "VISIT", "minutes": 30, "clients": ["0001"]}
    refused(lambda: commands.record_service(serving.worker, started_at=clock.local(2015, 4, 21, 9), **late), code="future")


def test_only_the_assigned_record_and_none_above_a_full_post() -> None:
    serving = make_serving()
    parties = serving.parties
    colleague = make_actor(Role.SOCIAL_WORKER, parties.award.provider)
    visit: Any = {"contract_id": serving.contract.pk, "kind": "VISIT", "started_at": FIRST_VISIT, "minutes": 30, "clients": ["0001"]}
    refused(lambda: commands.record_service(colleague, **visit), clause="XM2015:3.2", code="staff")
    refused(lambda: commands.record_service(parties.head, **visit), kind=Forbidden, code="party")
    with pytest.raises(OutOfScope):
        commands.record_service(make_actor(Role.SOCIAL_WORKER), **visit)
    refused(lambda: assign(parties, colleague, share=101), clause="RB:3.8", code="share")
    refused(lambda: assign(parties, serving.worker, share=1), clause="XM2015:3.2", code="twice")
    outsider = make_actor(Role.SOCIAL_WORKER)
    refused(lambda: assign(parties, outsider), clause="XM2015:3.2", code="member")
    refused(
        lambda: commands.assign_staff(
            colleague, contract_id=serving.contract.pk, person_id=colleague.user_id, post="x", share=1, since=EVENING.date()
        ),
        kind=Forbidden,
        code="role",
    )
    end: Any = {"assignment_id": serving.assignment.pk, "reason": "离职"}
    refused(lambda: commands.end_assignment(parties.provider_head, until=dt.date(2015, 4, 14), **end), code="dates")
    commands.end_assignment(parties.provider_head, until=dt.date(2015, 4, 20), **end)
    refused(lambda: commands.record_service(serving.worker, **visit), code="staff")
    refused(lambda: commands.end_assignment(parties.provider_head, until=dt.date(2015, 4, 20), **end), code="done")


def test_nothing_is_recorded_before_the_service_starts() -> None:
    parties = make_signed_contract()
    worker = make_actor(Role.SOCIAL_WORKER, parties.award.provider)
    assign(parties, worker)
    visit: Any = {"contract_id": parties.contract.pk, "kind": "VISIT", "started_at": FIRST_VISIT, "minutes": 30, "clients": ["0001"]}
    refused(lambda: commands.record_service(worker, **visit), clause="XM2015:3.4", code="state")
    refused(lambda: commands.add_client(worker, contract_id=parties.contract.pk, name="陈阿婆", consent_on=EVENING.date()), code="state")


def sign_in(actor: Actor) -> Browser:
    browser = Browser()
    browser.force_login(Person.objects.get(pk=actor.user_id), backend="allauth.account.auth_backends.AuthenticationBackend")
    return browser


def test_nobody_but_the_agency_ever_sees_a_name_and_every_look_is_recorded() -> None:
    serving = make_serving()
    record(serving)
    pk, no = serving.contract.pk, serving.contract.project_no
    addresses = [
        reverse("contracts:contract", args=[pk]),
        reverse("delivery:service", args=[pk]),
        reverse("contracts:register"),
        reverse("contracts:register") + "?export=xlsx",
        reverse("contracts:claims"),
    ]
    for reader in (serving.parties.head, serving.parties.clerk, make_actor(Role.FINANCE_OFFICER), make_actor(Role.AUDITOR)):
        browser = sign_in(reader)
        for address in addresses:
            response = browser.get(address)
            body = b"".join(response.streaming_content) if response.streaming else response.content  # type: ignore[attr-defined]
            assert response.status_code == 200, address
            assert not any(name.encode() in body for name in NAMES), address
            assert "血压平稳".encode() not in body
        assert browser.get(reverse("delivery:look", args=[serving.clients[0].pk])).status_code == 404
        assert browser.get(reverse("delivery:record", args=[pk])).status_code == 403
        assert not ClientIdentity.objects.all().visible_to(reader).exists()
        assert not Record.objects.all().visible_to(reader).exists()
    assert not any(name in str(entry.data) for entry in Entry.objects.filter(stream=no) for name in NAMES)
    worker = sign_in(serving.worker)
    assert b"0001" in worker.get(reverse("delivery:service", args=[pk])).content
    look = reverse("delivery:look", args=[serving.clients[0].pk])
    assert NAMES[0].encode() not in worker.get(look).content
    seen = worker.post(look, {"reason": "家访前联系", "once": str(uuid.uuid4())})
    assert (seen.status_code, NAMES[0] in seen.content.decode(), seen["Cache-Control"]) == (200, True, "private, no-store")
    assert Entry.objects.get(stream=no, verb="delivery.client_looked_at").reason == "家访前联系"


def test_the_form_of_the_phone_records_once_and_says_why_not(django_assert_max_num_queries: Any) -> None:
    serving = make_serving()
    worker, pk = sign_in(serving.worker), serving.contract.pk
    address = reverse("delivery:record", args=[pk])
    assert worker.get(reverse("delivery:mine")).headers["Location"] == address
    with django_assert_max_num_queries(14):
        page = worker.get(address)
    assert page.status_code == 200
    typed = {"kind": "VISIT", "others": "1", "minutes": "30", "started_at": "2015-04-20T09:00", "once": str(uuid.uuid4())}
    for _click in range(2):
        assert worker.post(address, typed).status_code == 303
    assert Record.objects.get().clients == ["0001"]
    overlapping = worker.post(address, typed | {"once": str(uuid.uuid4())})
    assert overlapping.status_code == 422
    assert "重叠" in overlapping.content.decode()
    assert sign_in(make_actor(Role.SOCIAL_WORKER)).get(address).status_code == 404
    with django_assert_max_num_queries(22):
        assert worker.get(reverse("delivery:service", args=[pk])).status_code == 200


def test_a_district_agency_finds_its_own_records() -> None:
    serving = make_serving(make_in_service())
    made = record(serving)
    assert made.county == serving.worker.county == "350203"
    assert [r.client_key for r in queries.records(serving.worker, serving.contract)] == [made.client_key]
