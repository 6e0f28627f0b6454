from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from bailu.audit import texts as audit_texts
from bailu.award import tasks
from bailu.award.texts import AUDIT_TEXTS
from bailu.inbox import kinds
from bailu.kernel.actor import Actor
from bailu.organisations.roles import Role
from bailu.ui import nav


def _reads_pool(actor: Actor) -> bool:
    return actor.has(Role.BUREAU_CLERK, Role.FINANCE_OFFICER, Role.FINANCE_CHIEF, Role.AUDITOR)


class AwardConfig(AppConfig):
    name = "bailu.award"
    label = "award"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("评审与成交")

    def ready(self) -> None:
        from bailu.award import reading  # noqa: PLC0415  models may be imported only now
        from bailu.documents import access  # noqa: PLC0415

        access.register("award.Committee", reading.may_read_report, may_edit=reading.may_edit_report)
        access.register("award.Award", reading.may_read_notice, may_edit=reading.may_edit_report)
        audit_texts.register(AUDIT_TEXTS)
        kinds.register(tasks)
        nav.register(nav.PEOPLE, _("评审专家库"), "award:experts", order=60, visible=_reads_pool)
