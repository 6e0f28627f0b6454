"""The page of a register. A room declares its columns and filters and hands in rows already in the reader's scope."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, ClassVar

from django.db.models import F, QuerySet
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.encoding import force_str
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from bailu.kernel import clock
from bailu.kernel.actor import Actor
from bailu.kernel.verdict import ALLOWED, Verdict, require
from bailu.kernel.words import Words
from bailu.ui import search
from bailu.ui.registers import cells, export, paging
from bailu.ui.registers.columns import Column
from bailu.ui.registers.filters import Chosen, Filter, choose
from bailu.ui.views_base import ActorView

#: Beyond this a register says "1000+" instead of counting; so no page grows with its table.
COUNTED = 1000


@dataclass(frozen=True)
class Heading:
    column: Column
    sorted: str
    url: str


class Register(ActorView):
    """A list of records with search, filters, sorting, pages by key and an export of what is seen.

    ``rows(actor)`` is the room's own query, already in the reader's scope, with its ``select_related``; ``policy(actor)`` says who
    may open the list at all. ``search_hint`` says what a search finds, in ``search_field``, a ``SearchVectorField`` filled by
    ``bailu.ui.search.vector``; without a hint there is none. The whole view lives in the address.
    """

    title: ClassVar[Words] = ""
    intro: ClassVar[Words] = ""
    columns: ClassVar[Sequence[Column]] = ()
    filters: ClassVar[Sequence[Filter]] = ()
    rows: ClassVar[Callable[[Actor], QuerySet[Any]] | None] = None
    policy: ClassVar[Callable[[Actor], Verdict] | None] = None
    #: The act with which a record begins: label, name of its address, who may. The next step when the list is empty.
    begins: ClassVar[tuple[Words, str, Callable[[Actor], Verdict]] | None] = None
    search_field: ClassVar[str] = "search"
    search_hint: ClassVar[Words] = ""
    default_sort: ClassVar[str] = "-pk"
    page_size: ClassVar[int] = 25
    exportable: ClassVar[bool] = True
    #: The fields the columns read, where a register is so long that reading the others as well would double its export.
    export_fields: ClassVar[Sequence[str]] = ()
    template_name: ClassVar[str] = "ui/register.html"
    base_template: ClassVar[str] = "ui/base.html"
    #: What an empty list says: that there is nothing, and how something comes.
    empty: ClassVar[tuple[Words, Words]] = ("", "")

    def get_queryset(self) -> QuerySet[Any]:
        rows = type(self).rows
        if rows is None:
            raise NotImplementedError(f"{type(self).__name__} names no rows")
        return rows(self.actor)

    def may_see(self) -> Verdict:
        """Whether this person may open the register at all; what is in it is the queryset's affair."""
        policy = type(self).policy
        return policy(self.actor) if policy else ALLOWED

    def actions(self) -> Sequence[tuple[Words, str]]:
        """Buttons at the head: label and address; the first is the main one."""
        if self.begins is None:
            return ()
        label, name, may = self.begins
        return ((label, reverse(name)),) if may(self.actor).allowed else ()

    def context(self) -> dict[str, Any]:
        return {}

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        require(self.may_see())
        if self.exportable and request.GET.get("export") == "xlsx":
            return self.exported()
        return self.shown()

    def shown(self) -> HttpResponse:
        rows = self.narrowed()
        page = paging.take(rows, self.order, self.page_size, self.asked("after"), self.asked("before"))
        columns = self.get_columns()
        context = {
            "register": self,
            "base_template": self.base_template,
            "title": self.title,
            "headings": [self.heading(column) for column in columns],
            "rows": cells.table_rows(columns, page.rows),
            "first_url": self.address() if page.before else "",
            "before_url": self.address(before=page.before) if page.before else "",
            "after_url": self.address(after=page.after) if page.after else "",
            "last_url": self.address(before=paging.END) if page.after else "",
            "count": self.count_text(rows, page),
            "narrowed": bool(self.query or any(each.value for each in self.chosen)),
            "export_url": self.address(export="xlsx"),
            "buttons": self.actions(),
        }
        return self.render(self.template_name, context | self.context())

    def exported(self) -> FileResponse:
        order = self.order
        keyed = self.narrowed().annotate(**{paging.SORT: F(order.field)})
        keyed = keyed.only(*self.export_fields) if self.export_fields else keyed
        rows = paging.sort(keyed, order, paging.optional(keyed.model, order.field)).iterator(chunk_size=2000)
        columns = [each for column in self.get_columns() for each in column.in_sheet()]
        title = force_str(self.title)
        file = export.write(rows, columns, title, self.request.build_absolute_uri(self.address()))
        name = f"{title}-{clock.today():%Y%m%d}.xlsx"
        return FileResponse(file, as_attachment=True, filename=name, content_type=export.MEDIA_TYPE)

    # What was asked for

    def asked(self, name: str) -> str:
        return self.request.GET.get(name, "").strip().replace("\x00", "")

    def get_columns(self) -> Sequence[Column]:
        """Those this reader sees."""
        seen = (each for each in self.columns if each.only is None or each.only(self.actor).allowed)
        return tuple(replace(each, value=getattr(self, each.method)) if each.method else each for each in seen)

    @cached_property
    def query(self) -> str:
        return self.asked("q")[:100] if self.search_hint else ""

    @cached_property
    def chosen(self) -> list[Chosen]:
        return choose(self.filters, self.asked, self.actor)

    @cached_property
    def order(self) -> paging.Order:
        asked = paging.Order.parse(self.asked("sort"))
        known = {column.name: column.sort for column in self.columns if column.sort}
        if asked.field in known:
            return replace(asked, field=known[asked.field])
        return paging.Order.parse(self.default_sort)

    def narrowed(self) -> QuerySet[Any]:
        rows = self.get_queryset()
        for each in self.chosen:
            rows = each.narrow(rows)
        if not self.search_hint:
            return rows
        rows = rows.defer(self.search_field)  # as long as the rest of the row, and never shown
        return self.found(rows) if self.query else rows

    def found(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """What answers the question that was typed; a room may know more ways to answer it."""
        return search.matches(rows, self.query, self.search_field)

    # What is shown around the rows

    def address(self, **more: str) -> str:
        """This view again: its conditions and order, and ``more``; the place in the pages is not kept."""
        kept = {each.name: each.value for each in self.chosen} | {"q": self.query, "sort": self.asked("sort")} | more
        return f"{self.request.path}?{urlencode({key: value for key, value in kept.items() if value})}".rstrip("?")

    def heading(self, column: Column) -> Heading:
        if not column.sort:
            return Heading(column, "", "")
        here = self.order.field == column.sort
        state = ("descending" if self.order.descending else "ascending") if here else "none"
        return Heading(column, state, self.address(sort=f"-{column.name}" if state == "ascending" else column.name))

    @property
    def kept(self) -> list[tuple[str, str]]:
        return [("sort", self.asked("sort"))] if self.asked("sort") else []

    def count_text(self, rows: QuerySet[Any], page: paging.Page) -> str:
        if not (page.before or page.after):
            return _("共 %(n)s 条") % {"n": len(page.rows)}
        found = rows.order_by()[: COUNTED + 1].count()
        return _("共 %(n)s 条") % {"n": f"{COUNTED}+" if found > COUNTED else found}
