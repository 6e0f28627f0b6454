"""What rooms above show on the contract's page: each hands in a template, its facts and the steps it offers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from bailu.contracts.models import Contract
from bailu.kernel.actor import Actor
from bailu.ui.steps import Step


@dataclass(frozen=True, slots=True)
class Panel:
    """``template`` is included with ``facts``; ``steps`` join the offers of the page."""

    template: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    steps: tuple[Step, ...] = ()


Maker = Callable[[Actor, Contract], Panel]
_makers: list[Maker] = []


def register(maker: Maker) -> None:
    """Called once by ``apps.ready`` of a room above."""
    if maker not in _makers:
        _makers.append(maker)


def of(actor: Actor, contract: Contract) -> list[Panel]:
    return [make(actor, contract) for make in _makers]
