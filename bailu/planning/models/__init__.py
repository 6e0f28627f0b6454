"""Needs with their survey, consultation and assessment; groups admitted beyond the list; projects with costing and targets."""

from bailu.planning.models.calls import Call, Comment
from bailu.planning.models.intentions import Intention
from bailu.planning.models.needs import AdmittedPopulation, Consultation, Need, Survey
from bailu.planning.models.projects import CostItem, Project, Target
from bailu.planning.models.questionnaires import AnswerSheet, Question, Questionnaire, Response

__all__ = [
    "AdmittedPopulation",
    "AnswerSheet",
    "Call",
    "Comment",
    "Consultation",
    "CostItem",
    "Intention",
    "Need",
    "Project",
    "Question",
    "Questionnaire",
    "Response",
    "Survey",
    "Target",
]
