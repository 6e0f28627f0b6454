"""What this room puts on desks."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from bailu.inbox.kinds import Kind
from bailu.organisations.roles import Role

CONFIRM = Kind(
    "award.confirm_committee",
    _("确定评审成员"),
    Role.PROCUREMENT_OFFICER,
    "award:committee",
    "IR2015:39",
    of="office_id",
    key="procedure_id",
)
FILL_SEAT = Kind(
    "award.fill_seat", _("补足评审成员"), Role.PROCUREMENT_OFFICER, "award:committee", "IR2015:41", of="office_id", key="procedure_id"
)
#: What a member does is on the desk of that member and nobody else.
DECLARE = Kind("award.declare", _("声明有无利害关系"), Role.EXPERT, "award:declare", "IR2015:9", key="procedure_id")
SCORE = Kind("award.score", _("审查并评分"), Role.EXPERT, "award:score", "IR2015:41", key="procedure_id")
SIGN_REPORT = Kind("award.sign_report", _("签署评审报告"), Role.EXPERT, "award:sign_report", "IR2015:41", key="procedure_id")
FINISH = Kind(
    "award.finish_review", _("结束评审"), Role.PROCUREMENT_OFFICER, "award:committee", "IR2015:41", of="office_id", key="procedure_id"
)
RECEIVE = Kind("award.receive_report", _("接收评审报告"), Role.PURCHASER_CLERK, "award:receive_report", "IR2015:43", key="procedure_id")
DECIDE = Kind("award.decide", _("确定中标（成交）供应商"), Role.PURCHASER_HEAD, "award:decide", "IR2015:43", key="procedure_id")
PUBLISH = Kind(
    "award.publish", _("发通知书并公告结果"), Role.PROCUREMENT_OFFICER, "award:publish", "IR2015:43", of="office_id", key="procedure_id"
)
