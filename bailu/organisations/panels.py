"""Blocks that higher rooms put on an organisation's page (its contracts, its purchases): registered in their ``apps.ready``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bailu.kernel.actor import Actor
from bailu.organisations.models import Organisation

Context = Callable[[Actor, Organisation], Mapping[str, Any] | None]


@dataclass(frozen=True, slots=True)
class Panel:
    """A template with what it shows, as it stands on the page."""

    template: str
    context: Mapping[str, Any]


_panels: dict[str, Context] = {}


def register(template: str, context: Context) -> None:
    """``context(actor, organisation)`` answers what the template shows (as ``panel``), or None to stay away."""
    _panels[template] = context


def panels(actor: Actor, organisation: Organisation) -> list[Panel]:
    found = ((template, context(actor, organisation)) for template, context in _panels.items())
    return [Panel(template, shown) for template, shown in found if shown is not None]
