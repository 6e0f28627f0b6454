"""The public story of one purchase, as its page tells it: what is needed, who was chosen by whom, what was agreed, what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bailu.award.models import Award
from bailu.contracts.models import ContractTarget
from bailu.delivery import queries as delivery
from bailu.documents.models import Document
from bailu.kernel.words import Words
from bailu.organisations.models import Organisation
from bailu.planning import queries as plans
from bailu.planning.models import Project
from bailu.publicity.ocds.process import ocid
from bailu.publicity.queries import purchases
from bailu.publicity.queries.purchases import Agreement, Purchase, Round
from bailu.ui.steps import Happening, Pace, Stop
from bailu.ui.timeleft import local_day

HUNDRED = Decimal(100)
ASSUMED: dict[str, Words] = {
    "title": gettext_lazy("名称"),
    "amount": gettext_lazy("金额"),
    "area": gettext_lazy("服务区域"),
    "summary": gettext_lazy("问题概述"),
    "content": gettext_lazy("服务内容"),
    "people_planned": gettext_lazy("计划服务数"),
    "months": gettext_lazy("服务期"),
    "survey": gettext_lazy("摸底调查"),
    "costing": gettext_lazy("成本核算"),
    "targets": gettext_lazy("目标"),
    "calendar": gettext_lazy("办理日期"),
    "method": gettext_lazy("采购方式"),
    "bidders": gettext_lazy("其他投标人"),
}


@dataclass(frozen=True, slots=True)
class Reached:
    """A target and how far it is, in percent of its goal; no figure where it was not measured yet."""

    target: ContractTarget
    done: Decimal | None
    rate: Decimal | None

    @property
    def parts(self) -> list[tuple[str, Decimal, str]]:
        reached = min(self.rate or Decimal(0), HUNDRED)
        return [(_("完成"), reached, "p1")]


@dataclass(frozen=True, slots=True)
class Result:
    """An announced award with what its notice says of the review: the experts by law, the ranking."""

    award: Award
    stands: bool
    experts: tuple[str, ...]
    ranking: tuple[dict[str, Any], ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Story:
    purchase: Purchase
    populations: tuple[str, ...]
    fields: tuple[str, ...]
    results: tuple[Result, ...]
    reached: tuple[Reached, ...]
    papers: tuple[Document, ...]
    stops: tuple[Stop, ...]
    happenings: tuple[Happening, ...]
    ocids: tuple[str, ...]

    @property
    def project(self) -> Project:
        return self.purchase.project

    @property
    def last(self) -> Round:
        return self.purchase.last

    @property
    def agreement(self) -> Agreement | None:
        return self.purchase.last.agreement

    @property
    def paid(self) -> Decimal:
        return sum((claim.amount for claim in self.agreement.paid), Decimal(0)) if self.agreement else Decimal(0)

    @property
    def assumed(self) -> list[Words]:
        """Fields of the plan whose facts are assumed, not taken from a document, in words."""
        return [ASSUMED.get(name, name) for name in self.project.assumed]


def story(no: str) -> Story:
    """Raises OutOfScope while nothing of the purchase is published. At most ten queries, one more for groups beyond the list."""
    found = purchases.purchase(no, bidders=False)
    project = found.project
    names = plans.names_of((*project.populations, *project.fields))
    agreement = found.last.agreement
    return Story(
        purchase=found,
        populations=tuple(names[code] for code in project.populations),
        fields=tuple(names[code] for code in project.fields),
        results=tuple(_result(found, each, award) for each in reversed(found.rounds) for award in reversed(each.awards)),
        reached=tuple(map(_reached, agreement.targets)) if agreement else (),
        papers=tuple(sorted(found.papers.values(), key=lambda paper: paper.pk)),
        stops=tuple(_stops(found.last)),
        happenings=tuple(sorted(_happenings(found), key=lambda each: each.at)[::-1]),
        ocids=tuple(ocid(no, each.ordinal) for each in found.rounds),
    )


def bodies(found: Story) -> set[Organisation]:
    """Every organisation the page names."""
    named = {each.procedure.purchaser for each in found.purchase.rounds} | {result.award.provider for result in found.results}
    named |= {each.procedure.agency for each in found.purchase.rounds if each.procedure.agency is not None}
    return named | {found.project.purchaser}


def _result(found: Purchase, own: Round, award: Award) -> Result:
    """The experts' names and the ranking stand in the notice, which is public; before its paper is, nothing of them is shown."""
    paper = found.papers.get(award.notice_document_id or 0)
    said: dict[str, Any] = paper.data if paper else {}
    return Result(
        award, own.fell(award) is None, tuple(said.get("experts", ())), tuple(said.get("ranking", ())), str(said.get("reason", ""))
    )


