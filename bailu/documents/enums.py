"""What kinds of documents a purchase produces, and how far each is."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class DocumentKind(TextChoices):
    """The eight papers of a purchase, in the order in which they arise."""

    PROCUREMENT_NOTICE = "procurement_notice", _("采购公告")
    OPENING_MINUTES = "opening_minutes", _("开标记录")
    REVIEW_REPORT = "review_report", _("评审报告")
    AWARD_NOTICE = "award_notice", _("中标（成交）通知书及结果公告")
    CONTRACT = "contract", _("政府采购合同")
    EVALUATION_REPORT = "evaluation_report", _("绩效评估报告")
    PAYMENT_CLAIM = "payment_claim", _("资金支付申请书")
    ACCEPTANCE_CERTIFICATE = "acceptance_certificate", _("履约验收书")


class DocumentState(TextChoices):
    """A draft can be edited; what is issued never changes again."""

    DRAFT = "draft", _("草稿")
    ISSUED = "issued", _("已印发")


# The letters in a document's number: P-2015-0001-GG01 is the first notice of its purchase.
NUMBER_CODES: dict[str, str] = {
    DocumentKind.PROCUREMENT_NOTICE: "GG",
    DocumentKind.OPENING_MINUTES: "KB",
    DocumentKind.REVIEW_REPORT: "PS",
    DocumentKind.AWARD_NOTICE: "ZB",
    DocumentKind.CONTRACT: "HT",
    DocumentKind.EVALUATION_REPORT: "PG",
    DocumentKind.PAYMENT_CLAIM: "ZF",
    DocumentKind.ACCEPTANCE_CERTIFICATE: "YS",
}

# What the law makes public once it is issued: the notice (采购法 11), the award (条例 43), the contract (条例 50) and the
# acceptance of a service for the public (条例 45).
PUBLIC_KINDS = frozenset(
    {
        DocumentKind.PROCUREMENT_NOTICE,
        DocumentKind.AWARD_NOTICE,
        DocumentKind.CONTRACT,
        DocumentKind.ACCEPTANCE_CERTIFICATE,
    }
)

# Papers that name people who are not acting for their office in public: each look at one is recorded.
PERSONAL_KINDS = frozenset(
    {
        DocumentKind.REVIEW_REPORT,
        DocumentKind.EVALUATION_REPORT,
        DocumentKind.PAYMENT_CLAIM,
    }
)
