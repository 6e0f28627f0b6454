"""All that waits: for me, for others whom we asked, and what is late."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _

from bailu.dossier.queries import overview, tasks
from bailu.inbox.models import Task
from bailu.kernel.verdict import Verdict
from bailu.organisations.models import Organisation
from bailu.ui import addresses
from bailu.ui.registers import Column, Filter, Register
from bailu.ui.registers.filters import Chosen, choose


def _dossier(row: Task) -> str:
    """Whoever may not do the thing reads the purchase."""
    return addresses.purchase(row.stream) if row.stream.startswith("P-") else ""


HERE = Column("subject_title", _("项目"), sub="stream", sub_label=_("编号"), link=_dossier)
TERM = Column("due_at", _("期限"), look="due", sort="due_at", sub="how_counted")
BASIS = Column("basis", _("依据"), look="clause")
SINCE = Column("opened_at", _("始于"), look="date", sort="opened_at")
WHO = Column("organisation_name", _("该谁办"), sub=lambda row: str(tasks.role_label(row.role)), sub_label=_("岗位"))


def _with_names(rows: QuerySet[Task]) -> QuerySet[Any]:
    return rows.annotate(organisation_name=Subquery(Organisation.objects.filter(pk=OuterRef("organisation_id")).values("name")))


class Waiting(Register):
    title = _("等我办的事")
    intro = _("按法定期限先后；没有期限的在后。")
    default_sort = "due_at"
    empty_title = _("没有等您办的事")
    columns = (Column("kind", _("事项"), value="title", lead=True, link=lambda row: row.url), HERE, TERM, BASIS, SINCE)

    def get_queryset(self) -> QuerySet[Any]:
        return Task.objects.visible_to(self.actor).open()


class Awaited(Register):
    title = _("我在等别人")
    intro = _("本机构请别的机构办理、尚未办结的事。")
    default_sort = "due_at"
    empty_title = _("没有在等的事")
    columns = (Column("kind", _("事项"), value="title", lead=True), WHO, HERE, TERM, BASIS, SINCE)

    def get_queryset(self) -> QuerySet[Any]:
        return _with_names(Task.objects.awaited_by(self.actor))


class Late(Register):
    title = _("逾期未办")
    intro = _("期限已过、尚未办结的事，和该谁办。")
    default_sort = "due_at"
    empty_title = _("没有逾期的事")
    columns = (Column("kind", _("事项"), value="title", lead=True), WHO, HERE, TERM, BASIS, SINCE)

    def may_see(self) -> Verdict:
        return overview.may_see(self.actor)

    def get_queryset(self) -> QuerySet[Any]:
        rows: QuerySet[Any] = _with_names(overview.overdue(self.actor))
        return rows

    @cached_property
    def chosen(self) -> list[Chosen]:
        """By organisation, among those of which the reader sees something late."""
        held = overview.overdue(self.actor).values("organisation_id")
        bodies = list(Organisation.objects.filter(pk__in=held).values_list("pk", "name"))
        return choose((Filter("organisation", _("机构"), bodies, field="organisation_id"),), self.asked)
