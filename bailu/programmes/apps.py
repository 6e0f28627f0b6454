from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from bailu.audit import texts as audit_texts
from bailu.inbox import kinds
from bailu.programmes import tasks
from bailu.programmes.texts import AUDIT_TEXTS
from bailu.ui import nav


class ProgrammesConfig(AppConfig):
    name = "bailu.programmes"
    label = "programmes"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("试点")

    def ready(self) -> None:
        from bailu.documents import access  # noqa: PLC0415  models may be imported only now
        from bailu.programmes import policies  # noqa: PLC0415

        audit_texts.register(AUDIT_TEXTS)
        kinds.register(tasks)
        access.register("programmes.SiteApplication", policies.may_read_no_document, may_read_attachment=policies.may_read_plan)
        entries = (
            (_("试点日程"), "programmes:calendar"),
            (_("试点申请"), "programmes:applications"),
            (_("试点街道（镇）"), "programmes:sites"),
            (_("任务树"), "programmes:tree"),
        )
        for at, (label, url_name) in enumerate(entries):
            nav.register(nav.PILOT, label, url_name, 10 + 10 * at, visible=lambda actor: policies.may_see_pilot(actor).allowed)
