"""docs/security.md promises nothing without a test, and names no test or file that is gone."""

from __future__ import annotations

import ast
import re

from bailu.server.place import PROJECT

TEXT = (PROJECT / "docs" / "security.md").read_text()
ROWS = [line for line in TEXT.splitlines() if line.startswith("|") and not line.startswith(("| What", "|---"))]


def every_test() -> set[str]:
    return {
        node.name
        for path in PROJECT.glob("tests/**/test_*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    }


def test_every_promise_names_its_test() -> None:
    assert len(ROWS) > 40
    assert [row for row in ROWS if not re.search(r"`test_\w+`", row.split("|")[3])] == []


def test_every_test_that_is_named_exists() -> None:
    named = set(re.findall(r"`(test_\w+)`", TEXT))
    assert sorted(named - every_test()) == []


def test_every_file_that_is_named_is_there() -> None:
    named = set(re.findall(r"`((?:bailu|config|tests|bin|\.ci)/[\w./*]+)`", TEXT))
    assert [path for path in sorted(named) if not list(PROJECT.glob(path))] == []


def test_every_test_of_this_folder_is_a_promise_or_part_of_one() -> None:
    """A file of tests of which the document names nothing would be a promise nobody can read."""
    silent = [
        path.name
        for path in sorted((PROJECT / "tests" / "security").glob("test_*.py"))
        if path.name != "test_document.py" and not any(name in TEXT for name in re.findall(r"def (test_\w+)", path.read_text()))
    ]
    assert silent == []
