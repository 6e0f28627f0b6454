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
        from bailu.programmes import queries as pilot  # noqa: PLC0415

        happened.use(told.last_done)
        nav.register(nav.WORK, _("我的工作台"), "dossier:desk", 0, badge=tasks.waiting)
        nav.register(nav.PILOT, _("试点进展"), "dossier:pilot", 5, visible=lambda actor: pilot.sees_pilot(actor).allowed)
        nav.register(nav.WORK, _("总览"), "dossier:overview", 10, visible=lambda actor: overview.may_see(actor).allowed)
