"""What the screens of this room ask for, in plain words."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bailu.funds.enums import BudgetLevel, FundingSource, LinePurpose
from bailu.funds.models import BudgetLine
from bailu.funds.sheets import MOST_BYTES
from bailu.kernel import clock
from bailu.organisations.enums import OrganisationFunction
from bailu.organisations.models import CITY, Organisation
from bailu.ui.fields import Offered, amount, file_input, number, shaped, text
from bailu.ui.formviews import Sections


class OrganisationChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return str(obj.name)


class Line(forms.Form):
    """A budget line as it is proposed or put right."""

    title = forms.CharField(label=_("名称"), max_length=120, help_text=_("写清年度和用途，例如“2015年购买社会工作服务经费”。"))
    level = shaped(forms.ChoiceField(label=_("预算级次"), choices=BudgetLevel.choices, help_text=_("由哪一级财政安排。")), span="half")
    treasury = OrganisationChoice(label=_("财政部门"), queryset=Organisation.objects.none(), help_text=_("报送给哪一个财政部门审批。"))
    source = shaped(
        forms.ChoiceField(
            label=_("资金来源"),
            choices=FundingSource.choices,
            help_text=_("福利彩票公益金只能用于基础设施建设；基金会和企业资助须写明出资方。"),
        ),
        span="half",
        clause="XM2015:3.6",
    )
    giver = shaped(forms.CharField(label=_("出资方"), max_length=120, required=False), span="half", mark=_("基金会或企业出资的必填"))
    purpose = forms.ChoiceField(label=_("用途"), choices=LinePurpose.choices)
    amount = amount(_("金额"), _("要能覆盖服务款和另列的评估费。批准后才能用于项目。"), clause="XM2015:3.6")

    sections: Sections = (
        (_("预算"), ("title", "year", "level", "treasury")),
        (_("资金"), ("source", "giver", "purpose", "amount")),
    )

    def __init__(self, *args: Any, county: str = CITY, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        near = Organisation.objects.filter(function=OrganisationFunction.FINANCE, division_id__in=(county, CITY)).order_by("-division_id")
        self.fields["treasury"].queryset = near  # type: ignore[attr-defined]


class NewLine(Line):
    year = number(_("年度"), least=2013, most=2100)
    submit_now = forms.BooleanField(
        label=_("保存后报送财政部门审批"), required=False, initial=True, help_text=_("审批期间不能修改。不勾选的只保存，以后再报送。")
    )

    sections = (*Line.sections, (_("报送"), ("submit_now",)))

    def __init__(self, *args: Any, county: str = CITY, **kwargs: Any) -> None:
        super().__init__(*args, county=county, **kwargs)
        year = clock.today().year
        self.fields["year"].initial = year
        self.fields["title"].initial = gettext("%(year)s年购买社会工作服务经费") % {"year": year}
        self.fields["level"].initial = BudgetLevel.CITY if county == CITY else BudgetLevel.DISTRICT
        self.fields["treasury"].initial = self.fields["treasury"].queryset.first()  # type: ignore[attr-defined]


class Note(forms.Form):
    note = text(_("审核意见"), _("会写入办理记录，报送单位能看到。"), rows=2, longest=500, required=False)


class Reason(forms.Form):
    reason = text(_("理由"), _("对方会看到，请写清要改什么。"), rows=3, longest=500)


class Supplement(Reason):
    amount = amount(_("追加金额"), _("在已批准的金额之外增加多少。"))

    field_order: tuple[str, ...] = ("amount", "reason")


class LineChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.no} {obj.title}"


class Return(Reason):
    """How much of a line goes back, and why."""

    amount = amount(_("金额"), _("不能超过这个预算项目的可用余额。"))

    field_order: tuple[str, ...] = ("amount", "reason")


class Movement(Offered, Return):
    target = LineChoice(
        label=_("转入预算项目"), queryset=BudgetLine.objects.none(), help_text=_("只列出资金来源、出资方和用途相同、已批准的预算项目。")
    )

    offers = {"target": "lines"}
    field_order = ("target", "amount", "reason")


#: A key of this length or longer is no key of the database.
LONGEST_KEY = 19


class Chosen(forms.TypedMultipleChoiceField):
    """Keys among those offered. What was offered may be gone by the second click, so the act decides, not the form."""

    def valid_value(self, value: Any) -> bool:
        return str(value).isdecimal() and len(str(value)) < LONGEST_KEY


class Batch(Offered, Note):
    orders = Chosen(
        label=_("支付令"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("付款期限最近的在前。勾选的支付令即视为已审核。"),
        error_messages={"required": _("请至少选择一张支付令。")},
    )

    offers = {"orders": "waiting"}
    field_order = ("orders", "note")


class BankReturn(forms.Form):
    upload = forms.FileField(
        label=_("银行回单文件"),
        help_text=_("Excel（.xlsx）或 CSV，不超过 5 MB。表头须有：支付令号、金额、结果、银行流水号、原因；结果写“已付”或“退回”。"),
        widget=file_input(accept=(".xlsx", ".csv"), most=MOST_BYTES),
    )


class Appropriations(forms.Form):
    upload = forms.FileField(
        label=_("拨款表"),
        help_text=_("Excel（.xlsx）或 CSV，不超过 5 MB、5000 行。请用模板填写，不要改动表头。"),
        widget=file_input(accept=(".xlsx", ".csv"), most=MOST_BYTES),
    )
