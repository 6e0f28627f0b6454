"""The words of this room's audit lines."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from bailu.kernel.words import Words

AUDIT_TEXTS: dict[str, Words] = {
    "procurement.started": _("启动采购程序"),
    "procurement.method_chosen": _("选定采购方式"),
    "procurement.approval_requested": _("申请批准采购方式"),
    "procurement.method_approved": _("批准采购方式"),
    "procurement.method_refused": _("不予批准采购方式"),
    "procurement.documents_set": _("编制采购文件"),
    "procurement.notice_planned": _("拟定采购公告"),
    "procurement.notice_published": _("发布采购公告"),
    "procurement.clarified": _("澄清或修改采购文件"),
    "procurement.enquiry_asked": _("供应商询问"),
    "procurement.enquiry_answered": _("答复询问"),
    "procurement.closed": _("投标截止"),
    "procurement.opening_begun": _("开始开标"),
    "procurement.bid_opened": _("开启投标"),
    "procurement.bid_invalidated": _("认定投标无效"),
    "procurement.bid_late": _("逾期投标退回"),
    "procurement.opened": _("完成开标"),
    "procurement.failed": _("宣布废标"),
    "procurement.cancelled": _("撤销采购程序"),
    "procurement.begin_review": _("开始评审"),
    "procurement.finish_review": _("完成评审"),
    "procurement.decide": _("确定中标供应商"),
    "procurement.decide_next": _("改定下一候选人"),
    "procurement.award": _("公告结果"),
    "procurement.contract": _("签订合同"),
}
