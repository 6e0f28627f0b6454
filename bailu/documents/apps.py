from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from bailu.audit.texts import register
from bailu.documents.texts import AUDIT_TEXTS
from bailu.law import menu
from bailu.ui import clause_labels, nav


class DocumentsConfig(AppConfig):
    name = "bailu.documents"
    label = "documents"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("文件")

    def ready(self) -> None:
        register(AUDIT_TEXTS)
        # Law and layout live side by side and do not know each other; the first room above them introduces them.
        clause_labels.use(menu.citation)
        for entry in menu.ENTRIES:
            nav.register(nav.LAW, entry.label, entry.url_name, entry.order)
            nav.register(nav.PUBLIC, entry.label, entry.url_name, 80 + entry.order)
