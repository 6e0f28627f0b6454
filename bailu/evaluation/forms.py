"""The forms of this room; what depends on the contract is handed in by the views."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from bailu.evaluation.enums import Satisfaction
from bailu.evaluation.queries import Choice
from bailu.ui.fields import day, number, points, text


class _Bodies(forms.RadioSelect):
    """Third parties to choose from; who is tied to the provider is shown, with the reason, and cannot be chosen."""

    tied: frozenset[str] = frozenset()

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        if str(value) in self.tied:
            option["attrs"]["disabled"] = True
        return option


class Engage(forms.Form):
    evaluator_id = forms.TypedChoiceField(
        label=_("评估机构"), coerce=int, widget=_Bodies, help_text=_("有人员三年内与承接主体有利害关系的机构不能选。")
    )
    reason = text(_("选定理由"), _("怎样选定的：询价、比选或抽取。会写入办理记录。"), rows=3)

    def __init__(self, *args: Any, choices: Sequence[Choice] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["evaluator_id"]
        rows = [
            (c.organisation.pk, c.organisation.name if c.verdict.allowed else f"{c.organisation.name}（{c.verdict.reason}）")
            for c in choices
        ]
        field.choices = rows  # type: ignore[attr-defined]
        field.widget.tied = frozenset(str(c.organisation.pk) for c in choices if not c.verdict.allowed)


class SelfReport(forms.Form):
    text = text(
        _("自评说明"),
        _("服务怎样进行、成效如何、哪些没有做到、怎样改进。数字已由服务记录填好，不必再写。不要写服务对象的姓名。"),
        rows=14,
        longest=None,
    )


class PurchaserScore(forms.Form):
    score = points(_("评分"), _("满分 100 分。"))
    opinion = text(_("评价意见"))

    def __init__(self, *args: Any, cuts: Sequence[tuple[Any, int]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if cuts:
            marks = _now("，").join(f"{label} ≥ {cut}" for label, cut in cuts)
            self.fields["score"].help_text = _now("满分 100 分：%(marks)s。") % {"marks": marks}


class IssueCards(forms.Form):
    number = number(_("增发份数"), unit=_("份"), least=1, most=2000)


class CardCode(forms.Form):
    code = forms.CharField(
        label=_("卡上的号码"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )

    def clean_code(self) -> str:
        return "".join(str(self.cleaned_data["code"]).split()).replace("-", "").upper()


class CardAnswer(forms.Form):
    satisfaction = forms.TypedChoiceField(
        label=_("您对这项服务满意吗？"), coerce=int, choices=Satisfaction.choices, widget=forms.RadioSelect,
        error_messages={"required": _("请先选一个。")},
    )  # fmt: skip
    comment = text(_("还想说什么"), rows=3, longest=500, required=False)
    helped = forms.BooleanField(label=_("有人帮助填写"), required=False)


class Finding(forms.Form):
    finding = text(_("发现的问题"), rows=2, longest=400)
    advice = text(_("建议"), rows=2, longest=400, required=False)
    due_on = day(_("整改期限"), required=False)


class Findings(forms.formset_factory(Finding, extra=2, can_delete=True, max_num=60, absolute_max=60)):  # type: ignore[misc]
    title = _("发现的问题")


class ThirdPartyScore(forms.Form):
    service = points(_("专业服务"), span="third")
    effect = points(_("服务成效"), span="third")
    management = points(_("服务管理"), span="third")
    conclusion = text(_("评估结论"), _("会写入评估报告，公布后记入承接主体的业绩。"), rows=5)

    formsets = {"findings": Findings}
    sections = ((_("三个方面，各按 100 分评"), ("service", "effect", "management")), (_("结论"), ("conclusion",)))

    def __init__(self, *args: Any, weights: dict[str, int] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, weight in (weights or {}).items():
            self.fields[name].help_text = _("占 %(w)s%%") % {"w": weight}


class Reply(forms.Form):
    text = text(_("答复"), _("写明接受哪些意见、怎样整改，或者不同意哪些意见、理由是什么。会写入评估报告。"), rows=8, longest=None)


class Rectify(forms.Form):
    text = text(_("复查情况"), _("逐项写明哪些问题已经整改、依据是什么。"), rows=6, longest=None)


class Standard(forms.Form):
    kind = forms.CharField(label=_("类别"), max_length=20)
    standard = forms.CharField(label=_("标准"), max_length=200)
    required = text(_("要求"), rows=2)
    actual = text(_("履约情况"), rows=2)
    passed = forms.BooleanField(label=_("达标"), required=False)


class Standards(forms.formset_factory(Standard, extra=0, can_delete=True, max_num=200, absolute_max=200)):  # type: ignore[misc]
    title = _("逐项验收")


class Opinion(forms.Form):
    who = forms.CharField(label=_("谁"), max_length=60, help_text=_("如“服务对象代表一”，不要写姓名。"))
    opinion = text(_("意见"), rows=2, longest=500)


class Opinions(forms.formset_factory(Opinion, extra=2, can_delete=True, max_num=60, absolute_max=60)):  # type: ignore[misc]
    title = _("服务对象的意见")


class Accept(forms.Form):
    on = day(_("验收日期"))
    conclusion = text(_("验收结论"))

    formsets = {"standards": Standards, "opinions": Opinions}
