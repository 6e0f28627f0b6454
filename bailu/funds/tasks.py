"""What this room puts on desks."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from bailu.inbox.kinds import Kind
from bailu.organisations.roles import Role

APPROVE = Kind("funds.approve_line", _("审批预算"), Role.FINANCE_CHIEF, basis="XM2015:3.6", of="treasury_id")
CHECK = Kind("funds.check_payment", _("审核支付令"), Role.FINANCE_OFFICER, basis="XM2015:3.6", of="encumbrance.line.treasury_id")
PAY = Kind("funds.pay", _("支付"), Role.FINANCE_CHIEF, basis="XM2015:3.6", of="encumbrance.line.treasury_id")
