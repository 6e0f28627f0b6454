"""How the sheets of a purchase are laid out: the columns of their short tables, their facts as label and value."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from bailu.contracts.queries import InstalmentFacts
from bailu.dossier.queries.purchase import Dossier
from bailu.dossier.queries.rows import GoalRow, RankRow
from bailu.evaluation.enums import GRADE_TONES
from bailu.evaluation.models import Evaluation
from bailu.kernel.words import Words
from bailu.ui import leaves
from bailu.ui.registers.columns import Column
from bailu.ui.templatetags.ui_extras import DASH, page_of
from bailu.ui.timeleft import local_day

#: How much of a long text of the contract is shown here.
LONGEST = 90
Fact = tuple[Words, Any]


def figure(value: Decimal | None, unit: str = "", *, at_most: bool = False) -> str:
    """3, 2.5, 1.25: no more places than it has; a dash when nothing is known."""
    if value is None:
        return DASH
    shown = f"{round(value, 2):f}"
    shown = shown.rstrip("0").rstrip(".") if "." in shown else shown
    return f"{'≤ ' if at_most else ''}{shown}{f' {unit}' if unit else ''}"


def _points(value: Decimal | None) -> str:
    return DASH if value is None else f"{value:.2f}"


def _iso(value: Any) -> str:
    return local_day(value).isoformat() if value else DASH


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def _safe(html: str) -> SafeString:
    """What the leaves wrote."""
    return mark_safe(html)  # noqa: S308 - every leaf escapes what it is given


def _assumed(label: Words, assumed: bool) -> Words:
    mark = leaves.text(_("假定"))
    return _safe(f'{leaves.text(label)} <span class="assumed">{mark}</span>') if assumed else label


INSTALMENTS = (
    Column("kind", gettext_lazy("期次"), value="milestone.get_kind_display", lead=True),
    Column("share", gettext_lazy("比例"), value=lambda part: f"{figure(part.milestone.share)}%", look="number"),
    Column("amount", gettext_lazy("金额"), value="milestone.amount", look="money"),
    Column("opened", gettext_lazy("付款条件达到"), value=lambda part: _iso(part.milestone.opened_at)),
    Column("paid", gettext_lazy("支付日期"), value=lambda part: _paid(part)),
)


def _paid(part: InstalmentFacts) -> str:
    if part.milestone.paid_at:
        return _safe(leaves.tag(_iso(part.milestone.paid_at), "ok"))
    return _safe(leaves.tag(part.claim.state_label, "warn")) if part.claim else DASH


TARGETS = (
    Column("measure", gettext_lazy("指标"), value=lambda row: _in_chinese(row.target.measure), lead=True),
    Column("kind", gettext_lazy("类别"), value="target.get_kind_display"),
    Column("goal", gettext_lazy("目标值"), value=lambda row: _goal(row.target), look="number"),
    Column(
        "done",
        gettext_lazy("已达到"),
        value=lambda row: _("尚未测量") if row.done is None else figure(row.done, row.target.unit),
        look="number",
    ),
    Column(
        "rate",
        gettext_lazy("进度"),
        value=lambda row: "" if row.done is None else _safe(leaves.meter(row.rate, row.target.measure)),
        look="meter",
    ),
)
GOALS = (
    Column("measure", gettext_lazy("指标"), value=lambda row: _in_chinese(row.measure), lead=True),
    Column("kind", gettext_lazy("类别")),
    Column("evidence", gettext_lazy("证明方式")),
    Column("goal", gettext_lazy("目标值"), value=lambda row: _goal(row), look="number"),
)


def _in_chinese(measure: str) -> SafeString:
    """The contract's own words, whatever the language of the page."""
    return _safe(f'<span lang="zh-Hans">{leaves.text(measure)}</span>')


def _goal(row: GoalRow | Any) -> str:
    return figure(row.goal, row.unit, at_most=row.lower_is_better)


RANKING = (
    Column("rank", gettext_lazy("名次")),
    Column("provider", gettext_lazy("供应商"), value=lambda row: _bidder(row), lead=True),
    Column("price", gettext_lazy("报价"), look="money"),
    Column("price_score", gettext_lazy("价格分"), value=lambda row: _points(row.price_score), look="number"),
    Column("technical", gettext_lazy("技术商务分"), value=lambda row: _points(row.technical), look="number"),
    Column("total", gettext_lazy("总分"), value=lambda row: _points(row.total), look="number", strong=True),
)


def _bidder(row: RankRow) -> SafeString:
    return _safe(leaves.org(name=row.provider, href=reverse("organisations:page", args=[row.provider_id]), assumed=row.assumed))


EVALUATIONS = (
    Column(
        "kind",
        gettext_lazy("评估"),
        value="get_kind_display",
        link="get_absolute_url",
        sub=Column("held", "", value=lambda e: _held(e)),
        lead=True,
    ),
    Column("purchaser", gettext_lazy("购买主体"), value=lambda e: _of_published(e, "purchaser_score"), look="number"),
    Column("users", gettext_lazy("服务对象"), value=lambda e: _of_published(e, "users_score"), look="number"),
    Column("third_party", gettext_lazy("第三方"), value=lambda e: _of_published(e, "third_party_score"), look="number"),
    Column("total", gettext_lazy("总分"), value=lambda e: _of_published(e, "total"), look="number", strong=True),
    Column("result", gettext_lazy("结果"), value=lambda e: _result(e)),
)


