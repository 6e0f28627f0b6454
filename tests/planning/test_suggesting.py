"""What the form of a project proposes: from its need, from the purchaser's last costing, else the heads most costings have."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from bailu.planning import rules, suggesting
from bailu.planning.enums import Channel, CostHead, TargetCode, TargetKind


@pytest.mark.parametrize(
    ("need", "title"),
    [
        ("厦港街道残疾人居家支持需求", "厦港街道残疾人居家支持服务"),
        ("空巢老人陪伴", "空巢老人陪伴"),
        ("需求调查后的服务", "需求调查后的服务"),
    ],
)
def test_a_project_is_named_after_its_need(need: str, title: str) -> None:
    assert suggesting.project_title(need) == title


@pytest.mark.parametrize(("county", "channel"), [("350200", Channel.MUNICIPAL), ("350203", Channel.DISTRICT)])
def test_a_municipal_body_declares_to_the_city(county: str, channel: str) -> None:
    assert suggesting.channel(county) == channel


def test_prices_are_left_open_until_there_is_a_costing_to_begin_from() -> None:
    rows = suggesting.cost_rows(12)
    assert [row["head"] for row in rows] == [CostHead.STAFF, CostHead.SUPERVISION, CostHead.ACTIVITY, CostHead.TAX]
    assert not any("unit_price" in row for row in rows)
    staff: dict[str, Any] = {"head": CostHead.STAFF, "title": "社工", "unit": "人", "unit_price": Decimal(7500), "quantity": 2}
    again = suggesting.cost_rows(10, [staff | {"months": 12}, staff | {"months": 1}])
    assert [row["months"] for row in again] == [10, 1]


@pytest.mark.parametrize(
    ("populations", "code", "goal"),
    [(["POP07"], TargetCode.VISIT, 492), (["POP03"], TargetCode.CASE, 41), (["POP03", "POP08"], TargetCode.VISIT, 492)],
)
def test_targets_of_all_four_classes_follow_from_whom_one_serves(populations: list[str], code: str, goal: int) -> None:
    rows = suggesting.target_rows(populations, "残疾人", 41, "人", 12)
    assert rules.four_classes({row["kind"] for row in rows}).allowed
    by_kind = {row["kind"]: row for row in rows}
    assert (by_kind[TargetKind.QUANTITY]["code"], by_kind[TargetKind.QUANTITY]["goal"]) == (code, goal)
    assert by_kind[TargetKind.SCALE]["goal"] == 41
    assert "goal" not in by_kind[TargetKind.EFFECT]
