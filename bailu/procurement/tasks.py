"""What this room puts on desks and takes off them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from bailu.inbox.commands import settle
from bailu.inbox.kinds import Kind
from bailu.kernel.actor import Actor
from bailu.kernel.acts import step
from bailu.organisations.roles import Role
from bailu.procurement.models import Procedure

PREPARE = Kind(
    "procurement.prepare", _("编制并发布采购公告"), Role.PROCUREMENT_OFFICER, "procurement:procedure", "XM2015:3.4", of="handler_id"
)
APPROVE_METHOD = Kind("procurement.approve_method", _("批准采购方式"), Role.FINANCE_CHIEF, "procurement:approve_method", "IR2015:23")
ANSWER = Kind(
    "procurement.answer_enquiry", _("答复供应商询问"), Role.PROCUREMENT_OFFICER, "procurement:answer_enquiry", "PL2014:51", of="handler_id"
)
OPEN = Kind("procurement.open_bids", _("开标"), Role.PROCUREMENT_OFFICER, "procurement:begin_opening", "ML18", of="handler_id")
CONFIRM = Kind(
    "procurement.confirm_opening", _("确认开标"), Role.PROCUREMENT_OFFICER, "procurement:confirm_opening", "ML18", of="handler_id"
)
RESTART = Kind("procurement.restart", _("废标后重新采购"), Role.PURCHASER_CLERK, "procurement:procedure", "PL2014:37")


@step
def settle_open(actor: Actor, procedure: Procedure) -> None:
    """The procedure has ended: nothing of it waits any more, unanswered questions neither."""
    for kind in (PREPARE, APPROVE_METHOD, OPEN, CONFIRM):
        settle(actor, kind, procedure)
    for pk in procedure.enquiries.filter(answered_at__isnull=True).values_list("pk", flat=True):
        settle(actor, ANSWER, procedure, ref=str(pk))
