"""Copies of the patterns until the city has as many purchases as wanted: COPY with marks filled in, triggers asleep."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.db import connection

from bailu.planning.models import Project
from benchmarks.city import chains, marks, rows
from benchmarks.city.patterns import STATIONS

CHUNK = 200
LEAN = 10  # one copy in ten has every detail
#: The numbers of the copies of a pattern, and which of them are whole.
Numbers = Sequence[tuple[int, bool]]
BALANCES = """
update funds_account a set balance = s.sum from (
  select account_id, sum(amount) * case when (select kind from funds_account where id = account_id) = 'APPROPRIATION' then -1 else 1 end as sum
  from funds_posting group by account_id
) s where s.account_id = a.id
"""


def fill(purchases: int) -> None:
    """Copy the patterns of this database; the ledger's balances are summed anew, every sequence goes on behind the copies."""
    found = list(Project.objects.order_by("no"))
    mine = {model for project in found for model in rows.owned(project)}
    with connection.cursor() as cursor:
        cursor.execute("set session_replication_role = replica")
        cursor.execute("set synchronous_commit = off")
        for project, (_last, share) in zip(found, STATIONS, strict=True):
            numbers = _spread(purchases * share // 100)
            for part in rows.parts(project, mine):
                _copy(cursor, part.table, part.columns, _blocks(part, numbers))
            for stream in (project.no, *project.needs.values_list("no", flat=True)):
                _copy_chain(cursor, stream, numbers)
        cursor.execute(BALANCES)
        _go_on(cursor)
        cursor.execute("set session_replication_role = origin")
        cursor.execute("vacuum analyze")


def _spread(count: int) -> Numbers:
    """Over all numbers there are, so that every stretch of the register has purchases at every station."""
    return [(marks.FIRST + place * marks.NUMBERS // count, place % LEAN == 0) for place in range(count)]


def _blocks(part: rows.Part, numbers: Numbers) -> Iterator[str]:
    for number, whole in numbers:
        yield marks.filled(part.whole if whole else part.lean, number)


def _copy(cursor: Any, table: str, columns: Sequence[str], blocks: Iterator[str]) -> None:
    names = ", ".join(f'"{column}"' for column in columns)
    with cursor.copy(f"copy {table} ({names}) from stdin") as copy:
        waiting: list[str] = []
        for block in blocks:
            waiting.append(block)
            if len(waiting) == CHUNK:
                copy.write("".join(waiting))
                waiting.clear()
        copy.write("".join(waiting))


def _copy_chain(cursor: Any, stream: str, numbers: Numbers) -> None:
    heads: list[str] = []
    for lean in (True, False):
        wanted = [number for number, whole in numbers if whole != lean]
        chain = chains.of_stream(stream, lean=lean)
        if chain is None:
            continue

        def blocks(chain: chains.Chain = chain, wanted: list[int] = wanted) -> Iterator[str]:
            for lines, head in chain.copies(wanted):
                heads.append(head)
                yield lines

        _copy(cursor, "audit_entry", chains.COLUMNS, blocks())
    _copy(cursor, "audit_stream", ("key", "seq", "head"), iter(heads))


def _go_on(cursor: Any) -> None:
    """New rows and new numbers begin behind the copies."""
    cursor.execute(
        "select pg_get_serial_sequence(quote_ident(table_name), column_name), table_name, column_name from information_schema.columns "
        "where table_schema = 'public' and is_identity = 'YES'"
    )
    for sequence, table, column in cursor.fetchall():
        cursor.execute(f"select setval('{sequence}', greatest((select max({column}) from {table}), 1))")
