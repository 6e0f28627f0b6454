"""The free texts of each kind: what the office may edit before issue, and what may not stay empty."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bailu.documents.enums import DocumentKind as K


@dataclass(frozen=True)
class Section:
    """A free text. ``clause`` says by which clause a required one may not be empty."""

    key: str
    heading: str
    required: bool = False
    clause: str = ""


_OTHER = Section("other", "其他事项")

SECTIONS: dict[str, tuple[Section, ...]] = {
    K.PROCUREMENT_NOTICE: (
        Section("demand", "采购需求", required=True, clause="XM2015:3.4"),
        Section("method_reason", "采用该采购方式的理由"),
        _OTHER,
    ),
    K.OPENING_MINUTES: (Section("notes", "异议、答复及其他记录事项"),),
    K.REVIEW_REPORT: (
        Section("clarifications", "澄清、说明与补正"),
        Section("recommendation", "评审结论与推荐意见", required=True, clause="IR2015:43"),
    ),
    K.AWARD_NOTICE: (Section("subject", "主要标的"), _OTHER),
    K.CONTRACT: (
        Section("scope", "服务范围", required=True, clause="XM2015:3.4"),
        Section("quantity", "服务数量", required=True, clause="XM2015:3.4"),
        Section("quality", "服务质量", required=True, clause="XM2015:3.4"),
        Section("term", "服务期限", required=True, clause="XM2015:3.4"),
        Section("payment", "资金支付", required=True, clause="XM2015:3.4"),
        Section("breach", "违约责任", required=True, clause="XM2015:3.4"),
        Section("evaluation", "绩效评估与验收"),
        Section("confidentiality", "保密与个人信息保护"),
        Section("amendment", "合同的变更与终止"),
        Section("disputes", "争议的解决"),
        Section("other", "其他约定"),
    ),
    K.EVALUATION_REPORT: (
        Section("approach", "评估方法"),
        Section("strengths", "主要成效"),
        Section("conclusion", "评估结论", required=True, clause="XM2015:3.7"),
        Section("provider_reply", "承接方的意见与答复"),
    ),
    K.PAYMENT_CLAIM: (Section("condition_met", "支付条件成就情况", required=True, clause="XM2015:3.4"),),
    K.ACCEPTANCE_CERTIFICATE: (
        Section("shortfalls", "不足与后续要求"),
        Section("conclusion", "验收结论", required=True, clause="IR2015:45"),
    ),
}


def initial(kind: str, data: Mapping[str, Any]) -> list[dict[str, str]]:
    """The sections of a new draft, with the text the station gave."""
    return [{"key": s.key, "heading": s.heading, "text": str(data.get(s.key) or "")} for s in SECTIONS[kind]]


def empty_required(kind: str, sections: list[dict[str, str]]) -> list[Section]:
    """The sections that must be written before issue and are not."""
    texts = {section["key"]: section["text"] for section in sections}
    return [s for s in SECTIONS[kind] if s.required and not texts.get(s.key, "").strip()]
