"""The pilot on one page, each figure with the register behind it; and what is late in the reader's own subtree."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bailu.dossier.queries import pilot
from bailu.dossier.queries.overview import Asked
from bailu.dossier.queries.pilot import Progress
from bailu.dossier.views.tasks import Awaited, with_names
from bailu.kernel.verdict import require
from bailu.organisations.registers import within
from bailu.programmes.enums import Batch
from bailu.programmes.queries import sees_pilot
from bailu.ui.charts import Chart, Look, Mark, Unit
from bailu.ui.registers.filters import Filter, choose
from bailu.ui.views_base import ActorView


class PilotPage(ActorView):
    def get(self, request: HttpRequest) -> HttpResponse:
        require(sees_pilot(self.actor))
        chosen = choose((Filter("batch", _("试点批次"), Batch.choices),), lambda name: request.GET.get(name, "").strip())
        asked = Asked(batch=chosen[0].value)
        found = pilot.progress(self.actor, asked)
        context = {
            "chosen": chosen,
            "found": found,
            "sites": sites(found),
            "stations": stations(found),
            "money": money(found),
            "bodies": bodies(found),
            "late": late(found),
        }
        return self.render("dossier/pilot.html", context)


def sites(found: Progress) -> Chart:
    where = reverse("programmes:sites")
    marks = [Mark(line.state.label, (line.count,), where + found.asked.address(state=line.state)) for line in found.sites]
    return Chart(_("试点街道（镇）"), (_("个数"),), marks, by=_("状态"), text=_("列入名单的街道（镇），按审批状态"))


def stations(found: Progress) -> Chart:
    where = reverse("planning:projects")
    marks = [Mark(line.label, (line.count,), where + found.asked.address(station=line.station)) for line in found.stations]
    return Chart(_("各环节的项目"), (_("项目数"),), marks, by=_("环节"), text=_("每个项目现在停在哪一步"))


def money(found: Progress) -> Chart:
    where = reverse("planning:projects")
    marks = [Mark(line.label, (line.amount,), where + found.asked.address(station=line.station)) for line in found.stations]
    return Chart(_("各环节的金额"), (_("项目金额"),), marks, unit=Unit.MONEY, by=_("环节"), text=_("不含评估费"))


def bodies(found: Progress) -> Chart:
    where = reverse("planning:projects")
    marks = []
    for line in found.bodies:
        rows = where + found.asked.address(purchaser=line.organisation_id, channel="MUNICIPAL")
        marks.append(Mark(line.organisation, (line.accepted, line.waiting), rows if line.accepted or line.waiting else ""))
    names = (_("已受理"), _("编制和申报中"))
    text = _("向市民政局申报，由市民政局受理")
    return Chart(_("市直部门申报的项目"), names, marks, Look.STACK, by=_("市直部门"), text=text, tones=("p1", "p2"))


def late(found: Progress) -> Chart:
    where = reverse("dossier:pilot_late")
    marks = [Mark(line.organisation, (line.count,), f"{where}?organisation={line.organisation_id}", late=True) for line in found.late]
    return Chart(_("逾期未办"), (_("件数"),), marks, by=_("该谁办"), text=_("期限已过、还没有办结的事"))


class PilotLate(Awaited):
    title = gettext_lazy("逾期未办")
    intro = gettext_lazy("本级和下级单位期限已过、尚未办结的事，和该谁办。")
    empty = (gettext_lazy("没有逾期的事"), "")
    policy = sees_pilot
    filters = (within("organisation", pilot.late_tasks),)

    def get_queryset(self) -> QuerySet[Any]:
        return with_names(pilot.late_tasks(self.actor))
