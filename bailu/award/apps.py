from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from bailu.audit import texts as audit_texts
from bailu.award.texts import AUDIT_TEXTS, TASK_TEXTS
from bailu.inbox import texts as inbox_texts


class AwardConfig(AppConfig):
    name = "bailu.award"
    label = "award"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("评审与成交")

    def ready(self) -> None:
        audit_texts.register(AUDIT_TEXTS)
        inbox_texts.register(TASK_TEXTS)
