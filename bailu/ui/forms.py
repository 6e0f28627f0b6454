"""The form of the gallery: one field of each kind, so that each can be looked at in every state."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bailu.kernel.words import Words


class SampleRow(forms.Form):
    head = forms.ChoiceField(
        label=_("科目"),
        choices=[("", _("请选择")), ("staff", _("人员薪酬和福利")), ("activity", _("服务活动")), ("overhead", _("项目管理费"))],
    )
    unit_price = forms.DecimalField(label=_("单价"), min_value=0, decimal_places=2, max_digits=12)
    quantity = forms.DecimalField(label=_("数量"), min_value=0, decimal_places=2, max_digits=10)
    months = forms.IntegerField(label=_("月数"), min_value=1)


class SampleRows(forms.formset_factory(SampleRow, extra=2, can_delete=True, max_num=60, absolute_max=60)):  # type: ignore[misc]
    title = _("成本测算")
    product = ("unit_price", "quantity", "months")


class SampleForm(forms.Form):
    title = forms.CharField(label=_("项目名称"), max_length=80, help_text=_("写清服务对象和服务内容，公告、合同和评估都沿用这个名称。"))
    kind = forms.ChoiceField(label=_("购买方式"), choices=[("project", _("项目购买")), ("post", _("岗位购买"))], widget=forms.RadioSelect)
    people = forms.IntegerField(label=_("服务人数"), min_value=1)
    amount = forms.DecimalField(label=_("预算金额"), max_digits=14, decimal_places=2)
    opens = forms.DateField(label=_("开标日期"), widget=forms.DateInput(attrs={"type": "date"}))
    fields_of_service = forms.MultipleChoiceField(
        label=_("服务领域"),
        choices=[("elder", _("老年人")), ("child", _("困境儿童")), ("youth", _("青少年")), ("family", _("家庭"))],
        widget=forms.CheckboxSelectMultiple,
    )
    reason = forms.CharField(label=_("理由"), widget=forms.Textarea, required=False, help_text=_("会写入办理记录。"))
    proof = forms.FileField(label=_("批准文件"), required=False, help_text=_("PDF 或 Word，不超过 5 MB。"))
    told = forms.BooleanField(label=_("已告知全部潜在供应商"), required=False)

    formsets = {"items": SampleRows}
    sections: tuple[tuple[Words, tuple[str, ...]], ...] = (
        (_("基本情况"), ("title", "kind", "people", "amount", "opens")),
        (_("内容与依据"), ("fields_of_service", "reason", "proof", "told")),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, unit in (("people", _("人")), ("amount", _("元"))):
            self.fields[name].unit = unit  # type: ignore[attr-defined]
            self.fields[name].span = "half"  # type: ignore[attr-defined]
