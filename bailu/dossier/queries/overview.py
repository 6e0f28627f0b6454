"""The whole in figures: where purchases stand, what became of the money, what is late, how many people were reached.

Each figure is one grouped query over what the reader sees, narrowed by what the address asks for; none of them brings rows into memory.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from django.db import connection
from django.db.models import Count, Model, QuerySet, Sum
from django.db.models.functions import TruncMonth
from django.utils.translation import gettext as _

from bailu.contracts.models import Contract, ContractTarget
from bailu.delivery.models import TargetProgress
from bailu.funds.enums import AccountKind, FundingSource, OrderState
from bailu.funds.models import Account, BudgetLine, PaymentOrder
from bailu.funds.models.lines import WATCHERS
from bailu.inbox.models import Task
from bailu.kernel import clock
from bailu.kernel.actor import Actor
from bailu.kernel.verdict import ALLOWED, Verdict, forbid
from bailu.kernel.words import Words
from bailu.organisations.models import Division, Organisation
from bailu.organisations.roles import Role
from bailu.planning import queries as planning
from bailu.planning.enums import ProjectState, Station, TargetCode
from bailu.planning.models import Project
from bailu.planning.queries import districts
from bailu.programmes.enums import Batch
from bailu.ui.registers.filters import Chosen, Filter, choose

ZERO = Decimal("0.00")
ENDED = (ProjectState.SETTLED, ProjectState.CANCELLED)
UNDER_CONTRACT = (ProjectState.CONTRACTED, ProjectState.SETTLED)
MONTHS, SHORTEST, MOST = 24, 6, 10


def may_see(actor: Actor) -> Verdict:
    if actor.has(*WATCHERS, Role.PURCHASER_HEAD):
        return ALLOWED
    return forbid(_("总览由财政、民政、监督部门和购买主体负责人查看。"), "XM2015:5.4", code="role")


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address narrows the overview to; empty texts narrow nothing."""

    year: str = ""
    district: str = ""
    purchaser: str = ""
    batch: str = ""

    @property
    def anything(self) -> bool:
        return bool(self.year or self.district or self.purchaser or self.batch)

    @property
    def calendar_year(self) -> int:
        """The year whose payments are compared: the one asked for, else this one."""
        return int(self.year) if self.year else clock.today().year

    def address(self, **more: object) -> str:
        """The same conditions for a register behind a figure, with its own beside them."""
        own = {"year": self.year, "district": self.district, "purchaser": self.purchaser, "batch": self.batch}
        return "?" + "&".join(f"{name}={value}" for name, value in {**own, **more}.items() if value not in ("", None))

    def projects(self, rows: QuerySet[Project]) -> QuerySet[Any]:
        plain = {"year": self.year, "purchaser_id": self.purchaser, "batch": self.batch}
        rows = rows.filter(**{name: value for name, value in plain.items() if value})
        return districts.serving_district(rows, self.district) if self.district else rows


def chosen(actor: Actor, asked: Callable[[str], str]) -> list[Chosen]:
    """The choices of the address: years, districts, purchasers of what the reader sees, batches. Three queries."""
    rows = Project.objects.visible_to(actor)
    held = Organisation.objects.filter(pk__in=rows.order_by().values("purchaser_id")).order_by("sort_key")
    filters = (
        Filter("year", _("预算年度"), [(y, str(y)) for y in rows.order_by("-year").values_list("year", flat=True).distinct()]),
        Filter("district", _("服务区"), districts.district_choices),
        Filter("purchaser", _("购买主体"), list(held.values_list("pk", "name"))),
        Filter("batch", _("试点批次"), Batch.choices),
    )
    return choose(filters, asked)


@dataclass(frozen=True, slots=True)
class StationLine:
    """How many purchases stand at a station, and for how much (yuan). ``share`` of all, in percent."""

    station: str
    label: Words
    count: int
    amount: Decimal
    share: int


@dataclass(frozen=True, slots=True)
class MoneyLine:
    """The money of a source or of a purchaser in yuan."""

    key: str
    label: Words
    encumbered: Decimal = ZERO
    paid: Decimal = ZERO
    available: Decimal = ZERO

    @property
    def appropriated(self) -> Decimal:
        return self.encumbered + self.paid + self.available


@dataclass(frozen=True, slots=True)
class Money:
    sources: tuple[MoneyLine, ...] = ()
    purchasers: tuple[MoneyLine, ...] = ()


@dataclass(frozen=True, slots=True)
class MonthLine:
    month: dt.date
    paid: Decimal


