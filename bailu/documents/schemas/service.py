"""Contract, evaluation, payment, acceptance.

No ``from __future__ import annotations`` here: it would hide NotRequired from ``__required_keys__``.
"""

from typing import NotRequired, TypedDict

from bailu.documents.schemas.common import Common, Day, Money, Number, Party, TargetDoneRow, TargetRow


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
