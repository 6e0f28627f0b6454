"""The words of this room's audit lines."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from bailu.kernel.words import Words

AUDIT_TEXTS: dict[str, Words] = {
    "award.expert_admitted": _("专家入库"),
    "award.expert_retired": _("专家出库"),
    "award.drawn": _("抽取评审专家"),
    "award.member_replaced": _("评审成员回避，依次补抽"),
    "award.committee_confirmed": _("评审成员确定"),
    "award.review_begun": _("评审开始"),
    "award.no_tie_declared": _("声明无利害关系"),
    "award.tie_declared": _("声明有利害关系并回避"),
    "award.bid_passed": _("资格和符合性审查通过"),
    "award.bid_invalid": _("投标（响应）无效"),
    "award.scores_saved": _("保存评分"),
    "award.scores_signed": _("评分签名"),
    "award.review_failed": _("评审终止，采购失败"),
    "award.review_finished": _("评审结束，形成排序"),
    "award.report_signed": _("签署评审报告"),
    "award.dissent": _("对评审报告签署不同意见"),
    "award.report_received": _("接收评审报告"),
    "award.decided": _("确定中标（成交）供应商"),
    "award.declined": _("供应商放弃中标（成交）"),
    "award.published": _("发出中标（成交）通知书并公告结果"),
}
