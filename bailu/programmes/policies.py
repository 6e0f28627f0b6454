"""Who may do what with the list of pilot sites: the district names, the leading group's office decides; two roles, two people."""

from __future__ import annotations

from django.utils.translation import gettext as _

from bailu.documents.models import Attachment, Document
from bailu.funds.rules import another_person
from bailu.kernel.actor import Actor
from bailu.kernel.verdict import ALLOWED, Verdict, forbid, person_first
from bailu.organisations.models import CITY
from bailu.organisations.roles import Role
from bailu.programmes.lifecycle import APPLICATION, ASSIGNMENT
from bailu.programmes.models import IN_VIEW, SiteApplication, WorkItem
from bailu.programmes.rules import LINKED, NAMING


def may_see_pilot(actor: Actor) -> Verdict:
    """Whoever buys or watches, each level its own subtree (clause 5.1)."""
    if actor.is_system or actor.has(*IN_VIEW):
        return ALLOWED
    return forbid(_("试点工作由购买主体和财政、民政、监督部门查看。"), "XM2015:5.1", code="role")


def may_apply(actor: Actor) -> Verdict:
    """A clerk of a district's own government; a town's names no streets."""
    if actor.has(Role.DISTRICT_CLERK) and actor.division == actor.county != CITY:
        return ALLOWED
    return forbid(_("试点街道（镇）由区人民政府的试点工作经办人申报。"), NAMING, code="role")


def may_mend(actor: Actor, application: SiteApplication) -> Verdict:
    own = actor.organisation_id == application.applicant_id
    return person_first(
        APPLICATION.may(actor, application.state, "resubmit"),
        ALLOWED if own else forbid(_("这是其他区的申请。"), NAMING, code="organisation"),
    )


def _decides(actor: Actor, application: SiteApplication, move: str) -> Verdict:
    """The leading group's office sits in the city's bureau; whoever handed the list in never decides on it."""
    return person_first(
        APPLICATION.may(actor, application.state, move),
        ALLOWED if actor.county == CITY else forbid(_("试点名单由市领导小组办公室审批。"), NAMING, code="organisation"),
        another_person(application.submitted_by_id, actor.user_id, _("申报人不得审批自己的申请。")),
    )


def may_approve(actor: Actor, application: SiteApplication) -> Verdict:
    return _decides(actor, application, "approve")


def may_return(actor: Actor, application: SiteApplication) -> Verdict:
    return _decides(actor, application, "return")


def may_refuse(actor: Actor, application: SiteApplication) -> Verdict:
    return _decides(actor, application, "refuse")


def may_read_plan(actor: Actor, attachment: Attachment) -> Verdict:
    """A plan is read by whoever sees the list it came with."""
    pk = int(attachment.owner.partition(":")[2])
    if SiteApplication.objects.visible_to(actor).filter(pk=pk).exists():
        return ALLOWED
    return forbid(_("配套方案只供本区、市领导小组和监督部门查看。"), "XM2015:5.1", code="role")


def may_read_no_document(actor: Actor, document: Document) -> Verdict:
    """Lists have an attachment, no documents."""
    return forbid(_("配套方案只供本区、市领导小组和监督部门查看。"), "XM2015:5.1", code="role")


# Work assigned down


def may_assign(actor: Actor) -> Verdict:
    """The leading group's office to districts and municipal bodies, a district to its sites."""
    office = actor.has(Role.OFFICE_CLERK) and actor.county == CITY
    if office or may_apply(actor).allowed:
        return ALLOWED
    return forbid(_("任务由市领导小组办公室或者区试点工作经办人布置。"), LINKED, code="role")


def may_report(actor: Actor, work: WorkItem) -> Verdict:
    own = actor.organisation_id == work.assignee_id
    return person_first(
        ASSIGNMENT.may(actor, work.state, "report"),
        ALLOWED if own else forbid(_("任务由责任单位报告。"), LINKED, code="organisation"),
    )


def _above(actor: Actor, work: WorkItem, move: str) -> Verdict:
    own = actor.organisation_id == work.assigner_id
    return person_first(
        ASSIGNMENT.may(actor, work.state, move),
        ALLOWED if own else forbid(_("由布置任务的单位办理。"), LINKED, code="organisation"),
    )


def may_confirm(actor: Actor, work: WorkItem) -> Verdict:
    return _above(actor, work, "confirm")


def may_give_back(actor: Actor, work: WorkItem) -> Verdict:
    return _above(actor, work, "give_back")


def may_withdraw(actor: Actor, work: WorkItem) -> Verdict:
    return _above(actor, work, "withdraw")
