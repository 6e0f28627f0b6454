"""The words of this room's audit lines."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from bailu.kernel.words import Words

AUDIT_TEXTS: dict[str, Words] = {
    "delivery.staff_assigned": _("安排社会工作者"),
    "delivery.staff_ended": _("结束社会工作者安排"),
    "delivery.client_added": _("登记服务对象"),
    "delivery.client_looked_at": _("查看服务对象身份"),
    "delivery.recorded": _("记录服务"),
    "delivery.struck": _("作废服务记录"),
}
