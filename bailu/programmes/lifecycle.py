"""How a district's list of pilot sites goes, and a piece of work that is assigned down: two tables of moves."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from bailu.kernel.lifecycle import Lifecycle, Move
from bailu.organisations.roles import Role
from bailu.programmes.enums import ApplicationState as A
from bailu.programmes.enums import AssignmentState as W

_DISTRICT, _OFFICE = (Role.DISTRICT_CLERK,), (Role.OFFICE_CLERK,)

APPLICATION = Lifecycle(
    "programmes.SiteApplication",
    states=A,
    initial=(A.SUBMITTED,),
    tones={A.SUBMITTED: "warn", A.APPROVED: "ok", A.RETURNED: "stop", A.REFUSED: "stop"},
    moves=(
        Move("approve", (A.SUBMITTED,), A.APPROVED, roles=_OFFICE, basis="XM2015:4.1", label=_("批准试点名单")),
        Move("return", (A.SUBMITTED,), A.RETURNED, roles=_OFFICE, basis="XM2015:4.1", label=_("退回试点申请")),
        Move("refuse", (A.SUBMITTED,), A.REFUSED, roles=_OFFICE, basis="XM2015:4.1", label=_("不予批准")),
        Move("resubmit", (A.RETURNED,), A.SUBMITTED, roles=_DISTRICT, basis="XM2015:4.1", label=_("重新提交试点申请")),
    ),
)

_ASSIGNS, _REPORTS = (Role.OFFICE_CLERK, Role.DISTRICT_CLERK), (Role.DISTRICT_CLERK, Role.PURCHASER_CLERK)

ASSIGNMENT = Lifecycle(
    "programmes.WorkItem",
    states=W,
    initial=(W.ASSIGNED,),
    tones={W.ASSIGNED: "warn", W.REPORTED: "now", W.RETURNED: "stop", W.DONE: "ok"},
    moves=(
        Move("report", (W.ASSIGNED, W.RETURNED), W.REPORTED, roles=_REPORTS, basis="XM2015:5.1", label=_("报告任务完成情况")),
        Move("confirm", (W.REPORTED,), W.DONE, roles=_ASSIGNS, basis="XM2015:5.1", label=_("确认任务完成")),
        Move("give_back", (W.REPORTED,), W.RETURNED, roles=_ASSIGNS, basis="XM2015:5.1", label=_("退回补充")),
        Move("withdraw", (W.ASSIGNED, W.RETURNED), W.WITHDRAWN, roles=_ASSIGNS, basis="XM2015:5.1", label=_("撤回任务")),
    ),
)
