"""The shape of the house: small files, imports at the top, no signals, the inside of a room is its own."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.consistency.source import Module, dotted, modules, room_modules

LONGEST_FILE = 400
LONGEST_FUNCTION = 50
PRIVATE = {"views", "forms", "jobs", "policies"}


def functions(module: Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (node for node in ast.walk(module.tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def test_files_are_short() -> None:
    assert [f"bailu/{module.name}: {module.lines} lines" for module in modules() if module.lines > LONGEST_FILE] == []


def test_functions_are_short() -> None:
    found = [
        module.at(node, f"{node.name} has {(node.end_lineno or 0) - node.lineno + 1} lines")
        for module in modules()
        for node in functions(module)
        if (node.end_lineno or 0) - node.lineno >= LONGEST_FUNCTION
    ]
    assert found == []


def test_imports_stand_at_the_top() -> None:
    found = [
        module.at(inner, f"import inside {node.name}")
        for module in modules()
        if module.path.name != "apps.py"  # ready() runs when models may be imported, and not before
        for node in functions(module)
        for inner in ast.walk(node)
        if isinstance(inner, ast.Import | ast.ImportFrom)
    ]
    assert found == []


def test_modules_are_looked_up_by_name_on_the_command_line_alone() -> None:
    found = [
        module.at(node, "import_module")
        for module in room_modules()
        for node in module.calls()
        if dotted(node.func).endswith(("import_module", "__import__", "apps.get_model"))
        and module.room != "kernel"  # a once key gives back the row it led to, whatever its room
    ]
    assert found == []


def test_there_is_no_module_named_utils() -> None:
    assert [module.name for module in modules() if module.path.stem in {"utils", "helpers", "misc", "signals"}] == []


def test_there_are_no_signals() -> None:
    found = [
        module.at(node, "signals")
        for module in modules()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(("django.db.models.signals", "django.dispatch"))
    ]
    assert found == []


def test_the_inside_of_a_room_is_its_own() -> None:
    found = []
    for module in room_modules():
        for node in ast.walk(module.tree):
            if not isinstance(node, ast.ImportFrom) or not (node.module or "").startswith("bailu."):
                continue
            names = [f"{node.module}.{alias.name}" for alias in node.names]
            for name in names:
                _house, room, *inside = name.split(".")
                if room != module.room and room != "kernel" and inside and inside[0] in PRIVATE:
                    found.append(module.at(node, name))
    assert found == []


def test_no_room_knows_the_settings_module_or_the_server() -> None:
    found = [
        module.at(node, str(node.module))
        for module in room_modules()
        if module.room != "demo"
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[:2] in (["config"], ["config", "rooms"], ["bailu", "server"])
    ]
    assert found == []