@dataclass(frozen=True, slots=True)
class LateLine:
    organisation_id: int
    organisation: str
    count: int


@dataclass(frozen=True, slots=True)
class ReachLine:
    """People planned and met in the purchases under contract, of one group or one district; a household counts once."""

    key: str
    label: str
    purchases: int
    planned: int
    reached: int

    @property
    def left(self) -> int:
        return max(self.planned - self.reached, 0)


@dataclass(frozen=True, slots=True)
class Reach:
    populations: tuple[ReachLine, ...] = ()
    districts: tuple[ReachLine, ...] = ()


@dataclass(frozen=True, slots=True)
class SpentLine:
    """What was paid for a purchaser within one calendar year, whatever year's budget it came from; yuan."""

    purchaser_id: int
    purchaser: str
    paid: Decimal


@dataclass(frozen=True, slots=True)
class Overview:
    pipeline: tuple[StationLine, ...]
    money: Money
    months: tuple[MonthLine, ...]
    spent: tuple[SpentLine, ...]
    spent_year: int
    late: tuple[LateLine, ...]
    reach: Reach
    asked: Asked = field(default_factory=Asked)


def overview(actor: Actor, asked: Asked) -> Overview:
    return Overview(
        pipeline=tuple(pipeline(actor, asked)),
        money=money(actor, asked),
        months=tuple(months(actor, asked)),
        spent=tuple(spent(actor, asked)),
        spent_year=asked.calendar_year,
        late=tuple(late(actor, asked)),
        reach=reach(actor, asked),
        asked=asked,
    )


def pipeline(actor: Actor, asked: Asked = Asked()) -> list[StationLine]:
    """Purchases in scope by station, cancelled ones left out; one query."""
    rows = asked.projects(Project.objects.visible_to(actor).exclude(state=ProjectState.CANCELLED)).order_by()
    found = {r["station"]: r for r in rows.values("station").annotate(n=Count("pk"), yuan=Sum("amount"))}
    total = sum(r["n"] for r in found.values()) or 1
    return [
        StationLine(s, s.label, r["n"], r["yuan"] or ZERO, round(100 * r["n"] / total)) for s in Station if (r := found.get(s)) is not None
    ]


def money(actor: Actor, asked: Asked = Asked()) -> Money:
    """The balances of the budget lines in scope, by source and by purchaser; one query. Budget lines know no batch and no district served."""
    plain = {"year": asked.year, "purchaser_id": asked.purchaser}
    lines = BudgetLine.objects.visible_to(actor).filter(**{name: value for name, value in plain.items() if value})
    rows = Account.objects.filter(line__in=lines).order_by().values("line__source", "line__purchaser_id", "line__purchaser__name", "kind")
    sources: dict[str, dict[str, Decimal]] = {}
    bodies: dict[tuple[int, str], dict[str, Decimal]] = {}
    for r in rows.annotate(yuan=Sum("balance")):
        for book in (
            sources.setdefault(r["line__source"], {}),
            bodies.setdefault((r["line__purchaser_id"], r["line__purchaser__name"]), {}),
        ):
            book[r["kind"]] = book.get(r["kind"], ZERO) + r["yuan"]
    purchasers = [_money_line(str(pk), name, sums) for (pk, name), sums in bodies.items()]
    return Money(
        sources=tuple(_money_line(source, FundingSource(source).label, sums) for source, sums in sorted(sources.items())),
        purchasers=tuple(sorted(purchasers, key=lambda line: -line.appropriated)[:MOST]),
    )


def _money_line(key: str, label: Words, sums: dict[str, Decimal]) -> MoneyLine:
    kinds = AccountKind
    return MoneyLine(key, label, sums.get(kinds.ENCUMBERED, ZERO), sums.get(kinds.PAID, ZERO), sums.get(kinds.AVAILABLE, ZERO))


