"""Before money and award the person shows once more who it is. How is handed in by the organisations, one floor up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.http import HttpRequest, QueryDict


@dataclass(frozen=True, slots=True)
class Proof:
    #: The fields that ask, bound to what was typed; nothing while the last proof is fresh.
    ask: Callable[[HttpRequest, QueryDict | None], forms.Form | None]
    #: Whether what was typed proves it.
    settle: Callable[[forms.Form], bool]


_in_use: list[Proof] = []


def use(ask: Callable[[HttpRequest, QueryDict | None], forms.Form | None], settle: Callable[[forms.Form], bool]) -> None:
    _in_use[:] = [Proof(ask, settle)]


def ask(request: HttpRequest, data: QueryDict | None = None) -> forms.Form | None:
    return _in_use[0].ask(request, data) if _in_use else None


def settle(form: forms.Form) -> bool:
    return _in_use[0].settle(form)
