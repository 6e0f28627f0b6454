from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from bailu.audit import texts as audit_texts
from bailu.inbox import kinds
from bailu.planning import tasks
from bailu.planning.texts import AUDIT_TEXTS
from bailu.ui import nav


class PlanningConfig(AppConfig):
    name = "bailu.planning"
    label = "planning"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("需求与项目")

    def ready(self) -> None:
        from bailu.funds.models.lines import BUYERS, WATCHERS  # noqa: PLC0415  models may be imported only now
        from bailu.organisations.roles import Role  # noqa: PLC0415

        audit_texts.register(AUDIT_TEXTS)
        kinds.register(tasks)
        nav.register(
            nav.PURCHASE,
            pgettext_lazy("名册", "需求"),
            "planning:needs",
            10,
            visible=lambda actor: actor.has(*BUYERS, *WATCHERS, Role.DISTRICT_CLERK),
        )
        nav.register(nav.PURCHASE, _("需求排序"), "planning:ranking", 15, visible=lambda actor: actor.has(*BUYERS, *WATCHERS))
        nav.register(nav.PURCHASE, pgettext_lazy("名册", "项目"), "planning:projects", 20)
        nav.register(nav.PUBLIC, _("需求征求意见"), "planning:calls", 50)
        nav.register(nav.PUBLIC, _("采购意向"), "planning:intentions", 51)
        nav.register(nav.PURCHASE, _("下年度预算建议"), "planning:proposal", 16, visible=lambda actor: actor.has(*BUYERS))
        nav.register(nav.PURCHASE, _("试点范围"), "planning:admissions", 90)
