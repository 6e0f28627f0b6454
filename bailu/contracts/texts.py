"""The words of this room's audit lines."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from bailu.kernel.words import Words

AUDIT_TEXTS: dict[str, Words] = {
    "contracts.drafted": _("起草合同"),
    "contracts.edited": _("修改合同文本"),
    "contracts.redrafted": _("撤回合同修改"),
    "contracts.offered": _("购买主体签署合同"),
    "contracts.signed": _("双方签订合同"),
    "contracts.published": _("公告合同"),
    "contracts.filed": _("合同备案"),
    "contracts.service_started": _("开始服务"),
    "contracts.instalment_opened": _("付款条件达到"),
    "contracts.claimed": _("提交请款"),
    "contracts.claim_approved": _("审核通过请款"),
    "contracts.claim_returned": _("退回请款"),
    "contracts.settled": _("合同结清"),
}
