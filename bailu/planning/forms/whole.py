"""Two forms that are one thing for the clerk and several acts for the record: a need with its survey, a project with its costing."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bailu.planning.forms.needs import RecordConsultation, RecordSurvey, StartNeed
from bailu.planning.forms.projects import CostRows, ProjectFacts, SubmitProject, TargetRows
from bailu.ui.formviews import Sections

HANDING_IN = _("预算与提交")


class NeedInFull(StartNeed):
    """A need, with its survey and what the public said when they are known already. ``cleaned_data`` has each part or None."""

    PARTS: tuple[tuple[str, type[forms.Form]], ...] = (("survey", RecordSurvey), ("consultation", RecordConsultation))
    sections: Sections = (
        *StartNeed.sections,
        (
            _("摸底调查"),
            ("survey_method", "survey_sample", "survey_found", "survey_since", "survey_until", "survey_findings"),
            _("已经调查的一并登记；还没有的留空，以后再登记。"),
        ),
        (
            _("征求公众意见"),
            (
                "consultation_channel", "consultation_since", "consultation_until", "consultation_respondents", "consultation_opinions",
                "consultation_response",
            ),
            _("已经征求的一并登记；还没有的留空。"),
        ),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for part, form in self.PARTS:
            for name, field in form.base_fields.items():
                own = deepcopy(field)
                own.required, own.mark = False, ""  # type: ignore[attr-defined]
                self.fields[f"{part}_{name}"] = own

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        for part, form in self.PARTS:
            data[part] = self._part(data, part, form)
        return data

    def _part(self, data: dict[str, Any], part: str, form: type[forms.Form]) -> dict[str, Any] | None:
        """All of the part or nothing of it: what is begun is finished."""
        found = {name: data.pop(f"{part}_{name}", None) for name in form.base_fields}
        typed = [name for name, field in form.base_fields.items() if not isinstance(field, forms.ChoiceField)]
        begun = any(self.data.get(f"{part}_{name}", "").strip() for name in typed)
        for name in typed:
            if begun and found[name] in (None, "") and f"{part}_{name}" not in self.errors:
                self.add_error(f"{part}_{name}", gettext("请填写；还没有结果的，把这一部分全部留空。"))
        return found if begun else None


class ProjectInFull(ProjectFacts, SubmitProject):
    """A project with its costing and its targets; handed in at once unless the clerk wants to look at it again."""

    submit_now = forms.BooleanField(
        label=_("保存后提交，申请预算"),
        required=False,
        initial=True,
        help_text=_("提交后由财政部门审批，审批期间不能修改。不勾选的只保存，以后再提交。"),
    )

    formsets = {"items": CostRows, "targets": TargetRows}
    sections: Sections = (
        *ProjectFacts.sections,
        (HANDING_IN, ("line", "submit_now")),
    )
    last = (HANDING_IN,)
