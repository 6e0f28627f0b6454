"""The write side of the library: draft, revise, give back, issue, withdraw, and say that one has read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TypedDict, Unpack

from django.core.files.uploadedfile import UploadedFile

from bailu.audit.commands import record
from bailu.documents.commands import acceptable, attach
from bailu.funds.numbering import next_no
from bailu.inbox.commands import ask, settle, settle_all
from bailu.kernel import clock
from bailu.kernel.actor import SYSTEM, Actor
from bailu.kernel.acts import act, step
from bailu.kernel.verdict import require
from bailu.organisations.enums import OrganisationKind
from bailu.organisations.roles import Role
from bailu.programmes.library import policies, queries, rules
from bailu.programmes.library.enums import PaperState
from bailu.programmes.library.lifecycle import BASIS, DRAFTERS
from bailu.programmes.library.tasks import ISSUE, MEND, READ
from bailu.programmes.models import Paper, PaperReader
from bailu.ui.search import vector

#: How many are asked to read in one go; the tick goes on with the others.
AT_ONCE = 200


class Facts(TypedDict):
    """What a paper says of itself."""

    kind: str
    title: str
    doc_no: str
    issuing_body: str
    summary: str
    clauses: Sequence[str]
    in_force_from: dt.date
    in_force_to: dt.date | None
    public: bool
    roles: Sequence[str]
    kinds: Sequence[str]
    read_by: dt.date | None


@act
def draft_paper(
    actor: Actor, *, file: UploadedFile, replaces_id: int | None = None, assumed: bool = False, **facts: Unpack[Facts]
) -> Paper:
    """A paper of the own level, or the next version of one; another person issues it.

    Refused where it is not whole, carries out no clause (XM2015:5.2), ends before it begins, or does not begin after the version it
    takes the place of (XM2015:4.4).
    """
    require(policies.may_draft(actor))
    level = policies.level_of(actor, *DRAFTERS)
    assert level is not None and actor.organisation_id is not None and actor.user_id is not None
    old = queries.lock(actor, replaces_id) if replaces_id else None
    if old is not None:
        require(policies.may_replace(actor, old))
        require(rules.one_revision(queries.open_revision(old)))
    _require_whole(facts, True, old)
    require(acceptable([file]))
    now = clock.now()
    no = next_no("W", now.year)
    paper = Paper(
        no=no, line=old.line if old else no, version=_next_version(old), replaces=old, level=level, issuer_id=actor.organisation_id,
        division_id=actor.division, drafted_by_id=actor.user_id, drafted_at=now, assumed=assumed,
    )  # fmt: skip
    _say(paper, facts)
    paper.save(force_insert=True)
    _keep(actor, paper, file)
    _to_be_issued(actor, paper)
    data = {"title": paper.title, "version": paper.version, "replaces": old.no if old else "", "clauses": paper.clauses}
    record(actor, "programmes.paper_drafted", paper, basis=BASIS, data=data)
    return paper


@act
def revise_paper(actor: Actor, *, paper_id: int, file: UploadedFile | None = None, **facts: Unpack[Facts]) -> Paper:
    """Change a draft, returned or not; without a new file the old one stays. Whoever changed it last has drafted it."""
    paper = queries.lock(actor, paper_id)
    require(policies.may_revise(actor, paper))
    assert actor.user_id is not None
    _require_whole(facts, file is not None or paper.attachment_id is not None, paper.replaces)
    require(acceptable([file] if file else []))
    paper.move("revise")
    paper.drafted_by_id, paper.drafted_at, paper.reason = actor.user_id, clock.now(), ""
    _say(paper, facts)
    paper.save()
    if file is not None:
        _keep(actor, paper, file)
    settle(actor, MEND, paper)
    settle(actor, ISSUE, paper)
    _to_be_issued(actor, paper)
    record(actor, "programmes.paper_revised", paper, basis=BASIS, data={"title": paper.title, "file": file is not None})
    return paper


def _next_version(old: Paper | None) -> int:
    """Withdrawn drafts keep their number."""
    latest = Paper.objects.filter(line=old.line).order_by("-version").first() if old else None
    return latest.version + 1 if latest else 1


def _require_whole(facts: Facts, has_file: bool, old: Paper | None) -> None:
    require(rules.whole(facts["title"], facts["issuing_body"], facts["summary"], has_file))
    require(rules.carries_out(facts["clauses"], queries.clause_ids()))
    require(rules.term_runs(facts["in_force_from"], facts["in_force_to"]))
    require(rules.follows(facts["in_force_from"], old.in_force_from if old else None))
    require(rules.readers_known(facts["roles"], facts["kinds"], Role.values, OrganisationKind.values))
    require(rules.readable_by(facts["read_by"], bool(facts["roles"] or facts["kinds"]), clock.today()))


def _say(paper: Paper, facts: Facts) -> None:
    paper.kind, paper.title, paper.doc_no = facts["kind"], facts["title"].strip(), facts["doc_no"].strip()
    paper.issuing_body, paper.summary = facts["issuing_body"].strip(), facts["summary"].strip()
    paper.clauses, paper.roles, paper.kinds = sorted(set(facts["clauses"])), sorted(set(facts["roles"])), sorted(set(facts["kinds"]))
    paper.in_force_from, paper.in_force_to = facts["in_force_from"], facts["in_force_to"]
    paper.public, paper.read_by = facts["public"], facts["read_by"]


@step
def _keep(actor: Actor, paper: Paper, file: UploadedFile) -> None:
    owner = f"programmes.Paper:{paper.pk}"
    facts = {"kind": "policy_paper", "title": paper.title, "organisation_id": paper.issuer_id, "stream": paper.no}
    paper.attachment = attach(actor, owner=owner, upload=file, **facts)  # type: ignore[arg-type]
    paper.search = vector(paper.no, paper.title, paper.doc_no, paper.issuing_body, paper.summary)
    paper.save(update_fields=["attachment", "search"])


@step
def _to_be_issued(actor: Actor, paper: Paper) -> None:
    """Onto the desk of whoever issues at this level."""
    held = queries.roles_held(paper.issuer_id, clock.today())
    ask(actor, ISSUE, paper, role=queries.issuing_role(paper, held))


@act
def give_back_paper(actor: Actor, *, paper_id: int, reason: str) -> Paper:
    """The draft is to be changed, and why; onto the desk of whoever drafted it."""
    paper = queries.lock(actor, paper_id)
    require(policies.may_give_back(actor, paper))
    require(rules.reason_given(reason))
    paper.move("give_back")
    paper.reason = reason.strip()
    paper.save(update_fields=["state", "reason"])
    settle(actor, ISSUE, paper)
    ask(actor, MEND, paper, role=queries.drafting_role(paper))
    record(actor, "programmes.paper_given_back", paper, basis=BASIS, reason=paper.reason)
    return paper


@act
def issue_paper(actor: Actor, *, paper_id: int) -> Paper:
    """From its day on it is in force; the version before it runs until the day before. Whoever must read it finds it on the desk.

    Refused to whoever drafted it (RB:8.2), and where the term for reading is past.
    """
    paper = queries.lock(actor, paper_id)
    require(policies.may_issue(actor, paper))
    require(rules.readable_by(paper.read_by, paper.asks_to_read, clock.today()))
    old = queries.lock(actor, paper.replaces_id) if paper.replaces_id else None
    require(rules.follows(paper.in_force_from, old.in_force_from if old else None))
    paper.move("issue")
    paper.issued_by_id, paper.issued_at = actor.user_id, clock.now()
    paper.save(update_fields=["state", "issued_by", "issued_at"])
    settle(actor, ISSUE, paper)
    if old is not None and old.state == PaperState.ISSUED:
        _supersede(actor, old, paper)
    asked = _list_readers(actor, paper)
    data = {"doc_no": paper.doc_no, "in_force_from": paper.in_force_from, "public": paper.public, "asked": asked}
    record(actor, "programmes.paper_issued", paper, basis=BASIS, data=data)
    return paper


@step
def _supersede(actor: Actor, old: Paper, new: Paper) -> None:
    """It stays readable and says that there is a newer one; nobody is asked to read it any more."""
    old.move("supersede")
    last = new.in_force_from - dt.timedelta(days=1)
    old.in_force_to = min(old.in_force_to, last) if old.in_force_to else last
    old.save(update_fields=["state", "in_force_to"])
    settle_all(actor, stream=old.no)
    record(actor, "programmes.paper_superseded", old, basis=rules.REVISED, data={"by": new.no, "in_force_to": old.in_force_to})


@step
def _list_readers(actor: Actor, paper: Paper) -> int:
    """Ask those who must read it and are not asked yet; those who need not any more are no longer asked. Gives how many are new."""
    for left in queries.gone(paper):
        settle(actor, READ, paper, ref=str(left.person_id))
        left.delete()
    people = {each.person_id: each for each in queries.unlisted(paper)[:AT_ONCE]}
    for membership in people.values():
        PaperReader.objects.create(
            paper=paper, person_id=membership.person_id, organisation_id=membership.organisation_id, role=membership.role
        )
        ask(
            actor, READ, paper, ref=str(membership.person_id), role=membership.role, organisation_id=membership.organisation_id,
            person_id=membership.person_id, due=paper.read_by,
        )  # fmt: skip
    return len(people)


@act
def list_readers(actor: Actor, *, paper_id: int) -> int:
    """The tick's: whoever has come since must read it too, whoever has left need not."""
    paper = queries.lock(actor, paper_id)
    return _list_readers(actor, paper) if paper.state == PaperState.ISSUED else 0


