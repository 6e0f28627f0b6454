"""Notice, opening, review, award.

No ``from __future__ import annotations`` here: it would hide NotRequired from ``__required_keys__``.
"""

from typing import Any, NotRequired, TypedDict

from bailu.documents.schemas.common import Common, Day, Moment, Money, Number, Party, TargetRow, WeightRow


class ProcurementNotice(Common):
    """采购公告 (采购法 35, 条例 30 ff.; demand and targets XM2015:3.4)."""

    method: str  # 公开招标 | 竞争性磋商 | …
    budget: Money
    demand: str  # free text: what is bought, for whom, where
    supplier_conditions: list[str]
    document_from: Day
    document_until: Day
    deadline: Moment  # 投标（响应）截止时间
    opening_place: str
    published_on: Day
    ceiling: NotRequired[Money]
    method_reason: NotRequired[str]
    agency: NotRequired[Party]
    funding: NotRequired[str]
    population: NotRequired[str]
    field: NotRequired[str]
    service_place: NotRequired[str]
    service_term: NotRequired[str]  # "自合同签订之日起12个月"
    targets: NotRequired[list[TargetRow]]
    weights: NotRequired[list[WeightRow]]
    document_place: NotRequired[str]
    document_price: NotRequired[Money]
    opening_at: NotRequired[Moment]  # else the deadline
    bid_bond: NotRequired[Money]
    enquiry_until: NotRequired[Day]
    notice_days: NotRequired[int]  # 公告期限, working days
    other: NotRequired[str]


class BidRow(TypedDict):
    bidder: str
    received_at: Moment
    price: Any  # Money; or in words why no price could be read
    term: NotRequired[str]
    remark: NotRequired[str]


class LateRow(TypedDict):
    bidder: str
    arrived_at: Moment
    remark: NotRequired[str]


class OpeningMinutes(Common):
    """开标记录: who bid what, read before the bidders; late bids are returned unopened."""

    method: str
    deadline: Moment
    opened_at: Moment
    place: str
    openers: list[str]  # who opened, by name and office
    bids: list[BidRow]
    late: NotRequired[list[LateRow]]
    ceiling: NotRequired[Money]
    host: NotRequired[str]
    recorder: NotRequired[str]
    supervisor: NotRequired[str]
    ended_at: NotRequired[Moment]
    notes: NotRequired[str]  # free text: objections, replies, particular events


class MemberRow(TypedDict):
    name: str
    capacity: str  # 评审专家 | 采购人代表
    organisation: NotRequired[str]
    statement: NotRequired[str]  # avoidance statement made before the bids were seen
    stated_at: NotRequired[Moment]


class AvoidedRow(TypedDict):
    name: str
    reason: str


class QualificationRow(TypedDict):
    bidder: str
    passed: bool
    reason: NotRequired[str]


class ScoreRow(TypedDict):
    bidder: str
    expert: str
    points: Number  # the expert's sum without the price score


class RankRow(TypedDict):
    rank: int
    bidder: str
    price: Money
    technical: Number  # mean of the experts
    price_score: Number
    total: Number
    evaluated_price: NotRequired[Money]  # after a policy deduction


class DissentRow(TypedDict):
    expert: str
    opinion: str


class ReviewReport(Common):
    """评审报告 (条例 41; 74号令)."""

    method: str
    reviewed_on: Day
    place: str
    committee: list[MemberRow]
    qualification: list[QualificationRow]
    score_items: list[WeightRow]
    scores: list[ScoreRow]
    ranking: list[RankRow]
    recommendation: str  # free text
    avoided: NotRequired[list[AvoidedRow]]
    drawn_on: NotRequired[Day]
    published_on: NotRequired[Day]
    budget: NotRequired[Money]
    ceiling: NotRequired[Money]
    price_formula: NotRequired[str]
    clarifications: NotRequired[str]
    dissent: NotRequired[list[DissentRow]]


class AwardNotice(Common):
    """中标（成交）通知书 and 结果公告 with the experts' names (条例 43)."""

    method: str
    award_word: str  # 中标 | 成交
    winner: Party
    amount: Money
    awarded_on: Day
    published_on: Day
    experts: list[str]
    subject: NotRequired[str]  # free text: main thing, scope, requirement, term
    service_term: NotRequired[str]
    agency: NotRequired[Party]
    procurement_published_on: NotRequired[Day]
    decided_on: NotRequired[Day]
    reason: NotRequired[str]
    ranking: NotRequired[list[RankRow]]
    notice_days: NotRequired[int]  # 公告期限, working days
    sign_until: NotRequired[Day]
    challenge_until: NotRequired[Day]
    other: NotRequired[str]
