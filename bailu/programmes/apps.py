from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from bailu.audit import texts as audit_texts
from bailu.inbox import kinds
from bailu.programmes import tasks
from bailu.programmes.library import tasks as library_tasks
from bailu.programmes.library.texts import AUDIT_TEXTS as LIBRARY_TEXTS
from bailu.programmes.texts import AUDIT_TEXTS
from bailu.ui import nav


class ProgrammesConfig(AppConfig):
    name = "bailu.programmes"
    label = "programmes"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("试点")

    def ready(self) -> None:
        from bailu.documents import access  # noqa: PLC0415  models may be imported only now
        from bailu.inbox.ticking import on_tick  # noqa: PLC0415
        from bailu.programmes import policies  # noqa: PLC0415
        from bailu.programmes.library import commands as library  # noqa: PLC0415
        from bailu.programmes.library import policies as papers  # noqa: PLC0415

        audit_texts.register(AUDIT_TEXTS | LIBRARY_TEXTS)
        kinds.register(tasks)
        kinds.register(library_tasks)
        on_tick(library.sweep)
        access.register("programmes.Paper", papers.may_read_no_document, may_read_attachment=papers.may_read_file)
        access.register("programmes.SiteApplication", policies.may_read_no_document, may_read_attachment=policies.may_read_plan)
        entries = (
            (_("试点日程"), "programmes:calendar"),
            (_("试点申请"), "programmes:applications"),
            (_("试点街道（镇）"), "programmes:sites"),
            (_("任务树"), "programmes:tree"),
        )
        for at, (label, url_name) in enumerate(entries):
            nav.register(nav.PILOT, label, url_name, 10 + 10 * at, visible=lambda actor: policies.may_see_pilot(actor).allowed)
        nav.register(nav.PILOT, _("文件库"), "programmes:papers", 80, visible=lambda actor: papers.may_open_library(actor).allowed)