def _reached(target: ContractTarget) -> Reached:
    facts = delivery.TargetFacts(target, target.progress.done if hasattr(target, "progress") else None)
    return Reached(target, facts.done, facts.rate if facts.done is not None else None)


def _stops(last: Round) -> list[Stop]:
    """The five public stations, from the notice to the settlement."""
    procedure, agreement = last.procedure, last.agreement
    ended = procedure.ended_at is not None
    standing = last.awards[-1] if last.awards and not ended else None
    contract = agreement.contract if agreement else None
    reached = [
        (_("公告"), procedure.published_at),
        (_("结果"), standing.noticed_at if standing else None),
        (_("合同"), contract.published_at if contract else None),
        (_("已验收"), agreement.acceptance.created_at if agreement and agreement.acceptance else None),
        (_("结清"), contract.settled_at if contract else None),
    ]
    stops, now = [], False
    for label, at in reached:
        pace = Pace.DONE if at else Pace.TODO
        if at is None and not now:
            now, pace = True, Pace.STOPPED if ended else Pace.NOW
        stops.append(Stop(label, pace, f"{local_day(at):%Y-%m-%d}" if at else ""))
    return stops


def _happenings(found: Purchase) -> list[Happening]:
    told = []
    for each in found.rounds:
        procedure = each.procedure
        assert procedure.published_at is not None
        told.append(Happening(_("发布%(what)s公告") % {"what": procedure.get_method_display()}, procedure.published_at))
        told += [Happening(_("采购文件有澄清或修改"), c.issued_at) for c in each.clarifications]
        told += [Happening(_("供应商询问已答复"), e.answered_at) for e in each.answered if e.answered_at]
        told += [_announced(award) for award in each.awards]
        fallen = [(award, each.fell(award)) for award in each.awards]
        told += [Happening(_("原结果作废"), at, note=award.provider.name, tone="stop") for award, at in fallen if at]
        if procedure.ended_at:
            told.append(Happening(_("采购终止"), procedure.ended_at, note=procedure.end_reason, tone="stop"))
        if each.agreement:
            told += _agreed(each.agreement)
    return told


def _announced(award: Award) -> Happening:
    assert award.noticed_at is not None
    return Happening(_("结果已公告"), award.noticed_at, note=award.provider.name)


def _agreed(agreement: Agreement) -> list[Happening]:
    contract = agreement.contract
    assert contract.published_at is not None
    told = [Happening(_("合同已公告"), contract.published_at)]
    told += [
        Happening(_("第%(no)s期款已支付") % {"no": c.milestone.no}, c.paid_at, note=f"{c.amount:,.2f}") for c in agreement.paid if c.paid_at
    ]
    told += [
        Happening(_("公布%(what)s") % {"what": e.get_kind_display()}, e.published_at, note=e.get_grade_display())
        for e in agreement.evaluations
        if e.published_at
    ]
    if agreement.acceptance:
        told.append(Happening(_("履约验收"), agreement.acceptance.created_at))
    if contract.settled_at:
        told.append(Happening(_("结清"), contract.settled_at))
    return told


def files_of(found: Story) -> list[tuple[Document, list[tuple[str, str]]]]:
    """Each public paper with the addresses of its files; a paper still being printed has none yet."""
    made = []
    for paper in found.papers:
        forms = [("PDF", "pdf", paper.pdf), ("Word", "word", paper.docx)]
        made.append((paper, [(label, reverse("documents:file", args=[paper.pk, form])) for label, form, file in forms if file]))
    return made
