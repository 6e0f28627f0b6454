"""The forms of this room; choices that depend on the purchase are handed in by the views."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bailu.award.enums import ExpertField
from bailu.ui.fields import Offered, either, number, text


class Draw(Offered):
    offers = {"representatives": "people"}

    experts = number(_("抽取专家人数"), _("专家不少于成员总数的三分之二，成员总数为单数。"), least=1, most=30, initial=4)
    field = forms.ChoiceField(label=_("专业范围"), required=False, choices=[("", _("不限专业")), *ExpertField.choices])
    representatives = forms.TypedMultipleChoiceField(
        label=_("采购人代表"),
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("从采购人的经办人员中指定；采购经办人和负责人不能担任。"),
    )
    entropy = forms.CharField(
        label=_("当场取得的随机文字"),
        max_length=120,
        help_text=_("如当日公开的开奖号码。它与采购编号、日期一起决定抽取次序并记入抽取记录，任何人都可以重算。"),
    )


class Replace(Offered):
    offers = {"representative": "people"}

    reason = text(_("更换原因"), rows=3, longest=200)
    representative = forms.TypedChoiceField(label=_("改派的采购人代表"), coerce=int)


class Declare(forms.Form):
    tie = forms.ChoiceField(
        label=_("声明"),
        widget=forms.RadioSelect,
        choices=[
            ("no", _("我与各投标人没有劳动、任职、出资、控制、亲属等利害关系")),
            ("yes", _("我有利害关系，应当回避")),
        ],
    )
    note = forms.CharField(label=_("有什么利害关系"), max_length=200, required=False, help_text=_("声明有利害关系时填写。"))


class Check(forms.Form):
    passed = either(_("审查结论"), _("资格和符合性审查通过"), _("无效"))
    reason = text(_("无效原因"), _("判为无效时写明对应采购文件的哪一条。"), rows=3, required=False)
    explanation = text(_("供应商对报价的说明"), _("报价异常低时，写明供应商的说明和接受的理由。"), rows=3, required=False)


class SignReport(forms.Form):
    agrees = either(_("意见"), _("同意评审报告"), _("有不同意见"))
    dissent = text(_("不同意见及理由"), rows=3, required=False)


class Fail(forms.Form):
    reason = text(_("补充说明"), rows=3, required=False)


class Decide(Offered):
    offers = {"bid_id": "ranked"}

    bid_id = forms.TypedChoiceField(label=_("确定的供应商"), coerce=int, widget=forms.RadioSelect)
    reason = text(_("理由"), rows=3, required=False)


class DecideNext(Decide):
    refusal = text(_("供应商放弃的原因和凭据"), rows=3)
    reason = text(_("确定下一候选人的理由"), rows=3)
    field_order = ("refusal", "bid_id", "reason")


class Admit(Offered):
    offers = {"person_id": "people"}

    person_id = forms.TypedChoiceField(label=_("专家"), coerce=int, help_text=_("须已有评审专家岗位。"))
    field = forms.ChoiceField(label=_("专业"), choices=ExpertField.choices)
    title = forms.CharField(label=_("职称或资格"), max_length=60, required=False)
    employer = forms.CharField(label=_("工作单位"), max_length=120, required=False)


class Retire(forms.Form):
    reason = forms.CharField(label=_("出库原因"), max_length=200)


def points_name(bid_id: int, place: int) -> str:
    return f"p-{bid_id}-{place}"


def comment_name(bid_id: int, place: int) -> str:
    return f"c-{bid_id}-{place}"


class ScoreSheet(forms.Form):
    """One field for the points and one for the words of every criterion of every bid; nothing is required until signing."""

    def __init__(self, *args: Any, cells: Iterable[tuple[int, int, str, Any]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for bid_id, place, label, most in cells:
            self.fields[points_name(bid_id, place)] = forms.DecimalField(
                label=label,
                required=False,
                min_value=0,
                max_value=most,
                max_digits=5,
                decimal_places=2,
                widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "data-points": str(bid_id)}),
            )
            self.fields[comment_name(bid_id, place)] = forms.CharField(label=label, required=False, max_length=300)
