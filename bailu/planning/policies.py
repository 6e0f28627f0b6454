"""Who may do what with needs and projects: role, organisation, state."""

from __future__ import annotations

from django.utils.translation import gettext as _

from bailu.funds.models.lines import BUYERS
from bailu.funds.rules import another_person
from bailu.kernel import clock
from bailu.kernel.actor import Actor
from bailu.kernel.verdict import ALLOWED, Verdict, all_of, forbid, person_first, refuse
from bailu.organisations.models import CITY
from bailu.organisations.roles import Role
from bailu.planning.enums import ProjectState, QuestionnaireState
from bailu.planning.lifecycle import ADMISSION, NEED, PROJECT, QUESTIONNAIRE
from bailu.planning.models import AdmittedPopulation, Call, Need, Project, Questionnaire
from bailu.planning.rules import INTENTION, PROGRAMME, SCOPE, call_over

_EDITABLE = (ProjectState.DRAFT, ProjectState.RETURNED)


def _clerk(actor: Actor, what: str, clause: str = PROGRAMME) -> Verdict:
    return ALLOWED if actor.has(Role.PURCHASER_CLERK) else forbid(what, clause, code="role")


def _own(actor: Actor, purchaser_id: int) -> Verdict:
    if actor.organisation_id == purchaser_id:
        return ALLOWED
    return forbid(_("这是其他单位的事项。"), PROGRAMME, code="organisation")


# Needs


def may_start_need(actor: Actor) -> Verdict:
    return _clerk(actor, _("需求由购买主体经办人提出。"))


def may_survey(actor: Actor, need: Need) -> Verdict:
    return person_first(NEED.may(actor, need.state, "survey"), _own(actor, need.purchaser_id))


def may_edit_need(actor: Actor, need: Need) -> Verdict:
    """The purchaser's clerk, until the head has assessed it."""
    return person_first(_clerk(actor, _("需求由购买主体经办人修改。")), _own(actor, need.purchaser_id), NEED.check(need.state, "survey"))


def may_consult(actor: Actor, need: Need) -> Verdict:
    """The public may be asked until the need is assessed."""
    return person_first(
        _clerk(actor, _("征求意见的情况由购买主体经办人登记。"), "IR2015:15"),
        _own(actor, need.purchaser_id),
        NEED.check(need.state, "survey"),
    )


def _surveys(actor: Actor, need: Need) -> Verdict:
    return person_first(
        _clerk(actor, _("摸底调查由购买主体经办人办理。")), _own(actor, need.purchaser_id), NEED.check(need.state, "survey")
    )


def may_design(actor: Actor, need: Need, questionnaire: Questionnaire | None) -> Verdict:
    """The purchaser's clerk, until the survey has begun."""
    right = _surveys(actor, need)
    if not right.allowed or questionnaire is None or questionnaire.state == QuestionnaireState.DRAFT:
        return right
    return refuse(_("调查已经开始，问题不能再改。"), PROGRAMME, code="state")


def may_open_questionnaire(actor: Actor, need: Need, questionnaire: Questionnaire) -> Verdict:
    return person_first(_surveys(actor, need), QUESTIONNAIRE.may(actor, questionnaire.state, "open"))


def may_answer(actor: Actor, need: Need, questionnaire: Questionnaire) -> Verdict:
    """While the survey goes on."""
    right = _surveys(actor, need)
    if not right.allowed or questionnaire.state == QuestionnaireState.OPEN:
        return right
    state = {"state": QuestionnaireState(questionnaire.state).label}
    return refuse(_("问卷的状态是“%(state)s”，不能填写。") % state, PROGRAMME, code="state")


def may_close_questionnaire(actor: Actor, need: Need, questionnaire: Questionnaire) -> Verdict:
    return person_first(_surveys(actor, need), QUESTIONNAIRE.may(actor, questionnaire.state, "close"))


def summable(right: Verdict, call: Call) -> Verdict:
    """The clerk, once the last day is over."""
    return all_of(right, call_over(call.until, clock.today()))


def may_assess(actor: Actor, need: Need) -> Verdict:
    """The head of the purchaser, never who entered the need."""
    return person_first(
        NEED.may(actor, need.state, "assess"),
        _own(actor, need.purchaser_id),
        another_person(need.created_by_id, actor.user_id, _("提出需求的人不得评估同一需求。")),
    )


def may_return_need(actor: Actor, need: Need) -> Verdict:
    return person_first(NEED.may(actor, need.state, "return"), _own(actor, need.purchaser_id))


def may_close_need(actor: Actor, need: Need) -> Verdict:
    return person_first(NEED.may(actor, need.state, "close"), _own(actor, need.purchaser_id))


