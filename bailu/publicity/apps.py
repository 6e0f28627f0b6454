from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

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
                (pgettext_lazy("名册", "采购公告"), "notices"),
                (pgettext_lazy("名册", "中标（成交）结果"), "results"),
                (pgettext_lazy("名册", "合同"), "contracts"),
                (_("彩票公益金"), "lottery"),
                (_("政策文件"), "papers"),
                (_("开放数据"), "ocds"),
                (_("关于"), "about"),
            )
        ):
            nav.register(nav.PUBLIC, label, f"publicity:{page}", order=order)
