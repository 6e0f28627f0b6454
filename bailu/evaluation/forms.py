"""The forms of this room; what depends on the contract is handed in by the views."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from bailu.evaluation.enums import Satisfaction
from bailu.evaluation.queries import Choice

_SCORE = {"max_digits": 5, "decimal_places": 2, "validators": [MinValueValidator(0), MaxValueValidator(100)]}


def _long(rows: int = 4) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


def _day() -> forms.DateInput:
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


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
    reason = forms.CharField(label=_("选定理由"), widget=_long(3), help_text=_("怎样选定的：询价、比选或抽取。会写入办理记录。"))

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
    text = forms.CharField(
        label=_("自评说明"),
        widget=_long(14),
        help_text=_("服务怎样进行、成效如何、哪些没有做到、怎样改进。数字已由服务记录填好，不必再写。不要写服务对象的姓名。"),
    )


class PurchaserScore(forms.Form):
    score = forms.DecimalField(label=_("评分"), help_text=_("满分 100 分。"), **_SCORE)  # type: ignore[arg-type]
    opinion = forms.CharField(label=_("评价意见"), widget=_long(4))

    def __init__(self, *args: Any, cuts: Sequence[tuple[Any, int]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if cuts:
            marks = _now("，").join(f"{label} ≥ {cut}" for label, cut in cuts)
            self.fields["score"].help_text = _now("满分 100 分：%(marks)s。") % {"marks": marks}
        self.fields["score"].unit = _("分")  # type: ignore[attr-defined]


class IssueCards(forms.Form):
    number = forms.IntegerField(label=_("增发份数"), min_value=1, max_value=2000)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["number"].unit = _("份")  # type: ignore[attr-defined]


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
    comment = forms.CharField(label=_("还想说什么"), required=False, max_length=500, widget=_long(3))
    helped = forms.BooleanField(label=_("有人帮助填写"), required=False)


class Finding(forms.Form):
    finding = forms.CharField(label=_("发现的问题"), max_length=400, widget=_long(2))
    advice = forms.CharField(label=_("建议"), max_length=400, required=False, widget=_long(2))
    due_on = forms.DateField(label=_("整改期限"), required=False, widget=_day())


class Findings(forms.formset_factory(Finding, extra=2, can_delete=True, max_num=60, absolute_max=60)):  # type: ignore[misc]
    title = _("发现的问题")


class ThirdPartyScore(forms.Form):
    service = forms.DecimalField(label=_("专业服务"), **_SCORE)  # type: ignore[arg-type]
    effect = forms.DecimalField(label=_("服务成效"), **_SCORE)  # type: ignore[arg-type]
    management = forms.DecimalField(label=_("服务管理"), **_SCORE)  # type: ignore[arg-type]
    conclusion = forms.CharField(label=_("评估结论"), widget=_long(5), help_text=_("会写入评估报告，公布后记入承接主体的业绩。"))

    formsets = {"findings": Findings}
    sections = ((_("三个方面，各按 100 分评"), ("service", "effect", "management")), (_("结论"), ("conclusion",)))

    def __init__(self, *args: Any, weights: dict[str, int] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, weight in (weights or {}).items():
            self.fields[name].help_text = _("占 %(w)s%%") % {"w": weight}
            self.fields[name].span = "third"  # type: ignore[attr-defined]
            self.fields[name].unit = _("分")  # type: ignore[attr-defined]


class Reply(forms.Form):
    text = forms.CharField(
        label=_("答复"), widget=_long(8), help_text=_("写明接受哪些意见、怎样整改，或者不同意哪些意见、理由是什么。会写入评估报告。")
    )


class Rectify(forms.Form):
    text = forms.CharField(label=_("复查情况"), widget=_long(6), help_text=_("逐项写明哪些问题已经整改、依据是什么。"))


class Standard(forms.Form):
    kind = forms.CharField(label=_("类别"), max_length=20)
    standard = forms.CharField(label=_("标准"), max_length=200)
    required = forms.CharField(label=_("要求"), widget=_long(2))
    actual = forms.CharField(label=_("履约情况"), widget=_long(2))
    passed = forms.BooleanField(label=_("达标"), required=False)


class Standards(forms.formset_factory(Standard, extra=0, can_delete=True, max_num=200, absolute_max=200)):  # type: ignore[misc]
    title = _("逐项验收")


class Opinion(forms.Form):
    who = forms.CharField(label=_("谁"), max_length=60, help_text=_("如“服务对象代表一”，不要写姓名。"))
    opinion = forms.CharField(label=_("意见"), max_length=500, widget=_long(2))


class Opinions(forms.formset_factory(Opinion, extra=2, can_delete=True, max_num=60, absolute_max=60)):  # type: ignore[misc]
    title = _("服务对象的意见")


class Accept(forms.Form):
    on = forms.DateField(label=_("验收日期"), widget=_day())
    conclusion = forms.CharField(label=_("验收结论"), widget=_long(4))

    formsets = {"standards": Standards, "opinions": Opinions}
