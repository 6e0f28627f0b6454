"""Notice, enquiries, sealed bids, opening, committee, scores, award."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from bailu.award import commands as award
from bailu.award import queries as awards
from bailu.demo.player import Player
from bailu.kernel import clock
from bailu.kernel.actor import Actor
from bailu.organisations import actors
from bailu.organisations.models import Person
from bailu.procurement import commands
from bailu.procurement.models import Bid, Enquiry, Procedure

CRITERIA: tuple[dict[str, Any], ...] = (
    {"code": "PRICE", "title": "价格", "max": "10", "kind": "PRICE", "standard": "最低评审价除以评审价乘以 10"},
    {"code": "PLAN", "title": "服务方案", "max": "45", "kind": "PLAN", "standard": "优 36–45 分，良 24–35 分，一般 0–23 分"},
    {"code": "TEAM", "title": "项目团队", "max": "30", "kind": "TEAM", "standard": "每名持证社会工作者 5 分，最多 30 分"},
    {"code": "RECORD", "title": "以往绩效评价", "max": "15", "kind": "TRACK_RECORD", "standard": "优秀 15 分，良好 10 分，合格 5 分"},
)
ENTROPY = "%(day)s 福建体彩 31 选 7 开奖号码（假定）"


class ProcurementSteps(Player):
    def start_procedure(self) -> None:
        facts = self.facts
        self.procedure = commands.start_procedure(
            self.as_("clerk"), project_no=self.project.no, method=facts["method"], **self.once("procedure")
        )
        if facts["method"] == "CONSULTATION":
            commands.request_method_approval(
                self.as_("officer"), procedure_id=self.procedure.pk, reason=facts["approval_reason"], **self.once("ask-method")
            )
            commands.approve_method(
                self.as_("chief"), procedure_id=self.procedure.pk, opinion="同意采用竞争性磋商方式。", **self.once("method")
            )

    def documents(self) -> None:
        commands.set_documents(
            self.as_("officer"),
            procedure_id=self.procedure.pk,
            price_weight=Decimal(10),
            criteria=CRITERIA,
            conditions=["具有独立承担民事责任的能力", "具备承接社会工作服务的六项条件", "参加采购活动前三年内没有重大违法记录"],
            demand=self.facts["content"],
            **self.once("documents"),
        )

    def publish_notice(self) -> None:
        commands.publish_notice(
            self.as_("officer"),
            procedure_id=self.procedure.pk,
            deadline=self.dates.deadline,
            documents_until=self.dates.documents_until,
            place="厦门市民政局三楼会议室（假定）",
            **self.once("notice"),
        )

    def ask(self) -> Enquiry:
        """Asked, and not answered yet."""
        return commands.ask_enquiry(
            self.as_("jia_head"),
            procedure_id=self.procedure.pk,
            question="服务活动可否使用社区活动室？（假定）",
            **self.once("enquiry"),
        )

    def enquire(self) -> None:
        asked = self.ask()
        commands.answer_enquiry(
            self.as_("officer"), enquiry_id=asked.pk, answer="可以，由中标人与社区商定使用时间。（假定）", **self.once("answer")
        )

    def bid(self) -> None:
        for row in self.facts["bids"]:
            self._submit(self.as_(f"{row['by']}_head"), Decimal(row["price"]), row["by"])

    def bid_late(self) -> None:
        """A minute late: recorded without its content, returned."""
        if "late" in self.facts:
            self._submit(self.as_(f"{self.facts['late']}_head"), Decimal(self.facts["amount"]), "late")

    def _submit(self, bidder: Actor, price: Decimal, key: str) -> None:
        commands.submit_bid(
            bidder,
            procedure_id=self.procedure.pk,
            price=price,
            plan=f"{self.facts['content']}（{bidder.organisation_name}的方案，假定）",
            staff=[{"name": "项目主管（假定）", "title": "社会工作师", "share": "100"}],
            hours=Decimal(4800),
            commitments="每月向购买主体报告一次。",
            key=f"demo:{self.facts['key']}:{key}",
        )

    def draw(self) -> None:
        self.committee = award.draw_committee(
            self.as_("officer"),
            procedure_id=self.procedure.pk,
            experts=4,
            entropy=ENTROPY % {"day": clock.today().isoformat()},
            representatives=[self.stage.people["accepter"][0]],
            **self.once("draw"),
        )

    def open(self) -> None:
        commands.close_due()
        commands.begin_opening(self.as_("officer"), procedure_id=self.procedure.pk, **self.once("open"))
        commands.confirm_opening(self.as_("clerk"), procedure_id=self.procedure.pk, **self.once("opened"))
        self.procedure = Procedure.objects.get(pk=self.procedure.pk)

    def begin_review(self) -> None:
        """The members sit down; each has to declare first."""
        officer, committee = self.as_("officer"), self.committee.pk
        award.confirm_committee(officer, committee_id=committee, **self.once("committee"))
        award.begin_review(officer, committee_id=committee, **self.once("review"))

    def review(self) -> None:
        self.begin_review()
        officer, committee = self.as_("officer"), self.committee.pk
        members = [self._member(m.person_id, m.desk_id) for m in self.committee.members.sitting()]
        for number, member in enumerate(members):
            award.declare_no_tie(member, committee_id=committee, **self.once(f"declare{number}"))
        unfit: dict[int | None, str] = {self.stage.bodies[r["by"]].pk: r["unfit"] for r in self.facts["bids"] if "unfit" in r}
        for bid in awards.bids(self.committee):
            reason = unfit.get(bid.provider_id, "")
            award.check_bid(
                members[0], committee_id=committee, bid_id=bid.pk, passed=not reason, reason=reason, **self.once(f"check{bid.provider_id}")
            )
        for number, member in enumerate(members):
            award.sign_scores(member, committee_id=committee, scores=self._scores(number), **self.once(f"scores{number}"))
        award.finish_review(officer, committee_id=committee, **self.once("ranking"))
        for number, member in enumerate(members):
            award.sign_report(member, committee_id=committee, **self.once(f"report{number}"))

    def _member(self, person_id: int, organisation_id: int) -> Actor:
        return actors.of_person(Person.objects.get(pk=person_id), organisation_id).actor

    def _scores(self, number: int) -> list[dict[str, Any]]:
        """Each member differs a little from the others."""
        share: dict[int | None, Decimal] = {self.stage.bodies[r["by"]].pk: Decimal(r["share"]) for r in self.facts["bids"]}
        lean = (Decimal(number) - 2) / 200
        return [
            {
                "bid_id": bid.pk,
                "criterion": criterion.code,
                "points": (criterion.most * (share[bid.provider_id] / 100 + lean)).quantize(Decimal("0.1")),
                "comment": "",
            }
            for bid in awards.valid_bids(self.committee)
            for criterion in awards.criteria(self.procedure)
        ]

    def receive_report(self) -> None:
        award.receive_report(self.as_("head"), committee_id=self.committee.pk, **self.once("received"))

    def decide(self) -> None:
        winner = self.stage.bodies[self.facts["provider"]].pk
        bid = Bid.objects.get(procedure=self.procedure, provider_id=winner, state="OPENED")
        award.decide(
            self.as_("head"), procedure_id=self.procedure.pk, bid_id=bid.pk, reason="按评审报告推荐的第一名确定。", **self.once("decide")
        )

    def publish_award(self) -> None:
        award.publish_award(self.as_("officer"), procedure_id=self.procedure.pk, **self.once("award"))
