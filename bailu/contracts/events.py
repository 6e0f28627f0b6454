"""News of the contract, for the rooms above."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Signed:
    contract_id: int


@dataclass(frozen=True, slots=True)
class ServiceStarted:
    contract_id: int


@dataclass(frozen=True, slots=True)
class Paid:
    contract_id: int
    claim_id: int
