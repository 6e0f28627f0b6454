"""The law room: clauses, dated parameters, code lists, the gazetted calendar."""

from __future__ import annotations

from django.apps import AppConfig
from django.core import checks
from django.utils.translation import gettext_lazy as _

from bailu.kernel import days
from bailu.law import gazette
from bailu.law.checks import check_law


class LawConfig(AppConfig):
    name = "bailu.law"
    label = "law"
    verbose_name = _("法规")

    def ready(self) -> None:
        days.use(gazette.calendar())
        checks.register(check_law)
