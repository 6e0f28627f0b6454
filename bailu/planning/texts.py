"""The words of this room's audit lines."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from bailu.kernel.words import Words

AUDIT_TEXTS: dict[str, Words] = {
    "planning.need_started": _("提出需求"),
    "planning.need_edited": _("修改需求"),
    "planning.need_surveyed": _("登记摸底调查"),
    "planning.questionnaire_designed": _("设计问卷"),
    "planning.questionnaire_opened": _("开始调查"),
    "planning.survey_answered": _("填写问卷"),
    "planning.answers_read": _("读取答卷表格"),
    "planning.answers_imported": _("导入答卷"),
    "planning.questionnaire_closed": _("结束调查，登记结果"),
    "planning.public_consulted": _("登记征求公众意见"),
    "planning.call_published": _("公开征求意见"),
    "planning.comment_received": _("收到公众意见"),
    "planning.call_summed_up": _("汇总公众意见"),
    "planning.need_assessed": _("评估需求"),
    "planning.need_returned": _("退回需求"),
    "planning.need_closed": _("关闭需求"),
    "planning.population_requested": _("申请增列人群或领域"),
    "planning.population_admitted": _("同意纳入试点范围"),
    "planning.population_refused": _("不予纳入试点范围"),
    "planning.project_started": _("编制项目"),
    "planning.project_edited": _("修改项目"),
    "planning.costed": _("核算成本"),
    "planning.targets_set": _("确定目标"),
    "planning.project_submitted": _("提交项目"),
    "planning.budget_approved": _("批准项目预算"),
    "planning.project_returned": _("退回项目"),
    "planning.declared": _("申报项目"),
    "planning.declaration_accepted": _("受理申报"),
    "planning.declaration_returned": _("退回申报"),
    "planning.intention_published": _("公开采购意向"),
    "planning.project_cancelled": _("取消项目"),
}
