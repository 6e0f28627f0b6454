"""The read side: needs, projects, who is in scope, what a project costs and must reach, what comes next."""

from bailu.planning.queries.facts import ProjectFacts, facts
from bailu.planning.queries.needs import assessed_needs, consultations_of, lock_need, need, needs, survey_of
from bailu.planning.queries.projects import (
    by_no,
    cost_amounts,
    costing,
    fee_plan,
    get,
    leading_office,
    lock,
    office_of,
    project,
    projects,
    target_kinds,
    targets,
)
from bailu.planning.queries.readiness import fits_line, resting_on, submittable
from bailu.planning.queries.scope import admission, admissions, admissions_of, admitted, admitted_named, in_scope, lock_admission, names_of
from bailu.planning.queries.splitting import SameNeed, same_need, same_need_total
from bailu.planning.queries.steps import assessable, need_steps, steps

__all__ = [
    "ProjectFacts",
    "SameNeed",
    "admission",
    "admissions",
    "admissions_of",
    "admitted",
    "admitted_named",
    "assessable",
    "assessed_needs",
    "by_no",
    "consultations_of",
    "cost_amounts",
    "costing",
    "facts",
    "fee_plan",
    "fits_line",
    "get",
    "in_scope",
    "leading_office",
    "lock",
    "lock_admission",
    "lock_need",
    "names_of",
    "need",
    "need_steps",
    "needs",
    "office_of",
    "project",
    "projects",
    "resting_on",
    "same_need",
    "same_need_total",
    "steps",
    "submittable",
    "survey_of",
    "target_kinds",
    "targets",
]