def months(actor: Actor, asked: Asked = Asked()) -> list[MonthLine]:
    """What was paid in each month of the last two years, months without a payment too; one query over these two years."""
    today = clock.today()
    last = today.year * 12 + today.month - 1
    span = [dt.date(n // 12, n % 12 + 1, 1) for n in range(last - MONTHS + 1, last + 1)]
    rows = _paid(actor, asked).filter(paid_at__gte=clock.at_day(span[0]))
    grouped = rows.order_by().values(month=TruncMonth("paid_at", tzinfo=clock.ZONE)).annotate(yuan=Sum("amount"))
    paid = {r["month"].date(): r["yuan"] for r in grouped}
    first = next((n for n, month in enumerate(span) if month in paid), len(span))
    first = min(first, len(span) - SHORTEST) if paid else first  # a line needs more than one month
    return [MonthLine(month, paid.get(month, ZERO)) for month in span[first:]]


def spent(actor: Actor, asked: Asked = Asked()) -> list[SpentLine]:
    """What each purchaser's purchases cost in one calendar year by the day of payment, the most first; one query."""
    year = asked.calendar_year
    rows = _paid(actor, replace(asked, year="")).filter(
        paid_at__gte=clock.at_day(dt.date(year, 1, 1)), paid_at__lt=clock.at_day(dt.date(year + 1, 1, 1))
    )
    body = ("encumbrance__line__purchaser_id", "encumbrance__line__purchaser__name")
    sums = rows.order_by().values_list(*body).annotate(yuan=Sum("amount")).order_by("-yuan", body[0])
    return [SpentLine(pk, name, yuan) for pk, name, yuan in sums[:MOST]]


def _paid(actor: Actor, asked: Asked) -> QuerySet[PaymentOrder]:
    rows = PaymentOrder.objects.visible_to(actor).filter(state=OrderState.PAID)
    if asked.anything:
        rows = rows.filter(project_no__in=asked.projects(Project.objects.visible_to(actor)).values("no"))
    return rows


def late(actor: Actor, asked: Asked = Asked()) -> list[LateLine]:
    """Open tasks past their term by the organisation whose turn it is; a head sees the own one. Two queries."""
    found = overdue(actor)
    if asked.anything:
        found = found.filter(stream__in=asked.projects(Project.objects.visible_to(actor)).values("no"))
    rows = found.order_by().values("organisation_id").annotate(n=Count("pk")).order_by("-n", "organisation_id")
    counts = {r["organisation_id"]: r["n"] for r in rows[:MOST]}
    names = dict(Organisation.objects.filter(pk__in=counts).values_list("pk", "name"))
    return [LateLine(pk, names.get(pk, ""), n) for pk, n in counts.items()]


def overdue(actor: Actor) -> Any:
    rows = Task.objects.open().filter(due_at__lt=clock.now())
    return rows if actor.has(*WATCHERS) else rows.filter(organisation_id=actor.organisation_id or 0)


def reach(actor: Actor, asked: Asked) -> Reach:
    """The purchases under contract by group and by district: people planned, people met. Counts alone, never who. Three queries.

    A purchase for several groups counts for each of them.
    """
    populations: dict[str, list[int]] = {}
    areas: dict[str, list[int]] = {}
    for groups, district, *figures in _reached(actor, asked):
        for book, codes in ((populations, groups), (areas, (district,))):
            for code in codes:
                book[code] = [had + more for had, more in zip(book.get(code, (0, 0, 0)), figures, strict=True)]
    areas_named = dict(Division.objects.filter(code__in=areas).values_list("code", "name"))
    return Reach(_reach_lines(populations, planning.names_of(populations)), _reach_lines(areas, areas_named))


def _reached(actor: Actor, asked: Asked) -> list[tuple[Any, ...]]:
    """(groups, district, purchases, planned, met). A contract knows its purchase by number alone, which the ORM can only ask row by row
    – four seconds at 100,000 purchases – so the join is written out around the rows the reader may see."""
    seen = asked.projects(Project.objects.visible_to(actor).filter(state__in=UNDER_CONTRACT)).order_by()
    sql, given = districts.with_district(seen).values("no", "populations", "district", "people_planned").query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(
            f"select p.populations, p.district, count(*), sum(p.people_planned), coalesce(sum(g.done), 0)::bigint"  # noqa: S608  Django's own
            f" from ({sql}) p left join {_table(Contract)} c on c.project_no = p.no"
            f" left join {_table(ContractTarget)} t on t.contract_id = c.id and t.code = %s"
            f" left join {_table(TargetProgress)} g on g.target_id = t.id group by 1, 2",
            [*given, TargetCode.PEOPLE],
        )
        return list(cursor.fetchall())


def _table(model: type[Model]) -> str:
    return connection.ops.quote_name(model._meta.db_table)


def _reach_lines(found: dict[str, list[int]], names: dict[str, str]) -> tuple[ReachLine, ...]:
    lines = [ReachLine(code, names.get(code, code), *figures) for code, figures in found.items()]
    return tuple(sorted(lines, key=lambda line: (-line.planned, line.key)))
