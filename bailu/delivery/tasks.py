"""What this room puts on desks."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from bailu.inbox.kinds import Kind
from bailu.organisations.roles import Role

ASSIGN = Kind("delivery.assign_staff", _("安排社会工作者"), Role.PROVIDER_CLERK, "delivery:assign", "XM2015:3.2", of="provider_id")
