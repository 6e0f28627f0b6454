"""What the screens of this room ask for, in plain words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from bailu.documents.rules import SUFFIXES
from bailu.kernel.words import Words
from bailu.programmes.enums import Batch
from bailu.ui.fields import Offered, day, file_input, shaped, text
from bailu.ui.formviews import Sections


class SiteRow(forms.Form):
    division_code = forms.ChoiceField(label=_("街道（镇）"))
    reason = forms.CharField(label=_("试点理由"), max_length=200)

    def __init__(self, *args: Any, streets: Iterable[tuple[str, Words]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["division_code"].choices = [("", "—"), *streets]  # type: ignore[attr-defined]


class SiteRows(forms.formset_factory(SiteRow, extra=2, can_delete=True, max_num=20, absolute_max=20)):  # type: ignore[misc]
    title = _("试点街道（镇）")


class Plan(forms.Form):
    """The supporting plan that comes with every list."""

    plan_title = shaped(
        forms.CharField(label=_("配套方案名称"), max_length=120, help_text=_("例如“思明区政府购买社会工作服务试点工作方案”。")),
        clause="XM2015:4.1",
    )
    plan_summary = text(_("方案主要内容"), help_text=_("组织领导、资金安排、服务重点和进度。领导小组办公室据此审批。"))
    plan = forms.FileField(
        label=_("方案文件"), help_text=_("区里印发或拟印发的文本。"), widget=file_input(accept=SUFFIXES, most=settings.UPLOAD_MAX_BYTES)
    )

    formsets = {"sites": SiteRows}


class NameSites(Plan):
    batch = shaped(forms.ChoiceField(label=_("试点批次"), choices=Batch.choices), span="half")

    sections: Sections = ((_("批次"), ("batch",)), (_("配套方案"), ("plan_title", "plan_summary", "plan")))


class MendSites(Plan):
    """The file only where it changes."""

    sections: Sections = ((_("配套方案"), ("plan_title", "plan_summary", "plan")),)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["plan"].required = False
        self.fields["plan"].help_text = _("不选则沿用原来的方案文件。")


class Decision(forms.Form):
    decision = text(_("审批意见"), rows=3, longest=1000, help_text=_("会写入办理记录，区和名单上的街道（镇）都能看到。"))


class Reason(forms.Form):
    reason = text(_("理由"), rows=3, longest=1000, help_text=_("写明要改什么。会写入办理记录，区经办人能看到。"))


class Assign(Offered):
    """One piece of work for several bodies."""

    offers = {"phase": "phases", "assignee_ids": "bodies", "parent": "parents"}

    phase = shaped(forms.ChoiceField(label=_("阶段")), span="half")
    due_on = day(_("完成期限"), help_text=_("不晚于阶段的最后一天。"))
    parent = forms.ChoiceField(label=_("上级任务"), required=False, help_text=_("分解上级布置的任务时选择；下级都完成后再向上报告。"))
    title = forms.CharField(label=_("任务"), max_length=120, help_text=_("例如“出台本区贯彻落实措施”。"))
    detail = text(_("要求"), help_text=_("做到什么程度、报告什么。"))
    assignee_ids = forms.MultipleChoiceField(label=_("责任单位"), widget=forms.CheckboxSelectMultiple)

    sections: Sections = ((_("任务"), ("title", "detail", "phase", "due_on", "parent")), (_("责任单位"), ("assignee_ids",)))

    def clean_assignee_ids(self) -> list[int]:
        return [int(value) for value in self.cleaned_data["assignee_ids"]]

    def clean_parent(self) -> int | None:
        return int(self.cleaned_data["parent"]) if self.cleaned_data["parent"] else None


class Report(forms.Form):
    report = text(_("完成情况"), help_text=_("做了什么、结果怎样、还有什么问题。"))


class Remark(forms.Form):
    remark = text(_("意见"), rows=3, longest=1000, help_text=_("会写入办理记录，责任单位能看到。"))


class MaybeRemark(Remark):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["remark"].required = False
