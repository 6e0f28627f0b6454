"""What a station must say for each kind of document: one TypedDict a kind.

A station fills such a dict with plain values (Decimal yuan, date, datetime, str) and gives it to ``commands.draft``. The
values are stored as JSON and printed from there; wording, figures in Chinese and tables are the business of this room.

``assumed`` lists the paths of facts that are not facts but assumptions ("deadline", "purchaser.phone", "targets"): they are
printed with （假定）behind them. A path covers everything below it.

No ``from __future__ import annotations`` here: it would hide NotRequired from ``__required_keys__``.
"""

from datetime import date, datetime
from decimal import Decimal
from typing import NotRequired, TypedDict

Money = Decimal | str  # yuan
Number = Decimal | int | str  # points, percentages, counts
Day = date | str  # str: ISO 8601
Moment = datetime | str


class Party(TypedDict):
    """An organisation that signs, is written to or is paid."""

    name: str
    credit_code: NotRequired[str]
    address: NotRequired[str]
    representative: NotRequired[str]  # 法定代表人（负责人）
    contact: NotRequired[str]  # 联系人
    phone: NotRequired[str]
    email: NotRequired[str]
    bank: NotRequired[str]
    account: NotRequired[str]


class ClauseRef(TypedDict):
    """A clause the document rests on; ``text`` says in one line what it asks."""

    id: str  # "PL2014:35"
    title: str  # 《政府采购法》第三十五条
    text: NotRequired[str]


class TargetRow(TypedDict):
    """A target of the project: 数量、规模、质量、效果 (XM2015:3.4)."""

    kind: str  # 数量 | 规模 | 质量 | 效果
    measure: str
    goal: Number
    unit: NotRequired[str]
    base: NotRequired[Number]
    evidence: NotRequired[str]


class Common(TypedDict):
    """What stands in every document of a purchase."""

    project_no: str  # "P-2015-0001"
    project_title: str
    purchaser: Party
    number: NotRequired[str]  # the paper's own number; else Document.number
    clauses: NotRequired[list[ClauseRef]]
    assumed: NotRequired[list[str]]


class TargetDoneRow(TypedDict):
    measure: str
    goal: Number
    done: Number
    unit: NotRequired[str]
    rate: NotRequired[Number]  # percent


class WeightRow(TypedDict):
    item: str
    points: Number
    standard: NotRequired[str]


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
    price: Money
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


class MilestoneRow(TypedDict):
    name: str
    due_on: Day
    what: NotRequired[str]


class InstalmentRow(TypedDict):
    no: int
    name: str  # 首付款
    share: Number  # percent, 50
    amount: Money
    condition: str
    due_on: NotRequired[Day]


class StaffRow(TypedDict):
    name: str
    post: str
    certificate: NotRequired[str]
    share: NotRequired[Number]  # percent of one full post


class Contract(Common):
    """政府采购合同 with the six named terms (XM2015:3.4): 范围、数量、质量、期限、资金支付、违约责任."""

    contract_no: str
    provider: Party
    amount: Money
    scope: str  # the six terms are free text, edited before issue
    quantity: str
    quality: str
    term: str
    payment: str
    breach: str
    starts_on: Day
    ends_on: Day
    instalments: list[InstalmentRow]
    method: NotRequired[str]
    award_notice_no: NotRequired[str]
    awarded_on: NotRequired[Day]
    milestones: NotRequired[list[MilestoneRow]]
    targets: NotRequired[list[TargetRow]]
    staff: NotRequired[list[StaffRow]]
    standards: NotRequired[list[str]]
    evaluation: NotRequired[str]  # free text: who evaluates, when, who bears the fee (XM2015:3.7)
    confidentiality: NotRequired[str]
    amendment: NotRequired[str]
    disputes: NotRequired[str]
    other: NotRequired[str]
    performance_bond: NotRequired[Money]
    signed_on: NotRequired[Day]
    signed_place: NotRequired[str]