def _held(evaluation: Evaluation) -> str:
    if evaluation.published_at:
        return _iso(evaluation.published_at)
    return _("应于 %(day)s 起进行") % {"day": _iso(evaluation.due_on)}


def _of_published(evaluation: Evaluation, name: str) -> str:
    return _points(getattr(evaluation, name)) if evaluation.published_at else DASH


def _result(evaluation: Evaluation) -> SafeString:
    if not evaluation.published_at:
        return _safe(leaves.tag(evaluation.state_label))
    return _safe(leaves.tag(evaluation.get_grade_display(), GRADE_TONES.get(evaluation.grade, "")))


class Shown:
    """Read by the template, sheet by sheet: what is not shown is not written."""

    instalments, targets, goals, ranking, evaluations = INSTALMENTS, TARGETS, GOALS, RANKING, EVALUATIONS

    def __init__(self, found: Dossier) -> None:
        self.d, self.marked = found, frozenset(found.project.assumed)

    def contract(self) -> Iterator[Fact]:
        c: Any = self.d.contract
        yield _("承接主体"), _safe(f"{leaves.org(c.provider)} {leaves.tag(c.state_label)}")
        yield _("合同金额"), _safe(leaves.money(c.amount))
        yield _("服务范围"), _shortened(c.scope)
        yield _("服务数量"), _shortened(c.quantity)
        yield _("服务质量"), _shortened(c.quality)
        yield _("服务期限"), f"{_iso(c.term_from)} — {_iso(c.term_to)}"
        yield _("资金支付方式"), _shortened(c.payment)
        yield _("违约责任"), _shortened(c.breach)

    def procedure(self) -> Iterator[Fact]:
        p: Any = self.d.procedure
        approved = _("%(day)s 财政批准") % {"day": _iso(p.method_approved_at)} if p.method_approved_at else ""
        method = leaves.text(p.get_method_display())
        yield (
            _assumed(_("采购方式"), "method" in self.marked),
            _safe(f'{method} <span class="sub">{leaves.text(approved)}</span>' if approved else method),
        )
        yield _("状态"), _safe(leaves.tag(p.state_label))
        yield _("预算"), _safe(leaves.money(p.budget_amount))
        if p.price_weight is not None:
            yield _("价格权重"), f"{figure(p.price_weight)}%"
        if p.regime_on:
            yield _("适用规定之日"), _iso(p.regime_on)
        if self.d.bidders is not None:
            yield _("开启的投标"), ngettext("%(n)s 份", "%(n)s 份", self.d.bidders) % {"n": self.d.bidders}
        if p.end_reason:
            yield _("终止说明"), p.end_reason

    def procedure_clocks(self) -> Iterator[Fact]:
        clocks: Any = self.d.procedure_clocks
        for clock in clocks:
            yield clock.label, _safe(leaves.day(clock.at, time=True, counted=clock.counted, clause=clock.clause))

    def award(self) -> Iterator[Fact]:
        award: Any = self.d.rows.award
        yield _("中标（成交）供应商"), award.provider
        yield _("金额"), _safe(leaves.money(award.amount))
        yield _("确定日期"), _safe(leaves.day(award.decided_at))
        yield _("结果公告日期"), _safe(leaves.day(award.noticed_at, clause="IR2015:43"))

    def costs(self) -> Iterator[Fact]:
        for head, amount in self.d.cost_shares:
            yield head, _safe(leaves.money(amount))
        total = _safe(f'<span class="strong">{leaves.money(self.d.project.amount)}</span>')
        label = leaves.text(_("合计"))
        yield _safe(f'<span class="strong">{label}</span>'), total

    def papers(self) -> SafeString:
        """Each paper with its number and when it was issued."""
        public, lines = leaves.text(_("已公开")), []
        for paper in self.d.documents:
            since = _iso(paper.issued_at) if paper.issued_at else paper.state_label
            said = f"{leaves.text(paper.number)} · {leaves.text(since)}{f' · {public}' if paper.published_at else ''}"
            link = f'<a href="{leaves.text(page_of(paper))}">{leaves.text(paper.get_kind_display())}</a>'
            lines.append(f'<li>{link} <span class="sub">{said}</span></li>')
        return _safe("".join(lines))

    def terms(self) -> SafeString:
        """What is still asked, then what was met, each as it was counted."""
        lines, unlimited, late = [], leaves.text(_("不限期")), _("逾期办理")
        for task in self.d.terms:
            due = leaves.day(task.due_at, due=True, counted=task.counted, clause=task.basis)
            due = due if task.due_at else f'<span class="sub">{unlimited}</span>'
            who = f"{leaves.text(task.organisation)} {leaves.text(task.role_label)}"
            lines.append(f'<li><b>{leaves.text(task.title)}</b> {due}<span class="sub who">{who}</span></li>')
        for clock in self.d.contract_facts.clocks if self.d.contract_facts else ():
            if clock.done_at:
                done = f"{local_day(clock.done_at):%m-%d}"
                when = leaves.tag(f"{done} {late}", "warn") if clock.late else leaves.tag(done, "ok")
                due = _("期限 %(day)s") % {"day": _iso(clock.due)}
                counted = leaves.text(f"{due} {clock.counted}".strip())
                lines.append(f'<li>{leaves.text(clock.label)} {when} <span class="sub">{counted}</span> {leaves.cited(clock.clause)}</li>')
        return _safe("".join(lines))
