from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from bailu.audit.texts import register
from bailu.organisations.texts import AUDIT_TEXTS


class OrganisationsConfig(AppConfig):
    name = "bailu.organisations"
    label = "organisations"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("机构与人员")

    def ready(self) -> None:
        register(AUDIT_TEXTS)
