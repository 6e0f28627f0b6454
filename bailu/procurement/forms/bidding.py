"""Forms of the suppliers: questions and bids."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from bailu.documents import rules as uploads
from bailu.kernel.words import Words
from bailu.procurement.forms.fields import text
from bailu.ui.fields import amount, file_input, shaped

LARGEST = 2 * 1024 * 1024


class Ask(forms.Form):
    question = text(_("问题"), _("问题和答复向所有供应商公开，不显示询问人。请不要在问题里写出本机构名称。"), rows=4)


class Answer(forms.Form):
    answer = text(_("答复"), _("答复同时向所有供应商公开；改变采购文件内容的，请另行发布澄清。"))


class StaffRow(forms.Form):
    name = forms.CharField(label=_("姓名"), max_length=40)
    title = forms.CharField(label=_("资格与岗位"), max_length=80)
    share = forms.DecimalField(label=_("投入比例（百分数）"), min_value=0, max_value=100, max_digits=5, decimal_places=1)


class StaffRows(forms.formset_factory(StaffRow, extra=2, can_delete=True, max_num=60, absolute_max=60)):  # type: ignore[misc]
    title = _("拟投入人员")


class Files(forms.FileField):
    """Up to a few files, each small enough to stay in memory: nothing of a bid is written to a disk unsealed."""

    widget = file_input(most=LARGEST)

    def clean(self, data: Any, initial: Any = None) -> Any:
        file = super().clean(data, initial)
        if isinstance(file, UploadedFile) and (file.size or 0) > LARGEST:
            raise forms.ValidationError(_("文件超过2 MB，请压缩后再上传。"))
        if isinstance(file, UploadedFile):
            content = file.read()
            file.seek(0)
            verdict = uploads.may_be_stored(file.name or "", len(content), content, limit=LARGEST)
            if not verdict.allowed:
                raise forms.ValidationError(str(verdict.reason))
        return file


class Bid(forms.Form):
    price = amount(_("报价"), _("服务期全部费用，含税。"))
    hours = shaped(
        forms.DecimalField(label=_("承诺服务工时"), min_value=0, max_digits=9, decimal_places=1, required=False),
        unit=_("小时"),
        span="half",
    )
    plan = text(_("服务方案"), _("对需求的理解、服务内容与步骤、进度、质量保证。"), rows=14)
    commitments = text(_("服务承诺"), required=False, rows=4)
    small_enterprise = forms.BooleanField(
        label=_("本机构是小型或微型企业"), required=False, help_text=_("只限企业；社会团体、民办非企业单位、基金会不适用价格扣除。")
    )
    first_file = Files(label=_("附件一"), required=False, help_text=_("与报价一并密封。"))
    second_file = Files(label=_("附件二"), required=False)

    formsets = {"staff": StaffRows}
    sections: tuple[tuple[Words, tuple[str, ...]], ...] = (
        (_("报价"), ("price", "hours", "small_enterprise")),
        (_("方案"), ("plan", "commitments")),
        (_("附件"), ("first_file", "second_file")),
    )

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        files = [found.pop(name, None) for name in ("first_file", "second_file")]
        named = [(uploads.safe_name(f.name), f) for f in files if f]
        packed = [(name, uploads.SUFFIXES[uploads.suffix_of(name)], f.read()) for name, f in named]
        return found | {"attachments": packed, "hours": found.get("hours") or 0}


class Withdraw(forms.Form):
    """Nothing to fill in: the confirmation is enough."""
