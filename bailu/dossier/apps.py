from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from bailu.ui import happened, nav


class DossierConfig(AppConfig):
    name = "bailu.dossier"
    label = "dossier"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("工作台与档案")

    def ready(self) -> None:
        from bailu.dossier.queries import overview, tasks, told  # noqa: PLC0415  models may be imported only now

        happened.use(told.last_done)
        nav.register(nav.WORK, _("我的工作台"), "dossier:desk", 0, badge=tasks.waiting)
        nav.register(nav.WORK, _("总览"), "dossier:overview", 10, visible=lambda actor: overview.may_see(actor).allowed)
