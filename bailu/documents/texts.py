"""What the audit says of documents."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from bailu.kernel.words import Words

AUDIT_TEXTS: dict[str, Words] = {
    "documents.drafted": _("起草文件"),
    "documents.revised": _("更新文件草稿的数据"),
    "documents.edited": _("修改文件草稿的文字"),
    "documents.word_replaced": _("上传办公室修改的 Word 文件"),
    "documents.issued": _("印发文件"),
    "documents.printed": _("生成印发文件的 Word 和 PDF"),
    "documents.published": _("公开文件"),
    "documents.read": _("查阅含个人信息的文件"),
    "documents.attached": _("上传附件"),
}
