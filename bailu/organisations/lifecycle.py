"""How an organisation stands in the register: the table of moves."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from bailu.kernel.lifecycle import Lifecycle, Move
from bailu.organisations.enums import OrganisationState as S
from bailu.organisations.roles import Role

_WATCHERS = (Role.BUREAU_CLERK, Role.FINANCE_CHIEF)

ORGANISATION = Lifecycle(
    "organisations.Organisation",
    field="state",
    states=S,
    initial=(S.LISTED, S.DRAFT),
    tones={
        S.QUALIFIED: "ok",
        S.SUBMITTED: "now",
        S.RETURNED: "warn",
        S.EXPIRED: "warn",
        S.SUSPENDED: "stop",
        S.BARRED: "stop",
    },
    moves=(
        Move(
            "submit",
            (S.DRAFT, S.RETURNED, S.EXPIRED),
            S.SUBMITTED,
            roles=(Role.PROVIDER_HEAD, Role.PROVIDER_CLERK),
            basis="XM2015:3.2",
            label=_("提交资格材料"),
        ),
        Move("return", (S.SUBMITTED,), S.RETURNED, roles=(Role.BUREAU_CLERK,), basis="XM2015:3.2", label=_("退回资格材料")),
        Move("qualify", (S.SUBMITTED,), S.QUALIFIED, roles=(Role.BUREAU_CLERK,), basis="XM2015:3.2", label=_("认定承接资格")),
        Move("expire", (S.QUALIFIED,), S.EXPIRED, basis="XM2015:3.2", label=_("资格到期")),
        Move(
            "suspend",
            (S.LISTED, S.DRAFT, S.RETURNED, S.SUBMITTED, S.QUALIFIED, S.EXPIRED),
            S.SUSPENDED,
            roles=_WATCHERS,
            basis="XM2015:5.4",
            label=_("暂停资格"),
        ),
        Move(
            "bar",
            (S.LISTED, S.DRAFT, S.RETURNED, S.SUBMITTED, S.QUALIFIED, S.EXPIRED, S.SUSPENDED),
            S.BARRED,
            roles=_WATCHERS,
            basis="PL2014:77",
            label=_("禁止参加政府采购"),
        ),
        # A provider comes back by way of its conditions; whoever was only listed comes back as listed.
        Move("readmit", (S.SUSPENDED, S.BARRED), S.RETURNED, roles=_WATCHERS, basis="XM2015:5.4", label=_("恢复申请资格")),
        Move("reinstate", (S.SUSPENDED,), S.QUALIFIED, roles=_WATCHERS, basis="XM2015:5.4", label=_("恢复资格")),
        Move("relist", (S.SUSPENDED, S.BARRED), S.LISTED, roles=_WATCHERS, basis="XM2015:5.4", label=_("恢复在册")),
    ),
)
