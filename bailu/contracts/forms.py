"""What the screens of the contract ask for, in plain words."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from bailu.contracts.enums import SIX_TERMS, MilestoneKind


def _text(label: Any, rows: int, help_text: Any) -> forms.CharField:
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": rows}), max_length=4000, help_text=help_text)


def _day(label: Any, help_text: Any = "") -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), help_text=help_text)


class Terms(forms.Form):
    """The wording of the terms; term and amount stay those of the notice and the award."""

    scope = _text(SIX_TERMS["scope"], 3, _("为谁、在哪里、提供什么服务。"))
    quantity = _text(SIX_TERMS["quantity"], 3, _("已从项目目标带入，不得低于采购公告。"))
    quality = _text(SIX_TERMS["quality"], 3, _("已从项目目标带入，不得低于采购公告。"))
    payment = _text(SIX_TERMS["payment"], 4, _("写清每一期付多少、什么时候付。改了付款比例，请同时改这里。"))
    breach = _text(SIX_TERMS["breach"], 5, _("哪一方做不到时怎么办。"))


class Draft(Terms):
    """The draft of a contract, filled from notice, bid and award."""

    term_from = _day(_("服务期限开始"))
    term_to = _day(_("服务期限结束"), _("不得长于采购公告的服务期。"))
    amount = forms.DecimalField(label=_("合同金额"), max_digits=14, decimal_places=2, help_text=_("须与中标（成交）金额一致。"))
    share_1 = forms.DecimalField(label=_("第1期比例"), max_digits=5, decimal_places=2, min_value=0)
    share_2 = forms.DecimalField(label=_("第2期比例"), max_digits=5, decimal_places=2, min_value=0, required=False)
    share_3 = forms.DecimalField(label=_("第3期比例"), max_digits=5, decimal_places=2, min_value=0, required=False)

    sections = (
        (_("服务范围、数量、质量"), ("scope", "quantity", "quality")),
        (_("服务期限"), ("term_from", "term_to")),
        (_("资金支付方式"), ("amount", "share_1", "share_2", "share_3", "payment"), _("各期比例之和为100%")),
        (_("违约责任"), ("breach",)),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("term_from", "term_to"):
            self.fields[name].span = "half"  # type: ignore[attr-defined]
        self.fields["amount"].unit = _("元")  # type: ignore[attr-defined]
        for place, kind in enumerate(MilestoneKind, 1):
            field = self.fields[f"share_{place}"]
            field.unit, field.span, field.help_text = "%", "third", kind.label  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """The instalments as one list; an empty one at the end is left out."""
        data = super().clean() or {}
        shares = [data.pop(f"share_{place}", None) for place in (1, 2, 3)]
        while shares and not shares[-1]:
            shares.pop()
        data["shares"] = [share or Decimal(0) for share in shares]
        return data


class Reason(forms.Form):
    reason = forms.CharField(
        label=_("理由"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}), help_text=_("对方会看到，请写清要改什么。")
    )


class Filing(forms.Form):
    filing_no = forms.CharField(label=_("备案号"), max_length=60, help_text=_("财政部门给出的备案号。"))


class Start(forms.Form):
    on = _day(_("开始服务日"), _("在合同期限之内。从这一天起可以记录服务。"))


class NewClaim(forms.Form):
    """The instalment's amount is known; only what is deducted and what shows it is asked."""

    deduction = forms.DecimalField(
        label=_("扣减金额"), max_digits=14, decimal_places=2, min_value=0, required=False, help_text=_("没有扣减时留空。")
    )
    deduction_reason = forms.CharField(label=_("扣减原因"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
    invoice_no = forms.CharField(label=_("发票号码"), required=False, max_length=60)
    evidence = forms.CharField(
        label=_("达到付款条件的说明"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("写入资金支付申请书。"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["deduction"].unit = _("元")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        data["deduction"] = data.get("deduction") or Decimal(0)
        if data["deduction"] and not data.get("deduction_reason"):
            raise ValidationError({"deduction_reason": _now("请写明扣减原因。")})
        return data


class Opinion(forms.Form):
    opinion = forms.CharField(
        label=_("审核意见"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2}), help_text=_("写入资金支付申请书。")
    )
