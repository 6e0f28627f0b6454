from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from bailu.audit.texts import register
from bailu.documents.texts import AUDIT_TEXTS


class DocumentsConfig(AppConfig):
    name = "bailu.documents"
    label = "documents"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("文件")

    def ready(self) -> None:
        register(AUDIT_TEXTS)
