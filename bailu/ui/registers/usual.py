"""The columns and filters that most lists have, so that a room writes out only what is its own."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.db.models import Model, TextChoices
from django.utils.translation import gettext_lazy as _

from bailu.kernel.words import Words
from bailu.ui.registers.columns import Column, Look, Source
from bailu.ui.registers.filters import Filter

PAGE = "get_absolute_url"
NO = Column("no", _("编号"), link=PAGE, sort="no")
PROJECT_NO = Column("project_no", _("项目编号"))
#: The state of whatever has a lifecycle; its colour stands in the table of moves.
STATE = Column("state", _("状态"), "state_label", look="tag", tone="state_tone")


def named(label: Words, value: Source = "", *, link: Source = PAGE, sub: Column | None = None) -> Column:
    """What the row is called: it leads to its page, and is the title of the card on a phone."""
    return Column("title", label, value, link=link, sub=sub, lead=True)


def _made(look: Look) -> Callable[..., Column]:
    def make(name: str, label: Words, value: str = "", *, sort: bool = True, **more: Any) -> Column:
        return Column(name, label, value, look, (value or name).replace(".", "__") if sort else "", **more)

    return make


#: Sorted by the field they show; the room keeps an index for each.
money, number, day, moment, due = (_made(look) for look in ("money", "number", "date", "moment", "due"))


def by_state(states: type[TextChoices]) -> Filter:
    return Filter("state", _("状态"), states.choices)


def by_year(model: type[Model]) -> Filter:
    """Of those there are, the latest first."""
    return Filter("year", _("年度"), partial(_years, model))


def _years(model: type[Model]) -> list[tuple[int, Words]]:
    return [(year, str(year)) for year in model._default_manager.order_by("-year").values_list("year", flat=True).distinct()]
