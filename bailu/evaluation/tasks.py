"""What this room puts on desks: a task of an evaluation is written in its contract's purchase, told apart by its kind."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from bailu.documents.chinese import in_chinese
from bailu.evaluation.models import Evaluation
from bailu.inbox.commands import ask, settle
from bailu.inbox.kinds import Kind
from bailu.kernel.actor import Actor
from bailu.kernel.acts import step
from bailu.organisations.roles import Role

ENGAGE = Kind("evaluation.engage", _("委托第三方评估机构"), Role.PURCHASER_CLERK, "evaluation:engage", "XM2015:3.7")
SELF_REPORT = Kind(
    "evaluation.self_report", _("提交自评报告"), Role.PROVIDER_CLERK, "evaluation:self_report", "XM2015:5.4", of="provider_id"
)
SCORE_PURCHASER = Kind("evaluation.score_purchaser", _("购买主体评分"), Role.PURCHASER_CLERK, "evaluation:score_purchaser", "XM2015:3.7")
SCORE_THIRD_PARTY = Kind(
    "evaluation.score_third_party", _("第三方评分"), Role.EVALUATOR, "evaluation:score", "XM2015:3.7", of="engagement.evaluator_id"
)
REPLY = Kind("evaluation.reply", _("答复评估意见"), Role.PROVIDER_HEAD, "evaluation:reply", "RB:4.9", of="provider_id")
PUBLISH = Kind("evaluation.publish", _("评估定稿公布"), Role.EVALUATOR, "evaluation:publish", "XM2015:3.7", of="engagement.evaluator_id")
#: One thing for two: the agency mends, the evaluator looks again.
RECTIFY = Kind("evaluation.rectify", _("按评估意见整改"), Role.PROVIDER_HEAD, "evaluation:evaluation", "RB:4.6", of="provider_id")
LOOK_AGAIN = Kind(RECTIFY.name, RECTIFY.label, Role.EVALUATOR, "evaluation:rectify", "XM2015:3.7", of="engagement.evaluator_id")
ACCEPT = Kind("evaluation.accept", _("组织验收"), Role.PURCHASER_CLERK, "evaluation:accept", "IR2015:45")


@in_chinese
def _title(evaluation: Evaluation) -> str:
    """A contract has two of them: the desk says which."""
    return f"{evaluation.contract.title} {evaluation.get_kind_display()}"


@step
def ask_about(actor: Actor, kind: Kind, evaluation: Evaluation, **more: Any) -> None:
    """Nothing is asked of an evaluator as long as none is engaged."""
    contract = evaluation.contract
    if kind.role != Role.EVALUATOR or hasattr(contract, "engagement"):
        ask(actor, kind, contract, at=[evaluation.pk], ref=evaluation.kind, title=_title(evaluation), **more)


@step
def done(actor: Actor, kind: Kind, evaluation: Evaluation) -> None:
    settle(actor, kind, evaluation.contract, ref=evaluation.kind)
