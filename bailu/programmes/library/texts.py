"""The words of the library's audit lines."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from bailu.kernel.words import Words

AUDIT_TEXTS: dict[str, Words] = {
    "programmes.paper_drafted": _("起草政策文件"),
    "programmes.paper_revised": _("修改文件草稿"),
    "programmes.paper_given_back": _("退回文件草稿"),
    "programmes.paper_issued": _("印发文件"),
    "programmes.paper_superseded": _("由新版取代"),
    "programmes.paper_withdrawn": _("撤回文件"),
    "programmes.paper_read": _("已阅"),
}