# Groups beyond the list


def may_request_population(actor: Actor) -> Verdict:
    return _clerk(actor, _("增列人群由购买主体经办人申请。"), SCOPE)


def may_decide_population(actor: Actor, population: AdmittedPopulation) -> Verdict:
    """The leading group's office, never who asked."""
    return person_first(
        ADMISSION.may(actor, population.state, "admit"),
        another_person(population.requested_by_id, actor.user_id, _("申请人不得审批自己的申请。")),
    )


# Projects


def may_start_project(actor: Actor) -> Verdict:
    return _clerk(actor, _("项目由购买主体经办人编制。"))


def may_edit_project(actor: Actor, project: Project) -> Verdict:
    """The purchaser's clerk, while it is a draft or was returned."""
    right = person_first(_clerk(actor, _("项目由购买主体经办人编制。")), _own(actor, project.purchaser_id))
    if not right.allowed or project.state in _EDITABLE:
        return right
    state = {"state": ProjectState(project.state).label}
    return refuse(_("项目的状态是“%(state)s”，内容已经固定；退回后才能修改。") % state, PROGRAMME, code="state")


def may_submit_project(actor: Actor, project: Project) -> Verdict:
    return person_first(PROJECT.may(actor, project.state, "submit"), _own(actor, project.purchaser_id))


def _treasury(actor: Actor, project: Project) -> Verdict:
    line = project.budget_line
    if line is None or actor.organisation_id == line.treasury_id:
        return ALLOWED
    return forbid(_("这个项目的预算由另一财政部门管理。"), "XM2015:3.6", code="organisation")


def may_approve_budget(actor: Actor, project: Project) -> Verdict:
    """The chief of the treasury, never who made the project."""
    return person_first(
        PROJECT.may(actor, project.state, "budget"),
        _treasury(actor, project),
        another_person(project.created_by_id, actor.user_id, _("编制项目的人不得批准同一项目的预算。")),
    )


def may_return_project(actor: Actor, project: Project) -> Verdict:
    return person_first(PROJECT.may(actor, project.state, "return"), _treasury(actor, project))


def may_declare(actor: Actor, project: Project) -> Verdict:
    return person_first(PROJECT.may(actor, project.state, "declare"), _own(actor, project.purchaser_id))


def _bureau(actor: Actor, project: Project, move: str) -> Verdict:
    """The city's bureau, or a district's for the projects of the district; never who made the project."""
    near = actor.county in (CITY, project.county)
    return person_first(
        PROJECT.may(actor, project.state, move),
        ALLOWED if near else forbid(_("这个项目由另一民政局受理。"), "XM2015:4.1", code="organisation"),
        another_person(project.created_by_id, actor.user_id, _("编制项目的人不得受理同一项目的申报。")),
    )


def may_accept_declaration(actor: Actor, project: Project) -> Verdict:
    return _bureau(actor, project, "accept")


def may_return_declaration(actor: Actor, project: Project) -> Verdict:
    return _bureau(actor, project, "return_declaration")


_MONEYED = (ProjectState.BUDGETED, ProjectState.DECLARED, ProjectState.ACCEPTED)


def may_publish_intention(actor: Actor, project: Project) -> Verdict:
    """The purchaser's clerk, once the money is there and before it is procured."""
    right = person_first(_clerk(actor, _("采购意向由购买主体经办人公开。"), INTENTION), _own(actor, project.purchaser_id))
    if not right.allowed or project.state in _MONEYED:
        return right
    state = {"state": ProjectState(project.state).label}
    return refuse(_("项目的状态是“%(state)s”，预算批准后、采购开始前公开意向。") % state, INTENTION, code="state")


def may_see_proposal(actor: Actor) -> Verdict:
    """Who purchases proposes; the treasury reads the spreadsheet it is given."""
    return ALLOWED if actor.has(*BUYERS) else forbid(_("预算建议由购买主体编制。"), "PL2014:33", code="role")


def may_cancel_project(actor: Actor, project: Project) -> Verdict:
    """The head, until it is being procured; then the procedure is cancelled first, and the project with it."""
    running = project.state == ProjectState.PROCURING
    return person_first(
        PROJECT.may(actor, project.state, "cancel"),
        _own(actor, project.purchaser_id),
        refuse(_("采购正在进行，请先终止采购。"), "PL2014:36", code="procuring") if running else ALLOWED,
    )


def line_is_ours(actor: Actor, treasury_id: int) -> Verdict:
    """A treasury spends its own lines alone."""
    if actor.organisation_id == treasury_id:
        return ALLOWED
    return forbid(_("这个预算项目由另一财政部门管理。"), "XM2015:3.6", code="organisation")
