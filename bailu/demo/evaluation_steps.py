"""Mid-term and final evaluation by three parties, acceptance."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from bailu.demo.player import Player
from bailu.evaluation import commands
from bailu.evaluation.models import Card, Evaluation
from bailu.kernel import clock
from bailu.kernel.actor import ANONYMOUS

# How 62 recipients answered (assumed): five steps of satisfaction.
ANSWERS = (5,) * 46 + (4,) * 13 + (3,) * 3


class EvaluationSteps(Player):
    def engage(self) -> None:
        commands.engage_evaluator(
            self.as_("clerk"),
            contract_id=self.contract.pk,
            evaluator_id=self.stage.bodies["evaluator"].pk,
            reason="经询价比选，独立于双方（假定）。",
            **self.once("engage"),
        )

    def _evaluation(self, kind: str) -> Evaluation:
        return Evaluation.objects.get(contract_id=self.contract.pk, kind=kind)

    def _self_report(self, kind: str) -> None:
        commands.self_report(
            self.provider("clerk"),
            evaluation_id=self._evaluation(kind).pk,
            text="服务按合同和计划进行，各项数据由服务记录生成（假定）。",
            **self.once(f"{kind}-self"),
        )

    def _three_parties(self, kind: str) -> None:
        pk, given = self._evaluation(kind).pk, self._given(kind)
        commands.issue_cards(self.as_("evaluator"), evaluation_id=pk, number=len(ANSWERS), **self.once(f"{kind}-cards"))
        codes = list(Card.objects.filter(evaluation_id=pk, answered=False).order_by("pk").values_list("code", flat=True))
        for code, satisfaction in zip(codes, ANSWERS[len(ANSWERS) - len(codes) :], strict=True):
            commands.answer_card(ANONYMOUS, code=code, satisfaction=satisfaction, helped=satisfaction == 3, comment="")
        commands.score_as_purchaser(
            self.as_("clerk"),
            evaluation_id=pk,
            score=Decimal(given["purchaser"]),
            opinion="履约情况良好。",
            **self.once(f"{kind}-purchaser"),
        )
        commands.score_as_third_party(
            self.as_("evaluator"),
            evaluation_id=pk,
            aspects={name: Decimal(given[name]) for name in ("service", "effect", "management")},
            findings=[{"finding": "个别探访记录隔日补记", "advice": "服务当日完成记录"}],
            conclusion=given["conclusion"],
            **self.once(f"{kind}-third"),
        )

    def _given(self, kind: str) -> dict[str, Any]:
        found: dict[str, Any] = self.facts[kind.lower()]
        return found

    def _draft(self, kind: str) -> None:
        commands.draft_report(self.as_("evaluator"), evaluation_id=self._evaluation(kind).pk, **self.once(f"{kind}-draft"))

    def _reply(self, kind: str) -> None:
        commands.reply(
            self.provider("head"),
            evaluation_id=self._evaluation(kind).pk,
            text="接受评估意见，已改为服务当日记录。",
            **self.once(f"{kind}-reply"),
        )

    def _publish(self, kind: str) -> None:
        commands.publish(self.as_("evaluator"), evaluation_id=self._evaluation(kind).pk, **self.once(f"{kind}-publish"))

    def mid_report(self) -> None:
        self._self_report("MID")

    def mid_scores(self) -> None:
        self._three_parties("MID")

    def mid_draft(self) -> None:
        self._draft("MID")

    def mid_reply(self) -> None:
        self._reply("MID")

    def mid_publish(self) -> None:
        self._publish("MID")

    def final_report(self) -> None:
        self._self_report("FINAL")

    def final_scores(self) -> None:
        self._three_parties("FINAL")

    def final_draft(self) -> None:
        self._draft("FINAL")

    def final_reply(self) -> None:
        self._reply("FINAL")

    def final_publish(self) -> None:
        self._publish("FINAL")

    def accept(self) -> None:
        figures = self._evaluation("FINAL").figures
        commands.accept(
            self.as_("accepter"),
            contract_id=self.contract.pk,
            on=clock.today(),
            standards=[
                {
                    "kind": "服务",
                    "standard": row["measure"],
                    "required": f"{Decimal(row['goal']).normalize():f}{row['unit']}",
                    "actual": f"{Decimal(row['done']).normalize():f}{row['unit']}",
                    "passed": True,
                }
                for row in figures["targets"]
            ],
            opinions=[
                {"who": "服务对象代表一", "opinion": "社工常来，有事有人问（假定）。"},
                {"who": "服务对象代表二", "opinion": "活动就在家门口，愿意参加（假定）。"},
            ],
            conclusion="各项目标已完成，同意验收。",
            **self.once("accept"),
        )
