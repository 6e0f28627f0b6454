"""From data and free texts to a paper: one module a kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from bailu.documents.blocks import Paper
from bailu.documents.compose import (
    acceptance_certificate,
    award_notice,
    contract,
    evaluation_report,
    opening_minutes,
    payment_claim,
    procurement_notice,
    review_report,
)
from bailu.documents.compose.page import Page
from bailu.documents.compose.sheet import Sheet
from bailu.documents.enums import DocumentKind

COMPOSERS: dict[str, Callable[[Page, str], None]] = {
    DocumentKind.PROCUREMENT_NOTICE: procurement_notice.compose,
    DocumentKind.OPENING_MINUTES: opening_minutes.compose,
    DocumentKind.REVIEW_REPORT: review_report.compose,
    DocumentKind.AWARD_NOTICE: award_notice.compose,
    DocumentKind.CONTRACT: contract.compose,
    DocumentKind.EVALUATION_REPORT: evaluation_report.compose,
    DocumentKind.PAYMENT_CLAIM: payment_claim.compose,
    DocumentKind.ACCEPTANCE_CERTIFICATE: acceptance_certificate.compose,
}


def compose(kind: str, data: Mapping[str, Any], sections: Sequence[Mapping[str, Any]], *, title: str, number: str, draft: bool) -> Paper:
    """The paper of a document, from checked data (``shapes.checked``) and its sections."""
    sheet = Sheet.of(data)
    page = Page(sheet, sections)
    COMPOSERS[kind](page, sheet.text("number") or f"编号：{number}")
    return page.paper(title, draft=draft)
