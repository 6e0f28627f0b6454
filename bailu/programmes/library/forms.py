"""What the screens of the library ask for."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from bailu.documents.rules import SUFFIXES
from bailu.organisations.enums import OrganisationKind
from bailu.organisations.roles import Role
from bailu.programmes.library.enums import PaperKind
from bailu.ui.fields import Offered, day, either, file_input, shaped, text
from bailu.ui.formviews import Sections


class Draft(Offered):
    offers = {"clauses": "clauses"}

    title = forms.CharField(label=_("文件名称"), max_length=150)
    kind = shaped(forms.ChoiceField(label=_("文件类别"), choices=PaperKind.choices), span="half")
    doc_no = shaped(forms.CharField(label=_("文号"), max_length=60, required=False, help_text=_("没有文号的不填。")), span="half")
    issuing_body = forms.CharField(label=_("发文机关"), max_length=120, help_text=_("文件上署名的机关。"))
    summary = text(_("内容提要"), help_text=_("用自己的话写：规定了什么、谁来做。"))
    file = forms.FileField(label=_("正文文件"), widget=file_input(accept=SUFFIXES, most=settings.UPLOAD_MAX_BYTES))
    in_force_from = day(_("生效日期"))
    in_force_to = day(_("失效日期"), help_text=_("长期有效的不填。"), required=False)
    clauses = shaped(forms.MultipleChoiceField(label=_("落实的条款"), widget=forms.CheckboxSelectMultiple), clause="XM2015:5.2")
    public = either(_("向社会公开"), _("公开"), _("不公开"))
    roles = forms.MultipleChoiceField(
        label=_("阅读岗位"), choices=Role.choices, required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("本级适用区域内担任这些岗位的人都要阅读。"),
    )  # fmt: skip
    kinds = forms.MultipleChoiceField(
        label=_("阅读机构类别"), choices=OrganisationKind.choices, required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("同时选了岗位的，两项都符合的人才要阅读。"),
    )  # fmt: skip
    read_by = day(_("阅读期限"), help_text=_("没有期限的不填。"), required=False)

    sections: Sections = (
        (_("文件内容"), ("title", "kind", "doc_no", "issuing_body", "summary", "file")),
        (_("效力"), ("in_force_from", "in_force_to", "clauses", "public")),
        (_("阅读对象"), ("roles", "kinds", "read_by")),
    )


class Revise(Draft):
    """The file only where it changes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].required = False
        self.fields["file"].help_text = _("不选则沿用原来的正文文件。")


class Reason(forms.Form):
    reason = text(_("理由"), rows=3, longest=1000, help_text=_("会写入办理记录，能看到这份文件的人都能看到。"))
