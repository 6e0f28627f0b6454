"""What may be scored: sums, bounds of the price weight, kinds and words the law does not allow. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from bailu.kernel.verdict import ALLOWED, Verdict, all_of, refuse
from bailu.law.params import Regime
from bailu.procurement.enums import CriterionKind, Method

FULL = Decimal(100)

#: Kinds that may not be scored, each with the clause that says so.
FORBIDDEN: dict[str, str] = {
    CriterionKind.QUALIFICATION: "IR2015:34",
    CriterionKind.REGIONAL_RECORD: "IR2015:20",
    CriterionKind.REGIONAL_PRIZE: "IR2015:20",
    CriterionKind.SIZE: "IR2015:20",
    CriterionKind.OWNERSHIP: "IR2015:20",
}

#: Words in a title that mostly stand for one of the forbidden kinds: a person looks again and answers for it.
DOUBTFUL_WORDS = (
    "本市", "本省", "本地", "厦门", "福建", "思明", "湖里", "海沧", "集美", "同安", "翔安", "省内", "市内", "区内",
    "获奖", "奖项", "荣誉", "称号", "注册资本", "注册资金", "资产总额", "营业收入", "利润", "纳税额", "从业人员",
    "成立年限", "成立满", "所有制", "国有", "民营", "外资", "指定", "品牌", "资质证书", "营业执照", "年检",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Criterion:
    code: str
    title: str
    max: Decimal
    kind: str
    standard: str = ""

    def plain(self) -> dict[str, str]:
        return {"code": self.code, "title": self.title, "max": str(self.max), "kind": self.kind, "standard": self.standard}


def parse(rows: Iterable[Mapping[str, Any]]) -> list[Criterion]:
    """Rows of a form or of a stored procedure; codes are given where they are missing."""
    return [
        Criterion(
            str(row.get("code") or f"C{place}"),
            str(row["title"]).strip(),
            Decimal(str(row["max"])),
            str(row["kind"]),
            str(row.get("standard") or "").strip(),
        )
        for place, row in enumerate(rows, 1)
    ]


def well_formed(criteria: Sequence[Criterion], price_weight: Decimal) -> Verdict:
    """Codes once each, every maximum positive, 100 points together, the price once and with its weight (IR2015:34)."""
    if len({c.code for c in criteria}) != len(criteria):
        return refuse(_("评分项的代码有重复。"), "IR2015:34", code="codes")
    if any(c.max <= 0 or not c.title for c in criteria):
        return refuse(_("每个评分项须有名称，分值须大于零。"), "IR2015:34", code="max")
    total = sum((c.max for c in criteria), Decimal(0))
    if total != FULL:
        return refuse(_("评分项合计%(total)s分，应为100分。") % {"total": total.normalize().__format__("f")}, "IR2015:34", code="sum")
    prices = [c for c in criteria if c.kind == CriterionKind.PRICE]
    if len(prices) != 1:
        return refuse(_("评分标准须有且只有一项价格分。"), "IR2015:34", code="price_item")
    if prices[0].max != price_weight:
        return refuse(_("价格项的分值须等于价格权重。"), "IR2015:34", code="price_item")
    return ALLOWED


def quantified(criteria: Sequence[Criterion]) -> Verdict:
    """Each scored item says what earns the points (IR2015:34)."""
    bare = [c.title for c in criteria if c.kind != CriterionKind.PRICE and not c.standard]
    if not bare:
        return ALLOWED
    return refuse(_("评分项须写明量化的得分标准：%(titles)s。") % {"titles": _("、").join(bare)}, "IR2015:34", code="standard")


def price_weight(weight: Decimal, method: str, regime: Regime) -> Verdict:
    """For services the price weighs 10 to 30 of 100 (ML18:52, CK214:24)."""
    least = regime["award.price_weight_min"]
    most = regime["award.price_weight_max_tender" if method == Method.OPEN_TENDER else "award.price_weight_max_consultation"]
    low = Decimal(0) if least.off else _points(least.amount)
    high = FULL if most.off else _points(most.amount)
    if low <= weight <= high:
        return ALLOWED
    clause = least.clause if weight < low else most.clause
    reason = _("价格权重为%(weight)s，服务项目应在%(low)s至%(high)s之间。")
    return refuse(reason % {"weight": f"{weight.normalize():f}", "low": f"{low:f}", "high": f"{high:f}"}, clause, code="weight")


def _points(share: Decimal) -> Decimal:
    """A share of the whole as points of 100."""
    return (share * FULL).quantize(Decimal(1))


def lawful_kinds(criteria: Sequence[Criterion]) -> Verdict:
    """Neither qualification nor regional or trade record and prizes, size or ownership is scored (IR2015:20, IR2015:34)."""
    for criterion in criteria:
        clause = FORBIDDEN.get(criterion.kind)
        if clause:
            reason = _("“%(title)s”属于“%(kind)s”，不得作为评分项。")
            return refuse(reason % {"title": criterion.title, "kind": CriterionKind(criterion.kind).label}, clause, code="kind")
    return ALLOWED


def doubtful(texts: Iterable[str]) -> list[str]:
    """Sentences that warn: the text, and the word that makes it doubtful."""
    found = []
    for text in texts:
        word = next((w for w in DOUBTFUL_WORDS if w in text), "")
        if word:
            found.append(_("“%(text)s”含有“%(word)s”，可能构成差别待遇。") % {"text": text, "word": word})
    return found


def looked_at(texts: Iterable[str], *, confirmed: bool) -> Verdict:
    """Doubtful words are either changed or answered for."""
    warnings = doubtful(texts)
    if not warnings or confirmed:
        return ALLOWED
    return refuse(_("请修改，或确认不含差别待遇：") + _("；").join(warnings), "IR2015:20", code="doubtful")


def lawful(criteria: Sequence[Criterion], weight: Decimal, method: str, regime: Regime) -> Verdict:
    """All of it, the first that is wrong."""
    return all_of(lawful_kinds(criteria), well_formed(criteria, weight), quantified(criteria), price_weight(weight, method, regime))
