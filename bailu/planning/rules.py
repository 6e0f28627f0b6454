"""The law on what is planned (clauses 2, 3.3, 3.4): facts in, Verdict out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext as _

from bailu.kernel.money import yuan
from bailu.kernel.verdict import ALLOWED, Verdict, all_of, refuse
from bailu.law import rules as law
from bailu.law.clauses import Instrument
from bailu.law.params import Regime
from bailu.planning.enums import CallState, CostHead, NeedState, Population, ServiceField, TargetKind

SCOPE = "XM2015:2"
PROGRAMME = "XM2015:3.4"
CONSULT = "IR2015:15"
INTENTION = "CK2020-10"


# ── Scope ────────────────────────────────────────────────────────────────────────────────────────────────────


def in_scope(populations: Collection[str], fields: Collection[str], admitted: Collection[str], names: Mapping[str, str]) -> Verdict:
    """The eight groups and eleven fields of clause 2, and what the office admitted under its "等".

    ``names`` words the codes that are neither; what has no name there is shown as it was written.
    """
    if not populations:
        return refuse(_("请至少选择一个服务人群。"), SCOPE, code="no_population")
    if not fields:
        return refuse(_("请至少选择一个服务领域。"), SCOPE, code="no_field")
    known = {*Population.values, *ServiceField.values, *admitted}
    outside = [names.get(code, code) for code in (*populations, *fields) if code not in known]
    if not outside:
        return ALLOWED
    reason = _("“%(names)s”不在试点范围内。试点先服务文件列明的八类人群和十一个领域；确需扩大的，先向领导小组办公室申请纳入。")
    return refuse(reason % {"names": _("”“").join(outside)}, SCOPE, code="scope")


def within_needs(populations: Collection[str], fields: Collection[str], found: Iterable[tuple[Sequence[str], Sequence[str]]]) -> Verdict:
    """A project serves those, in those fields, for whom its surveys found a need."""
    pairs = list(found)
    groups = {code for need, _fields in pairs for code in need}
    areas = {code for _need, fields_ in pairs for code in fields_}
    if set(populations) <= groups and set(fields) <= areas:
        return ALLOWED
    return refuse(_("项目的人群和领域须在所依据的需求之内，请先就超出的部分开展摸底调查。"), PROGRAMME, code="beyond_need")


# ── Survey and assessment ────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class SurveyFacts:
    sample: int
    found: int
    since: dt.date
    until: dt.date
    today: dt.date
    findings: str


def survey_whole(facts: SurveyFacts) -> Verdict:
    """A survey asked somebody, ended, and says what came out."""
    if facts.sample <= 0:
        return refuse(_("调查户数须大于零。"), PROGRAMME, code="sample")
    if facts.until < facts.since:
        return refuse(_("调查结束日期不得早于开始日期。"), PROGRAMME, code="dates")
    if facts.until > facts.today:
        return refuse(_("调查尚未结束，请在结束后登记结果。"), PROGRAMME, code="unfinished")
    if not facts.findings.strip():
        return refuse(_("请写明调查的主要发现。"), PROGRAMME, code="findings")
    return ALLOWED


def surveyed(done: bool) -> Verdict:
    """Nothing is weighed or planned on a guess."""
    return ALLOWED if done else refuse(_("还没有登记摸底调查，须先调查后评估。"), PROGRAMME, code="survey")


def consulted(done: bool, on: dt.date, instrument: Instrument) -> Verdict:
    """From the day the implementing regulations are in force, the public is asked before requirements are fixed."""
    if done or not instrument.in_force(on):
        return ALLOWED
    return refuse(_("面向社会公众的服务，确定需求前须征求公众意见。请先登记征求意见的情况。"), CONSULT, code="consultation")


def no_call_open(there: bool) -> Verdict:
    """One call at a time: what is asked twice at once is answered twice."""
    if not there:
        return ALLOWED
    return refuse(_("这个需求正在公开征求意见，汇总后才能再次征求。"), CONSULT, code="call_open")


def call_long_enough(since: dt.date, until: dt.date, regime: Regime) -> Verdict:
    """People have time to answer."""
    return law.not_before(since, regime["planning.consultation_min_days"], until, _("征求意见期限"))


def call_open(state: str, until: dt.date, today: dt.date) -> Verdict:
    """Comments are taken until the end of the last day."""
    if state == CallState.OPEN and today <= until:
        return ALLOWED
    return refuse(_("征求意见已于%(until)s截止。") % {"until": until.isoformat()}, CONSULT, code="ended")


def call_over(until: dt.date, today: dt.date) -> Verdict:
    """Nobody's comment is summed up before it could be made."""
    if today > until:
        return ALLOWED
    return refuse(_("征求意见到%(until)s截止，截止后才能汇总。") % {"until": until.isoformat()}, CONSULT, code="unfinished")


