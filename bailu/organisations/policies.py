"""Who may do what with organisations and people: role, organisation, state."""

from __future__ import annotations

from django.utils.translation import gettext as _

from bailu.documents.models import Attachment, Document
from bailu.kernel.actor import Actor
from bailu.kernel.verdict import ALLOWED, Verdict, all_of, forbid, refuse
from bailu.organisations.enums import PROVIDER_KINDS, OrganisationState
from bailu.organisations.lifecycle import ORGANISATION
from bailu.organisations.models import CITY, Membership, Organisation, Person
from bailu.organisations.roles import HEAD_ROLES, PROVIDER_ROLES, Role


def may_register(actor: Actor, kind: str = "") -> Verdict:
    """Administrators enter any body; the bureau enters providers."""
    if actor.is_system or actor.has(Role.ADMIN):
        return ALLOWED
    if actor.has(Role.BUREAU_CLERK) and (not kind or kind in PROVIDER_KINDS):
        return ALLOWED
    return forbid(_("只有系统管理员可以登记机构；民政局经办人可以登记承接主体。"), "RB:8.2", code="role")


def may_edit(actor: Actor, organisation: Organisation) -> Verdict:
    """Its own head or clerk, and whoever may register it."""
    own = actor.organisation_id == organisation.pk and actor.has(*HEAD_ROLES, Role.PROVIDER_CLERK)
    return ALLOWED if own else may_register(actor, organisation.kind)


def may_submit_conditions(actor: Actor, organisation: Organisation) -> Verdict:
    if not organisation.is_provider:
        return refuse(_("只有承接主体提交资格材料。"), "XM2015:3.2", code="kind")
    if actor.organisation_id != organisation.pk or not actor.has(Role.PROVIDER_HEAD, Role.PROVIDER_CLERK):
        return forbid(_("资格材料由承接主体自己提交。"), "XM2015:3.2", code="role")
    if organisation.state == OrganisationState.QUALIFIED:
        return ALLOWED
    return ORGANISATION.check(organisation.state, "submit")


def may_decide_conditions(actor: Actor, organisation: Organisation) -> Verdict:
    """The civil affairs bureau, in its own district; nobody decides on the own organisation."""
    return all_of(
        ALLOWED if actor.has(Role.BUREAU_CLERK) else forbid(_("承接资格由民政局审核。"), "XM2015:3.2", code="role"),
        within_district(actor, organisation),
        ALLOWED
        if organisation.state in (OrganisationState.SUBMITTED, OrganisationState.QUALIFIED)
        else ORGANISATION.check(organisation.state, "qualify"),
    )


def may_restrict(actor: Actor, organisation: Organisation, move: str) -> Verdict:
    """Suspend or bar, or lift it: the bureau or the treasury's chief, never on the own organisation."""
    if actor.organisation_id == organisation.pk:
        return forbid(_("不能对本机构作出处理。"), "XM2015:5.4", code="own")
    return all_of(ORGANISATION.may(actor, organisation.state, move), within_district(actor, organisation))


def lift_move(organisation: Organisation, *, conditions_hold: bool) -> str:
    """The move that lifts a restriction: others are listed again; a suspended provider whose six conditions still hold
    is back at once, every other provider applies anew."""
    if not organisation.is_provider:
        return "relist"
    return "reinstate" if conditions_hold and organisation.state == OrganisationState.SUSPENDED else "readmit"


def within_district(actor: Actor, organisation: Organisation) -> Verdict:
    if actor.is_system or actor.county == CITY or organisation.division_id.startswith(actor.county):
        return ALLOWED
    return forbid(_("这个机构不在本区。"), "XM2015:5.1", code="district")


def may_manage_people(actor: Actor, organisation: Organisation) -> Verdict:
    """Administrators everywhere; heads in their own organisation."""
    if actor.is_system or actor.has(Role.ADMIN):
        return ALLOWED
    if actor.organisation_id == organisation.pk and actor.has(*HEAD_ROLES):
        return ALLOWED
    return forbid(_("人员由系统管理员或本机构负责人管理。"), "RB:8.2", code="role")


