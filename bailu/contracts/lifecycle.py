"""From the award to the settled contract, and the way of a payment claim."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from bailu.contracts.enums import ClaimState, ContractState
from bailu.kernel.lifecycle import Lifecycle, Move
from bailu.organisations.roles import Role

S = ContractState
CONTRACT = Lifecycle(
    "contracts.Contract",
    states=ContractState,
    initial=(S.DRAFT,),
    tones={S.DRAFT: "warn", S.OFFERED: "warn", S.SIGNED: "now", S.IN_SERVICE: "now", S.ACCEPTED: "ok", S.SETTLED: "ok"},
    moves=(
        Move(
            "redraft",
            (S.OFFERED,),
            S.DRAFT,
            (Role.PURCHASER_CLERK, Role.PROCUREMENT_OFFICER, Role.PURCHASER_HEAD),
            "PL2014:46",
            _("撤回修改"),
        ),
        Move("offer", (S.DRAFT,), S.OFFERED, (Role.PURCHASER_HEAD,), "PL2014:46", _("购买主体签署")),
        Move("sign", (S.OFFERED,), S.SIGNED, (Role.PROVIDER_HEAD,), "PL2014:46", _("承接主体签署")),
        Move("start", (S.SIGNED,), S.IN_SERVICE, (Role.PROVIDER_HEAD, Role.PROVIDER_CLERK), "XM2015:3.4", _("开始服务")),
        Move("accept", (S.IN_SERVICE,), S.ACCEPTED, (), "IR2015:45", _("验收")),
        Move("settle", (S.ACCEPTED,), S.SETTLED, (), "XM2015:3.6", _("结清")),
    ),
)

C = ClaimState
CLAIM = Lifecycle(
    "contracts.Claim",
    states=ClaimState,
    initial=(C.SUBMITTED,),
    tones={C.SUBMITTED: "warn", C.APPROVED: "now", C.PAID: "ok", C.RETURNED: "stop"},
    moves=(
        Move("approve", (C.SUBMITTED,), C.APPROVED, (Role.PURCHASER_HEAD,), "XM2015:3.6", _("审核请款")),
        Move("return", (C.SUBMITTED,), C.RETURNED, (Role.PURCHASER_HEAD,), "XM2015:3.6", _("退回请款")),
        Move("pay", (C.APPROVED,), C.PAID, (), "XM2015:3.6", _("支付")),
        Move("reject", (C.APPROVED,), C.RETURNED, (), "XM2015:3.6", _("财政退回")),
    ),
)
