"""Forms of the preparation: start, method, documents, dates."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bailu.kernel.words import Words
from bailu.organisations.enums import OrganisationKind
from bailu.organisations.models import Organisation
from bailu.procurement.enums import CriterionKind
from bailu.procurement.enums import Method as Methods
from bailu.procurement.forms.fields import Lines, text
from bailu.ui.fields import amount, day, moment, shaped
from bailu.ui.formviews import Sections


class Start(forms.Form):
    method = forms.ChoiceField(label=_("采购方式"), choices=Methods.choices, widget=forms.RadioSelect)
    agency = forms.ModelChoiceField(
        label=_("采购代理机构"),
        queryset=Organisation.objects.none(),
        required=False,
        help_text=_("委托代理机构的，选择该机构；自行采购的不选。"),
        empty_label=_("自行采购"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = Organisation.objects.filter(kind=OrganisationKind.PROCUREMENT_AGENCY)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        agency = found.pop("agency", None)
        return found | {"agency_id": agency.pk if agency else None}


class Method(forms.Form):
    method = forms.ChoiceField(label=_("采购方式"), choices=Methods.choices, widget=forms.RadioSelect)


class RequestApproval(forms.Form):
    reason = text(_("采用竞争性磋商的理由"), _("写明服务的性质、为何不能或不宜公开招标；市财政部门据此审批。"))


class Approve(forms.Form):
    opinion = text(_("批准意见"), required=False, rows=3)


class RefuseMethod(forms.Form):
    opinion = text(_("不予批准的理由"), rows=3)


class CriterionRow(forms.Form):
    kind = forms.ChoiceField(label=_("类别"), choices=CriterionKind.choices)
    title = forms.CharField(label=_("评分项"), max_length=80)
    max = forms.DecimalField(label=_("分值"), min_value=0, max_value=100, max_digits=5, decimal_places=2)
    standard = forms.CharField(label=_("得分标准"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2}))


class CriterionRows(forms.formset_factory(CriterionRow, extra=0, min_num=2, can_delete=True, max_num=60, absolute_max=60)):  # type: ignore[misc]
    title = _("评分标准（合计100分）")
    total = "max"


class Documents(forms.Form):
    demand = text(_("采购需求"), _("服务对象、内容、数量、质量要求、服务期限和地点。写入公告和合同。"), rows=8)
    conditions = shaped(
        Lines(label=_("供应商条件"), help_text=_("每行一项。不得以地域、规模、所有制等不合理条件限制或排斥供应商。")), clause="PL2014:22"
    )
    ceiling = amount(_("最高限价"), _("不设的留空。不得超过预算金额。"), required=False, clause="PL2014:6")
    price_weight = shaped(
        forms.DecimalField(
            label=_("价格权重"),
            min_value=0,
            max_value=100,
            max_digits=5,
            decimal_places=2,
            help_text=_("等于价格项的分值；法定范围见旁边的“价格权重”。"),
        ),
        unit=_("分"),
        span="half",
        clause="IR2015:34",
    )
    confirmed = shaped(
        forms.BooleanField(label=_("我已核对评分标准和供应商条件，不含地域、行业业绩奖项和规模等差别待遇。"), required=False),
        clause="IR2015:20",
    )

    formsets = {"criteria": CriterionRows}
    sections: Sections = (
        (_("采购需求"), ("demand",)),
        (_("条件与价格"), ("conditions", "ceiling", "price_weight", "confirmed")),
    )


class Dates(forms.Form):
    documents_from = day(_("文件提供开始"))
    documents_until = day(_("文件提供截止"))
    deadline = moment(_("投标截止时间"))
    opens_at = moment(_("开标时间"), _("公开招标须与投标截止为同一时间；留空即同一时间。"), required=False)
    place = forms.CharField(label=_("开标地点"), max_length=200, required=False, help_text=_("留空为网上开标。"))
    bid_bond = amount(_("投标保证金"), _("不收的留空。"), required=False)

    def __init__(self, *args: Any, hints: dict[str, Words] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, words in (hints or {}).items():
            self.fields[name].help_text = words  # type: ignore[assignment]


class Clarify(forms.Form):
    text = text(_("澄清或修改内容"))
    affects_bids = forms.BooleanField(label=_("可能影响投标文件的编制"), required=False)
    new_deadline = moment(_("新的投标截止时间"), _("不顺延的留空；开标时间随之顺延。"), required=False)
