"""The words of this room's audit lines."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from bailu.kernel.words import Words

AUDIT_TEXTS: dict[str, Words] = {
    "funds.line_proposed": _("编制预算"),
    "funds.line_revised": _("修改预算"),
    "funds.line_submitted": _("报送预算"),
    "funds.line_approved": _("批准预算"),
    "funds.line_returned": _("退回预算"),
    "funds.line_supplemented": _("追加预算"),
    "funds.line_closed": _("结清预算"),
    "funds.encumbered": _("占用预算资金"),
    "funds.released": _("释放预算资金"),
    "funds.payment_requested": _("申请支付"),
    "funds.payment_checked": _("审核支付"),
    "funds.paid": _("支付"),
    "funds.payment_rejected": _("不予支付"),
}
