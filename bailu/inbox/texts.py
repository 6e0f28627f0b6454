"""The words of a kind of task; every room registers its own in ``apps.ready``."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from bailu.kernel.words import Words

AUDIT_TEXTS: dict[str, Words] = {"inbox.escalated": _("逾期，已提醒上级")}
TASK_TEXTS: dict[str, Words] = {
    "inbox.overdue": _("督促逾期事项"),
    "organisations.decide_conditions": _("审核承接主体的资格材料"),
    "organisations.mend_conditions": _("补正被退回的资格材料"),
}
_texts: dict[str, Words] = {}


def register(texts: Mapping[str, Words]) -> None:
    _texts.update(texts)


def text(kind: str) -> str:
    return str(_texts.get(kind, kind))
