"""Layout, components, screens of acts and registers: the floor on which the rooms show themselves."""

from __future__ import annotations

from django.apps import AppConfig
from django.core import checks
from django.utils.translation import gettext_lazy as _

from bailu.ui import nav


class UiConfig(AppConfig):
    name = "bailu.ui"
    verbose_name = _("界面")

    def ready(self) -> None:
        checks.register(nav.check_addresses)
