"""The read side of the library: papers, versions, who must read and who has, what can be done next."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from bailu.kernel import clock
from bailu.kernel.actor import Actor
from bailu.kernel.errors import OutOfScope
from bailu.kernel.verdict import Verdict
from bailu.law import clauses
from bailu.organisations.enums import OrganisationKind
from bailu.organisations.models import CITY, Membership
from bailu.organisations.roles import Role
from bailu.programmes.library import policies, rules
from bailu.programmes.library.enums import PaperLevel, PaperState
from bailu.programmes.library.lifecycle import BASIS
from bailu.programmes.models import Paper, PaperReader
from bailu.programmes.models.papers import ONCE_ISSUED
from bailu.ui.steps import Step

#: The instrument whose clauses a paper of the pilot carries out.
OPINIONS = "XM2015"
DRAFTS = (PaperState.DRAFT, PaperState.RETURNED)


def papers(actor: Actor) -> QuerySet[Paper]:
    return Paper.objects.visible_to(actor).select_related("issuer", "division")


def paper(actor: Actor, no: str) -> Paper:
    """Raises OutOfScope."""
    beside = ("attachment__file", "drafted_by", "issued_by", "withdrawn_by", "replaces")
    found = papers(actor).select_related(*beside).filter(no=no).first()
    if found is None:
        raise OutOfScope
    return found


def lock(actor: Actor, paper_id: int) -> Paper:
    """Held until the act ends. Raises OutOfScope."""
    rows = Paper.objects.visible_to(actor).select_related("issuer", "division").select_for_update(of=("self",))
    found = rows.filter(pk=paper_id).first()
    if found is None:
        raise OutOfScope
    return found


def public_papers() -> QuerySet[Paper]:
    """In force today and for everybody: for the public site."""
    return Paper.objects.in_force(clock.today()).filter(public=True).select_related("issuer", "division")


def public_paper(no: str) -> Paper:
    """One that was issued for everybody, in force or not any more. Raises OutOfScope."""
    found = Paper.objects.filter(ONCE_ISSUED, public=True, no=no).select_related("issuer", "division", "attachment__file").first()
    if found is None:
        raise OutOfScope
    return found


def versions(actor: Actor, found: Paper) -> list[Paper]:
    """All of its line that the reader sees, the newest first."""
    return list(papers(actor).filter(line=found.line).order_by("-version"))


def public_versions(found: Paper) -> list[Paper]:
    return list(Paper.objects.filter(ONCE_ISSUED, public=True, line=found.line).order_by("-version"))


def open_revision(found: Paper) -> str:
    """The number of the draft that is to take its place; nothing where none is."""
    return Paper.objects.filter(line=found.line, state__in=DRAFTS).values_list("no", flat=True).first() or ""


def clause_choices() -> list[tuple[str, str]]:
    return [(clause.id, f"{clause.article} {clause.title}") for clause in clauses.of(OPINIONS) if str(clause.article)]


def clause_ids() -> list[str]:
    return [clause.id for clause in clauses.of(OPINIONS) if str(clause.article)]


# Who must read, and who has


def reach(found: Paper) -> str:
    """The beginning of the codes of those it reaches: all of the city, a district, a street."""
    return "" if found.division_id == CITY else found.division_id


def must_read(found: Paper) -> QuerySet[Membership]:
    """Who must read it today, within the issuer's subtree; whoever wrote and issued it knows it. Somebody may be in it by two roles."""
    rows = Membership.objects.open_on(clock.today()).filter(organisation__division__code__startswith=reach(found), person__is_active=True)
    if not found.asks_to_read:
        return rows.none()
    if found.roles:
        rows = rows.filter(role__in=found.roles)
    if found.kinds:
        rows = rows.filter(organisation__kind__in=found.kinds)
    return rows.exclude(person_id__in=[pk for pk in (found.drafted_by_id, found.issued_by_id) if pk])


def unlisted(found: Paper) -> QuerySet[Membership]:
    """Those of them who are not listed yet."""
    listed = PaperReader.objects.filter(paper=found, person_id=OuterRef("person_id"))
    return must_read(found).filter(~Exists(listed)).order_by("pk")


