"""The register of evaluations and the page of one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from bailu.documents import queries as documents
from bailu.evaluation import policies, queries
from bailu.evaluation.enums import GRADE_TONES, EvaluationKind, EvaluationState, Grade, Party
from bailu.evaluation.models import Evaluation
from bailu.law import params
from bailu.ui import addresses
from bailu.ui.registers import PROJECT_NO, STATE, Column, Filter, Register, by_state, day, named
from bailu.ui.views_base import ActorView

PIECES = {Party.THIRD_PARTY: "p1", Party.PURCHASER: "p2", Party.USERS: "p3"}


def _published(row: Evaluation) -> bool:
    return row.state == EvaluationState.PUBLISHED


def _grade(row: Evaluation) -> str:
    return row.get_grade_display() if _published(row) else ""


def _grade_tone(row: Evaluation) -> str:
    return GRADE_TONES.get(row.grade, "line") if _published(row) else ""


class Evaluations(Register):
    title = pgettext_lazy("名册", "评估")
    intro = _("每份合同中期和末期各评估一次；等级在定稿公布后显示。")
    search_hint = _("项目、购买主体或承接主体")
    default_sort = "-due_on"
    empty = (_("还没有评估"), _("合同签订后，系统按服务期安排中期和末期评估。"))
    columns = (
        named(_("项目"), "contract.title", sub=replace(PROJECT_NO, value="contract.project_no")),
        Column("kind", _("评估"), "get_kind_display", sort="kind"),
        replace(STATE, sort="state"),
        Column("grade", _("等级"), _grade, look="tag", tone=_grade_tone),
        Column("total", _("总分"), lambda row: row.total if _published(row) else None, look="number"),
        Column("purchaser", _("购买主体"), "contract.purchaser.name"),
        Column("provider", _("承接主体"), "contract.provider.name"),
        day("due_on", _("应评日期")),
        day("published_at", _("公布日期")),
    )
    filters = (
        Filter("kind", _("评估"), EvaluationKind.choices),
        by_state(EvaluationState),
        Filter("grade", _("等级"), Grade.choices, apply=lambda rows, value: rows.filter(grade=value, state=EvaluationState.PUBLISHED)),
    )
    policy = policies.may_see_register
    rows = queries.evaluations


class EvaluationPage(ActorView):
    """Three parties with their weights, how the total came about, what was found and answered, what is next."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        evaluation = queries.get(self.actor, kwargs["pk"])
        contract = evaluation.contract
        seen = policies.may_see_score(self.actor, evaluation, Party.THIRD_PARTY)
        sheet = queries.sheet(self.actor, evaluation)
        context = {
            "evaluation": evaluation,
            "contract": contract,
            "engagement": getattr(contract, "engagement", None),
            "purchase": addresses.purchase(contract.project_no),
            "sheet": sheet,
            "pieces": _pieces(sheet.parties),
            "seen": seen,
            "grade_tone": GRADE_TONES.get(evaluation.grade, "line"),
            "spread": [(label, n, f"p{min(at, 3)}") for at, (label, n) in enumerate(sheet.answers.spread, 1) if n],
            "comments": queries.comments(self.actor, evaluation),
            "documents": documents.of_owner(self.actor, f"evaluation.Evaluation:{evaluation.pk}"),
            "steps": queries.steps(self.actor, contract.project_no),
            "cuts": grade_cuts(evaluation),
            "prints": policies.of_evaluator(self.actor, contract).allowed and sheet.answers.issued,
        }
        return self.render("evaluation/evaluation.html", context)


def _pieces(lines: Sequence[Any]) -> list[tuple[Any, Any, str]]:
    """What each party adds to the hundred."""
    return [(line.party.label, line.weighted, PIECES[line.party]) for line in lines if line.weighted is not None]


def grade_cuts(evaluation: Evaluation) -> list[tuple[Any, int]]:
    """From how many points on which grade, by the law of the contract's day."""
    table = params.regime(evaluation.contract.regime_on)["evaluation.grade_cuts"].table
    return [(Grade(key).label, cut) for key, cut in table.items()]
