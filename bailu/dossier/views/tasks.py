"""All that waits: for me, for others whom we asked, and what is late."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _

from bailu.dossier.queries import overview, tasks
from bailu.inbox.models import Task
from bailu.organisations.models import Organisation
from bailu.organisations.registers import within
from bailu.ui import addresses
from bailu.ui.registers import Column, Register, day, due


def _dossier(row: Task) -> str:
    """Whoever may not do the thing reads the purchase."""
    return addresses.purchase(row.stream) if row.stream.startswith("P-") else ""


KIND = Column("kind", _("事项"), "title", lead=True)


def _known_by(row: Task) -> str:
    """The number of a purchase or a need; what else a task belongs to has a name alone."""
    return row.stream if row.stream[:2] in ("P-", "N-") else ""


HERE = Column("subject_title", _("项目"), sub=Column("stream", _("编号"), value=_known_by), link=_dossier)
TERM = due("due_at", _("办理期限"), sub=Column("how_counted", _("如何计算")))
BASIS = Column("basis", _("依据"), look="clause")
SINCE = day("opened_at", _("始于"))
WHO = Column("organisation_name", _("该谁办"), sub=Column("role", _("岗位"), lambda row: str(tasks.role_label(row.role))))


def with_names(rows: QuerySet[Task]) -> QuerySet[Any]:
    return rows.annotate(organisation_name=Subquery(Organisation.objects.filter(pk=OuterRef("organisation_id")).values("name")))


class Waiting(Register):
    title = _("等我办的事")
    intro = _("按法定期限先后；没有期限的在后。")
    default_sort = "due_at"
    empty = (_("没有等您办的事"), "")
    columns = (replace(KIND, link="url"), HERE, TERM, BASIS, SINCE)

    def get_queryset(self) -> QuerySet[Any]:
        return Task.objects.visible_to(self.actor).open()


class Awaited(Register):
    title = _("我在等别人")
    intro = _("本机构请别的机构办理、尚未办结的事。")
    default_sort = "due_at"
    empty = (_("没有在等的事"), "")
    columns = (KIND, WHO, HERE, TERM, BASIS, SINCE)

    def get_queryset(self) -> QuerySet[Any]:
        return with_names(Task.objects.awaited_by(self.actor))


class Late(Awaited):
    title = _("逾期未办")
    intro = _("期限已过、尚未办结的事，和该谁办。")
    empty = (_("没有逾期的事"), "")
    policy = overview.may_see
    filters = (within("organisation", overview.overdue),)

    def get_queryset(self) -> QuerySet[Any]:
        return with_names(overview.overdue(self.actor))
