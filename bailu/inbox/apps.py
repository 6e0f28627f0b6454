from __future__ import annotations

from django.apps import AppConfig

from bailu.audit import texts as audit_texts
from bailu.inbox import texts


class InboxConfig(AppConfig):
    name = "bailu.inbox"
    label = "inbox"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        audit_texts.register(texts.AUDIT_TEXTS)
        texts.register(texts.TASK_TEXTS)
