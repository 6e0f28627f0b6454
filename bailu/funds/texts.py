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
    "funds.import_read": _("读入拨款表"),
    "funds.import_written": _("写入拨款表的全部预算"),
    "funds.import_dropped": _("放弃拨款表"),
    "funds.import_approved": _("批准拨款表的全部预算"),
    "funds.line_imported": _("导入并报送预算"),
    "funds.movement_proposed": _("提出资金调整"),
    "funds.movement_approved": _("批准资金调整"),
    "funds.movement_received": _("转入资金"),
    "funds.movement_refused": _("不批准资金调整"),
    "funds.encumbered": _("占用预算资金"),
    "funds.released": _("释放预算资金"),
    "funds.payment_requested": _("申请支付"),
    "funds.payment_checked": _("审核支付"),
    "funds.batch_made": _("汇总审核支付批次"),
    "funds.batch_released": _("支付批次交银行"),
    "funds.batch_withdrawn": _("撤回支付批次"),
    "funds.batch_reconciled": _("登记银行回单"),
    "funds.paid": _("支付"),
    "funds.payment_rejected": _("不予支付"),
}
