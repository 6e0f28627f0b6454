"""The overview in figures, each of which leads to the register behind it; what narrows it stands in the address."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bailu.dossier.queries import overview
from bailu.dossier.queries.overview import Asked
from bailu.kernel.verdict import require
from bailu.ui.charts import Chart, Look, Mark, Unit
from bailu.ui.views_base import ActorView


class Overview(ActorView):
    def get(self, request: HttpRequest) -> HttpResponse:
        require(overview.may_see(self.actor))
        chosen = overview.chosen(self.actor, lambda name: request.GET.get(name, "").strip())
        asked = Asked(**{each.name: each.value for each in chosen})
        found = overview.overview(self.actor, asked)
        context = {
            "chosen": chosen,
            "narrowed": asked.anything,
            "found": found,
            "tiles": tiles(found),
            "pipeline": pipeline(found.pipeline, asked),
            "sources": sources(found),
            "purchasers": purchasers(found),
            "months": months(found),
            "spent": spent(found),
            "late": late(found),
            "populations": reached(found, "population"),
            "districts": reached(found, "district"),
        }
        return self.render("dossier/overview.html", context)


def tiles(found: overview.Overview) -> dict[str, object]:
    """The four sums the charts break down."""
    return {
        "running": sum(s.count for s in found.pipeline if s.station != "SETTLED"),
        "amount": sum((s.amount for s in found.pipeline), overview.ZERO),
        "paid": sum((s.paid for s in found.money.sources), overview.ZERO),
        "late": sum(line.count for line in found.late),
    }


def pipeline(stations: Iterable[overview.StationLine], asked: Asked) -> Chart:
    projects = reverse("planning:projects")
    marks = [Mark(s.label, (s.count,), projects + asked.address(station=s.station), note=f"¥{s.amount:,.2f}") for s in stations]
    return Chart(_("各环节的购买"), (_("项目数"),), marks, by=_("环节"), text=_("每个项目现在停在哪一步"))


def sources(found: overview.Overview) -> Chart:
    return _money(_("按资金来源"), _("来源"), found.money.sources, "source", found.asked)


def purchasers(found: overview.Overview) -> Chart:
    return _money(_("按购买主体"), _("购买主体"), found.money.purchasers, "purchaser", found.asked)


def _money(title: str, by: str, lines: tuple[overview.MoneyLine, ...], name: str, asked: Asked) -> Chart:
    """Appropriated money in its three parts; the register of budget lines knows year, purchaser and source."""
    own = Asked(year=asked.year, purchaser=asked.purchaser)
    marks = [
        Mark(line.label, (line.paid, line.encumbered, line.available), reverse("funds:lines") + own.address(**{name: line.key}))
        for line in lines
    ]
    names = (_("已支付"), _("已占用未支付"), _("可用"))
    return Chart(title, names, marks, Look.STACK, Unit.MONEY, by=by, text=_("已批复的预算分成三部分"))


def months(found: overview.Overview) -> Chart:
    payments = reverse("funds:payments")
    marks = [
        Mark(f"{line.month:%Y-%m}", (line.paid,), f"{payments}?state=PAID&month={line.month:%Y-%m}" if line.paid else "")
        for line in found.months
    ]
    return Chart(_("按月支付"), (_("已支付"),), marks, Look.LINE, Unit.MONEY, by=_("月份"), text=_("近两年，自第一笔支付的月份起"))


def spent(found: overview.Overview) -> Chart:
    payments, year = reverse("funds:payments"), found.spent_year
    marks = [Mark(line.purchaser, (line.paid,), f"{payments}?state=PAID&year={year}&purchaser={line.purchaser_id}") for line in found.spent]
    title = _("%(year)s 年各购买主体的支出") % {"year": year}
    text = _("按支付日期计，包括用往年预算支付的；多的在前")
    return Chart(title, (_("已支付"),), marks, unit=Unit.MONEY, by=_("购买主体"), text=text)


def late(found: overview.Overview) -> Chart:
    here = reverse("dossier:late")
    marks = [Mark(line.organisation, (line.count,), f"{here}?organisation={line.organisation_id}", late=True) for line in found.late]
    return Chart(_("逾期未办"), (_("件数"),), marks, by=_("该谁办"), text=_("期限已过、还没有办结的事"))


def reached(found: overview.Overview, by: str) -> Chart:
    lines, title, name = (
        (found.reach.populations, _("按服务人群"), _("服务人群"))
        if by == "population"
        else (found.reach.districts, _("按服务区"), _("服务区"))
    )
    projects = reverse("planning:projects")
    marks = [
        Mark(
            line.label,
            (line.reached, line.left),
            projects + found.asked.address(**{by: line.key}),
            note=ngettext("%(n)s 个项目", "%(n)s 个项目", line.purchases) % {"n": line.purchases},
            figure=f"{line.reached:,} / {line.planned:,}",
        )
        for line in lines
    ]
    text = _("已服务 / 计划，已签合同的项目；一户按一计")
    return Chart(title, (_("已服务"), _("尚差")), marks, Look.STACK, by=name, text=text, tones=("p1", "p2"))
