"""What the screens of this room ask for, in plain words."""

from bailu.planning.forms.calls import PublishCall, SayOpinion, SumUp
from bailu.planning.forms.needs import AssessNeed, Decision, Reason, RecordConsultation, RecordSurvey, RequestPopulation, StartNeed
from bailu.planning.forms.projects import ApproveBudget, Costing, Note, ProjectFacts, PublishIntention, SubmitProject, Targets
from bailu.planning.forms.questionnaires import AnswerFile, Answers, Design, Findings
from bailu.planning.forms.whole import NeedInFull, ProjectInFull

__all__ = [
    "AnswerFile",
    "Answers",
    "ApproveBudget",
    "AssessNeed",
    "Costing",
    "Decision",
    "Design",
    "Findings",
    "NeedInFull",
    "Note",
    "ProjectFacts",
    "ProjectInFull",
    "PublishCall",
    "PublishIntention",
    "Reason",
    "RecordConsultation",
    "RecordSurvey",
    "RequestPopulation",
    "SayOpinion",
    "StartNeed",
    "SubmitProject",
    "SumUp",
    "Targets",
]
