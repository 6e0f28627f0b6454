"""The write side: needs, groups beyond the list, projects and what is decided on them."""

from bailu.planning.commands.admissions import admit_population, refuse_population, request_population
from bailu.planning.commands.calls import comment, publish_call, sum_up_call
from bailu.planning.commands.costing import set_costing, set_targets
from bailu.planning.commands.decisions import (
    accept_declaration,
    approve_budget,
    cancel_project,
    declare,
    return_declaration,
    return_project,
)
from bailu.planning.commands.intentions import publish_intention
from bailu.planning.commands.needs import assess_need, close_need, edit_need, record_consultation, record_survey, return_need, start_need
from bailu.planning.commands.projects import edit_project, start_project
from bailu.planning.commands.questionnaires import (
    answer_group,
    close_questionnaire,
    design_questionnaire,
    import_answers,
    open_questionnaire,
    read_answers,
)
from bailu.planning.commands.submitting import submit_project

__all__ = [
    "accept_declaration",
    "admit_population",
    "answer_group",
    "approve_budget",
    "assess_need",
    "cancel_project",
    "close_need",
    "close_questionnaire",
    "comment",
    "declare",
    "design_questionnaire",
    "edit_need",
    "edit_project",
    "import_answers",
    "open_questionnaire",
    "publish_call",
    "publish_intention",
    "read_answers",
    "record_consultation",
    "record_survey",
    "refuse_population",
    "request_population",
    "return_declaration",
    "return_need",
    "return_project",
    "set_costing",
    "set_targets",
    "start_need",
    "start_project",
    "submit_project",
    "sum_up_call",
]
