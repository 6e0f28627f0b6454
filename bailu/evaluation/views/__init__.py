"""The screens of this room."""

from bailu.evaluation.views.acts import (
    Draft,
    IssueCards,
    PrintCards,
    Publish,
    Rectify,
    Reply,
    ScoreAsPurchaser,
    ScoreAsThirdParty,
    SelfReport,
)
from bailu.evaluation.views.card import AnswerCard, CardDesk, Thanks
from bailu.evaluation.views.contract import Accept, Engage
from bailu.evaluation.views.pages import EvaluationPage, Evaluations

__all__ = [
    "Accept",
    "AnswerCard",
    "CardDesk",
    "Draft",
    "Engage",
    "EvaluationPage",
    "Evaluations",
    "IssueCards",
    "PrintCards",
    "Publish",
    "Rectify",
    "Reply",
    "ScoreAsPurchaser",
    "ScoreAsThirdParty",
    "SelfReport",
    "Thanks",
]
