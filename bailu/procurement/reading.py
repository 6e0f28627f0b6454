"""Who reads and edits the papers of a procedure: the notice and the minutes of the opening."""

from __future__ import annotations

from django.utils.translation import gettext as _

from bailu.documents.enums import DocumentKind
from bailu.documents.models import Document
from bailu.kernel.actor import Actor
from bailu.kernel.verdict import ALLOWED, Verdict, forbid
from bailu.organisations.roles import Role
from bailu.procurement import policies
from bailu.procurement.models import Bid, Procedure

WATCHERS = (Role.FINANCE_CHIEF, Role.FINANCE_OFFICER, Role.BUREAU_CLERK, Role.OFFICE_CLERK, Role.AUDITOR)


def _procedure(document: Document) -> Procedure | None:
    return Procedure.objects.filter(pk=document.owner.partition(":")[2]).first()


def may_read(actor: Actor, document: Document) -> Verdict:
    """The buyer's side and those who watch; the minutes also whoever bid, before whom they were read."""
    procedure = _procedure(document)
    if procedure is not None and actor.signed_in:
        if actor.organisation_id in (procedure.purchaser_id, procedure.agency_id) or actor.has(*WATCHERS):
            return ALLOWED
        if document.kind == DocumentKind.OPENING_MINUTES:
            here = Bid.objects.filter(procedure=procedure, provider_id=actor.organisation_id, procedure__opened_at__isnull=False)
            if here.exists():
                return ALLOWED
    return forbid(_("这份文件只供采购当事人和监督人员查看。"), "PL2014:11", code="organisation")


def may_edit(actor: Actor, document: Document) -> Verdict:
    """The draft of the notice is written by those who prepare the procedure."""
    procedure = _procedure(document)
    if procedure is None or document.kind != DocumentKind.PROCUREMENT_NOTICE:
        return forbid(_("这份文件由系统根据办理结果生成，不能修改。"), "PL2014:42", code="kind")
    return policies.may_prepare(actor, procedure)
