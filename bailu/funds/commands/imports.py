"""A table of appropriations becomes lines: read, looked at, written all or none, approved by the chief as one (clause 3.6)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from bailu.audit.commands import record
from bailu.funds import ledger, policies, queries, rules
from bailu.funds.appropriations import Wanted, existing
from bailu.funds.models import BudgetLine, LineImport
from bailu.funds.numbering import next_nos
from bailu.funds.tasks import APPROVE_IMPORT
from bailu.inbox.commands import ask, settle
from bailu.kernel import clock
from bailu.kernel.actor import Actor
from bailu.kernel.acts import act
from bailu.kernel.verdict import require
from bailu.ui.search import vector

#: Lines written in one statement.
AT_ONCE = 500


@act
def keep_import(actor: Actor, *, title: str, digest: str, rows: list[dict[str, Any]], total: Decimal) -> LineImport:
    """Keep a table that was read without a fault, to be looked at before it is written. It changes no money."""
    require(policies.may_import(actor))
    require(rules.some_rows(len(rows)))
    assert actor.organisation_id is not None and actor.user_id is not None
    kept = LineImport.objects.create(
        treasury_id=actor.organisation_id, title=title[:150], digest=digest, rows=rows, count=len(rows), total=total,
        read_by_id=actor.user_id,
    )  # fmt: skip
    record(actor, "funds.import_read", kept, basis=rules.FUNDS, data=_data(kept))
    return kept


def _data(kept: LineImport) -> dict[str, object]:
    return {"file": kept.title, "sha256": kept.digest, "count": kept.count, "total": kept.total}


@act
def write_import(actor: Actor, *, import_id: int) -> LineImport:
    """Write every row as a line that waits for the chief. Refused whole when one of the lines was made in the meantime."""
    kept = queries.lock_import(actor, import_id)
    require(policies.may_write_import(actor, kept))
    wanted = [Wanted(**row) for row in kept.rows]
    require(rules.none_there(list(existing(wanted).values())))
    kept.move("write")
    kept.save(update_fields=["state"])
    lines = BudgetLine.objects.bulk_create(_drafts(actor, kept, wanted), batch_size=AT_ONCE)
    for line in lines:
        line.move("submit")
        data = {"no": line.no, "amount": line.amount, "source": line.source, "purpose": line.purpose, "file": kept.title}
        record(actor, "funds.line_imported", line, basis=rules.FUNDS, data=data)
    BudgetLine.objects.bulk_update(lines, ["state"], batch_size=AT_ONCE)
    ask(actor, APPROVE_IMPORT, kept, ref=f"import:{kept.pk}")
    record(actor, "funds.import_written", kept, basis=rules.FUNDS, data=_data(kept))
    return kept


def _drafts(actor: Actor, kept: LineImport, wanted: list[Wanted]) -> list[BudgetLine]:
    assert actor.user_id is not None
    years = sorted({each.year for each in wanted})
    numbers = {year: iter(next_nos("B", year, sum(each.year == year for each in wanted))) for year in years}
    drafts = []
    for each in wanted:
        no = next(numbers[each.year])
        drafts.append(
            BudgetLine(
                no=no,
                year=each.year,
                level=each.level,
                treasury_id=kept.treasury_id,
                purchaser_id=each.purchaser_id,
                county=each.county,
                source=each.source,
                giver=each.giver,
                purpose=each.purpose,
                title=each.title,
                amount=Decimal(each.amount),
                proposed_by_id=actor.user_id,
                imported=kept,
                search=vector(no, each.title, each.purchaser, each.giver),
            )
        )
    return drafts


@act
def drop_import(actor: Actor, *, import_id: int) -> LineImport:
    """Give the table up before it is written."""
    kept = queries.lock_import(actor, import_id)
    require(policies.may_drop_import(actor, kept))
    kept.move("drop")
    kept.save(update_fields=["state"])
    record(actor, "funds.import_dropped", kept, basis=rules.FUNDS, data=_data(kept))
    return kept


@act
def approve_import(actor: Actor, *, import_id: int, note: str = "") -> LineImport:
    """Approve every line of the table that still waits, and put its amount at its purchaser's disposal. Never by who handed it in."""
    kept = queries.lock_import(actor, import_id)
    require(policies.may_approve_import(actor, kept))
    kept.move("approve")
    kept.approved_by_id, kept.approved_at = actor.user_id, clock.now()
    kept.save(update_fields=["state", "approved_by", "approved_at"])
    lines = queries.lock_imported(kept)
    for line in lines:
        require(policies.may_approve_line(actor, line))
        line.move("approve")
        line.approved_by_id, line.approved_at, line.note = actor.user_id, kept.approved_at, note
    BudgetLine.objects.bulk_update(lines, ["state", "approved_by", "approved_at", "note"], batch_size=AT_ONCE)
    for line in lines:
        ledger.appropriate(actor, line, amount=line.amount)
        record(actor, "funds.line_approved", line, basis=rules.FUNDS, reason=note, data={"amount": line.amount})
    settle(actor, APPROVE_IMPORT, kept, ref=f"import:{kept.pk}")
    record(actor, "funds.import_approved", kept, basis=rules.FUNDS, reason=note, data=_data(kept) | {"approved": len(lines)})
    return kept
