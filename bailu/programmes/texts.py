"""The words of this room's audit lines."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from bailu.kernel.words import Words

AUDIT_TEXTS: dict[str, Words] = {
    "programmes.sites_named": _("申报试点街道（镇）"),
    "programmes.sites_mended": _("重新提交试点申请"),
    "programmes.sites_approved": _("批准试点名单"),
    "programmes.sites_returned": _("退回试点申请"),
    "programmes.sites_refused": _("不予批准试点名单"),
    "programmes.assigned": _("布置任务"),
    "programmes.reported": _("报告任务完成情况"),
    "programmes.confirmed": _("确认任务完成"),
    "programmes.given_back": _("退回补充"),
    "programmes.withdrawn": _("撤回任务"),
}
