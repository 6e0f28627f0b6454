"""Projects: facts, costing, targets, handing in, deciding."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BaseFormSet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bailu.funds.models import BudgetLine
from bailu.kernel.words import Words
from bailu.organisations.models import CITY
from bailu.planning.enums import Channel, CostHead, PeopleUnit, ProjectKind, StaffLevel, TargetCode, TargetKind
from bailu.planning.forms.choices import Ticks, division_choices, field_choices, population_choices
from bailu.programmes.enums import Batch
from bailu.ui.fields import day, number, shaped, text
from bailu.ui.formviews import Sections
from bailu.ui.templatetags.ui_extras import money


class ProjectFacts(forms.Form):
    """What a project is, before its costing and its targets."""

    title = forms.CharField(label=_("项目名称"), max_length=120, help_text=_("公告、合同和评估都沿用这个名称。"))
    need_ids = shaped(
        Ticks(label=_("所依据的需求"), help_text=_("只列出已评估的需求；项目的人群和领域须在需求之内。")), clause="XM2015:3.4"
    )
    populations = shaped(Ticks(label=_("服务人群")), clause="XM2015:2")
    fields_of_service = Ticks(label=_("服务领域"))
    kind = shaped(forms.ChoiceField(label=_("项目类型"), choices=ProjectKind.choices, initial=ProjectKind.SPECIAL), span="half")
    channel = shaped(
        forms.ChoiceField(label=_("申报渠道"), choices=Channel.choices, help_text=_("市直部门向市民政局申报，区由试点街道（镇）申报。")),
        clause="XM2015:4.1",
    )
    batch = shaped(forms.ChoiceField(label=_("试点批次"), choices=Batch.choices), span="half")
    division_code = shaped(forms.ChoiceField(label=_("区划"), required=False), span="half")
    area = forms.CharField(label=_("服务区域"), max_length=120)
    people_planned = number(_("计划服务数"), least=1, help_text=_("与单位合起来读，例如 300 人。"))
    people_unit = shaped(forms.ChoiceField(label=_("计量单位"), choices=PeopleUnit.choices), span="half")
    months = number(_("服务期"), unit=_("个月"), least=1, help_text=_("从合同开始算起；超过合同期限上限的不能立项。"))
    content = text(_("服务内容"), help_text=_("做什么、怎么做、多久一次。合同的服务范围由此而来。"))

    sections: Sections = (
        (_("项目"), ("title", "need_ids", "kind", "batch", "channel")),
        (_("服务谁、在哪里"), ("populations", "fields_of_service", "division_code", "area")),
        (_("规模与内容"), ("people_planned", "people_unit", "months", "content")),
    )

    def __init__(self, *args: Any, needs: Iterable[tuple[int, Words]] = (), county: str = CITY, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["need_ids"].choices = list(needs)  # type: ignore[attr-defined]
        self.fields["populations"].choices = population_choices()  # type: ignore[attr-defined]
        self.fields["fields_of_service"].choices = field_choices()  # type: ignore[attr-defined]
        self.fields["division_code"].choices = division_choices(county)  # type: ignore[attr-defined]

    def clean_need_ids(self) -> list[int]:
        return [int(value) for value in self.cleaned_data["need_ids"]]


class CostRow(forms.Form):
    head = forms.ChoiceField(label=_("科目"), choices=[("", "—"), *CostHead.choices])
    title = forms.CharField(label=_("内容"), max_length=80)
    level = forms.ChoiceField(label=_("专业等级"), choices=[("", "—"), *StaffLevel.choices], required=False)
    unit = forms.CharField(label=_("单位"), max_length=10)
    unit_price = shaped(forms.DecimalField(label=_("单价"), min_value=0, max_digits=14, decimal_places=2), unit=_("元"))
    quantity = forms.DecimalField(label=_("数量"), min_value=0, max_digits=10, decimal_places=2)
    months = forms.IntegerField(label=_("月数"), min_value=1, max_value=60, initial=1)

    def clean_level(self) -> str:
        level: str = self.cleaned_data["level"]
        if level and self.cleaned_data.get("head") != CostHead.STAFF:
            raise ValidationError(gettext("只有“人员薪酬和福利”才填专业等级。"))
        return level


class CostRows(forms.formset_factory(CostRow, extra=1, can_delete=True, max_num=60, absolute_max=60)):  # type: ignore[misc]
    title = _("成本核算")
    product = ("unit_price", "quantity", "months")


class Costing(forms.Form):
    """The costing by heads; sums run along on the screen."""

    formsets = {"items": CostRows}


class TargetRow(forms.Form):
    kind = forms.ChoiceField(label=_("类别"), choices=[("", "—"), *TargetKind.choices])
    code = forms.ChoiceField(label=_("计量项"), choices=[("", "—"), *TargetCode.choices])
    measure = forms.CharField(label=_("指标"), max_length=120)
    unit = forms.CharField(label=_("单位"), max_length=10)
    base = forms.DecimalField(label=_("基线"), required=False, max_digits=12, decimal_places=2)
    goal = forms.DecimalField(label=_("目标值"), min_value=0, max_digits=12, decimal_places=2)
    lower_is_better = forms.BooleanField(label=_("越低越好"), required=False)
    evidence = forms.CharField(label=_("证明方式"), max_length=160)


class TargetSet(BaseFormSet):
    def clean(self) -> None:
        """A target below its base must say that lower is better, else the goal is a step back."""
        super().clean()
        for row in self.forms:
            data = row.cleaned_data if row.is_valid() else {}
            base, goal = data.get("base"), data.get("goal")
            if base is not None and goal is not None and (goal < base) != bool(data.get("lower_is_better")):
                row.add_error("goal", ValidationError(gettext("目标值与基线的方向不符：请核对，或改动“越低越好”。")))


class TargetRows(forms.formset_factory(TargetRow, formset=TargetSet, extra=1, can_delete=True, max_num=60, absolute_max=60)):  # type: ignore[misc]
    title = _("目标")


class Targets(forms.Form):
    """Targets in four classes."""

    formsets = {"targets": TargetRows}


class LineChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        words = {"no": obj.no, "title": obj.title, "available": money(obj.available)}
        return gettext("%(no)s %(title)s（可用 %(available)s）") % words


class SubmitProject(forms.Form):
    """On which budget line."""

    line = LineChoice(
        label=_("预算项目"),
        queryset=BudgetLine.objects.none(),
        required=False,
        help_text=_("成本合计和另列的评估费都从这笔预算支付，两项加起来不能超过可用余额。不选时由财政部门指定。"),
    )

    def __init__(self, *args: Any, lines: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if lines is not None:
            self.fields["line"].queryset = lines  # type: ignore[attr-defined]


class PublishIntention(forms.Form):
    outline = text(_("需求概况"), rows=5, longest=2000, help_text=_("为谁做什么、规模多大。预算金额按批准的预算填入。"))
    expected_on = day(_("预计采购时间"))


class Note(forms.Form):
    note = text(_("意见"), rows=2, longest=500, required=False, help_text=_("会写入办理记录，对方能看到。"))


class ApproveBudget(SubmitProject, Note):
    """The line the money is set aside on, and what the treasury says of it."""

    field_order = ("line", "note")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["line"].required = True
        self.fields["line"].help_text = _("批准后从这笔预算占用服务款和评估费。")
