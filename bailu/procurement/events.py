"""News of this room, for the rooms above; published inside the transaction of the act."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NoticePublished:
    procedure_id: int


@dataclass(frozen=True, slots=True)
class BidsOpened:
    procedure_id: int


@dataclass(frozen=True, slots=True)
class ProcedureFailed:
    procedure_id: int
