"""Contract, service records, claims and payments."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from bailu.award.queries import award_of
from bailu.contracts import claims, drafting
from bailu.contracts import commands as contracts
from bailu.contracts.models import Milestone
from bailu.delivery import commands as delivery
from bailu.delivery.models import Client
from bailu.demo.player import Player
from bailu.funds import commands as treasury
from bailu.funds.models import PaymentOrder
from bailu.kernel import clock
from bailu.law import params
from bailu.planning import queries as plans

SEED = uuid.UUID("6ba7b810-9dad-11d1-80b4-00c04fd430c8")
SURNAMES = "陈林黄张李王吴蔡刘杨许郑谢郭洪邱曾廖赖徐"


class ServiceSteps(Player):
    _half = -1
    _todo: list[tuple[str, dict[str, Any]]]

    def draft_contract(self) -> None:
        award = award_of(self.project.no)
        assert award is not None
        project = plans.project(self.project.no)
        shares = drafting.default_shares(params.regime(clock.today()))
        terms = drafting.suggested_terms(project, plans.targets(project.no), drafting.instalments(award.amount, shares))
        self.contract = contracts.draft_contract(
            self.as_("clerk"),
            project_no=project.no,
            term_from=self.dates.term[0],
            term_to=self.dates.term[1],
            amount=award.amount,
            shares=shares,
            **terms,
            **self.once("contract"),
        )

    def sign(self) -> None:
        contracts.sign_for_purchaser(self.as_("head"), contract_id=self.contract.pk, **self.once("offer"))
        contracts.sign_for_provider(self.provider("head"), contract_id=self.contract.pk, **self.once("sign"))

    def publish_contract(self) -> None:
        contracts.publish_contract(self.as_("clerk"), contract_id=self.contract.pk, **self.once("contract-published"))

    def file_contract(self) -> None:
        contracts.file_contract(
            self.as_("clerk"), contract_id=self.contract.pk, filing_no=f"厦财采备{self.contract.no}（假定）", **self.once("filed")
        )

    def start_service(self) -> None:
        pk, head = self.contract.pk, self.provider("head")
        contracts.start_service(head, contract_id=pk, on=self.dates.term[0], **self.once("start"))
        for number, (person, share) in enumerate(self._staff()):
            delivery.assign_staff(
                head,
                contract_id=pk,
                person_id=self.stage.people[person][0],
                post="一线社工",
                share=share,
                since=self.dates.term[0],
                certificate="社会工作师（假定）",
                **self.once(f"staff{number}"),
            )
        worker = self._worker()
        for number in range(self.facts["people"]):
            delivery.add_client(
                worker,
                contract_id=pk,
                name=f"{SURNAMES[number % len(SURNAMES)]}某{number + 1}（假定）",
                consent_on=self.dates.term[0],
                **self.once(f"client{number}"),
            )

    def _staff(self) -> list[tuple[str, int]]:
        """Nobody above one full post over all contracts: the agency with two purchases has two workers."""
        return [(person, share) for person, share in self.facts["staff"].items()]

    def _worker(self) -> Any:
        return self.as_(self._staff()[0][0])

    def serve_first(self) -> None:
        self._serve(0)

    def serve_second(self) -> None:
        self._serve(1)

    def measure(self) -> None:
        """What the service changed, and how content people are."""
        day = clock.today()
        reached = Decimal(self.facts["targets"]["reached"])
        self._record("change", {"kind": "MEASURE", "measure": "CHANGE", "value": reached}, day, 14)
        self._record("content", {"kind": "MEASURE", "measure": "SATISFACTION", "value": Decimal(95)}, day, 15)

    def _serve(self, half: int) -> None:
        """One day of the half's plan: four services at most."""
        if self._half != half:
            self._half, self._todo = half, list(self._plan(half))
        today, self._todo = self._todo[:4], self._todo[4:]
        for hour, (key, service) in zip(self.facts.get("hours", (8, 10, 14, 16)), today, strict=False):
            self._record(f"{half}:{key}", service, clock.today(), hour)

    def _plan(self, half: int) -> Iterator[tuple[str, dict[str, Any]]]:
        codes, goal = self._codes(), self.facts["targets"]
        cases = _half(goal["case"] + 3, half)
        for number in cases:
            yield f"case-open{number}", {"kind": "CASE_OPENED", "clients": [codes[number]]}
            yield f"case-talk{number}", {"kind": "CASE_SESSION", "clients": [codes[number]]}
            yield f"case-close{number}", {"kind": "CASE_CLOSED", "clients": [codes[number]]}
        for number in _half(goal["group"], half):
            members = codes[number * 8 : number * 8 + 8]
            for session in range(3):
                yield f"group{number}-{session}", {"kind": "GROUP_SESSION", "clients": members, "people": 8}
            yield f"group-end{number}", {"kind": "GROUP_CLOSED", "clients": members, "people": 8}
        activities = _half(goal["activity"], half)
        for place, number in enumerate(activities):
            everybody = codes[place :: len(activities)]
            yield f"activity{number}", {"kind": "ACTIVITY", "clients": everybody, "people": len(everybody) + 6}
        for number in range(half * 15, half * 15 + 15):
            yield f"visit{number}", {"kind": "VISIT", "clients": [codes[number]]}

    def _codes(self) -> list[str]:
        return list(Client.objects.filter(contract_id=self.contract.pk).order_by("code").values_list("code", flat=True))

    def _record(self, key: str, service: dict[str, Any], day: dt.date, hour: int) -> None:
        started = clock.at_day(day, hour)
        with clock.at(started + dt.timedelta(minutes=50)):
            delivery.record_service(
                self._worker(),
                contract_id=self.contract.pk,
                started_at=started,
                minutes=45,
                place=self.facts["area"],
                client_key=uuid.uuid5(SEED, f"{self.facts['key']}:{key}"),
                **service,
            )

    def claim(self, no: int) -> None:
        amount = Milestone.objects.get(contract=self.contract, no=no).amount
        claims.submit_claim(
            self.provider("clerk"),
            contract_id=self.contract.pk,
            no=no,
            amount=amount,
            invoice_no=f"示例发票{no:03d}（假定）",
            evidence="合同约定的付款条件已经达到。",
            **self.once(f"claim{no}"),
        )

    def approve(self, no: int) -> None:
        claim = self.contract.claims.exclude(state="RETURNED").get(milestone__no=no)
        claims.approve_claim(self.as_("head"), claim_id=claim.pk, opinion="条件已达到，同意支付。", **self.once(f"approve{no}"))

    def pay(self) -> None:
        """Two people of the treasury pay what waits for this purchase."""
        for order in PaymentOrder.objects.filter(project_no=self.project.no, state="REQUESTED").order_by("pk"):
            treasury.check_payment(self.as_("finance"), order_id=order.pk, note="要件齐全。")
        for order in PaymentOrder.objects.filter(project_no=self.project.no, state="CHECKED").order_by("pk"):
            treasury.pay(self.as_("chief"), order_id=order.pk)

    def claim_1(self) -> None:
        self.claim(1)

    def claim_2(self) -> None:
        self.claim(2)

    def claim_3(self) -> None:
        self.claim(3)

    def approve_1(self) -> None:
        self.approve(1)

    def approve_2(self) -> None:
        self.approve(2)

    def approve_3(self) -> None:
        self.approve(3)

    def pay_1(self) -> None:
        self.pay()

    def pay_2(self) -> None:
        self.pay()

    def pay_3(self) -> None:
        self.pay()


def _half(total: int, half: int) -> range:
    middle = total // 2
    return range(middle) if half == 0 else range(middle, total)
