"""What this room puts on desks itself: reminders, and the tasks of the room of organisations, which lies below it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from bailu.inbox.kinds import Kind
from bailu.organisations.roles import Role

#: Its role is that of the one above, its clause that of what is late.
OVERDUE = Kind("inbox.overdue", _("督促逾期事项"), Role.PURCHASER_HEAD, of="organisation_id")
DECIDE = Kind("organisations.decide_conditions", _("审核承接主体的资格材料"), Role.BUREAU_CLERK, basis="XM2015:3.2")
MEND = Kind("organisations.mend_conditions", _("补正被退回的资格材料"), Role.PROVIDER_HEAD, basis="XM2015:3.2", of="pk")
