"""What the screens of the contract ask for, in plain words."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from bailu.contracts.enums import SIX_TERMS, MilestoneKind
from bailu.ui.fields import amount, day, shaped, text


class Terms(forms.Form):
    """The wording of the terms; term and amount stay those of the notice and the award."""

    scope = text(SIX_TERMS["scope"], _("为谁、在哪里、提供什么服务。"), rows=3)
    quantity = text(SIX_TERMS["quantity"], _("已从项目目标带入，不得低于采购公告。"), rows=3)
    quality = text(SIX_TERMS["quality"], _("已从项目目标带入，不得低于采购公告。"), rows=3)
    payment = text(SIX_TERMS["payment"], _("写清每一期付多少、什么时候付。改了付款比例，请同时改这里。"), rows=4)
    breach = text(SIX_TERMS["breach"], _("哪一方做不到时怎么办。"), rows=5)


class Draft(Terms):
    """The draft of a contract, filled from notice, bid and award."""

    term_from = day(_("服务期限开始"))
    term_to = day(_("服务期限结束"), _("不得长于采购公告的服务期。"))
    amount = amount(_("合同金额"), _("须与中标（成交）金额一致。"))
    share_1 = shaped(forms.DecimalField(label=_("第1期比例"), max_digits=5, decimal_places=2, min_value=0), unit="%", span="third")
    share_2 = shaped(
        forms.DecimalField(label=_("第2期比例"), max_digits=5, decimal_places=2, min_value=0, required=False), unit="%", span="third"
    )
    share_3 = shaped(
        forms.DecimalField(label=_("第3期比例"), max_digits=5, decimal_places=2, min_value=0, required=False), unit="%", span="third"
    )

    sections = (
        (_("服务范围、数量、质量"), ("scope", "quantity", "quality")),
        (_("服务期限"), ("term_from", "term_to")),
        (_("资金支付方式"), ("amount", "share_1", "share_2", "share_3", "payment"), _("各期比例之和为100%")),
        (_("违约责任"), ("breach",)),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for place, kind in enumerate(MilestoneKind, 1):
            self.fields[f"share_{place}"].help_text = str(kind.label)

    def clean(self) -> dict[str, Any]:
        """The instalments as one list; an empty one at the end is left out."""
        data = super().clean() or {}
        shares = [data.pop(f"share_{place}", None) for place in (1, 2, 3)]
        while shares and not shares[-1]:
            shares.pop()
        data["shares"] = [share or Decimal(0) for share in shares]
        return data


class Reason(forms.Form):
    reason = text(_("理由"), _("对方会看到，请写清要改什么。"), rows=3, longest=500)


class Filing(forms.Form):
    filing_no = forms.CharField(label=_("备案号"), max_length=60, help_text=_("财政部门给出的备案号。"))


class Start(forms.Form):
    on = day(_("开始服务日"), _("在合同期限之内。从这一天起可以记录服务。"))


class NewClaim(forms.Form):
    """The instalment's amount is known; only what is deducted and what shows it is asked."""

    deduction = amount(_("扣减金额"), _("没有扣减时留空。"), required=False)
    deduction_reason = shaped(text(_("扣减原因"), rows=2, longest=500, required=False), mark=_("有扣减的必填"))
    invoice_no = forms.CharField(label=_("发票号码"), required=False, max_length=60)
    evidence = text(_("达到付款条件的说明"), _("写入资金支付申请书。"), rows=3, longest=1000, required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        data["deduction"] = data.get("deduction") or Decimal(0)
        if data["deduction"] and not data.get("deduction_reason"):
            raise ValidationError({"deduction_reason": _now("请写明扣减原因。")})
        return data


class Opinion(forms.Form):
    opinion = text(_("审核意见"), _("写入资金支付申请书。"), rows=2, longest=500, required=False)
