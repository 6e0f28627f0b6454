"""Who may do what in the library: each level for its own subtree, one who writes and another who issues."""

from __future__ import annotations

from django.utils.translation import gettext as _

from bailu.documents.models import Attachment, Document
from bailu.funds.rules import another_person
from bailu.kernel.actor import Actor
from bailu.kernel.verdict import ALLOWED, Verdict, forbid, person_first
from bailu.organisations.enums import OrganisationKind
from bailu.organisations.models import CITY
from bailu.organisations.roles import Role
from bailu.programmes.library.enums import PaperLevel
from bailu.programmes.library.lifecycle import BASIS, DRAFTERS, ISSUERS, PAPER
from bailu.programmes.models import Paper, PaperReader
from bailu.programmes.rules import STREET_DIGITS

#: Whose word counts at which level.
AT: dict[PaperLevel, tuple[Role, ...]] = {
    PaperLevel.CITY: (Role.OFFICE_CLERK,),
    PaperLevel.DISTRICT: (Role.DISTRICT_CLERK, Role.PURCHASER_HEAD),
    PaperLevel.STREET: (Role.PURCHASER_CLERK, Role.PURCHASER_HEAD),
}


def level_of(actor: Actor, *roles: str) -> PaperLevel | None:
    """At which level this person writes or issues, holding one of ``roles``: the leading group's office, a district, a street or town."""
    level = _level(actor)
    return level if level and actor.has(*(role for role in AT[level] if role in roles)) else None


def _level(actor: Actor) -> PaperLevel | None:
    if actor.division == CITY:
        return PaperLevel.CITY
    if actor.organisation_kind == OrganisationKind.GOVERNMENT and actor.division == actor.county:
        return PaperLevel.DISTRICT
    street = actor.organisation_kind in (OrganisationKind.GOVERNMENT, OrganisationKind.STREET) and len(actor.division) == STREET_DIGITS
    return PaperLevel.STREET if street else None


def may_open_library(actor: Actor) -> Verdict:
    """Whoever is signed in: providers and evaluators work by these papers too."""
    if actor.signed_in or actor.is_system:
        return ALLOWED
    return forbid(_("请先登录。"), BASIS, code="role")


def may_draft(actor: Actor) -> Verdict:
    if level_of(actor, *DRAFTERS) is not None:
        return ALLOWED
    return forbid(_("文件由市领导小组办公室、区试点工作经办人或者街道（镇）经办人起草。"), BASIS, code="role")


def _own(actor: Actor, paper: Paper, *roles: str) -> Verdict:
    if actor.organisation_id == paper.issuer_id and level_of(actor, *roles) == paper.level:
        return ALLOWED
    return forbid(_("文件由印发单位办理，各级只为本级印发。"), BASIS, code="organisation")


def _other(actor: Actor, paper: Paper) -> Verdict:
    return another_person(paper.drafted_by_id, actor.user_id, _("起草人不得印发自己的文件。"))


def may_revise(actor: Actor, paper: Paper) -> Verdict:
    return person_first(may_draft(actor), _own(actor, paper, *DRAFTERS), PAPER.may(actor, paper.state, "revise"))


def may_issue(actor: Actor, paper: Paper) -> Verdict:
    return person_first(_own(actor, paper, *ISSUERS), PAPER.may(actor, paper.state, "issue"), _other(actor, paper))


def may_give_back(actor: Actor, paper: Paper) -> Verdict:
    return person_first(_own(actor, paper, *ISSUERS), PAPER.may(actor, paper.state, "give_back"), _other(actor, paper))


def may_withdraw(actor: Actor, paper: Paper) -> Verdict:
    """A draft by whoever writes or issues; what is issued by whoever issues."""
    roles = ISSUERS if paper.issued_at is not None else (*DRAFTERS, *ISSUERS)
    return person_first(_own(actor, paper, *roles), PAPER.may(actor, paper.state, "withdraw"))


def may_replace(actor: Actor, paper: Paper) -> Verdict:
    """The next version is drafted where the last was issued, while that one stands."""
    return person_first(may_draft(actor), _own(actor, paper, *DRAFTERS), PAPER.check(paper.state, "supersede"))


def may_note_read(reader: PaperReader | None) -> Verdict:
    """Whoever is asked to read it says so; of others nobody asks it."""
    return ALLOWED if reader is not None else forbid(_("这份文件没有要求您阅读。"), BASIS, code="role")


def may_see_readers(actor: Actor, paper: Paper) -> Verdict:
    """Who issued it, and the city's auditors."""
    if actor.has(Role.AUDITOR) and actor.county == CITY:
        return ALLOWED
    return _own(actor, paper, *DRAFTERS, *ISSUERS)


def may_read_file(actor: Actor, attachment: Attachment) -> Verdict:
    """The text of a paper is read by whoever sees the paper."""
    pk = int(attachment.owner.partition(":")[2])
    if Paper.objects.visible_to(actor).filter(pk=pk).exists():
        return ALLOWED
    return forbid(_("这份文件不在您的适用区域之内。"), BASIS, code="role")


def may_read_no_document(actor: Actor, document: Document) -> Verdict:
    """Papers have an attachment, no documents."""
    return forbid(_("这份文件不在您的适用区域之内。"), BASIS, code="role")
