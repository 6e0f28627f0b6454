"""What a project still lacks before the next station, each with where it is mended (clause 3.4)."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from bailu.funds import ledger
from bailu.funds import rules as money_rules
from bailu.funds.enums import EncumbrancePurpose
from bailu.funds.models import BudgetLine
from bailu.kernel import clock
from bailu.kernel.verdict import Verdict, all_of
from bailu.law import params
from bailu.organisations.models import CITY
from bailu.organisations.queries import purchaser_eligibility
from bailu.planning import costs, rules
from bailu.planning.enums import Channel, CostHead
from bailu.planning.models import CostItem, Need, Project
from bailu.planning.queries.projects import cost_amounts, fee_plan, target_kinds
from bailu.planning.queries.scope import in_scope
from bailu.programmes.queries import approved_site


def resting_on(needs: Sequence[Need], purchaser_id: int, populations: Sequence[str], fields: Sequence[str]) -> Verdict:
    """A project rests on assessed needs of its purchaser and stays within them and within the pilot."""
    return all_of(
        rules.needs_assessed([rules.NeedFacts(n.no, n.state, n.purchaser_id) for n in needs], purchaser_id),
        in_scope(populations, fields).mended_at(reverse("planning:request_population"), _("申请纳入新的人群或领域")),
        rules.within_needs(populations, fields, [(n.populations, n.fields) for n in needs]),
    )


def posts_of(project: Project) -> list[costs.Post]:
    """Staff as costed."""
    rows = CostItem.objects.filter(project=project, head=CostHead.STAFF).values_list("title", "unit_price", "months")
    return [costs.Post(*row) for row in rows]


def sited(project: Project) -> Verdict:
    """A project of a district is made at a street or town approved for its batch (XM2015:4.1, 4.4); a municipal body needs none."""
    if project.channel == Channel.MUNICIPAL:
        edit = reverse("planning:edit_project", args=[project.no])
        return rules.municipal(project.county == CITY).mended_at(edit, _("修改项目"))
    found = approved_site(project.division_id or project.purchaser.division_id, project.batch)
    if found.code in ("no_street", "other_batch"):
        return found.mended_at(reverse("planning:edit_project", args=[project.no]), _("修改项目"))
    street = (project.division_id or project.purchaser.division_id)[:6]
    return found.mended_at(f"{reverse('programmes:sites')}?district={street}", _("查看试点街道（镇）"))


def submittable(project: Project) -> Verdict:
    """All a project needs before money is asked for, each refusal with where it is mended."""
    needs = list(project.needs.order_by("no"))
    sheet = {name: reverse(f"planning:{name}", args=[project.no]) for name in ("edit_project", "set_costing", "set_targets")}
    return all_of(
        purchaser_eligibility(project.purchaser_id),
        resting_on(needs, project.purchaser_id, project.populations, project.fields).mended_at(sheet["edit_project"], _("修改项目")),
        sited(project),
        rules.costed(cost_amounts(project.no), params.regime(clock.today())).mended_at(sheet["set_costing"], _("核算成本")),
        costs.paid_enough(posts_of(project), params.regime(clock.today())).mended_at(sheet["set_costing"], _("核算成本")),
        rules.four_classes(target_kinds(project.no)).mended_at(sheet["set_targets"], _("填写目标")),
        rules.months_within(project.months, params.regime(clock.today())).mended_at(sheet["edit_project"], _("修改项目")),
    )


def fits_line(project: Project, line: BudgetLine) -> Verdict:
    """May this line carry the project with its evaluation fee?"""
    plan = fee_plan(project.amount)
    return all_of(
        rules.same_purchaser(line.purchaser_id, project.purchaser_id, line.no),
        rules.same_year(line.year, project.year, line.no),
        money_rules.line_open(line.state, line.no),
        money_rules.purpose_fits(line.purpose, EncumbrancePurpose.SERVICE),
        money_rules.within_available(ledger.available(line.pk), plan.total, line.no),
    ).mended_at(line.get_absolute_url(), _("查看预算项目"))