def call_summed_up(until: dt.date | None) -> Verdict:
    """A need is not assessed while the public is still asked, or before what it said is summed up. ``until``: of an open call."""
    if until is None:
        return ALLOWED
    reason = _("正在公开征求意见（%(until)s截止），汇总后才能评估。")
    return refuse(reason % {"until": until.isoformat()}, CONSULT, code="call_open")


def nothing_personal(found: bool) -> Verdict:
    """Comments are kept without anybody's identity number or telephone."""
    return refuse(_("请不要填写身份证号、电话号码等个人信息。"), "RB:5.1", code="personal") if found else ALLOWED


@dataclass(frozen=True, slots=True)
class NeedFacts:
    no: str
    state: str
    purchaser_id: int


def needs_assessed(needs: Sequence[NeedFacts], purchaser_id: int) -> Verdict:
    """A project rests on needs of its own purchaser that were surveyed and assessed."""
    if not needs:
        return refuse(_("立项须以经过摸底调查和评估的需求为依据，请先选择需求。"), PROGRAMME, code="no_need")
    foreign = [n.no for n in needs if n.purchaser_id != purchaser_id]
    if foreign:
        return refuse(_("需求%(nos)s属于其他单位。") % {"nos": _("、").join(foreign)}, PROGRAMME, code="foreign_need")
    open_ = [_("%(no)s（%(state)s）") % {"no": n.no, "state": NeedState(n.state).label} for n in needs if n.state != NeedState.ASSESSED]
    if open_:
        return refuse(_("这些需求还没有完成评估：%(nos)s。") % {"nos": _("、").join(open_)}, PROGRAMME, code="unassessed")
    return ALLOWED


# ── Costing ──────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class CostFacts:
    """One line of a costing in yuan; ``months`` is one for what is not paid by the month."""

    head: str
    unit_price: Decimal
    quantity: Decimal
    months: int = 1

    @property
    def amount(self) -> Decimal:
        return yuan(self.unit_price * self.quantity * self.months)


@dataclass(frozen=True, slots=True)
class Share:
    """What one head takes of the whole."""

    head: CostHead
    amount: Decimal
    share: Fraction

    @property
    def percent(self) -> Decimal:
        return round(Decimal(self.share.numerator) * 100 / self.share.denominator, 1)


def total(items: Iterable[CostFacts]) -> Decimal:
    return sum((item.amount for item in items), Decimal("0.00"))


def shares(amounts: Iterable[tuple[str, Decimal]]) -> tuple[Share, ...]:
    """What each head that is used takes, in the order of the heads."""
    by_head: dict[str, Decimal] = {}
    for head, amount in amounts:
        by_head[head] = by_head.get(head, Decimal("0.00")) + amount
    whole = sum(by_head.values(), Decimal("0.00"))
    used = (head for head in CostHead if by_head.get(head))
    return tuple(Share(head, by_head[head], Fraction(by_head[head]) / Fraction(whole)) for head in used)


def cost_items_whole(items: Sequence[CostFacts]) -> Verdict:
    if any(item.unit_price <= 0 or item.quantity <= 0 or item.months <= 0 for item in items):
        return refuse(_("单价、数量、月数须大于零。"), PROGRAMME, code="cost_figures")
    return ALLOWED


def costed(amounts: Sequence[tuple[str, Decimal]], regime: Regime) -> Verdict:
    """A costing by heads, whose staff share and overhead keep what the regime of the day asks (nothing of staff in 2015)."""
    if not amounts:
        return refuse(_("还没有核算成本，须分科目核算后才能提交。"), PROGRAMME, code="costing")
    whole = sum((amount for _head, amount in amounts), Decimal("0.00"))
    of = {share.head: share.amount for share in shares(amounts)}
    staff, overhead = of.get(CostHead.STAFF, Decimal("0.00")), of.get(CostHead.MANAGEMENT, Decimal("0.00"))
    return all_of(
        law.at_least(staff, whole, regime["costing.labour_min_ratio"], _("人员薪酬和福利")),
        law.at_most(overhead, whole, regime["costing.management_cap"], _("项目管理费")),
    )


# ── Targets ──────────────────────────────────────────────────────────────────────────────────────────────────


