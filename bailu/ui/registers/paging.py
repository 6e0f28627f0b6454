"""Pages by key: the next page begins behind the last row seen, so page 4,000 costs what page 1 costs."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db.models import F, Model, Q, QuerySet

SORT = "sort_value"
END = "end"


@dataclass(frozen=True)
class Order:
    """By a field or annotation, ties by primary key in the same direction."""

    field: str
    descending: bool = False

    @classmethod
    def parse(cls, text: str) -> Order:
        return cls(text.removeprefix("-"), text.startswith("-"))

    def __str__(self) -> str:
        return f"-{self.field}" if self.descending else self.field


@dataclass(frozen=True)
class Page:
    rows: Sequence[Any]
    before: str
    after: str


def take(rows: QuerySet[Any], order: Order, size: int, after: str = "", before: str = "") -> Page:
    """One page behind ``after`` or in front of ``before`` (a key of an earlier page, or ``END``); one query.

    A key that cannot be read is ignored: an old or mangled address shows the first page.
    """
    keyed = rows.annotate(**{SORT: F(order.field)})
    nullable = optional(rows.model, order.field)
    key = _unpack(after or before)
    backwards = bool(before) and (key is not None or before == END)
    if key is not None:
        try:
            keyed = keyed.filter(_beyond(key, order.descending != backwards, backwards, nullable))
        except (ValueError, TypeError, ValidationError):
            return take(rows, order, size)
    found = list(sort(keyed, order, nullable, backwards)[: size + 1])
    more = len(found) > size
    found = found[:size]
    if not backwards:
        return Page(found, _key(found, 0) if key is not None else "", _key(found, -1) if more else "")
    if not more and before != END:
        return take(rows, order, size)  # back at the beginning: the first page in full
    found.reverse()
    return Page(found, _key(found, 0) if more else "", _key(found, -1) if before != END else "")


def sort(rows: QuerySet[Any], order: Order, nullable: bool, backwards: bool = False) -> QuerySet[Any]:
    """What has no value comes last, whichever way one looks."""
    down = order.descending != backwards
    nulls: dict[str, Any] = {"nulls_first": True} if backwards else {"nulls_last": True}
    field = F(SORT)
    by = (field.desc if down else field.asc)(**nulls if nullable else {})
    return rows.order_by(by, "-pk" if down else "pk")


def _beyond(key: tuple[Any, int], down: bool, backwards: bool, nullable: bool) -> Q:
    value, pk = key
    way = "lt" if down else "gt"
    tie = Q(**{f"pk__{way}": pk})
    if value is None:
        nothing = Q(**{f"{SORT}__isnull": True}) & tie
        return nothing | Q(**{f"{SORT}__isnull": False}) if backwards else nothing
    past = Q(**{f"{SORT}__{way}": value}) | (Q(**{SORT: value}) & tie)
    if nullable and not backwards:
        return past | Q(**{f"{SORT}__isnull": True})
    # The plain bound beside the exact one lets the index start at the right place.
    return Q(**{f"{SORT}__{way}e": value}) & past


def optional(model: type[Model], path: str) -> bool:
    """Whether the sorted value may be missing; an annotation may always."""
    for name in path.split("__"):
        try:
            field = model._meta.get_field(name)
        except FieldDoesNotExist:
            return name != "pk"
        if getattr(field, "null", True):
            return True
        if field.related_model and isinstance(field.related_model, type):
            model = field.related_model
    return False


_PACK: tuple[tuple[type, str, Callable[[Any], Any]], ...] = (
    (bool, "b", int),
    (int, "i", int),
    (datetime, "t", datetime.isoformat),
    (date, "d", date.isoformat),
    (Decimal, "n", str),
    (str, "s", str),
)
_UNPACK: dict[str, Callable[[Any], Any]] = {
    "b": bool,
    "i": int,
    "t": datetime.fromisoformat,
    "d": date.fromisoformat,
    "n": Decimal,
    "s": str,
    "0": lambda _value: None,
}


def _key(rows: Sequence[Any], at: int) -> str:
    if not rows:
        return ""
    value, pk = getattr(rows[at], SORT), rows[at].pk
    letter, plain = next(((letter, pack(value)) for kind, letter, pack in _PACK if isinstance(value, kind)), ("0", None))
    text = json.dumps([letter, plain, pk], ensure_ascii=False, separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _unpack(key: str) -> tuple[Any, int] | None:
    if not key or key == END:
        return None
    try:
        letter, plain, pk = json.loads(base64.urlsafe_b64decode(key + "=" * (-len(key) % 4)))
        return _UNPACK[letter](plain), int(pk)
    except (ValueError, TypeError, KeyError, InvalidOperation, binascii.Error):
        return None
