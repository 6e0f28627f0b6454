"""The shape of every write: one durable transaction with an actor, done once.

An *act* is what a person (or the tick) does; a *step* is a write that acts of the same or a higher room are made of.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Generic, ParamSpec, TypeVar, cast

from django.apps import apps
from django.db import connection, models, transaction

from bailu.kernel.actor import Actor
from bailu.kernel.models import OnceKey

R = TypeVar("R")
P = ParamSpec("P")
_running: ContextVar[str] = ContextVar("act_running", default="")
_together: ContextVar[bool] = ContextVar("acts_together", default=False)


def running() -> str:
    """The name of the act under way, or nothing."""
    return _running.get()


@contextmanager
def acting(name: str, actor_id: int | None = None, once: str = "") -> Iterator[bool]:
    """The inside of an act: tells the database which act moves states. Refuses to nest. False when ``once`` was claimed before."""
    if _running.get():
        raise RuntimeError(f"act {name} inside act {_running.get()}: acts do not nest, use a step")
    goes_on = connection.in_atomic_block
    with transaction.atomic(durable=not _together.get()):
        token = _running.set(name)
        try:
            yield OnceKey.objects.claim(actor_id, once, name) if once else _named(name)
        finally:
            # Before the commit: what runs on commit is no longer part of the act, and may be an act of its own.
            _running.reset(token)
        # Where an outer transaction goes on, what follows must not count as an act. Commit and rollback undo the setting by themselves.
        if goes_on:
            _named("")


def _named(name: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("select set_config('bailu.act', %s, true)", [name])
    return True


@contextmanager
def together() -> Iterator[None]:
    """Several acts that one form hands in at once: one after the other, all of them or none.

    Each stays an act of its own, with its name, its audit line and its key (``part``).
    """
    if _running.get() or _together.get():
        raise RuntimeError("acts together inside an act or inside acts together: neither nests")
    with transaction.atomic(durable=True):
        token = _together.set(True)
        try:
            yield
        finally:
            _together.reset(token)


def part(once: str, name: str) -> str:
    """The key of one of several acts of a form, from the key of the form."""
    return f"{once}:{name}" if once else ""


class Act(Generic[R]):
    """A callable ``(actor, *, once="", **facts) -> model``; a retry with the same ``once`` is answered with the first result."""

    def __init__(self, function: Callable[..., R]) -> None:
        self.function = function
        self.name = f"{function.__module__.removeprefix('bailu.').removesuffix('.commands')}.{function.__name__}"
        functools.update_wrapper(self, function)

    def __call__(self, actor: Actor, *, once: str = "", **facts: Any) -> R:
        with acting(self.name, actor.user_id, once) as first:
            if not first:
                return cast(R, self._first_result(actor, once))
            result = self.function(actor, **facts)
            if once and isinstance(result, models.Model):
                OnceKey.objects.answered(actor.user_id, once, result)
            return result

    def _first_result(self, actor: Actor, once: str) -> Any:
        done = OnceKey.objects.get(actor_id=actor.user_id or 0, key=once)
        if not done.result_model:
            return None
        result = apps.get_model(done.result_model)._base_manager.get(pk=done.result_pk)
        result.replayed = True
        return result


def act(function: Callable[..., R]) -> Act[R]:
    return Act(function)


def step(function: Callable[P, R]) -> Callable[P, R]:
    """A write that happens only inside an act."""

    @functools.wraps(function)
    def wrapper(*args: P.args, **kwargs: P.kwargs) -> R:
        if not _running.get():
            raise RuntimeError(f"{function.__name__} is a step: call it from an act")
        return function(*args, **kwargs)

    return wrapper
