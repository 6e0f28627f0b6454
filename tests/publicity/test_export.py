"""The export: whole, valid, the same bytes again, a batch at a time."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from bailu.publicity import export
from bailu.publicity.ocds import packages, standard
from bailu.publicity.ocds.merging import merging
from bailu.publicity.queries.purchases import batches, purchase
from tests.publicity import states

pytestmark = pytest.mark.django_db


def read(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_exporting_twice_gives_the_same_bytes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    states.in_service()
    states.repeated()
    assert export.export(str(tmp_path / "one")) == export.export(str(tmp_path / "two")) == 0
    one = read(tmp_path / "one")
    assert one == read(tmp_path / "two")
    assert "2 purchases, 3 contracting processes" in capsys.readouterr().out
    index = json.loads(one["index.json"])
    assert {each["file"]: each["lines"] for each in index["files"]} == {"release-packages-00001.jsonl": 2, "records.jsonl": 3}


def test_every_line_and_file_is_a_valid_package(tmp_path: Path) -> None:
    no = states.in_service()
    export.export(str(tmp_path), say=lambda _text: None)
    package = json.loads((tmp_path / "purchases" / f"{no}.json").read_bytes())
    assert package == packages.release_package(purchase(no))
    lines = (tmp_path / "release-packages-00001.jsonl").read_text("utf-8").splitlines()
    assert [json.loads(line) for line in lines] == [package]
    assert standard.faults("release-package-schema", package) == []
    record = json.loads((tmp_path / "records.jsonl").read_text("utf-8"))
    assert record == packages.records_of(purchase(no))[0]


def test_a_thousand_lines_fill_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(export, "LINES", 2)
    lines = export._Lines(tmp_path, "part")
    for number in range(5):
        lines.add(export.plain({"n": number}))
    lines.close()
    assert [(each["file"], each["lines"]) for each in lines.index] == [
        ("part-00001.jsonl", 2),
        ("part-00002.jsonl", 2),
        ("part-00003.jsonl", 1),
    ]


def test_releases_that_cannot_be_merged_end_the_export(tmp_path: Path) -> None:
    with (
        (tmp_path / "out").open("wb") as out,
        pytest.raises(subprocess.CalledProcessError),
        merging(out) as merged,
    ):
        merged.write(b"no releases\n")


def test_batches_pass_every_purchase_once() -> None:
    nos = {states.published() for _n in range(3)}
    seen = [[each.no for each in batch] for batch in batches(size=2)]
    assert [len(batch) for batch in seen] == [2, 1]
    assert {no for batch in seen for no in batch} == nos
