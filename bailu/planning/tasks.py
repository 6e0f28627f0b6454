"""What this room puts on desks."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from bailu.inbox.kinds import Kind
from bailu.organisations.roles import Role

ASSESS = Kind("planning.assess_need", _("评估需求"), Role.PURCHASER_HEAD, "planning:assess_need", "XM2015:3.4", key="no")
RESURVEY = Kind("planning.resurvey_need", _("补充摸底调查"), Role.PURCHASER_CLERK, basis="XM2015:3.4")
SUM_UP = Kind("planning.sum_up_call", _("汇总公众意见"), Role.PURCHASER_CLERK, "planning:sum_up_call", "IR2015:15", key="no")
PLAN = Kind("planning.plan_project", _("据此编制项目"), Role.PURCHASER_CLERK, basis="XM2015:3.4")
ADMIT = Kind("planning.admit_population", _("审批增列人群或领域"), Role.OFFICE_CLERK, "planning:admission", "XM2015:2", key="code")
BUDGET = Kind("planning.approve_budget", _("审批项目预算"), Role.FINANCE_CHIEF, "planning:approve_budget", "XM2015:3.6", key="no")
MEND = Kind("planning.mend_project", _("修改退回的项目"), Role.PURCHASER_CLERK, "planning:project", "XM2015:3.4", key="no")
DECLARE = Kind("planning.declare", _("申报项目"), Role.PURCHASER_CLERK, "planning:declare", "XM2015:3.4", key="no")
ACCEPT = Kind("planning.accept_declaration", _("受理项目申报"), Role.BUREAU_CLERK, "planning:accept_declaration", "XM2015:4.1", key="no")
PROCURE = Kind("planning.procure", _("启动采购程序"), Role.PURCHASER_CLERK, "procurement:start", "XM2015:3.4", key="no")