def may_see_people(actor: Actor, organisation: Organisation) -> Verdict:
    """One's own colleagues; those who manage or watch see everybody's."""
    if actor.is_system or actor.has(Role.ADMIN, Role.AUDITOR) or actor.organisation_id == organisation.pk:
        return ALLOWED
    return forbid(_("只能查看本机构的人员。"), "RB:5.5", code="role")


def may_grant(actor: Actor, organisation: Organisation, person: Person | None, role: str) -> Verdict:
    """On top of managing people: nobody raises himself, and a head does not make administrators."""
    if person is not None and person.pk == actor.user_id:
        return forbid(_("不能给自己授予岗位。"), "RB:8.2", code="self")
    if role == Role.ADMIN and not (actor.is_system or actor.has(Role.ADMIN)):
        return forbid(_("系统管理员岗位只能由系统管理员授予。"), "RB:8.2", code="role")
    return may_manage_people(actor, organisation)


def may_end_membership(actor: Actor, membership: Membership) -> Verdict:
    if membership.person_id == actor.user_id:
        return forbid(_("不能终止自己的任职，请由他人办理。"), "RB:8.2", code="self")
    if membership.until is not None:
        return refuse(_("这项任职已经终止。"), "RB:8.2", code="ended")
    return may_manage_people(actor, membership.organisation)


def may_resend(actor: Actor, membership: Membership) -> Verdict:
    """A new link to set the password, to the address the account has."""
    if membership.until is not None:
        return refuse(_("这项任职已经终止。"), "RB:8.2", code="ended")
    if not membership.person.email:
        return refuse(_("账号没有登记邮箱，不能发送链接。"), "RB:8.2", code="email")
    return may_manage_people(actor, membership.organisation)


def may_close_account(actor: Actor, person: Person) -> Verdict:
    """Administrators alone, for a head answers for one organisation and an account may reach further; never one's own."""
    if person.pk == actor.user_id:
        return forbid(_("不能关闭自己的账号，请由另一位系统管理员办理。"), "RB:8.2", code="self")
    if not (actor.is_system or actor.has(Role.ADMIN)):
        return forbid(_("账号由系统管理员关闭；本机构负责人可以终止任职。"), "RB:8.2", code="role")
    return ALLOWED if person.is_active else refuse(_("这个账号已经关闭。"), "RB:8.2", code="closed")


def may_see_closed(actor: Actor) -> Verdict:
    if actor.is_system or actor.has(Role.ADMIN, Role.AUDITOR):
        return ALLOWED
    return forbid(_("已关闭的账号只供系统管理员和审计监察人员查看。"), "RB:8.2", code="role")


def may_reopen_account(actor: Actor, person: Person) -> Verdict:
    if person.pk == actor.user_id or not (actor.is_system or actor.has(Role.ADMIN)):
        return forbid(_("账号由系统管理员重新启用。"), "RB:8.2", code="role")
    return ALLOWED if not person.is_active else refuse(_("这个账号正在使用。"), "RB:8.2", code="open")


def may_read_conditions(actor: Actor, organisation: Organisation) -> Verdict:
    """Evidence: the provider, those who decide, those who watch. Not the administrator: no content."""
    own = actor.organisation_id == organisation.pk and actor.has(*PROVIDER_ROLES)
    readers = (Role.BUREAU_CLERK, Role.OFFICE_CLERK, Role.AUDITOR, Role.FINANCE_CHIEF, Role.FINANCE_OFFICER)
    if own or actor.has(*readers):
        return ALLOWED
    return forbid(_("资格材料只供本机构、审核和监督人员查看。"), "RB:5.5", code="role")


def may_read_evidence(actor: Actor, attachment: Attachment) -> Verdict:
    """The file is read by whoever reads the condition."""
    return may_read_conditions(actor, Organisation.objects.get(pk=attachment.organisation_id))


def may_read_no_document(actor: Actor, document: Document) -> Verdict:
    """Conditions have attachments, no documents."""
    return forbid(_("资格材料只供本机构、审核和监督人员查看。"), "RB:5.5", code="role")


def may_declare(actor: Actor) -> Verdict:
    """Whoever is signed in declares own ties."""
    return ALLOWED if actor.signed_in else forbid(_("请先登录。"), "IR2015:9", code="role")
