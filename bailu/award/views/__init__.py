"""The screens of this room."""

from bailu.award.views.committee import BeginReview, CommitteePage, Confirm, Draw, ReplaceMember
from bailu.award.views.experts import AdmitExpert, ExpertRegister, RetireExpert
from bailu.award.views.outcome import Decide, DecideNext, FailReview, FinishReview, PublishAward, Ranking, ReceiveReport, SignReport
from bailu.award.views.review import BidFile, CheckBid, Declare, ScoreSheet

__all__ = [
    "AdmitExpert",
    "BeginReview",
    "BidFile",
    "CheckBid",
    "CommitteePage",
    "Confirm",
    "Decide",
    "DecideNext",
    "Declare",
    "Draw",
    "ExpertRegister",
    "FailReview",
    "FinishReview",
    "PublishAward",
    "Ranking",
    "ReceiveReport",
    "ReplaceMember",
    "RetireExpert",
    "ScoreSheet",
    "SignReport",
]
