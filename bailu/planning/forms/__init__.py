"""What the screens of this room ask for, in plain words."""

from bailu.planning.forms.needs import AssessNeed, Decision, Reason, RecordConsultation, RecordSurvey, RequestPopulation, StartNeed
from bailu.planning.forms.projects import ApproveBudget, Costing, Note, ProjectFacts, SubmitProject, Targets
from bailu.planning.forms.whole import NeedInFull, ProjectInFull

__all__ = [
    "ApproveBudget",
    "AssessNeed",
    "Costing",
    "Decision",
    "NeedInFull",
    "Note",
    "ProjectFacts",
    "ProjectInFull",
    "Reason",
    "RecordConsultation",
    "RecordSurvey",
    "RequestPopulation",
    "StartNeed",
    "SubmitProject",
    "Targets",
]