def gone(found: Paper) -> QuerySet[PaperReader]:
    """Those listed who have not read it and need not any more: they left, or hold other roles now."""
    held = must_read(found).filter(person_id=OuterRef("person_id"))
    return PaperReader.objects.filter(~Exists(held), paper=found, read_at=None)


def to_be_listed_anew() -> list[int]:
    """Papers whose list of readers no longer answers to who holds the roles."""
    asking = Paper.objects.filter(~Q(roles=[]) | ~Q(kinds=[]), state=PaperState.ISSUED).order_by("pk")
    return [found.pk for found in asking if unlisted(found).exists() or gone(found).exists()]


def readers(actor: Actor, found: Paper) -> QuerySet[PaperReader]:
    return PaperReader.objects.visible_to(actor).filter(paper=found).select_related("person", "organisation")


def reader(actor: Actor, found: Paper) -> PaperReader | None:
    """The reader's own line."""
    return PaperReader.objects.filter(paper=found, person_id=actor.user_id or 0).first()


def still_to_be_read(found: Paper, own: PaperReader) -> Verdict:
    return rules.to_be_read(found.state, own.read_at is not None)


@dataclass(frozen=True, slots=True)
class HowRead:
    asked: int
    read: int


def how_read(found: Paper) -> HowRead:
    told = PaperReader.objects.filter(paper=found).aggregate(asked=Count("pk"), read=Count("read_at"))
    return HowRead(told["asked"], told["read"])


def said_readers(found: Paper) -> str:
    """Who must read it, in words."""
    kinds = _("、").join(str(OrganisationKind(each).label) for each in found.kinds)
    roles = _("、").join(str(Role(each).label) for each in found.roles)
    return _("%(kinds)s的%(roles)s") % {"kinds": kinds, "roles": roles} if kinds and roles else kinds or roles


# What is next


def issuing_role(found: Paper, held: Iterable[str] = ()) -> Role:
    """On whose desk a draft waits to be issued: in a district and a street the head where there is one (``held``)."""
    if found.level == PaperLevel.CITY:
        return Role.OFFICE_CLERK
    head = found.level == PaperLevel.STREET or Role.PURCHASER_HEAD in held
    return Role.PURCHASER_HEAD if head else Role.DISTRICT_CLERK


def drafting_role(found: Paper) -> Role:
    roles = {PaperLevel.CITY: Role.OFFICE_CLERK, PaperLevel.DISTRICT: Role.DISTRICT_CLERK, PaperLevel.STREET: Role.PURCHASER_CLERK}
    return roles[PaperLevel(found.level)]


def roles_held(organisation_id: int, on: dt.date) -> set[str]:
    return set(Membership.objects.open_on(on).filter(organisation_id=organisation_id).values_list("role", flat=True))


def steps(actor: Actor, found: Paper, own: PaperReader | None) -> list[Step]:
    """What is on the table for a paper; the first is the one next step. Reading is offered only to those who must."""
    writer, issuer = drafting_role(found), issuing_role(found, actor.roles)
    withdraw = ("withdraw_paper", _("撤回文件"), policies.may_withdraw, issuer)
    revise = ("revise_paper", _("修改文件草稿"), policies.may_revise, writer)
    offers = {
        PaperState.DRAFT: (
            ("issue_paper", _("印发文件"), policies.may_issue, issuer),
            ("give_back_paper", _("退回文件草稿"), policies.may_give_back, issuer),
            revise,
            withdraw,
        ),
        PaperState.RETURNED: (revise, withdraw),
        PaperState.ISSUED: (("replace_paper", _("起草新版"), policies.may_replace, writer), withdraw),
    }.get(PaperState(found.state), ())
    made = [
        Step(
            label,
            reverse(f"programmes:{name}", args=[found.no]),
            may(actor, found),
            basis=BASIS,
            whose="" if actor.has(role) else str(role.label),
            primary=at == 0 and found.state != PaperState.ISSUED,
        )
        for at, (name, label, may, role) in enumerate(offers)
        # What is issued is read by many: they are not offered what is its issuer's alone.
        if found.state != PaperState.ISSUED or not may(actor, found).forbidden
    ]
    if own is not None and own.read_at is None and found.state == PaperState.ISSUED:
        where = reverse("programmes:read_paper", args=[found.no])
        made.insert(0, Step(_("已阅"), where, policies.may_note_read(own), due_at=found.read_by, basis=BASIS, primary=True))
    return made
