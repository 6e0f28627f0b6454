"""What this room puts on desks."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from bailu.inbox.kinds import Kind
from bailu.organisations.roles import Role

APPROVE = Kind("funds.approve_line", _("审批预算"), Role.FINANCE_CHIEF, basis="XM2015:3.6", of="treasury_id")
CHECK = Kind("funds.check_payment", _("审核支付令"), Role.FINANCE_OFFICER, basis="XM2015:3.6", of="encumbrance.line.treasury_id")
PAY = Kind("funds.pay", _("支付"), Role.FINANCE_CHIEF, basis="XM2015:3.6", of="encumbrance.line.treasury_id")
MOVE = Kind("funds.approve_movement", _("审批资金调整"), Role.FINANCE_CHIEF, basis="XM2015:3.6", of="source.treasury_id")
RELEASE = Kind("funds.release_batch", _("支付一批支付令"), Role.FINANCE_CHIEF, basis="XM2015:3.6", of="treasury_id")
RECONCILE = Kind("funds.record_return", _("登记银行回单"), Role.FINANCE_OFFICER, basis="XM2015:3.6", of="treasury_id")
APPROVE_IMPORT = Kind("funds.approve_import", _("审批导入的预算"), Role.FINANCE_CHIEF, basis="XM2015:3.6", of="treasury_id")
