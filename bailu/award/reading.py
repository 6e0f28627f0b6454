"""Who may read the papers of this station."""

from __future__ import annotations

from django.utils.translation import gettext as _

from bailu.award import policies
from bailu.award.enums import CommitteeState
from bailu.award.models import Award, Committee
from bailu.documents.models import Document
from bailu.kernel.actor import Actor
from bailu.kernel.verdict import ALLOWED, Verdict, forbid
from bailu.organisations.roles import Role

_PURCHASERS = (Role.PURCHASER_CLERK, Role.PURCHASER_HEAD)


def may_read_report(actor: Actor, document: Document) -> Verdict:
    """The members, the office and oversight from the ranking on; the purchaser's people once it was received. Never a bidder."""
    committee = Committee.objects.visible_to(actor).select_related("procedure").filter(pk=_key(document)).first()
    if committee is None:
        return forbid(_("评审报告只供采购人、评审成员和监督人员查看。"), "IR2015:40", code="secret")
    received = committee.state == CommitteeState.REPORTED
    own = received and actor.organisation_id == committee.purchaser_id and actor.has(*_PURCHASERS)
    return ALLOWED if own else policies.may_see_members(actor, committee, published=False)


def may_edit_report(actor: Actor, document: Document) -> Verdict:
    """Nobody writes into what the members have found."""
    return forbid(_("评审报告由系统按成员的评分和意见形成，任何人不能改写。"), "IR2015:44", code="report")


def may_read_notice(actor: Actor, document: Document) -> Verdict:
    """Public once published; there is no draft of it to be read."""
    if Award.objects.visible_to(actor).filter(pk=_key(document)).exists():
        return ALLOWED
    return forbid(_("结果公告前不公开。"), "IR2015:43", code="secret")


def _key(document: Document) -> int:
    return int(document.owner.partition(":")[2])
