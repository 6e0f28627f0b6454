"""The words of this room's audit lines."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from bailu.kernel.words import Words

AUDIT_TEXTS: dict[str, Words] = {
    "evaluation.planned": _("安排中期和末期评估"),
    "evaluation.engaged": _("委托第三方评估机构"),
    "evaluation.self_reported": _("提交自评报告"),
    "evaluation.scored": _("评分"),
    "evaluation.cards_issued": _("发放服务对象评价卡"),
    "evaluation.card_answered": _("服务对象评价"),
    "evaluation.drafted": _("形成评估意见，征求承接主体意见"),
    "evaluation.reply": _("承接主体答复评估意见"),
    "evaluation.lapse": _("异议期满，无答复"),
    "evaluation.published": _("评估定稿公布"),
    "evaluation.rectified": _("确认整改"),
    "evaluation.accepted": _("验收合格"),
}
