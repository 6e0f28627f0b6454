from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FundsConfig(AppConfig):
    name = "bailu.funds"
    label = "funds"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("资金")
