from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from bailu.audit import texts as audit_texts
from bailu.funds import tasks
from bailu.funds.texts import AUDIT_TEXTS
from bailu.inbox import kinds
from bailu.ui import nav


class FundsConfig(AppConfig):
    name = "bailu.funds"
    label = "funds"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("资金")

    def ready(self) -> None:
        from bailu.funds.models.lines import BUYERS, WATCHERS  # noqa: PLC0415  models may be imported only now
        from bailu.organisations.roles import Role  # noqa: PLC0415

        audit_texts.register(AUDIT_TEXTS)
        kinds.register(tasks)
        payees = (Role.PROVIDER_HEAD, Role.PROVIDER_CLERK, Role.EVALUATOR)
        nav.register(nav.FUNDS, _("预算"), "funds:lines", 10, visible=lambda actor: actor.has(*BUYERS, *WATCHERS))
        treasury = (Role.FINANCE_OFFICER, Role.FINANCE_CHIEF)
        nav.register(nav.FUNDS, _("财政工作台"), "funds:desk", 5, visible=lambda actor: actor.has(*treasury))
        nav.register(nav.FUNDS, _("支付批次"), "funds:batches", 25, visible=lambda actor: actor.has(*treasury, Role.AUDITOR))
        nav.register(nav.FUNDS, _("拨款表"), "funds:imports", 15, visible=lambda actor: actor.has(*treasury, Role.AUDITOR))
        nav.register(nav.FUNDS, _("资金调整"), "funds:movements", 30, visible=lambda actor: actor.has(*BUYERS, *WATCHERS))
        nav.register(
            nav.FUNDS, pgettext_lazy("名册", "支付"), "funds:payments", 20, visible=lambda actor: actor.has(*BUYERS, *WATCHERS, *payees)
        )
