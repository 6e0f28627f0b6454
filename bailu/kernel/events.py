"""News travels up inside the same transaction: a lower room publishes, an upper room subscribes in ``apps.ready``."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import Any, TypeVar

from bailu.kernel.actor import Actor

E = TypeVar("E")
_handlers: dict[type, list[Callable[[Actor, Any], None]]] = defaultdict(list)


def subscribe(event: type[E], handler: Callable[[Actor, E], None]) -> None:
    """Call ``handler(actor, event)`` for every event of this type; once per handler."""
    if handler not in _handlers[event]:
        _handlers[event].append(handler)


def publish(actor: Actor, event: object) -> None:
    """Tell every subscriber, now, in this transaction; a handler that fails undoes the act."""
    for handler in _handlers[type(event)]:
        handler(actor, event)
