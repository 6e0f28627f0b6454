"""From the plan to the published evaluation (RULEBOOK 4.9)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from bailu.evaluation.enums import EvaluationState
from bailu.kernel.lifecycle import Lifecycle, Move
from bailu.organisations.roles import Role

S = EvaluationState
EVALUATION = Lifecycle(
    "evaluation.Evaluation",
    states=EvaluationState,
    initial=(S.PLANNED,),
    tones={S.PLANNED: "line", S.SELF_REPORTED: "now", S.DRAFTED: "now", S.REPLIED: "now", S.PUBLISHED: "ok"},
    moves=(
        Move("self_report", (S.PLANNED,), S.SELF_REPORTED, (Role.PROVIDER_HEAD, Role.PROVIDER_CLERK), "XM2015:5.4", _("提交自评报告")),
        Move("draft", (S.SELF_REPORTED,), S.DRAFTED, (Role.EVALUATOR,), "XM2015:3.7", _("形成评估意见")),
        Move("reply", (S.DRAFTED,), S.REPLIED, (Role.PROVIDER_HEAD, Role.PROVIDER_CLERK), "RB:4.9", _("答复评估意见")),
        Move("lapse", (S.DRAFTED,), S.REPLIED, (), "RB:4.9", _("异议期满")),
        Move("publish", (S.REPLIED,), S.PUBLISHED, (Role.EVALUATOR,), "XM2015:3.7", _("定稿公布")),
    ),
)
