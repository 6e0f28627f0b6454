from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from bailu.audit.texts import register
from bailu.organisations.texts import AUDIT_TEXTS
from bailu.ui import identity, nav, stepup


class OrganisationsConfig(AppConfig):
    name = "bailu.organisations"
    label = "organisations"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("机构与人员")

    def ready(self) -> None:
        # Models may be imported only now.
        from bailu.documents import access  # noqa: PLC0415
        from bailu.organisations import policies, proof  # noqa: PLC0415
        from bailu.organisations.actors import hats  # noqa: PLC0415

        register(AUDIT_TEXTS)
        access.register("organisations.Condition", policies.may_read_no_document, may_read_attachment=policies.may_read_evidence)
        identity.use(hats, "organisations:switch")
        stepup.use(proof.ask, proof.settle)
        nav.register(nav.PEOPLE, _("机构名录"), "organisations:register", 10)
        nav.register(nav.PEOPLE, _("本机构人员"), "organisations:people", 20, visible=lambda actor: actor.organisation_id is not None)
        nav.register(nav.PEOPLE, _("我的账号"), "organisations:me", 90)
