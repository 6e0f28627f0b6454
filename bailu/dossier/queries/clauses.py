"""Compliance: each duty of the programme with the act that fulfilled it in this purchase, or open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Max
from django.utils.translation import gettext_lazy as _

from bailu.audit.models import Entry
from bailu.dossier.queries.story import happening
from bailu.kernel.words import Words
from bailu.law import clauses
from bailu.law.clauses import Clause
from bailu.planning.enums import ProjectState
from bailu.planning.models import Project
from bailu.ui.steps import Happening


@dataclass(frozen=True, slots=True)
class Duty:
    """What a clause asks of every purchase, and the acts (verbs of the chain) that fulfil it."""

    clause: str
    what: Words
    verbs: tuple[str, ...]


DUTIES: tuple[Duty, ...] = (
    Duty("XM2015:3.4", _("购买前摸底调查"), ("planning.need_surveyed",)),
    Duty("XM2015:3.4", _("需求评估"), ("planning.need_assessed",)),
    Duty("IR2015:15", _("征求服务对象意见"), ("planning.public_consulted",)),
    Duty("XM2015:3.4", _("测算成本"), ("planning.costed",)),
    Duty("XM2015:3.4", _("确定数量、规模、质量和效果目标"), ("planning.targets_set",)),
    Duty("XM2015:3.6", _("纳入预算"), ("planning.budget_approved",)),
    Duty("XM2015:4.1", _("申报并受理"), ("planning.declaration_accepted",)),
    Duty("PL2014:26", _("选定采购方式"), ("procurement.method_chosen", "procurement.started")),
    Duty("PL2014:11", _("公告采购信息"), ("procurement.notice_published",)),
    Duty("ML18", _("公开开标"), ("procurement.opened",)),
    Duty("IR2015:9", _("评审成员声明无利害关系"), ("award.no_tie_declared",)),
    Duty("IR2015:43", _("按名次确定供应商"), ("award.decided",)),
    Duty("IR2015:43", _("公告结果"), ("award.published",)),
    Duty("XM2015:3.4", _("订立合同，写明六项内容"), ("contracts.signed",)),
    Duty("IR2015:50", _("公告合同"), ("contracts.published",)),
    Duty("PL2014:47", _("合同备案"), ("contracts.filed",)),
    Duty("XM2015:3.4", _("按合同提供服务"), ("contracts.service_started",)),
    Duty("XM2015:3.7", _("委托第三方评估"), ("evaluation.engaged",)),
    Duty("XM2015:3.7", _("购买主体、服务对象和第三方共同评估"), ("evaluation.published",)),
    Duty("XM2015:5.4", _("承接主体自评"), ("evaluation.self_reported",)),
    Duty("IR2015:45", _("履约验收，听取服务对象意见"), ("evaluation.accepted",)),
    Duty("XM2015:3.6", _("按合同约定支付"), ("funds.paid",)),
    Duty("XM2015:3.6", _("结清"), ("contracts.settled",)),
)


@dataclass(frozen=True, slots=True)
class DutyLine:
    """``done`` is the latest act that fulfilled it; without one it is open, or no longer comes (``moot``)."""

    duty: Duty
    clause: Clause
    done: Happening | None
    late: bool
    moot: bool

    @property
    def state(self) -> tuple[Words, str]:
        if self.done is not None:
            return (_("逾期办理"), "warn") if self.late else (_("已履行"), "ok")
        return (_("不再发生"), "line") if self.moot else (_("待履行"), "")


@dataclass(frozen=True, slots=True)
class Cited:
    """A clause the acts of the purchase rest on, and how often."""

    clause_id: str
    acts: int


@dataclass(frozen=True, slots=True)
class Sheet:
    duties: tuple[DutyLine, ...]
    cited: tuple[Cited, ...]

    @property
    def met(self) -> int:
        return sum(line.done is not None for line in self.duties)


def sheet(project: Project) -> Sheet:
    """Three queries: the needs, the lines that fulfil, the clauses cited."""
    streams = [project.no, *project.needs.values_list("no", flat=True)]
    verbs = {verb for duty in DUTIES for verb in duty.verbs}
    lines = list(Entry.objects.filter(stream__in=streams, verb__in=verbs).order_by("at", "seq"))
    cancelled = project.state == ProjectState.CANCELLED
    rows = Entry.objects.filter(stream=project.no).exclude(basis="").values("basis")
    cited = rows.annotate(acts=Count("seq"), last=Max("at")).order_by("basis")
    return Sheet(
        tuple(_line(duty, lines, cancelled) for duty in DUTIES),
        tuple(Cited(row["basis"], row["acts"]) for row in cited),
    )


def _line(duty: Duty, lines: Sequence[Entry], cancelled: bool) -> DutyLine:
    found = [line for line in lines if line.verb in duty.verbs]
    last = found[-1] if found else None
    return DutyLine(duty, clauses.get(duty.clause), happening(last) if last else None, last.late if last else False, cancelled)
