"""The words of this room's audit lines."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from bailu.kernel.words import Words

AUDIT_TEXTS: dict[str, Words] = {
    "organisations.registered": _("登记机构"),
    "organisations.edited": _("变更机构信息"),
    "organisations.conditions_submitted": _("提交资格材料"),
    "organisations.conditions_accepted": _("认定承接资格"),
    "organisations.conditions_returned": _("退回资格材料"),
    "organisations.qualification_expired": _("承接资格到期"),
    "organisations.suspended": _("暂停资格"),
    "organisations.barred": _("禁止参加政府采购"),
    "organisations.restored": _("解除限制"),
    "organisations.person_invited": _("开通账号"),
    "organisations.invitation_resent": _("重发设置密码的链接"),
    "organisations.role_granted": _("授予岗位"),
    "organisations.membership_ended": _("终止任职"),
    "organisations.track_record_added": _("记入服务业绩"),
    "organisations.affiliation_noted": _("登记利害关系"),
    "organisations.affiliation_ended": _("利害关系结束"),
    "organisations.signed_in": _("登录系统"),
    "organisations.sign_in_failed": _("登录失败"),
    "organisations.locked_out": _("登录锁定"),
    "organisations.sessions_ended": _("退出其他设备"),
    "organisations.account_closed": _("关闭账号"),
    "organisations.account_reopened": _("重新启用账号"),
    "organisations.second_factor_set": _("启用双重验证"),
    "organisations.second_factor_removed": _("停用双重验证"),
}
