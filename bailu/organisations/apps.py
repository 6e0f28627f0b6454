from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from bailu.audit.texts import register
from bailu.organisations.texts import AUDIT_TEXTS
from bailu.ui import identity, nav


class OrganisationsConfig(AppConfig):
    name = "bailu.organisations"
    label = "organisations"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("机构与人员")

    def ready(self) -> None:
        from bailu.organisations.actors import hats  # noqa: PLC0415  models may be imported only now

        register(AUDIT_TEXTS)
        identity.use(hats, "organisations:switch")
        nav.register(nav.PEOPLE, _("机构名录"), "organisations:register", 10)
        nav.register(nav.PEOPLE, _("本机构人员"), "organisations:people", 20, visible=lambda actor: actor.organisation_id is not None)
        nav.register(nav.PEOPLE, _("我的账号"), "organisations:me", 90)
