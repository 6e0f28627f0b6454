"""Pages to read: a need, a project's sheet, a group admitted beyond the list."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from bailu.audit import texts
from bailu.audit.models import Entry
from bailu.funds.queries import money
from bailu.kernel import clock
from bailu.law import params
from bailu.planning import advice, costs, policies, queries, ranking
from bailu.planning.enums import AdmissionState
from bailu.planning.models import Need, Project
from bailu.ui.steps import Happening
from bailu.ui.views_base import ActorView

#: A sheet shows the last of its story; the dossier shows all.
SHOWN = 30


def story(stream: str) -> list[Happening]:
    """The last acts on it, newest first."""
    lines = Entry.objects.filter(stream=stream).order_by("-seq")[:SHOWN]
    return [Happening(texts.text(line.verb), line.at, f"{line.organisation_name} {line.actor_name}".strip(), line.reason) for line in lines]


class NeedPage(ActorView):
    def get(self, request: HttpRequest, no: str) -> HttpResponse:
        need = queries.need(self.actor, no)
        sheet = queries.questionnaire_of(need)
        admissions = queries.admissions_of((*need.populations, *need.fields))
        context = {
            "need": need,
            "populations": queries.names_of(need.populations, admissions).values(),
            "fields": queries.names_of(need.fields, admissions).values(),
            "admissions": admissions,
            "weighing": ranking.shown(need.weighing),
            "survey": getattr(need, "survey", None),
            "sheet": sheet,
            "answered": queries.answered(sheet) if sheet else 0,
            "calls": queries.calls_of(need),
            "consultations": queries.consultations_of(need),
            "projects": Project.objects.visible_to(self.actor).filter(needs=need).order_by("no"),
            "steps": queries.need_steps(self.actor, need, sheet),
            "story": story(need.no),
        }
        return self.render("planning/need.html", context)


class ProjectPage(ActorView):
    """The project's sheet: facts, costing, targets, money, and what can be done."""

    def get(self, request: HttpRequest, no: str) -> HttpResponse:
        project = queries.by_no(self.actor, no)
        regime = params.regime(clock.today())
        context = {
            "project": project,
            "facts": queries.facts(project.no),
            "plan": queries.fee_plan(project.amount),
            "money": money(project.no),
            "fee_rate": regime["evaluation.fee_rate"],
            "advice": advice.of(project.amount, clock.today()),
            "intention": queries.intention_of(project),
            "ahead": regime["procurement.intention_days"],
            "checks": costs.checks(queries.cost_amounts(project.no), regime),
            "steps": queries.steps(self.actor, project.no),
            "story": story(project.no),
            "sees_needs": Need.objects.visible_to(self.actor).filter(projects=project).exists(),
        }
        return self.render("planning/project.html", context)


class AdmissionPage(ActorView):
    """Who asked for it, who admitted it and why, and where it is used."""

    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        admission = queries.admission(self.actor, code)
        using = {"populations__contains": [code]} if admission.kind == "POPULATION" else {"fields__contains": [code]}
        context = {
            "admission": admission,
            "decides": admission.state == AdmissionState.REQUESTED,
            "verdict": policies.may_decide_population(self.actor, admission),
            "needs": Need.objects.visible_to(self.actor).filter(**using).order_by("no"),
            "projects": Project.objects.visible_to(self.actor).filter(**using).order_by("no"),
        }
        return self.render("planning/admission.html", context)
