"""The register of procedures and the page of one."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from bailu.kernel.actor import Actor
from bailu.organisations.registers import by_purchaser
from bailu.organisations.roles import Role
from bailu.procurement import moments, queries
from bailu.procurement.enums import Method, ProcedureState
from bailu.procurement.models import Bid, Procedure
from bailu.ui import addresses
from bailu.ui.registers import STATE, Column, Filter, Register, by_state, day, moment, money, named
from bailu.ui.views_base import ActorView

NUMBER = Column("number", _("采购编号"))
#: What is bought, by whom, how, for how much at the most.
OFFERED = (
    named(_("项目"), sub=NUMBER),
    Column("purchaser", _("购买主体"), "purchaser.name", sort="purchaser__sort_key"),
    Column("method", _("采购方式"), "get_method_display"),
    money("budget_amount", _("预算金额")),
)
BY_METHOD = Filter("method", _("采购方式"), Method.choices)


class Procedures(Register):
    title = pgettext_lazy("名册", "采购程序")
    search_hint = _("项目、购买主体、编号")
    empty = (_("还没有采购程序"), _("项目受理后，由购买主体启动采购程序。"))
    columns = (*OFFERED, day("published_at", _("公告时间")), moment("deadline", _("投标截止")), STATE)
    filters = (by_state(ProcedureState), BY_METHOD, by_purchaser(Procedure))
    rows = queries.procedures


class ProcedurePage(ActorView):
    """One procedure: facts, calendar, documents, questions, bids once they are open, and what can be done next."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        procedure = queries.get(self.actor, pk)
        inside = _inside(self.actor, procedure)
        opened = procedure.opened_at is not None
        bids = _read_aloud(self.actor, procedure) if opened else []
        context = {
            "procedure": procedure,
            "project_url": addresses.purchase(procedure.project_no) if inside else "",
            "facts": facts(procedure, inside),
            "clocks": queries.clocks(procedure),
            "criteria": procedure.criteria,
            "enquiries": queries.enquiries_of(procedure) if procedure.published_at else [],
            "clarifications": procedure.clarifications.all(),
            "opened": opened,
            "bids": bids,
            "answers": self.actor.has(Role.PROCUREMENT_OFFICER) and self.actor.organisation_id == procedure.handler_id,
            "steps": [s for s in queries.steps_of(self.actor, procedure) if not s.verdict.forbidden],
            "papers": papers_of(procedure, inside, bool(bids)),
            "inside": inside,
        }
        return self.render("procurement/procedure.html", context)


def _read_aloud(actor: Actor, procedure: Procedure) -> list[Bid]:
    """Bidders and prices, for those before whom they were read."""
    rows = Bid.objects.visible_to(actor).filter(procedure=procedure)
    return list(rows.select_related("provider").defer("sealed", "content"))


def _inside(actor: Actor, procedure: Procedure) -> bool:
    """The buyer's side and those who watch; suppliers see what is public."""
    if actor.organisation_id in (procedure.purchaser_id, procedure.agency_id):
        return True
    return actor.has(Role.FINANCE_CHIEF, Role.FINANCE_OFFICER, Role.BUREAU_CLERK, Role.OFFICE_CLERK, Role.AUDITOR)


def facts(procedure: Procedure, inside: bool) -> list[tuple[str, Any]]:
    found: list[tuple[str, Any]] = [
        (_t("采购编号"), procedure.number),
        (_t("购买主体"), procedure.purchaser.name),
        (_t("采购方式"), Method(procedure.method).label),
        (_t("预算金额"), f"¥{procedure.budget_amount:,.2f}"),
        (_t("最高限价"), f"¥{procedure.ceiling:,.2f}" if procedure.ceiling is not None else _t("不设")),
    ]
    if procedure.agency:
        found.insert(2, (_t("采购代理机构"), procedure.agency.name))
    if procedure.bid_bond is not None:
        found.append((_t("投标保证金"), f"¥{procedure.bid_bond:,.2f}"))
    if procedure.place:
        found.append((_t("开标地点"), procedure.place))
    if procedure.regime_on:
        found.append((_t("适用规定"), _t("%(day)s有效的规定") % {"day": procedure.regime_on.isoformat()}))
    if inside:
        found.append((_t("建议理由"), "\n".join(queries.advice(procedure).reasons)))
        if procedure.method_approved_at:
            found.append((_t("方式批准"), f"{moments.local(procedure.method_approved_at):%Y-%m-%d %H:%M} {procedure.approval_opinion}"))
    if procedure.end_reason:
        found.append((_t("终止说明"), f"{procedure.get_failure_kind_display()} {procedure.end_reason}"))
    return found


def papers_of(procedure: Procedure, inside: bool, bidder: bool) -> list[tuple[str, str]]:
    found = []
    if procedure.notice_document_id and (procedure.published_at or inside):
        found.append((_t("采购公告"), reverse("documents:document", args=[procedure.notice_document_id])))
    if procedure.minutes_document_id and (inside or bidder):
        found.append((_t("开标记录"), reverse("documents:document", args=[procedure.minutes_document_id])))
    return found
