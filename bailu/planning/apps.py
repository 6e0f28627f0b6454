from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlanningConfig(AppConfig):
    name = "bailu.planning"
    label = "planning"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("需求与项目")
