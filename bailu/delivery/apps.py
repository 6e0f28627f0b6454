from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from bailu.audit import texts as audit_texts
from bailu.delivery import tasks
from bailu.delivery.texts import AUDIT_TEXTS
from bailu.inbox import kinds
from bailu.kernel.events import subscribe
from bailu.ui import nav


class DeliveryConfig(AppConfig):
    name = "bailu.delivery"
    label = "delivery"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("服务")

    def ready(self) -> None:
        from bailu.contracts import panels  # noqa: PLC0415
        from bailu.contracts.events import Signed  # noqa: PLC0415  models may be imported only now
        from bailu.delivery import queries, subscribers  # noqa: PLC0415
        from bailu.organisations.roles import PROVIDER_ROLES  # noqa: PLC0415

        audit_texts.register(AUDIT_TEXTS)
        kinds.register(tasks)
        panels.register(queries.panel)
        subscribe(Signed, subscribers.when_signed)
        nav.register(nav.SERVICE, _("记录服务"), "delivery:mine", order=20, visible=lambda actor: actor.has(*PROVIDER_ROLES))