def four_classes(kinds: Collection[str]) -> Verdict:
    """Number, scale, quality and effect: each class has a target."""
    missing = [str(kind.label) for kind in TargetKind if kind not in kinds]
    if not missing:
        return ALLOWED
    reason = _("目标不全，缺少：%(kinds)s。须提出数量、规模、质量、效果四类目标。")
    return refuse(reason % {"kinds": _("、").join(missing)}, PROGRAMME, code="targets")


def targets_whole(goals: Iterable[tuple[str, Decimal, str]]) -> Verdict:
    """Each target (measure, goal, evidence) has a goal above zero or lowers something, and says how it will be shown."""
    for measure, goal, evidence in goals:
        if goal < 0 or not evidence.strip():
            return refuse(_("目标“%(measure)s”须有目标值和证明方式。") % {"measure": measure}, PROGRAMME, code="target")
    return ALLOWED


# ── The channel ──────────────────────────────────────────────────────────────────────────────────────────────


def municipal(of_the_city: bool) -> Verdict:
    """Only the city's own bodies declare straight to the civil affairs bureau; all others go through a pilot site of their district."""
    if of_the_city:
        return ALLOWED
    return refuse(_("市直部门申报只用于市直部门；区、街道（镇）的项目请选择“区试点申报”。"), "XM2015:4.1", code="channel")


# ── The project as a whole ───────────────────────────────────────────────────────────────────────────────────


def months_within(months: int, regime: Regime) -> Verdict:
    """No contract longer than the regime allows, so no project is planned longer."""
    cap = regime["contract.max_months"]
    if cap.off or months <= cap.number:
        return ALLOWED
    reason = _("服务期%(months)s个月，超过合同期限上限%(cap)s个月。")
    return refuse(reason % {"months": months, "cap": cap.number}, cap.clause, code="months")


def figures_whole(people: int, months: int) -> Verdict:
    if people > 0 and months > 0:
        return ALLOWED
    return refuse(_("计划服务数和服务期须大于零。"), PROGRAMME, code="figures")


def line_named(line_id: int | None) -> Verdict:
    """Money first: a project is budgeted on a named line."""
    return ALLOWED if line_id is not None else refuse(_("请选择支付这个项目的预算项目。"), "PL2014:6", code="line")


def same_year(line_year: int, project_year: int, no: str) -> Verdict:
    """The money of one year is not spent on the purchases of another."""
    if line_year == project_year:
        return ALLOWED
    reason = _("预算项目%(no)s是%(line)s年度的，项目是%(project)s年度的。")
    return refuse(reason % {"no": no, "line": line_year, "project": project_year}, "PL2014:6", code="year")


def same_purchaser(line_purchaser: int, project_purchaser: int, no: str) -> Verdict:
    if line_purchaser == project_purchaser:
        return ALLOWED
    return refuse(_("预算项目%(no)s属于其他单位。") % {"no": no}, "PL2014:6", code="line_purchaser")


def reason_given(reason: str) -> Verdict:
    """Who decides on another's request says why."""
    return ALLOWED if reason.strip() else refuse(_("请写明理由。"), SCOPE, code="reason")


def consultation_whole(since: dt.date, until: dt.date, today: dt.date) -> Verdict:
    """What the public said is entered when it has been said."""
    if until < since:
        return refuse(_("征求意见的结束日期不得早于开始日期。"), CONSULT, code="dates")
    if until > today:
        return refuse(_("征求意见尚未结束，请在结束后登记。"), CONSULT, code="unfinished")
    return ALLOWED


# ── The intention to purchase ────────────────────────────────────────────────────────────────────────────────


def expected_late_enough(published: dt.date, expected: dt.date, regime: Regime) -> Verdict:
    """A purchase is announced for a day that leaves the time the regime asks for, never for one that is past."""
    if expected < published:
        return refuse(_("预计采购时间不得早于公开日期。"), INTENTION, code="dates")
    return law.not_before(published, regime["procurement.intention_days"], expected, _("采购意向公开时间"))


def intended(published: dt.date | None, on: dt.date, regime: Regime) -> Verdict:
    """No purchase begins before its intention has been public as long as the regime asks (nothing before 2022)."""
    ahead = regime["procurement.intention_days"]
    if ahead.off:
        return ALLOWED
    if published is None:
        reason = _("还没有公开采购意向，须在采购开始%(days)s日前公开。")
        return refuse(reason % {"days": ahead.number}, ahead.clause, code="intention")
    return law.not_before(published, ahead, on, _("采购意向公开时间"))
