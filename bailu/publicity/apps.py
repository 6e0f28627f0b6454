from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from bailu.ui import nav


class PublicityConfig(AppConfig):
    name = "bailu.publicity"
    label = "publicity"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("信息公开")

    def ready(self) -> None:
        for order, (label, page) in enumerate(
            (
                (_("概况"), "home"),
                (_("采购公告"), "notices"),
                (_("中标（成交）结果"), "results"),
                (_("合同"), "contracts"),
                (_("开放数据"), "ocds"),
                (_("关于"), "about"),
            )
        ):
            nav.register(nav.PUBLIC, label, f"publicity:{page}", order=order)
