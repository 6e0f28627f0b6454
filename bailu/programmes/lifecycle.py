"""How a district's list of pilot sites goes: one table of moves."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from bailu.kernel.lifecycle import Lifecycle, Move
from bailu.organisations.roles import Role
from bailu.programmes.enums import ApplicationState as A

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
