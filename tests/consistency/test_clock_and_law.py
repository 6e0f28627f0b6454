"""Time comes from the clock, and what the law says in numbers comes from the law."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.consistency.source import Module, called, dotted, room_modules

CLOCKS = {"kernel/clock.py", "kernel/democlock.py"}
READING = ("timezone.now", "timezone.localdate", "timezone.localtime", "date.today", "datetime.now", "datetime.utcnow", "datetime.today")

STATIONS = {"funds", "planning", "procurement", "award", "contracts", "delivery", "evaluation"}
DECIDING = {"rules", "policies", "commands", "queries", "lifecycle"}
HARMLESS = {0, 1, 2, 100}
COUNTING = {"add_days", "add_working_days", "timedelta"}


def test_nobody_reads_the_time_but_the_clock() -> None:
    found = [
        module.at(node, dotted(node.func))
        for module in room_modules()
        if module.name not in CLOCKS
        for node in module.calls()
        if dotted(node.func).endswith(READING)
    ]
    assert found == []


def number(node: ast.expr) -> bool:
    return (
        isinstance(node, ast.Constant)
        and isinstance(node.value, int | float)
        and not isinstance(node.value, bool)
        and node.value not in HARMLESS
    )


def legal_looking(module: Module) -> Iterator[str]:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Compare) and any(number(side) for side in [node.left, *node.comparators]):
            yield module.at(node, f"compared with a number: {ast.unparse(node)}")
        if isinstance(node, ast.Call):
            values = [*node.args, *(keyword.value for keyword in node.keywords)]
            if called(node) in COUNTING and any(number(value) for value in values):
                yield module.at(node, f"a term in numbers: {ast.unparse(node)}")
            if (
                called(node) == "Decimal"
                and values
                and isinstance(values[0], ast.Constant)
                and values[0].value not in {0, 1, 100, "0", "1", "100", "0.00", "0.01"}
            ):
                yield module.at(node, f"an amount or a share: {ast.unparse(node)}")


def test_no_legal_number_stands_outside_the_law() -> None:
    found = []
    for module in room_modules():
        parts = set(module.path.with_suffix("").parts)
        if module.room in STATIONS and parts & DECIDING:
            found += list(legal_looking(module))
    assert found == []
