"""How a committee, its members and the decision move."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from bailu.award.enums import AwardState as A
from bailu.award.enums import CommitteeState as C
from bailu.award.enums import MemberState as M
from bailu.kernel.lifecycle import Lifecycle, Move
from bailu.organisations.roles import Role

_OFFICER = (Role.PROCUREMENT_OFFICER,)
_PURCHASER = (Role.PURCHASER_CLERK, Role.PURCHASER_HEAD)
#: A purchaser's representative sits beside the experts; the seat, not the role, gives the right (see policies).
_MEMBER = (Role.EXPERT, Role.PURCHASER_CLERK)

COMMITTEE = Lifecycle(
    "award.Committee",
    states=C,
    initial=(C.DRAWN,),
    moves=(
        Move("confirm", (C.DRAWN,), C.CONFIRMED, roles=_OFFICER, basis="IR2015:39", label=_("确定评审成员")),
        Move("begin", (C.CONFIRMED,), C.REVIEWING, roles=_OFFICER, basis="IR2015:39", label=_("开始评审")),
        Move("finish", (C.REVIEWING,), C.RANKED, roles=_OFFICER, basis="IR2015:41", label=_("结束评审")),
        Move("receive", (C.RANKED,), C.REPORTED, roles=_PURCHASER, basis="IR2015:43", label=_("接收评审报告")),
        Move("fail", (C.REVIEWING,), C.FAILED, roles=_OFFICER, basis="PL2014:36", label=_("终止评审")),
    ),
)

MEMBER = Lifecycle(
    "award.Member",
    states=M,
    initial=(M.DRAWN, M.AVOIDED),
    moves=(
        Move("confirm", (M.DRAWN,), M.CONFIRMED, basis="IR2015:39", label=_("确定")),
        Move("avoid", (M.DRAWN, M.CONFIRMED), M.AVOIDED, basis="IR2015:9", label=_("回避")),
        Move("declare", (M.CONFIRMED,), M.DECLARED, roles=_MEMBER, basis="IR2015:9", label=_("声明无利害关系")),
        Move("sign", (M.DECLARED,), M.SIGNED, roles=_MEMBER, basis="IR2015:41", label=_("签署评分")),
    ),
)

AWARD = Lifecycle(
    "award.Award",
    states=A,
    initial=(A.DECIDED,),
    moves=(
        Move("publish", (A.DECIDED,), A.PUBLISHED, roles=_OFFICER, basis="IR2015:43", label=_("公告结果")),
        Move("decline", (A.DECIDED, A.PUBLISHED), A.DECLINED, roles=(Role.PURCHASER_HEAD,), basis="IR2015:49", label=_("记录供应商放弃")),
    ),
)
