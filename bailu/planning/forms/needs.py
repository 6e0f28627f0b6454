"""Needs and further groups."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bailu.organisations.models import CITY
from bailu.planning.enums import AdmissionKind, ConsultationChannel, NeedCriterion, Rating, SurveyMethod
from bailu.planning.forms.choices import Ticks, division_choices, field_choices, population_choices
from bailu.ui.fields import day, number, shaped, text
from bailu.ui.formviews import Sections


class StartNeed(forms.Form):
    """A need as somebody sees it, before it is surveyed."""

    title = forms.CharField(
        label=_("需求名称"), max_length=120, help_text=_("写清在哪里、为哪些人、缺什么，例如“前埔南社区空巢老人陪伴需求”。")
    )
    populations = shaped(
        Ticks(
            label=_("服务人群"),
            required=False,
            help_text=_("试点先服务这些人群。名单上没有的，请在下一栏写明；须先由领导小组办公室同意纳入。"),
        ),
        mark=_("与“其他人群”至少填一项"),
        clause="XM2015:2",
    )
    other_population = shaped(
        forms.CharField(label=_("其他人群"), max_length=40, required=False, help_text=_("只在名单上没有时填写，例如“留守老人”。")),
        mark="",
    )
    fields_of_service = shaped(Ticks(label=_("服务领域"), help_text=_("可以选几个，选最贴近的。")), clause="XM2015:2")
    division_code = forms.ChoiceField(label=_("区划"), required=False, help_text=_("用于按区、街道统计，可不选。"))
    area = forms.CharField(label=_("服务区域"), max_length=120, help_text=_("写到社区，例如“思明区前埔南社区”。"))
    summary = text(_("问题概述"), help_text=_("用几句话说明看到了什么问题、从哪里得知。调查的数字登记在“摸底调查”里。"))

    sections: Sections = (
        (_("需求"), ("title", "summary")),
        (_("谁、在哪里"), ("populations", "other_population", "fields_of_service", "division_code", "area")),
    )

    def __init__(self, *args: Any, county: str = CITY, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["populations"].choices = population_choices()  # type: ignore[attr-defined]
        self.fields["fields_of_service"].choices = field_choices()  # type: ignore[attr-defined]
        self.fields["division_code"].choices = division_choices(county)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("populations") and not data.get("other_population", "").strip():
            self.add_error("populations", ValidationError(gettext("请至少选择一个服务人群，或写明其他人群。")))
        return data


class RecordSurvey(forms.Form):
    """What the survey was and what it found."""

    method = forms.ChoiceField(label=_("调查方法"), choices=SurveyMethod.choices)
    sample = number(_("调查户数"), unit=_("户"), least=1, help_text=_("实际问到的户数。"))
    found = number(_("有需求人数"), unit=_("人"), help_text=_("调查中确认有这项需求的人数。"))
    since = day(_("调查开始"))
    until = day(_("调查结束"), help_text=_("调查结束后再登记结果。"))
    findings = text(_("主要发现"), help_text=_("最突出的问题和比例。立项时据此定目标，评估时据此比较。"))


class RecordConsultation(forms.Form):
    """How the public was asked."""

    channel = forms.ChoiceField(label=_("征求方式"), choices=ConsultationChannel.choices)
    since = day(_("开始日期"))
    until = day(_("结束日期"))
    respondents = number(_("反馈人数"), unit=_("人"))
    opinions = text(_("主要意见"), help_text=_("居民怎么说，赞成和不赞成的都写。"))
    response = text(_("采纳情况"), help_text=_("采纳了哪些；没有采纳的，说明为什么。"))


class AssessNeed(forms.Form):
    """The head's judgement."""

    people_in_need = number(_("有需求人数"), unit=_("人"), least=1, help_text=_("评估后认定的人数，可以与调查数不同。"))
    conclusion = text(_("评估结论"), help_text=_("需求是否真实、是否紧迫、为什么适合购买社会工作服务。"))

    sections: Sections = (
        (_("评估结论"), ("people_in_need", "conclusion")),
        (_("排序"), tuple(f"rating_{c.lower()}" for c in NeedCriterion.values), _("按这几项排出本单位需求的先后，权重是可设的参数。")),
    )

    def __init__(self, *args: Any, weights: Mapping[str, int] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for criterion in NeedCriterion:
            field = forms.ChoiceField(label=criterion.label, choices=[("", "—"), *Rating.choices])
            unit = f"{weights[criterion]}%" if weights else ""
            self.fields[f"rating_{criterion.lower()}"] = shaped(field, unit=unit, span="half")

    def clean(self) -> dict[str, Any]:
        """The ratings together, as the act takes them."""
        data = super().clean() or {}
        ratings = {c.value: data.pop(f"rating_{c.lower()}", "") for c in NeedCriterion}
        data["ratings"] = {criterion: int(rating) for criterion, rating in ratings.items() if rating}
        return data


class Reason(forms.Form):
    reason = text(_("理由"), rows=3, longest=500, help_text=_("会写入办理记录，经办人能看到。"))


class RequestPopulation(forms.Form):
    """A group or field that clause 2 does not name."""

    kind = forms.ChoiceField(label=_("类别"), choices=AdmissionKind.choices, initial=AdmissionKind.POPULATION)
    name = forms.CharField(label=_("名称"), max_length=40, help_text=_("用大家都懂的说法，例如“留守老人”。"))
    name_en = forms.CharField(label=_("英文名称"), max_length=80, required=False, help_text=_("英文界面和公开数据使用，可不填。"))
    reason = text(_("申请理由"), help_text=_("有多少人、为什么现在需要、为什么适合试点。领导小组办公室据此审批。"))


class Decision(forms.Form):
    decision = text(_("审批意见"), rows=3, longest=1000, help_text=_("同意或不同意的理由。以后每个使用它的需求和项目都会显示。"))
