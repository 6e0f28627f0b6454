"""The sorts of work that can wait on a desk. Each room declares its own in ``tasks.py`` and registers the module in ``apps.ready``."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter
from types import ModuleType
from typing import Any

from django.urls import reverse

from bailu.kernel import clock
from bailu.kernel.words import Words


@dataclass(frozen=True)
class Kind:
    """What is to be done, by whom, on which page, by which clause.

    ``page`` is the name of the act's address, which takes the subject's ``key``; without one it is the subject's own page. ``of`` names
    the attribute of the subject that holds the organisation asked: its purchaser, its provider, its treasury …
    """

    name: str
    label: Words
    role: str
    page: str = ""
    basis: str = ""
    of: str = "purchaser_id"
    key: str = "pk"

    def url(self, subject: Any, at: Sequence[object] = ()) -> str:
        if not self.page:
            return str(subject.get_absolute_url())
        return reverse(self.page, args=list(at) or [attrgetter(self.key)(subject)])

    def organisation_id(self, subject: Any) -> int:
        return int(attrgetter(self.of)(subject))


_registry: dict[str, Kind] = {}


def register(room: ModuleType) -> None:
    """All kinds that a room's ``tasks.py`` declares."""
    _registry.update({each.name: each for each in vars(room).values() if isinstance(each, Kind)})


def known() -> dict[str, Kind]:
    return dict(_registry)


def text(name: str) -> str:
    """The words of a kind, in the reader's language."""
    return str(_registry[name].label) if name in _registry else name


def title_of(subject: Any) -> str:
    """What it is about; a reminder is about what the overdue task is about."""
    return str(next(filter(None, (getattr(subject, name, "") for name in ("subject_title", "title", "name"))), ""))


def moment(due: dt.date | dt.datetime | None) -> dt.datetime | None:
    """A term in days runs to the end of its last day."""
    return clock.at_day(due, 23, 59) if due is not None and not isinstance(due, dt.datetime) else due
