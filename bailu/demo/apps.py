from __future__ import annotations

from django.apps import AppConfig

from bailu.audit import texts
from bailu.demo.texts import AUDIT_TEXTS


class DemoConfig(AppConfig):
    name = "bailu.demo"
    label = "demo"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        texts.register(AUDIT_TEXTS)
