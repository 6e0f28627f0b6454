"""The balance of one budget line with a small book behind it and with a large one: ``ledger <lines> <entries>``; needs a database to spoil.

The book is written by SQL with triggers asleep, a tenth of it on one line; then the product's own queries are timed.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from typing import Any

from django.db import connection

from bailu.funds import ledger, queries
from bailu.funds.models import BudgetLine, Posting
from bailu.organisations.models import Organisation, Person

ROUNDS, EACH, SMALL, SMALL_LINES = 7, 200, 1_000, 10

LINES = """
insert into funds_budgetline (no, year, level, treasury_id, purchaser_id, county, source, giver, purpose, title, amount, state, proposed_by_id,
  approved_by_id, approved_at, note, created_at)
select 'X-2015-' || lpad(n::text, 6, '0'), 2015, 'CITY', %(treasury)s, %(purchaser)s, '350200', 'FISCAL', '', 'SERVICE', '经费', 1e9, 'APPROVED',
  %(clerk)s, %(chief)s, now(), '', now() from generate_series(%(first)s, %(last)s) n
returning id
"""
ACCOUNTS = """
insert into funds_account (line_id, kind, balance)
select l.id, k.kind, case k.kind when 'PAID' then 0 else 1000000 end
from funds_budgetline l cross join (values ('APPROPRIATION'), ('AVAILABLE'), ('ENCUMBERED'), ('PAID')) k(kind)
where l.no like 'X-2015-%%' and not exists (select from funds_account a where a.line_id = l.id)
"""
#: So many movements in turn over the lines, a tenth of them on the first; each with its two postings.
MOVEMENTS = """
with moved as (
  insert into funds_transaction (kind, line_id, project_no, amount, reference, at, actor_name)
  select 'ENCUMBER', case when n %% 10 = 0 then (%(ids)s::bigint[])[1] else (%(ids)s::bigint[])[1 + n %% %(lines)s] end,
    'P-2015-' || lpad((n %% 10000)::text, 4, '0'), 1, '', now(), '测' from generate_series(1, %(count)s) n
  returning id, line_id
)
insert into funds_posting (transaction_id, account_id, amount)
select m.id, a.id, case a.kind when 'AVAILABLE' then -1 else 1 end
from moved m join funds_account a on a.line_id = m.line_id and a.kind in ('AVAILABLE', 'ENCUMBERED')
"""


def grow(lines: int, entries: int) -> list[int]:
    """Up to so many lines and postings; the keys of the lines, the busiest first."""
    have, there = BudgetLine.objects.filter(no__startswith="X-2015-").count(), Posting.objects.count()
    clerk, chief = Person.objects.order_by("pk")[:2]
    treasury, purchaser = Organisation.objects.order_by("pk")[:2]
    facts = {"treasury": treasury.pk, "purchaser": purchaser.pk, "clerk": clerk.pk, "chief": chief.pk, "first": have + 1, "last": lines}
    with connection.cursor() as cursor:
        cursor.execute("set session_replication_role = replica")
        cursor.execute(LINES, facts)
        cursor.execute(ACCOUNTS)
        ids = list(BudgetLine.objects.filter(no__startswith="X-2015-").order_by("pk").values_list("pk", flat=True))
        cursor.execute(MOVEMENTS, {"ids": ids, "lines": len(ids), "count": (entries - there) // 2})
        cursor.execute("set session_replication_role = origin")
        cursor.execute("vacuum analyze funds_budgetline, funds_account, funds_transaction, funds_posting")
    return ids


def fastest(ask: Callable[[int], Any], ids: list[int]) -> float:
    """Microseconds for one of them, in the quickest of the rounds: whatever else the machine does only makes a round slower."""
    chosen = [ids[0], *ids[1 :: max(1, len(ids) // EACH)]]
    rounds = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        for pk in chosen:
            ask(pk)
        rounds.append((time.perf_counter() - began) / len(chosen) * 1e6)
    return min(rounds)


def measure(ids: list[int]) -> dict[str, float]:
    return {
        "balance": fastest(ledger.balances, ids),
        "busiest": fastest(ledger.balances, ids[:1]),
        "book": fastest(lambda pk: list(queries.book(pk)[: queries.SHOWN]), ids),
    }


small = measure(grow(SMALL_LINES, SMALL))
large = measure(grow(int(sys.argv[1]), int(sys.argv[2])))
print(json.dumps({"entries": Posting.objects.count(), "small": small, "large": large}))
