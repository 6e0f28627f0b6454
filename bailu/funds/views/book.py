"""The book of a line: every movement of its money, each with what caused it."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from bailu.funds import queries
from bailu.funds.enums import TransactionKind
from bailu.funds.models import BudgetLine, Transaction
from bailu.kernel.words import Words
from bailu.ui.addresses import purchase
from bailu.ui.registers import Column, Filter, Register, moment, money, named
from bailu.ui.views_base import ActorView


def _other_line(row: Transaction) -> str:
    """Where the money came from, or went."""
    if row.movement is None:
        return ""
    other = row.movement.target if row.movement.source_id == row.line_id else row.movement.source
    return other.no if other else ""


class BookRegister(Register):
    """All transactions of one line, the latest first; pages by key, so that the last of a thousand pages costs what the first does."""

    title = _("账目")
    intro = _("这个预算项目的每一笔资金变动，不能修改或删除。点开一笔看借贷两方和依据。")
    columns = (
        named(_("类别"), "get_kind_display"),
        money("amount", _("金额"), sort=False),
        Column("project_no", _("项目"), link=lambda row: purchase(row.project_no) if row.project_no else ""),
        Column("other", _("对方预算项目"), _other_line),
        Column("actor_name", _("经办人")),
        moment("at", _("时间"), sort=False),
    )
    filters = (Filter("kind", _("类别"), TransactionKind.choices),)
    empty = (_("还没有账目"), _("预算批准后才有账目。"))
    template_name = "funds/book.html"

    @cached_property
    def line(self) -> BudgetLine:
        return queries.line_by_no(self.actor, self.kwargs["no"])

    def get_queryset(self) -> QuerySet[Any]:
        return queries.book(self.line.pk).select_related("line")

    def context(self) -> dict[str, Words | BudgetLine]:
        return {"line": self.line}


class EntryPage(ActorView):
    """One transaction: both of its accounts, and the order, purchase or movement that caused it."""

    def get(self, request: HttpRequest, no: str, pk: int) -> HttpResponse:
        entry = queries.entry(self.actor, no, pk)
        postings = entry.postings.select_related("account")
        context = {"entry": entry, "postings": postings, "order": queries.order_of(self.actor, entry), "other": _other_line(entry)}
        return self.render("funds/entry.html", context)
