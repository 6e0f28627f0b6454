"""From a proposed budget line to an approved, supplemented, closed one (clause 3.6)."""

from __future__ import annotations

from decimal import Decimal

from bailu.audit.commands import record
from bailu.funds import ledger, policies, queries, rules
from bailu.funds.models import BudgetLine
from bailu.funds.numbering import next_no
from bailu.funds.tasks import APPROVE
from bailu.inbox.commands import ask, settle
from bailu.kernel import clock
from bailu.kernel.actor import Actor
from bailu.kernel.acts import act
from bailu.kernel.money import yuan
from bailu.kernel.verdict import Verdict, all_of, require
from bailu.organisations.models import Organisation
from bailu.ui.search import vector


def _terms(source: str, purpose: str, giver: str, amount: Decimal, treasury: Organisation | None) -> Verdict:
    """What every line must satisfy, whenever it is written."""
    return all_of(
        rules.positive(amount),
        rules.lottery_builds(source, purpose),
        rules.giver_named(source, giver),
        rules.treasury_function(treasury.function if treasury else ""),
    )


@act
def propose_line(
    actor: Actor,
    *,
    year: int,
    level: str,
    treasury_id: int,
    source: str,
    purpose: str,
    title: str,
    amount: Decimal,
    giver: str = "",
) -> BudgetLine:
    """Propose money of a year for the actor's own organisation. Refused when lottery money is meant for services, a giver is
    not named (XM2015:3.6), or the treasury chosen is no finance body."""
    require(policies.may_propose_line(actor))
    assert actor.organisation_id is not None and actor.user_id is not None
    treasury = Organisation.objects.filter(pk=treasury_id).first()
    require(_terms(source, purpose, giver, amount, treasury))
    no = next_no("B", year)
    line = BudgetLine.objects.create(
        no=no,
        year=year,
        level=level,
        treasury_id=treasury_id,
        purchaser_id=actor.organisation_id,
        county=actor.county,
        source=source,
        giver=giver.strip(),
        purpose=purpose,
        title=title.strip(),
        amount=yuan(amount),
        proposed_by_id=actor.user_id,
        search=vector(no, title, actor.organisation_name, giver),
    )
    data = {"no": no, "amount": line.amount, "source": source, "purpose": purpose, "title": line.title}
    record(actor, "funds.line_proposed", line, basis=rules.FUNDS, data=data)
    return line


@act
def revise_line(
    actor: Actor, *, line_id: int, level: str, treasury_id: int, source: str, purpose: str, title: str, amount: Decimal, giver: str = ""
) -> BudgetLine:
    """Put a draft or a returned line right; refused as ``propose_line``."""
    line = queries.lock_line(actor, line_id)
    require(policies.may_revise_line(actor, line))
    treasury = Organisation.objects.filter(pk=treasury_id).first()
    require(_terms(source, purpose, giver, amount, treasury))
    line.level, line.treasury_id, line.source, line.purpose = level, treasury_id, source, purpose
    line.title, line.amount, line.giver = title.strip(), yuan(amount), giver.strip()
    line.search = vector(line.no, title, actor.organisation_name, giver)
    line.save(update_fields=["level", "treasury", "source", "purpose", "title", "amount", "giver", "search"])
    data = {"amount": line.amount, "source": source, "purpose": purpose, "title": line.title}
    record(actor, "funds.line_revised", line, basis=rules.FUNDS, data=data)
    return line


@act
def submit_line(actor: Actor, *, line_id: int) -> BudgetLine:
    """Hand the line to its treasury."""
    line = queries.lock_line(actor, line_id)
    require(policies.may_submit_line(actor, line))
    line.move("submit")
    line.save(update_fields=["state"])
    record(actor, "funds.line_submitted", line, basis=rules.FUNDS, data={"amount": line.amount})
    ask(actor, APPROVE, line)
    return line


@act
def approve_line(actor: Actor, *, line_id: int, note: str = "") -> BudgetLine:
    """Approve the line and put its amount at the purchaser's disposal; never by who proposed it."""
    line = queries.lock_line(actor, line_id)
    require(policies.may_approve_line(actor, line))
    line.move("approve")
    line.approved_by_id, line.approved_at, line.note = actor.user_id, clock.now(), note
    line.save(update_fields=["state", "approved_by", "approved_at", "note"])
    ledger.appropriate(actor, line, amount=line.amount)
    settle(actor, APPROVE, line)
    record(actor, "funds.line_approved", line, basis=rules.FUNDS, reason=note, data={"amount": line.amount})
    return line


@act
def return_line(actor: Actor, *, line_id: int, reason: str) -> BudgetLine:
    """Give the line back to be put right, saying why."""
    line = queries.lock_line(actor, line_id)
    require(policies.may_return_line(actor, line))
    line.move("return")
    line.note = reason
    line.save(update_fields=["state", "note"])
    settle(actor, APPROVE, line)
    record(actor, "funds.line_returned", line, basis=rules.FUNDS, reason=reason)
    return line


@act
def supplement_line(actor: Actor, *, line_id: int, amount: Decimal, reason: str) -> BudgetLine:
    """Add money to an approved line in the course of the year."""
    line = queries.lock_line(actor, line_id)
    require(policies.may_supplement_line(actor, line))
    require(rules.positive(amount))
    line.move("supplement")
    line.amount += yuan(amount)
    line.save(update_fields=["state", "amount"])
    ledger.appropriate(actor, line, amount=yuan(amount), supplement=True)
    data = {"added": yuan(amount), "amount": line.amount}
    record(actor, "funds.line_supplemented", line, basis=rules.FUNDS, reason=reason, data=data)
    return line


@act
def close_line(actor: Actor, *, line_id: int) -> BudgetLine:
    """Close the line: nothing is encumbered on it any more, what is left is returned to the treasury."""
    line = queries.lock_line(actor, line_id)
    require(policies.may_close_line(actor, line))
    balances = ledger.balances(line.pk)
    require(rules.nothing_waits(balances["ENCUMBERED"]))
    ledger.give_back(actor, line)
    line.move("close")
    line.save(update_fields=["state"])
    data = {"paid": balances["PAID"], "left": balances["AVAILABLE"]}
    record(actor, "funds.line_closed", line, basis=rules.FUNDS, data=data)
    return line
