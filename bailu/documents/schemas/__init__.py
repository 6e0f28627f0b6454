"""What a station must say for each kind of document: one TypedDict a kind.

A station fills such a dict with plain values (Decimal yuan, date, datetime, str) and gives it to ``commands.draft``. The
values are stored as JSON and printed from there; wording, figures in Chinese and tables are the business of this room.

``assumed`` lists the paths of facts that are not facts but assumptions ("deadline", "purchaser.phone", "targets"): they are
printed with （假定）behind them. A path covers everything below it.
"""

from __future__ import annotations

from bailu.documents.schemas.common import ClauseRef, Common, Day, Moment, Money, Number, Party, TargetDoneRow, TargetRow, WeightRow
from bailu.documents.schemas.procurement import (
    AvoidedRow,
    AwardNotice,
    BidRow,
    DissentRow,
    LateRow,
    MemberRow,
    OpeningMinutes,
    ProcurementNotice,
    QualificationRow,
    RankRow,
    ReviewReport,
    ScoreRow,
)
from bailu.documents.schemas.service import (
    AcceptanceCertificate,
    AccepterRow,
    ApprovalRow,
    Contract,
    DeductionRow,
    EvaluationReport,
    EvaluatorRow,
    FindingRow,
    IndicatorRow,
    InstalmentRow,
    MilestoneRow,
    PartyScoreRow,
    PaymentClaim,
    StaffRow,
    StandardRow,
    UserOpinionRow,
)

__all__ = [
    "AcceptanceCertificate",
    "AccepterRow",
    "ApprovalRow",
    "AvoidedRow",
    "AwardNotice",
    "BidRow",
    "ClauseRef",
    "Common",
    "Contract",
    "Day",
    "DeductionRow",
    "DissentRow",
    "EvaluationReport",
    "EvaluatorRow",
    "FindingRow",
    "IndicatorRow",
    "InstalmentRow",
    "LateRow",
    "MemberRow",
    "MilestoneRow",
    "Moment",
    "Money",
    "Number",
    "OpeningMinutes",
    "Party",
    "PartyScoreRow",
    "PaymentClaim",
    "ProcurementNotice",
    "QualificationRow",
    "RankRow",
    "ReviewReport",
    "ScoreRow",
    "StaffRow",
    "StandardRow",
    "TargetDoneRow",
    "TargetRow",
    "UserOpinionRow",
    "WeightRow",
]
