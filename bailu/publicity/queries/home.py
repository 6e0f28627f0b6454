"""The public site on one screen: what is bought, for whom, by whom, with what result, and the sums. Eight queries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import BooleanField, Count, Exists, ExpressionWrapper, F, Func, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce, Left
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bailu.award.models import Award
from bailu.contracts.models import Contract
from bailu.kernel import clock
from bailu.kernel.words import Words
from bailu.organisations.models import Division
from bailu.planning import queries as plans
from bailu.planning.models import Project
from bailu.procurement.enums import ProcedureState
from bailu.procurement.models import Procedure
from bailu.publicity.queries import purchases
from bailu.publicity.queries.glance import Glance, glances
from bailu.ui.charts import Chart, Mark, Unit


@dataclass(frozen=True, slots=True)
class Line:
    """A row of sums over the public contracts: how many, the people they plan to serve, their amount in yuan."""

    code: str
    label: str
    count: int
    amount: Decimal
    people: int = 0


@dataclass(frozen=True, slots=True)
class Home:
    glances: tuple[Glance, ...]
    notices: int
    open: int
    amount: Decimal
    signed: int
    people: int
    districts: tuple[Line, ...]
    populations: tuple[Line, ...]

    @property
    def by_population(self) -> Chart:
        return _chart(_("为哪些人"), _("服务人群"), self.populations, "population")

    @property
    def by_district(self) -> Chart:
        return _chart(_("在哪些区"), _("区域"), self.districts, "district")


def home() -> Home:
    districts = _districts()
    counted = purchases.procedures().aggregate(all=Count("pk"), open=Count("pk", filter=Q(ended_at=None, deadline__gt=clock.now())))
    return Home(
        glances=tuple(glances()),
        notices=counted["all"],
        open=counted["open"],
        amount=sum((line.amount for line in districts), Decimal(0)),
        signed=sum(line.count for line in districts),
        people=sum(line.people for line in districts),
        districts=districts,
        populations=_populations(),
    )


def _chart(title: Words, by: Words, lines: tuple[Line, ...], name: str) -> Chart:
    """Sums of the public contracts; a row opens the register of them."""
    register = reverse("publicity:contracts")
    marks = [
        Mark(
            line.label,
            (line.amount,),
            f"{register}?{name}={line.code}",
            note=ngettext("%(n)s 个合同", "%(n)s 个合同", line.count) % {"n": line.count},
        )
        for line in lines
    ]
    return Chart(title, (_("合同金额"),), marks, unit=Unit.MONEY, by=by)


def open_notices() -> QuerySet[Procedure]:
    """Notices suppliers may still answer, the nearest deadline first."""
    found = purchases.procedures().filter(state=ProcedureState.PUBLISHED, deadline__gt=clock.now())
    return found.select_related("purchaser", "project").order_by("deadline", "pk")


def results() -> QuerySet[Award]:
    """With ``fallen``: whether another result was announced in its place, or the procedure failed after it."""
    later = purchases.announced().filter(procedure=OuterRef("procedure"), pk__gt=OuterRef("pk"))
    found = purchases.announced().select_related("provider", "procedure", "procedure__purchaser", "procedure__project")
    fallen = Exists(later) | Q(procedure__ended_at__isnull=False)
    return found.annotate(fallen=ExpressionWrapper(fallen, BooleanField())).order_by("-noticed_at", "-pk")


def contracts() -> QuerySet[Contract]:
    return purchases.contracts().select_related("purchaser", "provider").order_by("-published_at", "-pk")


def _signed() -> QuerySet[Project]:
    """Projects with a public contract, with its amount."""
    amount = purchases.contracts().filter(project_no=OuterRef("no")).values("amount")
    signed = Project.objects.filter(no__in=purchases.contracts().values("project_no"))
    return signed.annotate(signed=Subquery(amount)).order_by()


def _districts() -> tuple[Line, ...]:
    """By the district served; a purchase for no district in particular counts for its purchaser's own."""
    each = _signed().annotate(district=Left(Coalesce("division_id", "county"), 6))
    rows: list[Any] = list(
        each.values("district")
        .annotate(count=Count("pk"), contracted=Sum("signed"), people=Sum("people_planned"))
        .order_by("-contracted", "district")
    )
    names = dict(Division.objects.filter(code__in=[row["district"] for row in rows]).values_list("code", "name")) if rows else {}
    return tuple(_lines(rows, "district", names))


def _populations() -> tuple[Line, ...]:
    """A purchase for several groups counts for each of them, so these do not add up to the whole."""
    each = _signed().annotate(population=Func(F("populations"), function="unnest"))
    rows: list[Any] = list(
        each.values("population")
        .annotate(count=Count("pk"), contracted=Sum("signed"), people=Sum("people_planned"))
        .order_by("-contracted", "population")
    )
    return tuple(_lines(rows, "population", plans.names_of(row["population"] for row in rows)))


def _lines(rows: Iterable[Any], by: str, names: dict[str, str]) -> Iterable[Line]:
    return (Line(row[by], names.get(row[by], row[by]), row["count"], row["contracted"] or Decimal(0), row["people"] or 0) for row in rows)
