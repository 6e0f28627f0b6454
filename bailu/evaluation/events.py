"""News of the evaluation."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Published:
    evaluation_id: int


@dataclass(frozen=True, slots=True)
class Accepted:
    contract_id: int