class IndicatorRow(TypedDict):
    aspect: str  # 专业服务 | 服务成效 | 服务管理
    indicator: str
    points: Number
    score: Number
    remark: NotRequired[str]


class PartyScoreRow(TypedDict):
    party: str  # 购买方 | 服务对象 | 第三方
    weight: Number  # percent
    score: Number  # of 100
    weighted: Number
    basis: NotRequired[str]  # "62 份问卷"


class FindingRow(TypedDict):
    finding: str
    advice: NotRequired[str]
    due_on: NotRequired[Day]
    reply: NotRequired[str]


class EvaluatorRow(TypedDict):
    name: str
    capacity: str
    organisation: NotRequired[str]


class EvaluationReport(Common):
    """中期（末期）绩效评估报告 of the three parties (XM2015:3.7, 5.4)."""

    phase: str  # 中期 | 末期
    contract_no: str
    provider: Party
    evaluator: Party
    period_from: Day
    period_until: Day
    indicators: list[IndicatorRow]
    parties: list[PartyScoreRow]
    total: Number
    grade: str  # 优秀 | 良好 | 合格 | 不合格
    conclusion: str  # free text
    issued_on: Day
    amount: NotRequired[Money]
    evaluators: NotRequired[list[EvaluatorRow]]
    visited_on: NotRequired[Day]
    approach: NotRequired[str]  # free text: how it was evaluated, what was sampled
    strengths: NotRequired[str]
    targets_done: NotRequired[list[TargetDoneRow]]
    findings: NotRequired[list[FindingRow]]
    vetoes: NotRequired[list[str]]
    provider_reply: NotRequired[str]
    provider_replied_on: NotRequired[Day]


class DeductionRow(TypedDict):
    reason: str
    amount: Money


class ApprovalRow(TypedDict):
    capacity: str  # 采购人审核 | 财政部门核准
    name: str
    opinion: str
    on: NotRequired[Day]


class PaymentClaim(Common):
    """资金支付申请书: the instalment, the condition met, two approvers."""

    contract_no: str
    provider: Party  # with bank and account
    contract_amount: Money
    instalment_no: int
    instalment_name: str
    amount: Money  # asked for now, after deductions
    condition: str
    condition_met: str  # free text: what shows it
    applied_on: Day
    approvals: list[ApprovalRow]
    instalment_amount: NotRequired[Money]
    share: NotRequired[Number]
    deductions: NotRequired[list[DeductionRow]]
    evaluation_phase: NotRequired[str]
    evaluation_total: NotRequired[Number]
    evaluation_grade: NotRequired[str]
    paid_before: NotRequired[Money]
    left_after: NotRequired[Money]
    budget_line: NotRequired[str]
    invoice_no: NotRequired[str]
    applicant: NotRequired[str]
    paid_on: NotRequired[Day]
    payment_reference: NotRequired[str]


class StandardRow(TypedDict):
    kind: str  # 技术 | 服务 | 安全
    standard: str
    required: str
    actual: str
    passed: bool
    remark: NotRequired[str]


class UserOpinionRow(TypedDict):
    who: str  # never a client's name: "服务对象代表一"
    opinion: str
    on: NotRequired[Day]


class AccepterRow(TypedDict):
    name: str
    capacity: str
    organisation: NotRequired[str]
    opinion: NotRequired[str]


class AcceptanceCertificate(Common):
    """履约验收书: each standard judged, the users' opinion taken, all members sign (条例 45)."""

    contract_no: str
    provider: Party
    amount: Money
    starts_on: Day
    ends_on: Day
    accepted_on: Day
    group: list[AccepterRow]
    standards: list[StandardRow]
    users: list[UserOpinionRow]
    conclusion: str  # free text
    passed: bool
    place: NotRequired[str]
    targets_done: NotRequired[list[TargetDoneRow]]
    evaluations: NotRequired[list[str]]  # "中期评估 87 分，良好"
    shortfalls: NotRequired[str]
    paid_total: NotRequired[Money]
    left_over: NotRequired[Money]
