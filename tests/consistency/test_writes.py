"""Only acts write: what changes a row stands in a room's commands, ledger or progress, or in a step."""

from __future__ import annotations

import ast
import re

from tests.consistency.source import Module, called, dotted, room_modules

WRITING_FILES = {"commands", "ledger", "progress", "load"}
REASONS = {
    "kernel/acts.py": "claims the once key and names the running act to the database",
    "kernel/models.py": "the once key itself",
    "kernel/democlock.py": "moves the demonstration's clock, which is no act of anybody",
    "ui/drafts.py": "keeps what somebody is typing, which is no act yet",
    "kernel/partitions.py": "adds the months' leaves of the big tables",
}
ALWAYS = {"create", "get_or_create", "update_or_create", "bulk_create", "bulk_update", "acreate", "abulk_create"}
RAW = re.compile(r"\s*(insert|update|delete|truncate)\s", re.I)


def may_write(module: Module) -> bool:
    parts = set(module.path.with_suffix("").relative_to(module.path.parents[len(module.path.parents) - 1]).parts)
    return bool(parts & WRITING_FILES) or module.name in REASONS or module.room == "demo"


def writes(node: ast.Call) -> bool:
    verb = called(node)
    if not isinstance(node.func, ast.Attribute):
        return False
    if verb in ALWAYS:
        return True
    if verb == "execute" and node.args and isinstance(node.args[0], ast.Constant):
        return bool(RAW.match(str(node.args[0].value)))
    if verb == "delete":
        return not node.args
    if verb == "save":
        # A workbook or a picture is saved to a place; a row is not.
        return not node.args
    # A dictionary or a digest is updated with a thing; rows are updated with named values.
    return verb == "update" and not node.args and bool(node.keywords)


def in_steps(module: Module) -> set[ast.AST]:
    """Everything inside functions marked ``@act`` or ``@step``, which run in an act alone."""
    return {
        inner
        for node in ast.walk(module.tree)
        if isinstance(node, ast.FunctionDef) and any(dotted(mark) in {"act", "step"} for mark in node.decorator_list)
        for inner in ast.walk(node)
    }


def test_only_acts_write() -> None:
    found = []
    for module in room_modules():
        if not may_write(module):
            inside = in_steps(module)
            found += [module.at(node, called(node)) for node in module.calls() if writes(node) and node not in inside]
    assert found == []


def test_state_changes_by_move_alone() -> None:
    found = [
        module.at(node, "state is set by assignment")
        for module in room_modules()
        if module.room != "kernel"
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign)
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
        if isinstance(target, ast.Attribute) and target.attr == "state"
    ]
    assert found == []


def test_no_model_overrides_save_or_delete() -> None:
    found = [
        module.at(item, f"{item.name}() is overridden")
        for module in room_modules()
        if "models" in module.name
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ClassDef)
        for item in node.body
        if isinstance(item, ast.FunctionDef) and item.name in {"save", "delete"}
    ]
    assert found == []
