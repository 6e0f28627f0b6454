"""After the faults: is every act that was answered there, once, whole, and is there nothing half done? Asked from the tables themselves."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import psycopg

from tests.faults.load import Load

ENTRIES = {"propose": "line_proposed", "submit": "line_submitted", "approve": "line_approved", "supplement": "line_supplemented"}


def faults(connection: psycopg.Connection[Any], load: Load, *, jobs: bool) -> Iterator[str]:
    """Every contradiction found, in words."""

    def rows(sql: str, *given: Any) -> list[Any]:
        return connection.execute(sql, given).fetchall()  # type: ignore[arg-type]

    yield from _keys(rows, load)
    yield from _lines(rows, load)
    yield from _orders(rows, load)
    yield from _books(rows)
    needs = dict(rows("select title, count(*) from planning_need group by title"))
    kept = rows("select count(*) from planning_need n where not exists (select 1 from audit_entry e where e.stream = n.no)")
    for title, _ in load.done.get("need", []):
        if needs.get(title) != 1:
            yield f"need {title}: there {needs.get(title, 0)} times"
    if kept != [(0,)]:
        yield f"{kept[0][0]} needs without an audit line"
    idle = rows("select id, task_name, status from procrastinate_jobs where task_name = 'inbox.mail_task' and status <> 'succeeded'")
    if jobs and idle:
        yield f"jobs that were not done: {idle}"


def _keys(rows: Any, load: Load) -> Iterator[str]:
    """Each key that was answered led to one result; no key without one."""
    # Several acts that one form hands in have each a part of its key.
    kept = {key.split(":")[0]: (model, pk) for key, model, pk in rows("select key, result_model, result_pk from kernel_oncekey")}
    for kind, acts in load.done.items():
        for subject, done in acts:
            if not kept.get(done.key, ("", ""))[1]:
                yield f"{kind} {subject}: answered as done, and its key is not kept with its result"
    # A half act would have left its key without a result.
    yield from (f"key {key}: no result" for key, (_model, pk) in kept.items() if not pk)


def _lines(rows: Any, load: Load) -> Iterator[str]:
    lines = {row[0]: row for row in rows("select no, id, state, title, amount from funds_budgetline where title like '经费 %%'")}
    titles: dict[str, int] = {}
    for line in lines.values():
        titles[line[3]] = titles.get(line[3], 0) + 1
    for title, _ in load.done.get("propose", []):
        if titles.get(title) != 1:
            yield f"line {title}: there {titles.get(title, 0)} times"
    if len(lines) != len(load.done.get("propose", [])):
        yield f"{len(lines)} lines and {len(load.done.get('propose', []))} answers"
    counted: dict[tuple[str, str], int] = {}
    for stream, verb, count in rows("select stream, verb, count(*) from audit_entry where stream like 'B-%%' group by 1, 2"):
        counted[stream, verb.removeprefix("funds.")] = count
    moved = {(pk, kind): n for pk, kind, n in rows("select line_id, kind, count(*) from funds_transaction group by 1, 2")}
    for no, pk, state, _title, amount in lines.values():
        did = {kind: sum(subject == no for subject, _ in load.done.get(kind, [])) for kind in ENTRIES}
        did["propose"] = 1
        for kind, verb in ENTRIES.items():
            if counted.get((f"B-{pk}", verb), 0) != did[kind]:
                yield f"line {no}: {kind} answered {did[kind]} times, recorded {counted.get((f'B-{pk}', verb), 0)} times"
        for kind, entry in (("approve", "APPROPRIATE"), ("supplement", "SUPPLEMENT")):
            if moved.get((pk, entry), 0) != did[kind]:
                yield f"line {no}: {kind} answered {did[kind]} times, {moved.get((pk, entry), 0)} transactions {entry}"
        wanted = "APPROVED" if did["approve"] else "SUBMITTED" if did["submit"] else "DRAFT"
        if (state, int(amount)) != (wanted, 50000 + 1000 * did["supplement"]):
            yield f"line {no}: {state} {amount}, should be {wanted} with {did['supplement']} supplements"


def _orders(rows: Any, load: Load) -> Iterator[str]:
    states = {str(pk): state for pk, state in rows("select id, state from funds_paymentorder")}
    recorded = {
        (subject.rsplit(":", 1)[-1], verb): n
        for subject, verb, n in rows(
            "select subject, verb, count(*) from audit_entry where subject like 'funds.PaymentOrder:%%' group by 1, 2"
        )
    }
    paid = {
        str(pk): n
        for pk, n in rows(
            "select o.id, count(t.id) from funds_paymentorder o left join funds_transaction t on t.reference = o.reference group by 1"
        )
    }
    checks, pays = ({subject for subject, _ in load.done.get(kind, [])} for kind in ("check", "pay"))
    for pk, state in states.items():
        wanted = "PAID" if pk in pays else "CHECKED" if pk in checks else "REQUESTED"
        facts = (state, recorded.get((pk, "funds.payment_checked"), 0), recorded.get((pk, "funds.paid"), 0), paid.get(pk, 0))
        if facts != (wanted, int(pk in checks), int(pk in pays), int(pk in pays)):
            yield f"order {pk}: state, checks, payments recorded, ledger: {facts}; answered: {wanted}"


def _books(rows: Any) -> Iterator[str]:
    if rows("select transaction_id from funds_posting group by 1 having sum(amount) <> 0 or count(*) < 2"):
        yield "a transaction that does not balance"
    if rows("select t.id from funds_transaction t where not exists (select 1 from funds_posting p where p.transaction_id = t.id)"):
        yield "a transaction without postings"
    off = rows(
        "select a.id, a.balance, sum(p.amount) from funds_account a left join funds_posting p on p.account_id = a.id group by 1, 2 "
        "having a.balance <> coalesce(sum(case when a.kind = 'APPROPRIATION' then -p.amount else p.amount end), 0)"
    )
    if off:
        yield f"balances that do not follow from their postings: {off}"
