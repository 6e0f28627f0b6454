"""What can be done next with a need or a project at the stations of this room, and by whom."""

from __future__ import annotations

from collections.abc import Callable

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from bailu.kernel import clock
from bailu.kernel.actor import Actor
from bailu.kernel.verdict import Verdict, all_of, forbid
from bailu.kernel.words import Words
from bailu.law import clauses
from bailu.organisations.roles import Role
from bailu.planning import policies, rules
from bailu.planning.enums import NeedState, ProjectState, QuestionnaireState
from bailu.planning.models import Need, Project, Questionnaire
from bailu.planning.queries.calls import calls_summed_up, open_call
from bailu.planning.queries.intentions import intention_of
from bailu.planning.queries.needs import consultations_of
from bailu.planning.queries.projects import by_no
from bailu.planning.queries.readiness import submittable
from bailu.ui.steps import Step

Offer = tuple[str, Words, Callable[[Actor, Project], Verdict], str, Role]


def _submit(actor: Actor, project: Project) -> Verdict:
    right = policies.may_submit_project(actor, project)
    return submittable(project) if right.allowed else right


def _edits(returned: bool) -> tuple[Offer, ...]:
    clerk = Role.PURCHASER_CLERK
    edit = policies.may_edit_project
    return (
        ("set_costing", _("核算成本"), edit, rules.PROGRAMME, clerk),
        ("set_targets", _("填写目标"), edit, rules.PROGRAMME, clerk),
        ("submit_project", _("重新提交") if returned else _("提交项目"), _submit, rules.PROGRAMME, clerk),
        ("edit_project", _("修改项目"), edit, rules.PROGRAMME, clerk),
    )


def _offers(project: Project) -> tuple[Offer, ...]:
    chief, bureau, clerk = Role.FINANCE_CHIEF, Role.BUREAU_CLERK, Role.PURCHASER_CLERK
    table: dict[ProjectState, tuple[Offer, ...]] = {
        ProjectState.DRAFT: _edits(False),
        ProjectState.RETURNED: _edits(True),
        ProjectState.SUBMITTED: (
            ("approve_budget", _("批准预算"), policies.may_approve_budget, "XM2015:3.6", chief),
            ("return_project", _("退回项目"), policies.may_return_project, "XM2015:3.6", chief),
        ),
        ProjectState.BUDGETED: (("declare", _("申报项目"), policies.may_declare, "XM2015:4.1", clerk),),
        ProjectState.DECLARED: (
            ("accept_declaration", _("受理申报"), policies.may_accept_declaration, "XM2015:4.1", bureau),
            ("return_declaration", _("退回申报"), policies.may_return_declaration, "XM2015:4.1", bureau),
        ),
    }
    return table.get(ProjectState(project.state), ())


def steps(actor: Actor, project_no: str) -> list[Step]:
    """The acts of this room that are on the table for the purchase; the first is the one next step. Raises OutOfScope."""
    project = by_no(actor, project_no)
    found = [
        Step(
            label,
            reverse(f"planning:{name}", args=[project.no]),
            may(actor, project),
            basis=basis,
            whose="" if actor.has(whose) else str(whose.label),
            primary=at == 0,
        )
        for at, (name, label, may, basis, whose) in enumerate(_primary_first(project))
    ]
    intention = policies.may_publish_intention(actor, project)
    if intention.allowed and intention_of(project) is None:
        found.append(Step(_("公开采购意向"), reverse("planning:publish_intention", args=[project.no]), intention, basis=rules.INTENTION))
    if actor.has(Role.PURCHASER_HEAD) and project.state in _CANCELLABLE:
        cancel = policies.may_cancel_project(actor, project)
        found.append(Step(_("取消项目"), reverse("planning:cancel_project", args=[project.no]), cancel, basis=rules.PROGRAMME))
    return found


_CANCELLABLE = (
    ProjectState.DRAFT,
    ProjectState.RETURNED,
    ProjectState.SUBMITTED,
    ProjectState.BUDGETED,
    ProjectState.DECLARED,
    ProjectState.ACCEPTED,
)


def _primary_first(project: Project) -> tuple[Offer, ...]:
    """While a project is made, the next step is what is still lacking: costing, then targets, then handing in."""
    offers = _offers(project)
    if project.state not in (ProjectState.DRAFT, ProjectState.RETURNED):
        return offers
    lacking = submittable(project).code
    first = {
        "costing": "set_costing",
        "below_share": "set_costing",
        "above_cap": "set_costing",
        "below_wage": "set_costing",
        "targets": "set_targets",
        "": "submit_project",
    }
    wanted = first.get(lacking, "edit_project")
    return tuple(sorted(offers, key=lambda offer: offer[0] != wanted))


