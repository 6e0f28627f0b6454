"""How a need, a further group and a project go: three tables of moves."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from bailu.kernel.lifecycle import Lifecycle, Move
from bailu.organisations.roles import Role
from bailu.planning.enums import AdmissionState as A
from bailu.planning.enums import CallState as C
from bailu.planning.enums import NeedState as N
from bailu.planning.enums import ProjectState as P
from bailu.planning.enums import QuestionnaireState as Q

_CLERK, _HEAD, _CHIEF, _BUREAU = (Role.PURCHASER_CLERK,), (Role.PURCHASER_HEAD,), (Role.FINANCE_CHIEF,), (Role.BUREAU_CLERK,)

NEED = Lifecycle(
    "planning.Need",
    states=N,
    initial=(N.DRAFT,),
    tones={N.SURVEYED: "warn", N.ASSESSED: "ok", N.RETURNED: "stop"},
    moves=(
        Move("survey", (N.DRAFT, N.RETURNED, N.SURVEYED), N.SURVEYED, roles=_CLERK, basis="XM2015:3.4", label=_("登记摸底调查")),
        Move("assess", (N.SURVEYED,), N.ASSESSED, roles=_HEAD, basis="XM2015:3.4", label=_("评估需求")),
        Move("return", (N.SURVEYED,), N.RETURNED, roles=_HEAD, basis="XM2015:3.4", label=_("退回需求")),
        Move(
            "close",
            (N.DRAFT, N.RETURNED, N.SURVEYED, N.ASSESSED),
            N.CLOSED,
            roles=_HEAD,
            basis="XM2015:3.4",
            label=_("关闭需求"),
        ),
    ),
)

QUESTIONNAIRE = Lifecycle(
    "planning.Questionnaire",
    states=Q,
    initial=(Q.DRAFT,),
    tones={Q.OPEN: "now", Q.CLOSED: "ok"},
    moves=(
        Move("open", (Q.DRAFT,), Q.OPEN, roles=_CLERK, basis="XM2015:3.4", label=_("开始调查")),
        Move("close", (Q.OPEN,), Q.CLOSED, roles=_CLERK, basis="XM2015:3.4", label=_("结束调查")),
    ),
)

CALL = Lifecycle(
    "planning.Call",
    states=C,
    initial=(C.OPEN,),
    tones={C.OPEN: "now", C.SUMMED: "ok"},
    moves=(Move("sum_up", (C.OPEN,), C.SUMMED, roles=_CLERK, basis="IR2015:15", label=_("汇总公众意见")),),
)

ADMISSION = Lifecycle(
    "planning.AdmittedPopulation",
    states=A,
    initial=(A.REQUESTED,),
    tones={A.REQUESTED: "warn", A.ADMITTED: "ok", A.REFUSED: "stop"},
    moves=(
        Move("admit", (A.REQUESTED,), A.ADMITTED, roles=(Role.OFFICE_CLERK,), basis="XM2015:2", label=_("同意纳入")),
        Move("refuse", (A.REQUESTED,), A.REFUSED, roles=(Role.OFFICE_CLERK,), basis="XM2015:2", label=_("不予纳入")),
    ),
)

_OPEN = (P.DRAFT, P.SUBMITTED, P.BUDGETED, P.DECLARED, P.ACCEPTED, P.PROCURING, P.RETURNED)

PROJECT = Lifecycle(
    "planning.Project",
    states=P,
    initial=(P.DRAFT,),
    tones={
        P.SUBMITTED: "warn",
        P.BUDGETED: "now",
        P.DECLARED: "warn",
        P.ACCEPTED: "ok",
        P.PROCURING: "now",
        P.CONTRACTED: "now",
        P.SETTLED: "ok",
        P.RETURNED: "stop",
        P.CANCELLED: "stop",
    },
    moves=(
        Move("submit", (P.DRAFT, P.RETURNED), P.SUBMITTED, roles=_CLERK, basis="XM2015:3.4", label=_("提交项目")),
        Move("budget", (P.SUBMITTED,), P.BUDGETED, roles=_CHIEF, basis="XM2015:3.6", label=_("批准预算")),
        Move("return", (P.SUBMITTED,), P.RETURNED, roles=_CHIEF, basis="XM2015:3.4", label=_("退回项目")),
        Move("declare", (P.BUDGETED,), P.DECLARED, roles=_CLERK, basis="XM2015:4.1", label=_("申报项目")),
        Move("accept", (P.DECLARED,), P.ACCEPTED, roles=_BUREAU, basis="XM2015:4.1", label=_("受理申报")),
        Move("return_declaration", (P.DECLARED,), P.RETURNED, roles=_BUREAU, basis="XM2015:4.1", label=_("退回申报")),
        # The rooms above move it on from here.
        Move("procure", (P.ACCEPTED,), P.PROCURING, basis="PL2014:6", label=_("开始采购")),
        # A procedure that failed or was cancelled is followed by another one.
        Move("reopen", (P.PROCURING,), P.ACCEPTED, basis="PL2014:37", label=_("重新采购")),
        Move("contract", (P.PROCURING,), P.CONTRACTED, basis="XM2015:3.4", label=_("签订合同")),
        Move("settle", (P.CONTRACTED,), P.SETTLED, basis="XM2015:3.6", label=_("结清")),
        Move("cancel", _OPEN, P.CANCELLED, roles=_HEAD, basis="XM2015:3.4", label=_("取消项目")),
    ),
)
