"""Editing a draft."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bailu.documents.compose.sections import SECTIONS
from bailu.documents.models import Document

LONGEST_TEXT = 20_000


class EditSections(forms.Form):
    """One field a free text; what the law asks for must be written before issue, not before saving."""

    def __init__(self, *args: Any, document: Document, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        required = {section.key for section in SECTIONS[document.kind] if section.required}
        for section in document.sections:
            key = section["key"]
            self.fields[key] = forms.CharField(
                label=section["heading"],
                initial=section["text"],
                required=False,
                max_length=LONGEST_TEXT,
                strip=True,
                widget=forms.Textarea(attrs={"rows": 5}),
                help_text=_("印发前必须填写。另起一行就是另起一段。") if key in required else _("可以不填，不填则文件中没有这一节。"),
            )


class ReplaceWord(forms.Form):
    upload = forms.FileField(
        label=_("修改后的 Word 文件"),
        help_text=_("只接收 docx。系统生成的 Word 和 PDF 仍然保留，两者各有校验值。"),
        widget=forms.FileInput(attrs={"accept": ".docx"}),
    )