def need_steps(actor: Actor, need: Need, sheet: Questionnaire | None = None) -> list[Step]:
    """The acts that are on the table for a need; the first is the one next step."""

    def step(name: str, label: Words, verdict: Verdict, role: Role, basis: str = rules.PROGRAMME) -> Step:
        return Step(
            label, reverse(f"planning:{name}", args=[need.no]), verdict, basis=basis, whose="" if actor.has(role) else str(role.label)
        )

    asking = [step(name, label, verdict, Role.PURCHASER_CLERK) for name, label, verdict in _of_questionnaire(actor, need, sheet)]
    survey = step("record_survey", _("登记摸底调查"), policies.may_survey(actor, need), Role.PURCHASER_CLERK)
    consult = step("record_consultation", _("登记征求公众意见"), policies.may_consult(actor, need), Role.PURCHASER_CLERK, rules.CONSULT)
    call = open_call(need)
    may = policies.may_consult(actor, need)
    if call is None:
        calling = step("publish_call", _("公开征求意见"), may, Role.PURCHASER_CLERK, rules.CONSULT)
    else:
        calling = step("sum_up_call", _("汇总公众意见"), policies.summable(may, call), Role.PURCHASER_CLERK, rules.CONSULT)
    edit = step("edit_need", _("修改需求"), policies.may_edit_need(actor, need), Role.PURCHASER_CLERK)
    assess = step("assess_need", _("评估需求"), assessable(actor, need), Role.PURCHASER_HEAD)
    back = step("return_need", _("退回需求"), policies.may_return_need(actor, need), Role.PURCHASER_HEAD)
    close = step("close_need", _("关闭需求"), policies.may_close_need(actor, need), Role.PURCHASER_HEAD)
    found = {
        NeedState.DRAFT: [*asking, survey, calling, consult, edit] if sheet else [survey, *asking, calling, consult, edit],
        NeedState.RETURNED: [survey, *asking, calling, consult, edit],
        NeedState.SURVEYED: [assess, back, survey, calling, consult, edit],
        NeedState.ASSESSED: [_project_of(actor, need)],
    }.get(NeedState(need.state), [])
    if found and actor.has(Role.PURCHASER_HEAD):
        found = [*found, close]
    if need.state in (NeedState.ASSESSED, NeedState.CLOSED) and actor.has(Role.PURCHASER_CLERK):
        again = f"{reverse('planning:start_need')}?{urlencode({'from': need.no})}"
        found = [*found, Step(_("沿用为新需求"), again, basis=rules.PROGRAMME)]
    return [Step(s.label, s.url, s.verdict, basis=s.basis, whose=s.whose, primary=at == 0) for at, s in enumerate(found)]


def _of_questionnaire(actor: Actor, need: Need, sheet: Questionnaire | None) -> list[tuple[str, Words, Verdict]]:
    """What can be done with the questionnaire of a need that is not surveyed yet."""
    if sheet is None:
        return [("design_questionnaire", _("设计问卷"), policies.may_design(actor, need, None))]
    if sheet.state == QuestionnaireState.DRAFT:
        opening = policies.may_open_questionnaire(actor, need, sheet)
        return [
            ("open_questionnaire", _("开始调查"), opening),
            ("design_questionnaire", _("修改问卷"), policies.may_design(actor, need, sheet)),
        ]
    if sheet.state == QuestionnaireState.OPEN:
        answering = policies.may_answer(actor, need, sheet)
        closing = policies.may_close_questionnaire(actor, need, sheet)
        return [
            ("answer", _("填写问卷"), answering),
            ("read_answers", _("导入答卷"), answering),
            ("close_questionnaire", _("结束调查"), closing),
        ]
    return []


def assessable(actor: Actor, need: Need) -> Verdict:
    """The person, and whether the public was asked."""
    asked = consultations_of(need).exists()
    lawful = rules.consulted(asked, clock.today(), clauses.instrument("IR2015"))
    where = reverse("planning:record_consultation", args=[need.no])
    return all_of(policies.may_assess(actor, need), calls_summed_up(need), lawful.mended_at(where, _("登记征求意见情况")))


def _project_of(actor: Actor, need: Need) -> Step:
    own = actor.organisation_id == need.purchaser_id
    verdict = policies.may_start_project(actor) if own else forbid(_("这是其他单位的事项。"), rules.PROGRAMME, code="organisation")
    url = f"{reverse('planning:start_project')}?{urlencode({'need': need.no})}"
    whose = "" if actor.has(Role.PURCHASER_CLERK) else str(Role.PURCHASER_CLERK.label)
    return Step(_("据此编制项目"), url, verdict, basis=rules.PROGRAMME, whose=whose)