def sweep() -> int:
    """Every paper whose readers have changed, each by an act of its own."""
    return sum(list_readers(SYSTEM, paper_id=pk) for pk in queries.to_be_listed_anew())


@act
def withdraw_paper(actor: Actor, *, paper_id: int, reason: str) -> Paper:
    """A draft is given up, or what was issued ends today: it stays readable, marked, with the reason. The version before does not come back."""
    paper = queries.lock(actor, paper_id)
    require(policies.may_withdraw(actor, paper))
    require(rules.reason_given(reason))
    paper.move("withdraw")
    paper.reason, paper.withdrawn_by_id, paper.withdrawn_at = reason.strip(), actor.user_id, clock.now()
    paper.save(update_fields=["state", "reason", "withdrawn_by", "withdrawn_at"])
    settle_all(actor, stream=paper.no)
    record(actor, "programmes.paper_withdrawn", paper, basis=BASIS, reason=paper.reason)
    return paper


@act
def note_read(actor: Actor, *, paper_id: int) -> Paper:
    """已阅: the person says that he has read it. Refused to whom nobody asked, and for a version that has had its day."""
    paper = queries.lock(actor, paper_id)
    own = PaperReader.objects.select_for_update().filter(paper=paper, person_id=actor.user_id or 0).first()
    require(policies.may_note_read(own))
    assert own is not None
    require(rules.to_be_read(paper.state, own.read_at is not None))
    own.read_at = clock.now()
    own.save(update_fields=["read_at"])
    late = settle(actor, READ, paper, ref=str(actor.user_id))
    record(actor, "programmes.paper_read", paper, basis=BASIS, late=late)
    return paper
