"""The audit of the dependencies says what it should: on the locks as they are, and on locks made worse."""

from __future__ import annotations

import importlib.machinery
import importlib.util
import subprocess
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from bailu.server.place import PROJECT


@pytest.fixture
def audit() -> ModuleType:
    loader = importlib.machinery.SourceFileLoader("bin_audit", str(PROJECT / "bin" / "audit"))
    spec = importlib.util.spec_from_loader("bin_audit", loader)
    assert spec is not None
    module = importlib.util.module_from_spec(spec)
    loader.exec_module(module)
    return module


HASH = "    --hash=sha256:" + "a" * 64


def test_the_dependencies_as_they_are_pass(audit: ModuleType, capsys: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.argv", ["audit"])
    assert audit.main() == 0
    assert "pinned by hash" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("lock", "words"),
    [
        (f"django==5.2.19 \\\n{HASH}\nallauth==1.0 \\\n", "no hash"),
        ("django==5.2.19\n", "neither a pin nor a hash"),
        (f"django>=5.2 \\\n{HASH}\n", "neither a pin nor a hash"),
        ("--index-url https://elsewhere.example/simple\n", "neither a pin nor a hash"),
        ("thing @ git+https://example.org/thing.git\n", "neither a pin nor a hash"),
    ],
)
def test_a_lock_that_pins_less_is_refused(
    audit: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lock: str, words: str
) -> None:
    (tmp_path / "requirements.lock").write_text(lock)
    monkeypatch.setattr(audit, "ROOT", tmp_path)
    _pinned, wrong = audit.pins("requirements.lock")
    assert any(words in line for line in wrong), wrong


def test_a_version_with_a_known_hole_another_source_and_an_old_thing_are_named(audit: ModuleType) -> None:
    assert audit.holes({"django": "5.2.1"}) and not audit.holes({"django": "5.2.19"})
    registry = {"registry": audit.REGISTRY}
    assert audit.sources({"a": {"version": "1", "source": {"git": "x"}}}, {"a": "1"})
    assert audit.sources({"a": {"version": "2", "source": registry}}, {"a": "1"})
    assert not audit.sources({"a": {"version": "1", "source": registry}}, {"a": "1"})
    dated = {
        name: {"wheels": [{"upload-time": f"{year}-01-01T00:00:00Z"}]}
        for name, year in (("new", 2026), ("old", 2019), ("sortedcontainers", 2019))
    }
    assert [line.split(":")[0] for line in audit.ages(dated, dict.fromkeys(dated, "1"))] == ["old"]


@pytest.mark.parametrize(
    ("words", "passes"),
    [("MIT", True), ("BSD-3-Clause", True), ("LGPL-3.0-only", True), ("GPL-3.0", False), ("AGPL-3.0-or-later | MIT", False), ("", False)],
)
def test_a_licence_we_may_not_ship_with_is_refused(audit: ModuleType, monkeypatch: pytest.MonkeyPatch, words: str, passes: bool) -> None:
    monkeypatch.setattr(audit, "licence", lambda _name: words)
    assert (audit.licences(["thing"]) == []) == passes


def test_advisories_found_fail_and_advisories_that_cannot_be_asked_do_not(audit: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    def answering(code: int, said: str) -> Any:
        return lambda *_args, **_kwargs: subprocess.CompletedProcess([], code, said, "")

    for code, said, expected in ((1, "django 5.2.1 GHSA-aaaa-bbbb", 1), (2, "dns error", 0), (0, "no known vulnerabilities", 0)):
        monkeypatch.setattr(audit.subprocess, "run", answering(code, said))
        assert audit.online() == expected


def test_the_audit_is_part_of_what_everybody_and_the_build_machine_run() -> None:
    assert "bin/audit\n" in (PROJECT / "Makefile").read_text()
    assert "bin/audit --online" in (PROJECT / ".ci" / "run").read_text()
