from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from bailu.audit import texts as audit_texts
from bailu.inbox import kinds
from bailu.procurement.texts import AUDIT_TEXTS
from bailu.ui import nav


class ProcurementConfig(AppConfig):
    name = "bailu.procurement"
    label = "procurement"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("采购")

    def ready(self) -> None:
        from bailu.documents import access  # noqa: PLC0415  models may be imported only now
        from bailu.inbox.ticking import on_tick  # noqa: PLC0415
        from bailu.organisations.roles import PROVIDER_ROLES  # noqa: PLC0415
        from bailu.planning import advice  # noqa: PLC0415
        from bailu.procurement import advising, reading, tasks  # noqa: PLC0415
        from bailu.procurement.commands import close_due  # noqa: PLC0415

        advice.use(advising.advised)
        audit_texts.register(AUDIT_TEXTS)
        kinds.register(tasks)
        access.register("procurement.Procedure", reading.may_read, may_edit=reading.may_edit)
        on_tick(close_due)
        nav.register(nav.PURCHASE, pgettext_lazy("名册", "采购程序"), "procurement:register", 30)
        nav.register(nav.PURCHASE, _("投标机会"), "procurement:opportunities", 40, visible=lambda actor: actor.has(*PROVIDER_ROLES))
        nav.register(nav.PURCHASE, _("我的投标"), "procurement:own_bids", 50, visible=lambda actor: actor.has(*PROVIDER_ROLES))
