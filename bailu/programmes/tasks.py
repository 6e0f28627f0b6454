"""What this room puts on desks."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from bailu.inbox.kinds import Kind
from bailu.organisations.roles import Role

DECIDE = Kind(
    "programmes.decide_sites", _("审批试点名单"), Role.OFFICE_CLERK, "programmes:approve_sites", "XM2015:4.1", "applicant_id", "no"
)
MEND = Kind(
    "programmes.mend_sites", _("修改退回的试点申请"), Role.DISTRICT_CLERK, "programmes:mend_sites", "XM2015:4.1", "applicant_id", "no"
)
#: Assigned down to each street when its list is approved; done when its first project is handed in (planning.commands.submitting).
BEGIN = Kind("programmes.begin_pilot", _("开展试点：调查需求，申报项目"), Role.PURCHASER_CLERK, basis="XM2015:4.2", of="applicant_id")
REPORT = Kind(
    "programmes.report_assignment",
    _("完成任务并报告"),
    Role.PURCHASER_CLERK,
    "programmes:report_assignment",
    "XM2015:5.1",
    "assignee_id",
    "no",
)
CONFIRM = Kind(
    "programmes.confirm_assignment",
    _("确认任务完成"),
    Role.OFFICE_CLERK,
    "programmes:confirm_assignment",
    "XM2015:5.1",
    "assigner_id",
    "no",
)
