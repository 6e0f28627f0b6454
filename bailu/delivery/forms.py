"""What the screens of the service ask for. The record is made for a phone in a stairwell: half a minute."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from bailu.delivery.enums import RecordKind
from bailu.kernel import clock
from bailu.ui.fields import Offered, day, number, text

MINUTES = (15, 30, 45, 60, 90, 120)


class RecordService(forms.Form):
    kind = forms.ChoiceField(
        label=_("做了什么"),
        choices=RecordKind.choices,
        widget=forms.RadioSelect,
        initial=RecordKind.VISIT,
        help_text=_("整个小组办完时记一条“小组结束”，这时才计为一个小组。"),
    )
    recent = forms.MultipleChoiceField(
        label=_("服务对象"), required=False, widget=forms.CheckboxSelectMultiple, help_text=_("最近服务过的，按编号。")
    )
    others = forms.CharField(label=_("其他服务对象编号"), required=False, max_length=400, help_text=_("例如 0137；几位之间用空格分开。"))
    people = forms.IntegerField(label=_("参加人数"), required=False, min_value=0, max_value=5000, help_text=_("小组和活动填写。"))
    minutes = forms.TypedChoiceField(
        label=_("时长（分钟）"), choices=[(n, str(n)) for n in MINUTES], coerce=int, initial=30, widget=forms.RadioSelect, required=False
    )
    minutes_other = forms.IntegerField(label=_("其他时长"), required=False, min_value=1, max_value=720, help_text=_("填写后以此为准。"))
    started_at = forms.DateTimeField(
        label=_("开始时间"), widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    )
    note = forms.CharField(
        label=_("记录"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3}), help_text=_("只有本机构能看到。")
    )
    place = forms.CharField(label=_("地点"), required=False, max_length=120)
    measure = forms.ChoiceField(label=_("测量指标"), required=False, help_text=_("只在“测量”时填写。"))
    value = forms.DecimalField(label=_("测得值"), required=False, max_digits=12, decimal_places=2)

    def __init__(self, *args: Any, recent: Sequence[str] = (), measures: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["recent"].choices = [(code, code) for code in recent]  # type: ignore[attr-defined]
        if not recent:
            del self.fields["recent"]
            self.fields["others"].label = _("服务对象编号")
        self.fields["measure"].choices = [("", "—"), *measures]  # type: ignore[attr-defined]
        self.fields["measure"].widget.attrs["lang"] = "zh-Hans"
        if not measures:
            del self.fields["measure"], self.fields["value"]
        self.fields["minutes_other"].unit = _("分钟")  # type: ignore[attr-defined]
        self.fields["people"].unit = _("人")  # type: ignore[attr-defined]
        for name in ("people", "minutes_other", "started_at", "place", "measure", "value"):
            if name in self.fields:
                self.fields[name].span = "half"  # type: ignore[attr-defined]
        self.fields["others"].widget.attrs |= {"inputmode": "numeric", "autocomplete": "off"}
        self.fields["started_at"].initial = clock.now().replace(second=0, microsecond=0)

    sections = (
        (_("做了什么"), ("kind",)),
        (_("为谁"), ("recent", "others", "people")),
        (_("多久"), ("minutes", "minutes_other", "started_at")),
        (_("记录"), ("note", "place")),
        (_("测量"), ("measure", "value")),
    )

    def clean(self) -> dict[str, Any]:
        """The facts of the act: codes as one list, one length."""
        data = super().clean() or {}
        codes = [*data.pop("recent", []), *re.findall(r"[^\s,，、;；]+", data.pop("others", "") or "")]
        data["clients"] = sorted({code.zfill(4) if code.isdigit() else code for code in codes})
        data["minutes"] = data.pop("minutes_other", None) or data.get("minutes") or 0
        data["people"] = data.get("people") or 0
        if data.get("kind") == RecordKind.MEASURE and not (data.get("measure") and data.get("value") is not None):
            raise ValidationError(_now("测量要选指标并填写测得值。"))
        return data


class Assign(Offered):
    offers = {"person_id": "people"}

    person_id = forms.TypedChoiceField(label=_("社工姓名"), coerce=int, help_text=_("本机构在册人员。"))
    post = forms.CharField(label=_("岗位"), max_length=60, help_text=_("例如：项目主管、一线社工、督导。"))
    certificate = forms.CharField(label=_("社会工作者证书"), max_length=60, required=False, help_text=_("级别和证书编号。"))
    share = number(_("工作量"), _("占一个全职岗位的比例；各合同合计不超过100%。"), unit="%", least=1, most=100, initial=100)
    since = day(_("开始日"))


class EndAssignment(forms.Form):
    until = day(_("结束日"))
    reason = text(_("原因"), rows=2, longest=300)


class NewClient(forms.Form):
    name = forms.CharField(label=_("姓名"), max_length=60, help_text=_("只由本机构保管。购买主体、评估机构和财政只看到编号。"))
    contact = forms.CharField(label=_("联系方式"), max_length=60, required=False)
    birth_year = forms.IntegerField(label=_("出生年份"), required=False, min_value=1900, max_value=2100)
    consent_on = day(_("同意日期"), _("本人或监护人同意接受服务并登记资料的日期。"))


class Look(forms.Form):
    reason = forms.CharField(label=_("查看原因"), max_length=300, help_text=_("每次查看都会记入办理记录。"))


class Strike(forms.Form):
    reason = text(_("作废原因"), _("原记录保留并标明作废，不再计数。"), rows=2, longest=300)
